import type { JsonObject } from "../stage/json.ts";

/** The daemon's own settings, as below `daemon:` in its file. */
export type DaemonConfig = JsonObject;

/** A pane of the tmux server that a daemon uses. */
export interface Pane {
  /** tmux's own name, such as `%3`. */
  readonly pane_id: string;
  /** `session:window`, as the daemon writes it. */
  readonly tmux_session: string;
  /** The process that runs in it. */
  readonly pid: number;
}

/** The clock of a daemon. A fake may have its own. */
export interface TargetClock {
  /** Milliseconds since some moment. */
  now(): number;
  /** Lets that many milliseconds pass for the daemon. A sleep that was given up passes no time. */
  sleep(milliseconds: number, givenUp?: AbortSignal): Promise<void>;
  /** Resolves when the daemon does nothing more by itself. Only a fake knows. */
  atRest?: (givenUp: () => boolean) => Promise<void>;
}

/** A daemon, real or fake, on which the contract is checked. */
export interface Target {
  /** For people: `repowire 0.17.0`, `fake 0.17.0 on loopback`. */
  readonly name: string;
  /** What its `/health` says, or `go`. */
  readonly version: string;
  readonly baseUrl: string;
  readonly fetch: typeof globalThis.fetch;
  /** A cheaper `fetch` for answers that end. Default: `fetch`. */
  readonly fetchWhole?: typeof globalThis.fetch;
  readonly WebSocket: typeof globalThis.WebSocket;
  readonly clock: TargetClock;
  /** Whether a connection may serve several calls. Default: false. */
  readonly keepsConnections?: boolean;
  /** Whether it was running before. Then the time of its last repair is unknown. Default: false. */
  readonly ranBefore?: boolean;
  /** The bearer token that it wants. */
  readonly authToken?: string | undefined;
  /** Its own texts, such as its HOME, and the words that replace them in a transcript. */
  readonly words?: Readonly<Record<string, string>>;
  /** An existing folder on its machine in which it may spawn. */
  readonly folder?: string | undefined;
  /** Ends it, orderly or as a crash would, and starts it again with its data on disk. */
  restart?(options?: { readonly crash?: boolean }): Promise<void>;
  /** The panes of its tmux. */
  panes?(): Promise<readonly Pane[]>;
  /** What a pane of its tmux shows. A fake shows what was typed. */
  textOf?(pane_id: string): Promise<string>;
  /** Makes a folder on its machine, with the folders above it. */
  makeFolder?(path: string): Promise<void>;
  /** Makes a file on its machine, with the folders above it. Default: it is empty. */
  makeFile?(path: string, text?: string): Promise<void>;
  /** Ends a process on its machine. */
  endProcess?(pid: number): Promise<void>;
  close(): Promise<void>;
}

/** The family of a daemon: the releases in Python, or the Go daemon that came after them. */
export type Family = "python" | "go";

export function familyOf(version: string): Family {
  return version === "go" ? "go" : "python";
}

/** Whether `version` is `other` or a later release. The Go daemon is later than all of Python's. */
export function isAtLeast(version: string, other: string): boolean {
  if (version === "go" || other === "go") return version === "go";
  const [left, right] = [version, other].map((text) => text.split(".").map(Number));
  for (const [index, number] of (right ?? []).entries()) {
    const difference = (left?.[index] ?? 0) - number;
    if (difference !== 0) return difference > 0;
  }
  return true;
}
