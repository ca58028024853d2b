import type { Activity } from "./activity.ts";
import type { Clock, Timer } from "./clock.ts";
import { afterTurns } from "./turns.ts";

/** Timers around a daemon. All of them are cancelled when the daemon ends. */
export class Timers {
  readonly #clock: Clock;
  readonly #activity: Activity;
  readonly #timers = new Set<Timer>();
  #calledOff = 0;

  constructor(clock: Clock, activity: Activity) {
    this.#clock = clock;
    this.#activity = activity;
  }

  /**
   * Calls back after a delay on the clock. Without a delay it calls back after the current work.
   * `what` describes the action in messages.
   */
  schedule(delay: number, action: () => void, what: string): void {
    if (delay <= 0) return this.#activity.outside(() => this.#soon(action));
    const fire = () => {
      this.#timers.delete(timer);
      action();
    };
    const timer = this.#clock.schedule(delay, fire, what);
    this.#timers.add(timer);
  }

  callOff(): void {
    this.#calledOff++;
    for (const timer of this.#timers) timer.cancel();
    this.#timers.clear();
  }

  async #soon(action: () => void): Promise<void> {
    const before = this.#calledOff;
    await afterTurns(1);
    if (this.#calledOff === before) action();
  }
}
