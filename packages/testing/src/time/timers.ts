import type { Activity } from "./activity.ts";
import type { Clock, Timer } from "./clock.ts";
import { afterTurns } from "./turns.ts";

/** What those around a daemon do later. All of it is called off at once when the daemon ends. */
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
   * Calls back after some time of the clock; without a delay, when what is under way has gone on.
   * `what` says for people what happens then.
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
