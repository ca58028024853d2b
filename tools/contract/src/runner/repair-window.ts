import { Caller } from "../stage/caller.ts";
import { familyOf, type Target } from "../targets/target.ts";
import { Transcript } from "../stage/transcript.ts";

/** The daemon repairs at most once in this time, at the next call that can start a repair. */
const INTERVAL = 30_000;
/** Longer than any scenario. */
const MARGIN = 10_000;

/** Prevents a lazy repair in the middle of a scenario, or causes one. */
export class RepairWindow {
  static readonly #windows = new WeakMap<Target, RepairWindow>();
  readonly #target: Target;
  #repairedAt: number | undefined;
  #certain = false;

  private constructor(target: Target) {
    this.#target = target;
    this.forget();
    // Assumes that the daemon has just repaired, so that our first repair certainly happens.
    if (target.ranBefore) this.#repairedAt = target.clock.now();
  }

  /** The window of a target. Each target has one. */
  static of(target: Target): RepairWindow {
    const window = RepairWindow.#windows.get(target) ?? new RepairWindow(target);
    RepairWindow.#windows.set(target, window);
    return window;
  }

  /** Makes sure that no repair is due while the next scenario runs. */
  async keepShut(): Promise<void> {
    const { clock, ranBefore } = this.#target;
    if (ranBefore && !this.#certain) return this.repair();
    if (this.#repairedAt === undefined || clock.now() - this.#repairedAt > INTERVAL - MARGIN) {
      await this.repair();
    }
  }

  /** Waits until a repair is due, and starts it. */
  async repair(): Promise<void> {
    const { clock } = this.#target;
    if (this.#repairedAt !== undefined) {
      await clock.sleep(Math.max(0, this.#repairedAt + INTERVAL + 100 - clock.now()));
    }
    await new Caller(this.#target, new Transcript()).quietly("GET", "/peers");
    this.#repairedAt = clock.now();
    this.#certain = true;
  }

  /** Called after a restart. The next call that can start a repair does so. */
  forget(): void {
    // The Go daemon also repairs for `/health`, which the start waits for.
    this.#repairedAt =
      familyOf(this.#target.version) === "go" ? this.#target.clock.now() : undefined;
  }
}
