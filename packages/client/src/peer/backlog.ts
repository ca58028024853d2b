import type { AskEvent } from "@repowire/protocol";
import { isDaemonHTTPError } from "@repowire/protocol/errors";
import { isAskEvent } from "@repowire/protocol/events";

import type { MissedReason, PeerHost } from "./host.ts";
import type { Mailbox } from "./mailbox.ts";

type Item = Readonly<Record<string, unknown>> | null | undefined;

/** A Python daemon lists the newest 10 open asks; Go lists all. */
const listed = 10;
/** A daemon returns this many queued notifications at a time by default. */
const page = 50;

/** The releases 0.0 to 0.14.17. */
const beforeReplays = /^0\.(?:\d|1[0-3]|14\.(?:\d|1[0-7]))(?!\d)/;

/** Each item of a list is checked by itself, so that a broken one costs no other. */
const unchecked = { validation: "off" } as const;

/**
 * What a daemon holds for a peer without sending it: asks that were open before the connect, and queued
 * notifications. A daemon deletes its queue as it is read. So the backlog never reads more than the peer
 * takes.
 */
export class Backlog {
  readonly #host: PeerHost;
  readonly #mailbox: Mailbox;
  readonly #recoverAsks: boolean;
  /** Where the daemon may hold something. */
  readonly #due = new Set<"queue" | "asks">();
  #fetching: Promise<void> | undefined;
  /** After a failure nothing is read until the next connect or check. */
  #paused = false;
  /** Whether there may be more open asks than the daemon lists. */
  #more = false;
  /** Whether the daemon sends its queue after a connect. Asked once for each connection. */
  #replays: boolean | undefined;
  #closed = false;

  constructor(host: PeerHost, mailbox: Mailbox, recoverAsks: boolean) {
    this.#host = host;
    this.#mailbox = mailbox;
    this.#recoverAsks = recoverAsks;
  }

  /** Call it when the daemon may hold something. It is read as soon as somebody wants it. */
  missed(why: MissedReason): void {
    if (why === "connected") this.#replays = undefined;
    if (why !== "checked") this.#due.add("queue").add("asks");
    this.#paused = false;
    this.fetch();
  }

  /** Call it when an ask was closed. That makes room in the daemon's list for another ask. */
  askClosed(): void {
    if (this.#more) this.#due.add("asks");
    this.fetch();
  }

  /** Reads what is due and wanted. Call it when somebody wants more. */
  fetch(): void {
    if (this.#fetching !== undefined || this.#closed || this.#paused) return;
    const { asks, notifications } = this.#mailbox;
    const wantsQueue = this.#due.has("queue") && notifications.demand > 0;
    const wantsAsks = this.#recoverAsks && asks.hasConsumer && asks.room > 0;
    if (!wantsQueue && !(this.#due.has("asks") && wantsAsks)) return;
    const source = wantsQueue ? "queue" : "asks";
    this.#due.delete(source);
    this.#fetching = (wantsQueue ? this.#fetchQueue() : this.#fetchAsks())
      .catch((error: unknown) => {
        // The daemon is probably away.
        this.#paused = true;
        this.#due.add(source);
        this.#host.tell(error);
      })
      .finally(() => {
        this.#fetching = undefined;
        this.fetch();
      });
  }

  /** Stops reading; resolves when the last answer has come. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#fetching;
  }

  async #fetchQueue(): Promise<void> {
    if (await this.#sendsQueue()) return;
    const max_results = Math.min(this.#mailbox.notifications.demand, page);
    // Somebody else has taken what was wanted.
    if (max_results <= 0) return void this.#due.add("queue");
    const { daemon, peer_id } = this.#host;
    const params = { peer_id, max_results };
    const { deliveries } = await daemon.caller.call("pendingDeliveries", params, unchecked);
    const rows = itemsOf(deliveries);
    const found = { recovered: true, complete: false };
    const news = rows.filter((row) =>
      this.#mailbox.receive({ ...row, type: row?.["kind"] }, found),
    );
    // A daemon that returns the same again and again is not asked again and again.
    if (rows.length >= max_results && news.length > 0) this.#due.add("queue");
  }

  /**
   * Whether the daemon sends the whole queue by itself after a connect. Python daemons do since 0.14.18.
   * Go sends 50 at a connect, and holds messages for a busy peer back.
   */
  async #sendsQueue(): Promise<boolean> {
    if (this.#replays === undefined) {
      const { version } = await this.#host.daemon.caller.call("health");
      this.#replays = version != null && !beforeReplays.test(version);
    }
    return this.#replays;
  }

  async #fetchAsks(): Promise<void> {
    const { daemon, peer_id } = this.#host;
    const { asks: inbox } = this.#mailbox;
    const list = async () => {
      const params = { peer_id, direction: "inbound" };
      return itemsOf((await daemon.caller.call("pendingAsks", params, unchecked)).asks);
    };
    const asks = await list();
    const news = asks.filter((ask) => !this.#mailbox.hasAsk(ask?.["correlation_id"])).toReversed();
    this.#more = asks.length >= listed;
    if (news.length === 0) return;
    const events = await this.#askEvents();
    // The frame of an ask that was sent a moment ago knows more, and comes during this call.
    if (news.some((ask) => !events.has(ask?.["correlation_id"]))) await list();
    for (const ask of news) {
      const event = events.get(ask?.["correlation_id"]);
      const { attachments, reply_to, question } = event ?? {};
      const found = { kind: "ask", recovered: true, complete: event !== undefined } as const;
      // Asks that do not fit stay open, and are read when there is room.
      if (inbox.room <= 0) this.#due.add("asks");
      else this.#mailbox.receive({ ...ask, type: "ask", attachments, reply_to, question }, found);
    }
  }

  /**
   * The list leaves out files and questions. If the daemon writes an event for asks, that event contains
   * them. Without its events an ask is recovered all the same.
   */
  async #askEvents(): Promise<ReadonlyMap<unknown, AskEvent>> {
    const found = new Map<unknown, AskEvent>();
    try {
      for (const raw of itemsOf(await this.#host.daemon.caller.call("events", {}, unchecked))) {
        if (isAskEvent(raw)) found.set(raw.correlation_id, raw);
      }
    } catch (error) {
      if (!isDaemonHTTPError(error)) throw error;
      this.#host.tell(error);
    }
    return found;
  }
}

function itemsOf(list: unknown): readonly Item[] {
  if (Array.isArray(list)) return list as Item[];
  throw new TypeError("connectPeer: the daemon's answer contains no list");
}
