import type { Logger } from "./options.ts";

/**
 * Calls a user's functions: observers, `onError`, `onStatus`, the logger. If one throws or rejects,
 * that is reported, and the client goes on.
 */
export class Callbacks {
  readonly #logger: Logger | undefined;

  constructor(logger: Logger | undefined) {
    this.#logger = logger;
  }

  /**
   * Calls a user's function. If it throws or rejects, `onFailure` gets the error. Without `onFailure`,
   * the logger gets the name of the function, without the error's message.
   */
  tell<Args extends readonly unknown[]>(
    name: string,
    callback: ((...args: Args) => unknown) | undefined,
    args: Args,
    onFailure: (thrown: unknown) => void = (thrown) => this.warn(complaint(name, thrown)),
  ): void {
    if (callback !== undefined) guard(() => callback(...args), onFailure);
  }

  debug(line: string): void {
    // Nobody is left to report a failure of the logger to.
    guard(() => this.#logger?.debug(line), ignore);
  }

  warn(line: string): void {
    guard(() => this.#logger?.warn(line), ignore);
  }
}

const ignore = () => undefined;

function guard(call: () => unknown, onFailure: (thrown: unknown) => void): void {
  try {
    const returned = call();
    if (typeof (returned as { then?: unknown } | undefined | null)?.then === "function") {
      Promise.resolve(returned).catch(onFailure);
    }
  } catch (thrown) {
    onFailure(thrown);
  }
}

function complaint(name: string, thrown: unknown): string {
  const what = thrown instanceof Error ? thrown.name : typeof thrown;
  return `${name} threw ${what}; the client goes on without it`;
}

// Observability without a dependency: the diagnostics channels of Node and Bun. Elsewhere nothing
// happens.

/** A call that has ended. Published on `repowire:call`. */
export interface CallDiagnostics {
  /** The method of the client, such as `"ask"`. */
  readonly name: string;
  /** The method of HTTP. */
  readonly method: string;
  /** The route, with its parameters in braces: `/peers/{identifier}`. Absent for a custom route. */
  readonly route: string | undefined;
  /** Scheme, host and port of the daemon. */
  readonly origin: string;
  /** The start of the call, in milliseconds since 1970. */
  readonly startTime: number;
  /** Milliseconds from the start of the call to its end. */
  readonly duration: number;
  /** Absent if no answer came. */
  readonly status: number | undefined;
  /** What the call rejected with, without its message, which may quote other text. */
  readonly error: { readonly name: string; readonly code: string | undefined } | undefined;
}

/** An event that a stream has read. Published on `repowire:event`. */
export interface EventDiagnostics {
  /** Absent for a gap. */
  readonly id: string | undefined;
  /** The type of the event. */
  readonly type: string;
}

/** A change of a live peer's status, or a message that it took. Published on `repowire:peer`. */
export interface PeerDiagnostics {
  /** The id of the live peer. */
  readonly peer_id: string;
  /** The display name of the live peer. */
  readonly display_name: string;
  /** The circle of the live peer. */
  readonly circle: string;
  /** The new status of the peer, or the kind of message that a handler or a reader took. */
  readonly change: "online" | "reconnecting" | "closed" | "ask" | "query" | "notify" | "broadcast";
  /** Only for an ask. */
  readonly correlation_id: string | undefined;
}

/** What each channel publishes. No message holds the text of a message, a token or a header. */
export interface Diagnostics {
  /** A call. */
  readonly "repowire:call": CallDiagnostics;
  /** An event of a stream. */
  readonly "repowire:event": EventDiagnostics;
  /** A change of a live peer. */
  readonly "repowire:peer": PeerDiagnostics;
}

interface Channel {
  readonly hasSubscribers: boolean;
  publish(message: object): void;
}

type Channels = Readonly<Record<keyof Diagnostics, Channel | undefined>>;

let channels: Channels | undefined;

/**
 * A module of Node, Bun or Deno; elsewhere an empty object. Read from the process instead of imported,
 * because a bundle for a browser has no such module.
 */
export function builtin<Module>(name: string): Partial<Module> {
  const { process: host } = globalThis as {
    process?: { getBuiltinModule?(id: string): Partial<Module> | undefined };
  };
  return host?.getBuiltinModule?.(`node:${name}`) ?? {};
}

function findChannels(): Channels {
  const { channel } = builtin<{ channel(name: string): Channel }>("diagnostics_channel");
  return {
    "repowire:call": channel?.("repowire:call"),
    "repowire:event": channel?.("repowire:event"),
    "repowire:peer": channel?.("repowire:peer"),
  };
}

/** Whether anybody listens to a channel. */
export function hasSubscribers(name: keyof Diagnostics): boolean {
  return (channels ??= findChannels())[name]?.hasSubscribers === true;
}

/** Publishes what `describe` returns. `describe` is not called while nobody listens. */
export function publish<Name extends keyof Diagnostics>(
  name: Name,
  describe: () => Diagnostics[Name],
): void {
  if (hasSubscribers(name)) channels?.[name]?.publish(describe());
}
