import { FakeDaemonError, type FakeDaemonErrorCode } from "./fake-daemon-error.ts";
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

/** Combines findings and transcript in one error. Returns `undefined` if there are no findings. */
export function asError(
  findings: readonly Finding[],
  transcript: () => string,
): FakeDaemonError | undefined {
  const [first] = findings;
  if (!first) return undefined;
  const list = findings.map(({ message }) => message).join("\n");
  const text = transcript();
  const said = text === "" ? "nothing" : `\n${text.replaceAll(/^/gm, "  ")}`;
  const cause = first instanceof Error ? { cause: first } : undefined;
  return new FakeDaemonError(first.code, `${list}\n\nWhat was said: ${said}`, cause);
}
