import { type Duration, lastMoment, milliseconds } from "./duration.ts";
import type { Activity } from "./activity.ts";
import type { Clock } from "./clock.ts";
import { VirtualClock } from "./virtual.ts";
import { misuse } from "../fake-daemon-error.ts";

/** The clock of the fake daemon. */
export class FakeClock {
  readonly #clock: Clock;
  readonly #activity: Activity;

  /** @internal */
  constructor(clock: Clock, activity: Activity) {
    this.#clock = clock;
    this.#activity = activity;
  }

  /** The daemon's time. */
  now(): Date {
    return new Date(this.#clock.now());
  }

  /**
   * Advances the clock. Everything that is due happens in order, and each timer's consequences finish
   * before the next timer fires. A script may call this while the test waits in it: the script's
   * call goes first.
   *
   * @throws FakeDaemonError if the daemon's clock is neither virtual nor ticking.
   */
  async advance(duration: Duration): Promise<void> {
    const clock = this.#virtual("advance");
    const moment = clock.now() + milliseconds(duration);
    if (moment > lastMoment) {
      throw misuse(`the clock of the fake daemon ends in 9999: ${duration} is too long`);
    }
    await this.#activity.duringMove((settled) => clock.advanceTo(moment, settled));
  }

  /**
   * Calls `action` once, after `delay` milliseconds of the daemon's time. A client with
   * `new RepowireClient({ clock: daemon.clock })` pauses and waits in the daemon's time, but the
   * `timeout` of its calls uses real time.
   */
  schedule(delay: number, action: () => void): { cancel(): void } {
    if (typeof delay !== "number" || Number.isNaN(delay) || typeof action !== "function") {
      throw misuse("clock.schedule takes milliseconds and a function");
    }
    return this.#clock.schedule(delay, action, "a timer of the test or its client", true);
  }

  /**
   * Counts real work of a client as work under way, so that the clock waits for it. A client with this
   * clock calls it when it loads a part of itself on first use.
   */
  during<Result>(work: Promise<Result>): Promise<Result> {
    return this.#activity.duringOutside(() => work);
  }

  /**
   * Resolves when all work is done except work that waits for time to pass.
   *
   * A script (`onAsk().run(...)`) counts as work while it calls the daemon, and for a few turns of
   * the event loop after each step. While it waits longer, for time, a message or a file, it does not
   * count.
   */
  settled(): Promise<void> {
    return this.#activity.settled();
  }

  /**
   * Runs `work` and advances the clock by itself. Whenever everything waits, the clock jumps to the
   * next moment at which something is due.
   *
   * @example
   * ```ts
   * import { FakeDaemon } from "@repowire/testing";
   *
   * const daemon = new FakeDaemon();
   * const answer = await daemon.clock.autoAdvance(() => daemon.fetch(`${daemon.url}/health`));
   * console.log(answer.status);
   * ```
   */
  async autoAdvance<Result>(work: () => Promise<Result>): Promise<Result> {
    const clock = this.#virtual("autoAdvance");
    if (typeof work !== "function") throw misuse("clock.autoAdvance takes a function");
    const since = this.#activity.moves;
    const settled = () => this.#activity.settled(since);
    let running = true;
    const result = (async () => work())().finally(() => (running = false));
    // The caller gets the error below.
    result.catch(() => {});
    while (running) {
      await settled();
      const { next } = clock;
      if (running && next) await clock.advanceTo(next.at, settled);
    }
    return result;
  }

  #virtual(method: string): VirtualClock {
    if (this.#clock instanceof VirtualClock) return this.#clock;
    throw misuse(
      `clock.${method} needs a virtual or ticking clock; this fake daemon has another clock, which ` +
        "its owner moves",
    );
  }
}
