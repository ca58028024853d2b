import type { Activity } from "./activity.ts";
import type { Clock } from "./clock.ts";
import { VirtualClock } from "./virtual.ts";

/** A wait of the daemon with a time limit. */
export interface Wait<Value> {
  /** The value, or `undefined` if the time ran out. */
  readonly result: Promise<Value | undefined>;
  readonly open: boolean;
  settle(value: Value | undefined): void;
}

/** All waits on the daemon's clock. */
export class Waits {
  readonly #clock: Clock;
  readonly #activity: Activity;
  readonly #open = new Set<{ forget(): void }>();

  constructor(clock: Clock, activity: Activity) {
    this.#clock = clock;
    this.#activity = activity;
  }

  /**
   * Waits for `milliseconds`. `what` describes the end of the wait in messages. With `timeToAnswer` a
   * virtual clock advances by itself as soon as the time to answer is over, because a test that awaits
   * the call cannot advance it.
   */
  begin<Value>(
    milliseconds: number,
    what: string,
    timeToAnswer?: () => Promise<void>,
  ): Wait<Value> {
    let resolve!: (value: Value | undefined) => void;
    const promise = new Promise<Value | undefined>((settle) => (resolve = settle));
    const timer = this.#clock.schedule(milliseconds, () => wait.settle(undefined), what, true);
    const resume = this.#activity.pause(timeToAnswer !== undefined);
    const wait = {
      result: promise,
      open: true,
      settle: (value: Value | undefined) => {
        if (!wait.open) return;
        wait.forget();
        resume();
        resolve(value);
      },
      forget: () => {
        wait.open = false;
        timer.cancel();
        this.#open.delete(wait);
      },
    };
    this.#open.add(wait);
    if (timeToAnswer) {
      const end = this.#clock.now() + milliseconds;
      this.#goOn(wait, end, timeToAnswer).catch((error: unknown) =>
        this.#activity.onFailure(error),
      );
    }
    return wait;
  }

  /** Forgets every wait. The waiting work never continues, as if its process had ended. */
  clear(): void {
    for (const wait of this.#open) wait.forget();
    this.#activity.endDaemon();
  }

  async #goOn(
    wait: { open: boolean },
    at: number,
    timeToAnswer: () => Promise<void>,
  ): Promise<void> {
    if (!(this.#clock instanceof VirtualClock) || !this.#clock.standsStill) return;
    // A peer in this process answers at once and needs no time.
    await Promise.resolve();
    if (!wait.open) return;
    await timeToAnswer();
    if (wait.open) await this.#clock.advanceTo(at);
  }
}
