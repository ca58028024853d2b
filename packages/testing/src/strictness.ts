import { FakeDaemonError, type FakeDaemonErrorCode } from "./fake-daemon-error.ts";
import { describeError } from "./support.ts";

/** What the fake daemon does not let pass. */
export interface Strictness {
  /** A call of a route that no daemon has. Without it the daemon's own 404 is the answer. */
  readonly unknownRoutes: boolean;
  /**
   * An ask to a scripted peer that is open, and that no script is for, or that the test took by hand.
   * A peer that is silent may leave its asks open.
   */
  readonly openAsks: boolean;
  /** A fault that never happened. */
  readonly unusedFaults: boolean;
  /** An event stream or a socket that the test left open. */
  readonly leakedStreams: boolean;
  /** A call that waits for time to pass, when the daemon's clock stands still. */
  readonly heldCalls: boolean;
}

const all: Strictness = {
  unknownRoutes: true,
  openAsks: true,
  unusedFaults: true,
  leakedStreams: true,
  heldCalls: true,
};
const nothing: Strictness = {
  unknownRoutes: false,
  openAsks: false,
  unusedFaults: false,
  leakedStreams: false,
  heldCalls: false,
};

/** Fills in what an option leaves out. */
export function strictnessOf(option: boolean | Partial<Strictness> = true): Strictness {
  if (typeof option === "boolean") return option ? all : nothing;
  return { ...all, ...option };
}

/** Something that a test should not leave behind. */
export interface Finding {
  readonly code: FakeDaemonErrorCode;
  readonly message: string;
}

/** Collects what goes wrong where nobody awaits it, for `verify()` to report. */
export class Problems {
  readonly #found: FakeDaemonError[] = [];

  get all(): readonly FakeDaemonError[] {
    return this.#found;
  }

  add(error: FakeDaemonError): void {
    this.#found.push(error);
  }

  /** Adds what was thrown in the background. */
  addUnknown(cause: unknown): void {
    if (cause instanceof FakeDaemonError) return this.add(cause);
    const message = `something failed that nobody awaited: ${describeError(cause)}`;
    this.add(new FakeDaemonError("background", message, { cause }));
  }

  clear(): void {
    this.#found.length = 0;
  }
}

/** One error of what was found, with what was said; nothing, when nothing was found. */
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
