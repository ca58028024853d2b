import { type Clock, type Timer, attempt, rethrow } from "./clock.ts";
import { turn } from "./turns.ts";

interface Entry {
  at: number;
  readonly what: string;
  readonly action: () => void;
}

/** A clock that stands still until it is advanced; its timers fire in order. */
export class VirtualClock implements Clock {
  /** Whether the clock stands still while somebody waits for it. */
  readonly standsStill: boolean = true;
  /** Hears what an action throws. */
  onFailure: (error: unknown) => void = rethrow;
  #now: number;
  /** By time, and those of one time in the order of scheduling. */
  readonly #entries: Entry[] = [];

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

  /** The next timer: when it is due, and what for. */
  get next(): { readonly at: number; readonly what: string } | undefined {
    return this.#entries[0];
  }

  /** `what` is for people who ask what is due. */
  schedule(delay: number, action: () => void, what = "a timer"): Timer & { readonly at: number } {
    const at = this.#now + Math.max(0, delay);
    const entry = { at, what, action };
    this.#entries.splice(this.#positionAfter(at), 0, entry);
    return {
      get at() {
        return entry.at;
      },
      cancel: () => this.#remove(entry),
    };
  }

  /** Advances to a moment; each timer's consequences are over before the next one fires. */
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

  /** Sets another time for a state that is restored: what waits has as long to wait as before. */
  putBackTo(moment: number): void {
    const change = moment - this.#now;
    for (const entry of this.#entries) entry.at += change;
    this.#now = moment;
  }

  /** Forgets all timers. */
  clear(): void {
    this.#entries.length = 0;
  }

  #remove(entry: Entry): void {
    const index = this.#entries.lastIndexOf(entry, this.#positionAfter(entry.at) - 1);
    if (index >= 0) this.#entries.splice(index, 1);
  }

  #positionAfter(moment: number): number {
    let low = 0;
    let high = this.#entries.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#entries[middle]!.at <= moment) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
