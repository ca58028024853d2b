import { Caller } from "../stage/caller.ts";
import { familyOf, type Target } from "../targets/target.ts";
import { Transcript } from "../stage/transcript.ts";

/** The daemon repairs at most once in this time, and then within the next call that may. */
const INTERVAL = 30_000;
/** More than any scenario lasts. */
const MARGIN = 10_000;

/** Keeps lazy repair from happening in the middle of a scenario, or makes it happen. */
export class RepairWindow {
  static readonly #windows = new WeakMap<Target, RepairWindow>();
  readonly #target: Target;
  #repairedAt: number | undefined;
  #certain = false;

  private constructor(target: Target) {
    this.#target = target;
    this.forget();
    // As if it had just repaired: the first repair of ours is one for certain then.
    if (target.ranBefore) this.#repairedAt = target.clock.now();
  }

  /** The one window of a target, whoever looks at it. */
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

  /** Waits until a repair is due, and brings it about. */
  async repair(): Promise<void> {
    const { clock } = this.#target;
    if (this.#repairedAt !== undefined) {
      await clock.sleep(Math.max(0, this.#repairedAt + INTERVAL + 100 - clock.now()));
    }
    await new Caller(this.#target, new Transcript()).quietly("GET", "/peers");
    this.#repairedAt = clock.now();
    this.#certain = true;
  }

  /** The daemon has started anew: the next call that may repair does. */
  forget(): void {
    // The Go daemon repairs for `/health` too, which is how anybody knows that it has started.
    this.#repairedAt =
      familyOf(this.#target.version) === "go" ? this.#target.clock.now() : undefined;
  }
}
