import type { Backend, Open, PeerRole } from "@repowire/protocol";

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
import type { HandlerErrorPolicy } from "./inbound-ask.ts";
import type { InboundMessage } from "./mailbox.ts";

/** Who a live peer is. The daemon makes its name from the folder and the backend. */
export interface ConnectPeerParams {
  /** Checked by the daemon and then ignored. Default: the name of the folder. */
  readonly name?: string | undefined;
  /**
   * An absolute path. It need not exist. But a Python daemon returns the peer's identity after a restart
   * only if the path exists on the daemon's disk.
   */
  readonly path: string;
  /** The circle of the peer. Messages stay within a circle. */
  readonly circle: string;
  /**
   * The coding agent. No backend stands for a program of your own. A daemon may know more backends than the
   * type lists. Default: `"claude-code"`.
   */
  readonly backend?: Open<Exclude<Backend, "mcp-http">> | undefined;
  /** The role in the circle. The daemon ignores it if it already knows the peer. Default: `"agent"`. */
  readonly role?: PeerRole | undefined;
  /** The model behind the peer. Since 0.15.2. */
  readonly model?: string | undefined;
  /** The id from an earlier run. Pass it to be the same peer again. */
  readonly peer_id?: string | undefined;
  /** The machine that the peer runs on. Default: the daemon's host name. */
  readonly machine?: string | undefined;
  /**
   * Free information for other peers. The daemon stores it and does not interpret it. The client adds
   * `repowire_client_id`, by which it notices that another program uses this peer.
   */
  readonly metadata?: Readonly<Record<string, unknown>> | undefined;
}

/** Whether the daemon can reach a live peer. */
export type LivePeerStatus = "online" | "reconnecting" | "closed";

/** The identity of a live peer when its status changes, and the reason for the change. */
export interface StatusChange {
  /** The id of the peer. */
  readonly peer_id: string;
  /** The display name of the peer. */
  readonly display_name: string;
  /**
   * The previous id, if the daemon assigned a new one: after a crash, or because it had retired the old
   * id. Asks and messages for the old id do not reach this peer.
   */
  readonly previous_peer_id?: string;
  /** Why the connection ended, or why the peer is closed. */
  readonly error?: unknown;
}

/** How a live peer behaves. Everything has a default. */
export interface ConnectPeerOptions {
  /** Aborts the first connect. Its reason is rethrown unchanged. */
  readonly signal?: AbortSignal | undefined;
  /**
   * Time limit in milliseconds for one connect: the registration, the token and the socket. `Infinity`
   * sets no limit.
   *
   * @defaultValue 10000
   */
  readonly connectTimeout?: number | undefined;
  /**
   * Whether to retry the first connect like later ones, so that a program can start before its daemon.
   * `onError` gets the failures. `signal` ends the wait.
   *
   * @defaultValue false
   */
  readonly retryFirstConnect?: boolean | undefined;
  /**
   * Capabilities that the peer declares, in addition to `"delivery_receipts"`. A current Go daemon sends
   * nothing to a busy peer unless it declares `"runtime_inbox"` or `"thread_steering"`.
   */
  readonly capabilities?: readonly string[] | undefined;
  /**
   * What happens to an ask if its handler throws. `"decline"` declines the ask. `"ack"` closes it with a
   * reply. `"leave"` leaves it open. The asker reads a fixed text, because the error may contain secrets;
   * `onError` gets the error. A function returns the outcome itself. If it throws too, the ask stays
   * open.
   *
   * @defaultValue "decline"
   */
  readonly onHandlerError?: HandlerErrorPolicy | undefined;
  /**
   * Called with every error that no call reports: a handler threw, a reply could not be sent, nobody
   * handled a message, or a connection broke.
   */
  readonly onError?: ((error: unknown, message?: InboundMessage) => void) | undefined;
  /** Called whenever {@link LivePeer.status} changes, and when the daemon assigns another id. */
  readonly onStatus?: ((status: LivePeerStatus, change: StatusChange) => void) | undefined;
  /**
   * How many handlers for one kind of message may run at a time. Further messages wait, without a
   * receipt.
   *
   * @defaultValue Infinity
   */
  readonly concurrency?: number | undefined;
  /**
   * How many messages of one kind may wait for a handler or a reader. Further messages are rejected, and
   * their askers get a 503. Open asks found after a connect stay with the daemon until there is room.
   *
   * @defaultValue 1000
   */
  readonly maxWaiting?: number | undefined;
  /**
   * Whether the handler also gets asks that were open before the connect or were lost with a broken
   * socket.
   *
   * @defaultValue true
   */
  readonly recoverAsks?: boolean | undefined;
  /**
   * Milliseconds between two checks that the daemon still knows this peer and its socket, at least 50. The
   * peer reconnects after two failed checks in a row, after the machine slept, after a ping without an
   * answer, and when its frames no longer reach the daemon. If the class of sockets cannot ping, every tenth
   * check repeats the peer's status, which the Go daemon reports as an event. `Infinity` disables the checks.
   *
   * @defaultValue 30000
   */
  readonly checkInterval?: number | undefined;
  /** Defaults for the options of {@link LivePeer.close}. */
  readonly close?: ClosePeerOptions | undefined;
}

/** Options for closing a live peer. */
export interface ClosePeerOptions {
  /**
   * Milliseconds that running handlers have to finish. After that their signal fires. `Infinity` waits
   * for all of them.
   *
   * @defaultValue 5000
   */
  readonly drainTimeout?: number | undefined;
  /**
   * Whether to unregister the peer. It then cannot come back as the same peer.
   *
   * @defaultValue false
   */
  readonly unregister?: boolean | undefined;
}

/** The result of {@link LivePeer.close}. */
export interface ClosePeerResult {
  /**
   * Messages that the peer received and nobody handled, including those of interrupted handlers. Asks
   * among them stay open with the daemon. Notifications and broadcasts exist nowhere else.
   */
  readonly unhandled: readonly InboundMessage[];
  /** Whether the peer was unregistered. If that failed, `onError` gets the error. */
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
      "an array of strings",
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

/** The options of a live peer after the check. */
export type PeerSettings = Checked<typeof connectOptions>;

/** Checks the options of a live peer. */
export function peerSettingsOf(given: ConnectPeerOptions | undefined): PeerSettings {
  return checkOptions("connectPeer", connectOptions, given);
}

/** How to close a live peer. */
export interface CloseSettings {
  readonly drainTimeout: number;
  readonly unregister: boolean;
}

/** Checks the options of a close. An absent option has the live peer's value. */
export function closeSettingsOf(
  given: ClosePeerOptions | undefined,
  { close }: PeerSettings,
): CloseSettings {
  const { drainTimeout, unregister } = checkOptions("close", closeOptions, given);
  return {
    drainTimeout: drainTimeout ?? close?.drainTimeout ?? 5_000,
    unregister: unregister ?? close?.unregister ?? false,
  };
}
