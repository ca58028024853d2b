import type { Backend, Open, PeerRole, RegisterPeerParams } from "@repowire/protocol";

import {
  type Checked,
  type Rules,
  abortSignal,
  byDefault,
  callback,
  checkOptions,
  count,
  duration,
  flag,
  group,
  rule,
} from "../option-rules.ts";
import type { HandlerErrorPolicy } from "./ask-handler.ts";
import type { InboundMessage } from "./mailbox.ts";

/** Who a live peer is. The daemon makes its name from the folder and the backend. */
export interface ConnectPeerParams {
  /** Checked and then ignored by the daemon. Absent: the name of the folder. */
  readonly name?: string | undefined;
  /**
   * An absolute path. It need not exist, but a Python daemon gives the peer its identity back after
   * a restart only if the path exists on the daemon's disk.
   */
  readonly path: string;
  /** Messages stay within a circle. */
  readonly circle: string;
  /**
   * The coding agent. No backend is meant for a program of your own. A daemon may know others than
   * those that are offered here. Absent: `"claude-code"`.
   */
  readonly backend?: Open<Exclude<Backend, "mcp-http">> | undefined;
  /** The role in the circle. Ignored if the daemon knows the peer already. Absent: `"agent"`. */
  readonly role?: PeerRole | undefined;
  /** The model behind the peer. Since 0.15.2. */
  readonly model?: string | undefined;
  /** The id from an earlier run, to be the same peer again. */
  readonly peer_id?: string | undefined;
  /** The machine that the peer runs on. Absent: the daemon's host name. */
  readonly machine?: string | undefined;
  /** What other peers may want to know. The daemon keeps it, and does not look into it. */
  readonly metadata?: Readonly<Record<string, unknown>> | undefined;
}

/** Whether the daemon can reach a live peer. */
export type LivePeerStatus = "online" | "reconnecting" | "closed";

/** Who a live peer is at a change of its status, and why the status changed. */
export interface StatusChange {
  readonly peer_id: string;
  readonly display_name: string;
  /**
   * The id until now, when the daemon assigned another one: after a crash, or because it had retired
   * the id. Asks and messages for the old id do not reach this peer.
   */
  readonly previous_peer_id?: string;
  /** Why the connection ended, or why the peer is closed. */
  readonly error?: unknown;
}

/** How a live peer behaves. Everything has a default. */
export interface ConnectPeerOptions {
  /** Ends the first connect. Its reason is rethrown as it is. */
  readonly signal?: AbortSignal | undefined;
  /**
   * Milliseconds for one connect: the registration, the token and the socket. `Infinity` sets no
   * limit.
   *
   * @defaultValue 10000
   */
  readonly connectTimeout?: number | undefined;
  /**
   * Whether the first connect is retried like later ones, so that a program may start before its
   * daemon. Failures go to `onError`; `signal` ends the wait.
   *
   * @defaultValue false
   */
  readonly retryFirstConnect?: boolean | undefined;
  /**
   * What the peer tells the daemon that it can do, beside `"delivery_receipts"`. A current Go daemon
   * sends nothing to a busy peer unless it declares `"runtime_inbox"` or `"thread_steering"`.
   */
  readonly capabilities?: readonly string[] | undefined;
  /**
   * What happens to an ask whose handler throws. `"decline"`: the ask is declined. `"ack"`: it is
   * closed with a reply. `"leave"`: it stays open. The asker reads fixed words, since an error may
   * hold secrets; `onError` gets the error. A function makes the outcome; if it throws too, the ask
   * stays open.
   *
   * @defaultValue "decline"
   */
  readonly onHandlerError?: HandlerErrorPolicy | undefined;
  /**
   * Called with every error that no call reports: a handler that threw, a reply that could not be
   * sent, a message that nobody handled, a connection that broke.
   */
  readonly onError?: ((error: unknown, message?: InboundMessage) => void) | undefined;
  /** Called at every change of {@link LivePeer.status}, and when the daemon assigns another id. */
  readonly onStatus?: ((status: LivePeerStatus, change: StatusChange) => void) | undefined;
  /**
   * How many handlers of one kind of message may run at a time. Other messages wait, without a
   * receipt.
   *
   * @defaultValue Infinity
   */
  readonly concurrency?: number | undefined;
  /**
   * How many messages of one kind may wait for a handler or a reader. One more is rejected, and its
   * asker gets a 503. Asks that are found after a connect stay with the daemon until there is room.
   *
   * @defaultValue 1000
   */
  readonly maxWaiting?: number | undefined;
  /**
   * Whether asks that were open before the connect, or were lost with a broken socket, come to the
   * handler too.
   *
   * @defaultValue true
   */
  readonly recoverAsks?: boolean | undefined;
  /**
   * Milliseconds between two checks that the daemon still knows this peer and its socket. Two failed
   * checks in a row, or one after a sleep of the machine, make the peer connect again. `Infinity`
   * never checks.
   *
   * @defaultValue 30000
   */
  readonly checkInterval?: number | undefined;
  /** How {@link LivePeer.close} behaves, unless it is told otherwise. */
  readonly close?: ClosePeerOptions | undefined;
}

/** How a live peer ends. */
export interface ClosePeerOptions {
  /**
   * Milliseconds that running handlers have to finish; then their signal fires. `Infinity` waits for
   * all of them.
   *
   * @defaultValue 5000
   */
  readonly drainTimeout?: number | undefined;
  /**
   * Whether the daemon forgets the peer. It cannot come back as the same peer then.
   *
   * @defaultValue false
   */
  readonly unregister?: boolean | undefined;
}

/** What {@link LivePeer.close} did. */
export interface ClosePeerResult {
  /**
   * Messages that the peer received and nobody handled, those of interrupted handlers included.
   * Asks among them stay open with the daemon; notifications and broadcasts are nowhere else.
   */
  readonly unhandled: readonly InboundMessage[];
  /** Whether the daemon was told to forget the peer, and did. `onError` gets the error if not. */
  readonly unregistered: boolean;
}

const closeOptions = { drainTimeout: duration, unregister: flag } satisfies Rules<ClosePeerOptions>;

const policies: readonly unknown[] = ["decline", "ack", "leave"];

const connectOptions = {
  signal: abortSignal,
  connectTimeout: byDefault(duration, 10_000),
  retryFirstConnect: byDefault(flag, false),
  capabilities: byDefault(
    rule<readonly string[]>(
      "an array of texts",
      (value) => Array.isArray(value) && value.every((each) => typeof each === "string"),
    ),
    [] as const,
  ),
  onHandlerError: byDefault(
    rule<HandlerErrorPolicy>(
      '"decline", "ack", "leave" or a function',
      (value) => typeof value === "function" || policies.includes(value),
    ),
    "decline",
  ),
  onError: callback<NonNullable<ConnectPeerOptions["onError"]>>(),
  onStatus: callback<NonNullable<ConnectPeerOptions["onStatus"]>>(),
  concurrency: byDefault(count, Infinity),
  maxWaiting: byDefault(count, 1_000),
  recoverAsks: byDefault(flag, true),
  checkInterval: byDefault(duration, 30_000),
  close: group(closeOptions),
} satisfies Rules<ConnectPeerOptions>;

/** The options of a live peer, once they are checked. */
export type PeerSettings = Checked<typeof connectOptions>;

/** Checks the options of a live peer. */
export function peerSettingsOf(given: ConnectPeerOptions | undefined): PeerSettings {
  return checkOptions("connectPeer", connectOptions, given);
}

/** Checks the options of a close; what it does not say is as the live peer's options say. */
export function closeSettingsOf(
  given: ClosePeerOptions | undefined,
  { close }: PeerSettings,
): { readonly drainTimeout: number; readonly unregister: boolean } {
  const { drainTimeout, unregister } = checkOptions("close", closeOptions, given);
  return {
    drainTimeout: drainTimeout ?? close?.drainTimeout ?? 5_000,
    unregister: unregister ?? close?.unregister ?? false,
  };
}

/** The longest name that a socket may have. */
export const longestName = 64;

/** What the daemon is told at each registration, without the id. */
export type Registration = RegisterPeerParams & {
  readonly path: string;
  readonly circle: string;
  readonly backend: Open<Backend>;
  readonly role: PeerRole;
};

/** Checks and completes the parameters of a live peer. */
export function registrationOf(params: ConnectPeerParams): Registration {
  const { path, name, circle, backend, role, peer_id: _, ...rest } = params;
  const normal = peerPath("connectPeer", path);
  const defined = Object.entries(rest).filter(([, value]) => value !== undefined);
  return {
    ...Object.fromEntries(defined),
    name: name ?? folderOf(normal).slice(0, longestName),
    path: normal,
    circle,
    backend: backend ?? "claude-code",
    role: role ?? "agent",
  };
}

/** The name that the daemon makes for a peer, if no other peer has it. */
export function derivedName({ path, backend }: Registration): string {
  return `${folderOf(path)}-${backend}`;
}

function folderOf(path: string): string {
  const last = path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1);
  return (
    last
      .replace(/[^a-zA-Z0-9._-]/g, "-")
      .replace(/-+/g, "-")
      .replace(/^-|-$/g, "") || "peer"
  );
}

/**
 * A path in the one form in which a peer can be found again: absolute, without `.`, `..`, doubled
 * separators and a separator at its end. The daemon compares the text of a registration with the
 * normalised path of a socket.
 *
 * @throws TypeError for a relative path, and for the root of a disk or a share.
 */
export function peerPath(name: string, path: string): string {
  if (typeof path !== "string") throw new TypeError(`${name}: path must be a text`);
  // A drive, a share such as \\server\share or \\wsl$\Ubuntu, or a POSIX root.
  const root = /^[A-Za-z]:[\\/]|^\\\\[^\\/]+\\[^\\/]+|^\//.exec(path)?.[0];
  if (root === undefined) {
    throw new TypeError(`${name}: path must be absolute; resolve it first, as with path.resolve()`);
  }
  const windows = root !== "/";
  const kept: string[] = [];
  for (const part of path.slice(root.length).split(windows ? /[\\/]/ : "/")) {
    if (part === "..") kept.pop();
    else if (part !== "" && part !== ".") kept.push(part);
  }
  if (kept.length === 0) throw new TypeError(`${name}: path must not be the root`);
  return (windows ? `${root.replace(/[\\/]$/, "")}\\` : root) + kept.join(windows ? "\\" : "/");
}
