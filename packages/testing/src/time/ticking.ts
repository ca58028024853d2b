import { performance } from "node:perf_hooks";

import type { Timer } from "./clock.ts";
import { machineTimers } from "./turns.ts";
import { VirtualClock } from "./virtual.ts";

/** A virtual clock that also runs with the machine's time. */
export class TickingClock extends VirtualClock {
  override readonly standsStill: boolean = false;
  /** The machine's time when the clock was last read or moved. */
  #read = performance.now();
  #timer: NodeJS.Timeout | undefined;

  override now(): number {
    const read = performance.now();
    this.set(super.now() + (read - this.#read));
    this.#read = read;
    return super.now();
  }

  override schedule(delay: number, action: () => void, what?: string, awaited?: boolean): Timer {
    this.now();
    const timer = super.schedule(delay, action, what, awaited);
    this.#arm();
    return {
      cancel: () => {
        timer.cancel();
        if (!this.isAwaited) this.#timer?.unref();
      },
    };
  }

  override async advanceTo(moment: number, settled?: () => Promise<void>): Promise<void> {
    this.now();
    await super.advanceTo(moment, settled);
    this.#arm();
  }

  override putBackTo(moment: number): void {
    // The timers keep the delay that they have left now.
    this.now();
    super.putBackTo(moment);
  }

  override clear(): void {
    super.clear();
    machineTimers.clear(this.#timer);
  }

  #arm(): void {
    machineTimers.clear(this.#timer);
    const { next } = this;
    if (!next) return;
    const delay = Math.min(Math.max(0, Math.ceil(next.at - this.now())), 3_600_000);
    const advance = () => void this.advanceTo(this.now()).catch(this.onFailure);
    this.#timer = machineTimers.set(advance, delay);
    // The daemon's own timers do not keep the process alive, but a wait of a client does.
    if (!this.isAwaited) this.#timer.unref();
  }
}
