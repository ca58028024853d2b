import { type Duration, milliseconds } from "./duration.ts";
import type { Activity } from "./activity.ts";
import type { Clock } from "./clock.ts";
import { VirtualClock } from "./virtual.ts";
import { FakeDaemonError } from "../fake-daemon-error.ts";

/** The time that the fake daemon lives in. */
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
   * Lets time pass: what is due by then happens, in order, each with all that follows from it.
   * A script may do so as well, while the test does: the script goes first.
   *
   * @throws FakeDaemonError when the daemon has a clock that is not its own.
   */
  async advance(duration: Duration): Promise<void> {
    const clock = this.#virtual("advance");
    const moment = clock.now() + milliseconds(duration);
    await this.#activity.duringMove((settled) => clock.advanceTo(moment, settled));
  }

  /**
   * Calls `action` once, so many milliseconds of the daemon's time from now. With this a client's
   * pauses and waits live in the daemon's time, though not the `timeout` of its calls:
   * `new RepowireClient({ clock: daemon.clock })`.
   */
  schedule(delay: number, action: () => void): { cancel(): void } {
    return this.#clock.schedule(delay, action, "a timer of the test or its client");
  }

  /**
   * Resolves when nothing is under way but what waits for time to pass.
   *
   * A script (`onAsk().run(...)`) counts while it calls the daemon, and for some turns of the event
   * loop after each step. One that waits longer, for time, for a message or for a file, does not
   * hold the clock.
   */
  settled(): Promise<void> {
    return this.#activity.settled();
  }

  /**
   * Lets time pass by itself while something runs: whenever everything waits, the clock goes on
   * to what is due next.
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
    const since = this.#activity.moves;
    const settled = () => this.#activity.settled(since);
    let running = true;
    const result = work().finally(() => (running = false));
    // Whoever called hears of a failure below.
    result.catch(() => {});
    while (running) {
      await settled();
      const next = clock.nextAt;
      if (running && next !== undefined) await clock.advanceTo(next, settled);
    }
    return result;
  }

  #virtual(method: string): VirtualClock {
    if (this.#clock instanceof VirtualClock) return this.#clock;
    throw new FakeDaemonError(
      "misuse",
      `clock.${method} is for a virtual clock; this fake daemon was made with another one, which ` +
        "its owner moves",
    );
  }
}
