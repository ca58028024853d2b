import type { Clock, Timer } from "./clock.ts";
import { turn } from "./turns.ts";

interface Entry {
  readonly at: number;
  readonly action: () => void;
}

/** A clock that stands still until it is told to go on; its timers fire in order. */
export class VirtualClock implements Clock {
  /** Whether the clock stands still while somebody waits for it. */
  readonly standsStill: boolean = true;
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

  schedule(delay: number, action: () => void): Timer & { readonly at: number } {
    const at = this.#now + Math.max(0, delay);
    const entry = { at, action };
    this.#entries.splice(this.#positionAfter(at), 0, entry);
    return { at, cancel: () => this.#remove(entry) };
  }

  /** Goes on to a moment; each timer's consequences are over before the next one fires. */
  async advanceTo(moment: number, settled: () => Promise<void> = turn): Promise<void> {
    await settled();
    for (let next = this.#entries[0]; next && next.at <= moment; next = this.#entries[0]) {
      this.#entries.shift();
      this.#now = Math.max(this.#now, next.at);
      next.action();
      await settled();
    }
    this.#now = Math.max(this.#now, moment);
  }

  /** Puts the clock to a moment without firing anything: for a state that is restored. */
  set(moment: number): void {
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
