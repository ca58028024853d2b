import { FakeDaemonError, type FakeDaemonErrorCode } from "./fake-daemon-error.ts";

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
}

const all: Strictness = {
  unknownRoutes: true,
  openAsks: true,
  unusedFaults: true,
  leakedStreams: true,
};

/** Fills in what an option leaves out. */
export function strictnessOf(option: boolean | Partial<Strictness> = true): Strictness {
  if (option === true) return all;
  const none = { unknownRoutes: false, openAsks: false, unusedFaults: false, leakedStreams: false };
  return option === false ? none : { ...all, ...option };
}

/** Something that a test should not leave behind. */
export interface Finding {
  readonly code: FakeDaemonErrorCode;
  readonly message: string;
}

/** One error of what was found; nothing, when nothing was. */
export function asError(
  findings: readonly Finding[],
  transcript: string,
): FakeDaemonError | undefined {
  const [first] = findings;
  if (!first) return undefined;
  const list = findings.map(({ message }) => message).join("\n");
  const said = transcript === "" ? "nothing" : `\n${transcript.replaceAll(/^/gm, "  ")}`;
  return new FakeDaemonError(first.code, `${list}\n\nWhat was said: ${said}`);
}
