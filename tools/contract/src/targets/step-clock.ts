import { setImmediate as turn } from "node:timers/promises";
import type { Clock, Timer } from "@repowire/testing";

interface Entry {
  readonly at: number;
  readonly action: () => void;
}

/** A clock for a fake daemon that stands still until it is advanced. */
export class StepClock implements Clock {
  #now: number;
  /** Sorted by time. Timers for the same time keep the order of scheduling. */
  #entries: Entry[] = [];

  constructor(start: number) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  /** When the next timer is due. */
  get nextAt(): number | undefined {
    return this.#entries[0]?.at;
  }

  schedule(delay: number, action: () => void): Timer {
    const entry = { at: this.#now + Math.max(0, delay), action };
    const later = this.#entries.findIndex(({ at }) => at > entry.at);
    this.#entries.splice(later < 0 ? this.#entries.length : later, 0, entry);
    return { cancel: () => void (this.#entries = this.#entries.filter((one) => one !== entry)) };
  }

  /** Advances to a moment. Each timer's consequences finish before the next timer fires. */
  async advanceTo(moment: number): Promise<void> {
    await turn();
    for (let next = this.#entries[0]; next && next.at <= moment; next = this.#entries[0]) {
      this.#entries.shift();
      this.#now = Math.max(this.#now, next.at);
      next.action();
      await turn();
    }
    this.#now = Math.max(this.#now, moment);
  }
}
