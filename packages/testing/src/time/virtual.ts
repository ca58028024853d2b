import { attempt, rethrow } from "../support.ts";
import type { Clock, Timer } from "./clock.ts";
import { lastMoment } from "./duration.ts";
import { turn } from "./turns.ts";

interface Entry {
  at: number;
  readonly what: string;
  readonly action: () => void;
  readonly awaited: boolean;
}

/** A clock that stands still until it is advanced; its timers fire in order. */
export class VirtualClock implements Clock {
  /** Whether the clock moves only when it is advanced. */
  readonly standsStill: boolean = true;
  /** Receives the error of an action. */
  onFailure: (error: unknown) => void = rethrow;
  #now: number;
  /** Sorted by time. Timers for the same time keep the order of scheduling. */
  readonly #entries: Entry[] = [];

  constructor(start: number) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  /** The next timer: when it is due, and its description. */
  get next(): { readonly at: number; readonly what: string } | undefined {
    return this.#entries[0];
  }

  /** Whether the process must not end before a timer fires. */
  protected get isAwaited(): boolean {
    return this.#entries.some(({ awaited }) => awaited);
  }

  /** A timer after the end of time never fires. */
  schedule(delay: number, action: () => void, what = "a timer", awaited = false): Timer {
    const at = this.#now + Math.max(0, delay);
    const entry = { at, what, action, awaited };
    const position = this.#entries.findLastIndex((earlier) => earlier.at <= at) + 1;
    if (at <= lastMoment) this.#entries.splice(position, 0, entry);
    return {
      cancel: () => {
        const index = this.#entries.indexOf(entry);
        if (index >= 0) this.#entries.splice(index, 1);
      },
    };
  }

  /** Advances to a moment. Each timer's consequences finish before the next timer fires. */
  async advanceTo(moment: number, settled: () => Promise<void> = turn): Promise<void> {
    await settled();
    for (let next = this.#entries[0]; next && next.at <= moment; next = this.#entries[0]) {
      this.#entries.shift();
      this.#now = Math.max(this.#now, next.at);
      attempt(next.action, this.onFailure);
      await settled();
    }
    this.#now = Math.max(this.#now, moment);
  }

  /** Sets the time without firing anything. */
  set(moment: number): void {
    this.#now = moment;
  }

  /** Sets the time of a restored state. Timers keep the delay that they had left. */
  putBackTo(moment: number): void {
    const change = moment - this.#now;
    for (const entry of this.#entries) entry.at += change;
    this.#now = moment;
  }

  /** Forgets all timers. */
  clear(): void {
    this.#entries.length = 0;
  }
}
