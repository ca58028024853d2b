import type { AskEvent, NotifyFrame, PendingAsk } from "@repowire/protocol";
import { classifyEvent } from "@repowire/protocol/guards";

import { type InboundAsk, type InboundAskData, askOf } from "./inbound-ask.ts";
import type { Inbox } from "./inbox.ts";
import type { PeerHost } from "./mailbox.ts";

/** Where a backlog puts what it reads. */
export interface BacklogTarget {
  readonly asks: Inbox<InboundAsk>;
  readonly notifications: { readonly demand: number };
  hasAsk(correlation_id: string): boolean;
  addAsk(ask: InboundAskData): void;
  addNotification(frame: NotifyFrame): void;
}

/**
 * Why a daemon may hold something: the peer connected, or is no longer busy. A successful check only
 * reads what an earlier failure left.
 */
export type MissedReason = "connected" | "idle" | "checked";

/** A Python daemon lists the newest 10 open asks; Go lists all. */
const listed = 10;
/** A daemon returns this many queued notifications at a time by default. */
const page = 50;

/**
 * What a daemon holds for a peer without sending it: asks that were open before the connect, and queued
 * notifications. A daemon deletes its queue as it is read. So the backlog never reads more than the peer
 * takes.
 */
export class Backlog {
  readonly #host: PeerHost;
  readonly #target: BacklogTarget;
  readonly #recoverAsks: boolean;
  #fetching: Promise<void> | undefined;
  #asksDue = false;
  #queueDue = false;
  /** After a failure nothing is read until the next connect or check. */
  #paused = false;
  /** Whether there may be more open asks than the daemon lists. */
  #more = false;
  /** Whether the daemon sends its queue after a connect. Asked once for each connection. */
  #replays: boolean | undefined;
  #closed = false;

  constructor(host: PeerHost, target: BacklogTarget, recoverAsks: boolean) {
    this.#host = host;
    this.#target = target;
    this.#recoverAsks = recoverAsks;
  }

  /** Call it when the daemon may hold something. It is read as soon as somebody wants it. */
  missed(why: MissedReason): void {
    if (why === "connected") this.#replays = undefined;
    if (why !== "checked") this.#asksDue = this.#queueDue = true;
    this.#paused = false;
    this.fetch();
  }

  /** Call it when an ask was closed. That makes room in the daemon's list for another ask. */
  askClosed(): void {
    this.#asksDue ||= this.#more;
    this.fetch();
  }

  /** Reads what is due and wanted. Call it when somebody wants more. */
  fetch(): void {
    const { asks, notifications } = this.#target;
    if (this.#fetching !== undefined || this.#closed || this.#paused) return;
    const wantsQueue = this.#queueDue && notifications.demand > 0;
    const wantsAsks = this.#asksDue && this.#recoverAsks && asks.hasConsumer && asks.room > 0;
    if (!wantsQueue && !wantsAsks) return;
    this.#fetching = (wantsQueue ? this.#fetchQueue() : this.#fetchAsks())
      .catch((error: unknown) => {
        // The daemon is probably away.
        this.#paused = true;
        if (wantsQueue) this.#queueDue = true;
        else this.#asksDue = true;
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
    const { caller } = this.#host.daemon;
    this.#queueDue = false;
    if (await this.#sendsQueue()) return;
    const max_results = Math.min(this.#target.notifications.demand, page);
    this.#queueDue = true;
    if (max_results <= 0) return;
    const params = { peer_id: this.#host.peer_id, max_results };
    const { deliveries } = await caller.call("pendingDeliveries", params);
    this.#queueDue = deliveries.length >= max_results;
    for (const row of deliveries) {
      if (row.kind === "notify") this.#target.addNotification({ ...row, type: "notify" });
    }
  }

  /**
   * Whether the daemon sends the whole queue by itself after a connect. Python daemons do since 0.14.18.
   * Go sends 50 at a connect, and holds messages for a busy peer back.
   */
  async #sendsQueue(): Promise<boolean> {
    if (this.#replays === undefined) {
      const { version } = await this.#host.daemon.caller.call("health");
      const [major = 0, minor = 0, patch = 0] = (version ?? "").split(".").map(Number);
      this.#replays = version != null && (major > 0 || minor > 14 || (minor === 14 && patch >= 18));
    }
    return this.#replays;
  }

  async #fetchAsks(): Promise<void> {
    const { daemon, peer_id } = this.#host;
    const { asks: inbox } = this.#target;
    this.#asksDue = false;
    const { asks } = await daemon.caller.call("pendingAsks", { peer_id, direction: "inbound" });
    const news = asks.filter((ask) => !this.#target.hasAsk(ask.correlation_id)).toReversed();
    this.#more = asks.length >= listed;
    if (news.length === 0) return;
    const events = await this.#askEvents();
    for (const ask of news) {
      // Asks that do not fit stay open, and are read when there is room.
      if (inbox.room > 0) this.#target.addAsk(recovered(ask, events.get(ask.correlation_id)));
      else this.#asksDue = true;
    }
  }

  /**
   * The list leaves out files and questions. If the daemon writes an event for asks, that event contains
   * them.
   */
  async #askEvents(): Promise<ReadonlyMap<string, AskEvent>> {
    const events = await this.#host.daemon.caller.call("events");
    return new Map(
      events
        .map((raw) => classifyEvent(raw))
        .filter((event) => event.type === "ask")
        .map((event) => [event.correlation_id, event]),
    );
  }
}

function recovered(ask: PendingAsk, event: AskEvent | undefined): InboundAskData {
  const { attachments, reply_to, question } = event ?? {};
  const data = askOf({ ...ask, type: "ask", attachments, reply_to, question });
  return { ...data, kind: "ask", recovered: true, complete: event !== undefined };
}
