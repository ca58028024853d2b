import type { AttachmentRef, Backend, PeerRole } from "@repowire/protocol";

import type { InboundAnswer, InboundAsk } from "./inbound-ask.ts";
import type { InboundBroadcast, InboundNotification } from "./inbound-message.ts";

/** Who a live peer is. The daemon chooses the name, from the folder and the backend. */
export interface ConnectPeerParams {
  /** Checked and then not used by the daemon. Absent: the name of the folder. */
  readonly name?: string | undefined;
  /**
   * An absolute path. It need not exist, but only one that exists on the daemon's disk has the peer
   * come back as itself after a restart of the daemon.
   */
  readonly path: string;
  /** Messages stay within a circle. */
  readonly circle: string;
  /** Absent: `"claude-code"`. There is no backend for a program of one's own. */
  readonly backend?: Exclude<Backend, "mcp-http"> | undefined;
  /** Absent: `"agent"`. Without effect when an identity is claimed. */
  readonly role?: PeerRole | undefined;
  /** Since 0.15.2. */
  readonly model?: string | undefined;
  /** The id of before, to be the same peer as in an earlier run of the program. */
  readonly peer_id?: string | undefined;
  /** Absent: the daemon's host name. */
  readonly machine?: string | undefined;
  readonly metadata?: Readonly<Record<string, unknown>> | undefined;
}

/**
 * What a handler makes of an ask: a text is the reply; nothing closes the ask without one; an
 * object is a reply with files, or the answer to a structured question.
 */
export type AskOutcome =
  | string
  | undefined
  | void
  | { readonly message?: string; readonly attachments?: AttachmentRef[] }
  | InboundAnswer;

/** What runs for a message. The signal fires when the peer cannot wait for it any longer. */
export interface HandlerContext {
  readonly signal: AbortSignal;
}

/** What became of a peer's connection. */
export type LivePeerStatus = "online" | "reconnecting" | "closed";

/** How a live peer behaves. Everything has a default. */
export interface ConnectPeerOptions {
  /** Gives up connecting for the first time; its reason is rethrown as it is. */
  readonly signal?: AbortSignal | undefined;
  /**
   * Milliseconds that a socket may take until the daemon has taken the peer in. `Infinity`: as many
   * as it likes.
   *
   * @defaultValue 10000
   */
  readonly connectTimeout?: number | undefined;
  /**
   * What becomes of an ask whose handler throws. `"decline"`: it is given back with the error's
   * message. `"ack"`: it is closed with the error's message as the reply. `"leave"`: it stays open.
   * A function makes the outcome; if it throws too, the ask stays open.
   *
   * @defaultValue "decline"
   */
  readonly onHandlerError?:
    | "decline"
    | "ack"
    | "leave"
    | ((error: unknown, ask: InboundAsk) => AskOutcome | Promise<AskOutcome>)
    | undefined;
  /**
   * Hears of everything that nobody else hears of: a handler that threw, a reply that did not
   * arrive, a message that was dropped, a connection that broke. What it throws is ignored.
   */
  readonly onError?:
    | ((error: unknown, message?: InboundAsk | InboundNotification | InboundBroadcast) => void)
    | undefined;
  /** Hears of every change of {@link LivePeer.status}. */
  readonly onStatus?: ((status: LivePeerStatus) => void) | undefined;
  /**
   * How many handlers of one kind of message may run at a time; others wait, without a receipt.
   *
   * @defaultValue Infinity
   */
  readonly concurrency?: number | undefined;
  /**
   * How many messages of one kind may wait for a handler or a reader. One more is rejected, and an
   * asker then sees a 503. Of recovered asks, those that do not fit stay open until there is room.
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
   * Milliseconds between two looks at whether the daemon still knows this peer and its socket, which
   * a socket does not tell. `Infinity` never looks.
   *
   * @defaultValue 30000
   */
  readonly checkInterval?: number | undefined;
  /** How {@link LivePeer.close} behaves, if it is not told. */
  readonly close?: ClosePeerOptions | undefined;
}

/** How a live peer ends. */
export interface ClosePeerOptions {
  /**
   * Milliseconds that running handlers have to come to an end; then their signal fires. `Infinity`
   * waits for all of them.
   *
   * @defaultValue 5000
   */
  readonly drainTimeout?: number | undefined;
  /**
   * Whether the daemon is to forget the peer. It cannot come back as the same one then.
   *
   * @defaultValue false
   */
  readonly unregister?: boolean | undefined;
}
