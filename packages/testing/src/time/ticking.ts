import type { Timer } from "./clock.ts";
import { VirtualClock } from "./virtual.ts";

const realTimeout = globalThis.setTimeout;
const realClear = globalThis.clearTimeout;
const { performance } = globalThis;

/** A virtual clock that also goes on with the time of the machine. */
export class TickingClock extends VirtualClock {
  override readonly standsStill: boolean = false;
  /** When, on the machine, the clock was last read or moved. */
  #read = performance.now();
  #timer: ReturnType<typeof setTimeout> | undefined;

  override now(): number {
    const read = performance.now();
    this.set(super.now() + (read - this.#read));
    this.#read = read;
    return super.now();
  }

  override schedule(delay: number, action: () => void): Timer & { readonly at: number } {
    this.now();
    const timer = super.schedule(delay, action);
    this.#arm();
    return timer;
  }

  override async advanceTo(moment: number, settled?: () => Promise<void>): Promise<void> {
    this.now();
    await super.advanceTo(moment, settled);
    this.#arm();
  }

  override clear(): void {
    super.clear();
    realClear(this.#timer);
  }

  #arm(): void {
    realClear(this.#timer);
    const next = this.nextAt;
    if (next === undefined) return;
    const delay = Math.min(Math.max(0, Math.ceil(next - this.now())), 3_600_000);
    this.#timer = realTimeout(() => void this.advanceTo(this.now()), delay);
    (this.#timer as { unref?: () => void }).unref?.();
  }
}
