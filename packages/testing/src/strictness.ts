import { FakeDaemonError, type FakeDaemonErrorCode } from "./fake-daemon-error.ts";
import { closed, maybeFlag } from "./option-rules.ts";
import { describeError } from "./support.ts";

/** Which leftovers fail a test. */
export interface Strictness {
  /** A call of a route that no daemon has. If `false`, the daemon answers with its own 404. */
  readonly unknownRoutes: boolean;
  /**
   * An open ask to a scripted peer that no script matches, or that the test took with `nextAsk()`.
   * Asks to a `silent()` peer may stay open.
   */
  readonly openAsks: boolean;
  /** A fault that never happened. */
  readonly unusedFaults: boolean;
  /** An event stream or a socket that the test left open. */
  readonly leakedStreams: boolean;
  /** A call that waits for time to pass while the daemon's clock stands still. */
  readonly heldCalls: boolean;
}

export const strictnessRule = closed({
  unknownRoutes: maybeFlag,
  openAsks: maybeFlag,
  unusedFaults: maybeFlag,
  leakedStreams: maybeFlag,
  heldCalls: maybeFlag,
} satisfies Record<keyof Strictness, unknown>);

const all: Strictness = {
  unknownRoutes: true,
  openAsks: true,
  unusedFaults: true,
  leakedStreams: true,
  heldCalls: true,
};

/** Fills in the rules that the option `strict` leaves out. */
export function strictnessOf(option: boolean | Partial<Strictness> = true): Strictness {
  if (option === true) return all;
  if (option) return { ...all, ...option };
  return Object.fromEntries(Object.keys(all).map((rule) => [rule, false])) as unknown as Strictness;
}

/** Something that a test left behind. */
export interface Finding {
  readonly code: FakeDaemonErrorCode;
  readonly message: string;
}

/** Collects background errors, so that `verify()` can report them. */
export class Problems {
  readonly #found: FakeDaemonError[] = [];

  get all(): readonly FakeDaemonError[] {
    return this.#found;
  }

  add(error: FakeDaemonError): void {
    this.#found.push(error);
  }

  /** Adds an error that was thrown in the background. */
  addUnknown(cause: unknown): void {
    if (cause instanceof FakeDaemonError) return this.add(cause);
    const message = `an error in the background: ${describeError(cause)}`;
    this.add(new FakeDaemonError("background", message, { cause }));
  }

  clear(): void {
    this.#found.length = 0;
  }
}
