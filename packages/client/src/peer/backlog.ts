import type { AskEvent, NotifyFrame, PendingAsk } from "@repowire/protocol";
import { classifyEvent } from "@repowire/protocol/guards";

import type { Daemon } from "../daemon.ts";
import type { InboundAskData } from "./inbound-ask.ts";

/** What a backlog finds, and how much of it the peer would take. */
export interface BacklogEvents {
  /** Whether asks have a handler or a waiting reader. */
  wantsAsks(): boolean;
  /** How many notifications a handler or a reader would take now. */
  notificationDemand(): number;
  /** Whether one more ask may wait. */
  hasRoomForAsk(): boolean;
  knowsAsk(correlation_id: string): boolean;
  onAsk(ask: InboundAskData): void;
  onNotification(frame: NotifyFrame): void;
  onTrouble(error: unknown): void;
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
  readonly #daemon: Daemon;
  readonly #peerId: () => string;
  readonly #events: BacklogEvents;
  #fetching: Promise<void> | undefined;
  #asksDue = false;
  #queueDue = false;
  /** After a failure nothing is read until the next connect or check. */
  #paused = false;
  /** Whether there may be more open asks than the daemon lists. */
  #more = false;
  /** Whether open asks were left with the daemon, because too many already wait here. */
  #left = false;
  /** Whether the daemon sends its queue after a connect. Asked once for each connection. */
  #replays: boolean | undefined;
  #closed = false;

  constructor(daemon: Daemon, peerId: () => string, events: BacklogEvents) {
    this.#daemon = daemon;
    this.#peerId = peerId;
    this.#events = events;
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
    if (this.#more) this.#again();
  }

  /** Call it when an ask was taken. That makes room for another ask. */
  askTaken(): void {
    if (this.#left) this.#again();
  }

  /** Reads what is due and wanted. */
  fetch(): void {
    if (this.#fetching !== undefined || this.#next() === undefined) return;
    this.#fetching = this.#fetch().finally(() => {
      this.#fetching = undefined;
      this.fetch();
    });
  }

  /** Stops reading; resolves when the last answer has come. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#fetching;
  }

  #again(): void {
    this.#asksDue = true;
    this.fetch();
  }

  #next(): "queue" | "asks" | undefined {
    if (this.#closed || this.#paused) return undefined;
    if (this.#queueDue && this.#events.notificationDemand() > 0) return "queue";
    return this.#asksDue && this.#events.wantsAsks() ? "asks" : undefined;
  }

  async #fetch(): Promise<void> {
    const next = this.#next();
    try {
      if (next === "queue") await this.#fetchQueue();
      else await this.#fetchAsks();
    } catch (error) {
      // The daemon is probably away.
      this.#paused = true;
      if (next === "queue") this.#queueDue = true;
      else this.#asksDue = true;
      this.#events.onTrouble(error);
    }
  }

  async #fetchQueue(): Promise<void> {
    const { caller } = this.#daemon;
    this.#queueDue = false;
    if (await this.#sendsQueue()) return;
    const max_results = Math.min(this.#events.notificationDemand(), page);
    if (max_results <= 0) {
      this.#queueDue = true;
      return;
    }
    const params = { peer_id: this.#peerId(), max_results };
    const { deliveries } = await caller.call("pendingDeliveries", params);
    this.#queueDue = deliveries.length >= max_results;
    for (const { kind, delivery_id, from_peer, to_peer, text, attachments } of deliveries) {
      if (kind !== "notify") continue;
      this.#events.onNotification({
        type: "notify",
        delivery_id,
        from_peer,
        to_peer,
        text,
        attachments,
      });
    }
  }

  /**
   * Whether the daemon sends the whole queue by itself after a connect. Python daemons do since 0.14.18.
   * Go sends 50 at a connect, and holds messages for a busy peer back.
   */
  async #sendsQueue(): Promise<boolean> {
    if (this.#replays === undefined) {
      const { version } = await this.#daemon.caller.call("health");
      const [major = 0, minor = 0, patch = 0] = (version ?? "").split(".").map(Number);
      this.#replays = version != null && (major > 0 || minor > 14 || (minor === 14 && patch >= 18));
    }
    return this.#replays;
  }

  async #fetchAsks(): Promise<void> {
    const { caller } = this.#daemon;
    const params = { peer_id: this.#peerId(), direction: "inbound" };
    this.#asksDue = false;
    const { asks } = await caller.call("pendingAsks", params);
    const news = asks.filter((ask) => !this.#events.knowsAsk(ask.correlation_id)).toReversed();
    this.#more = asks.length >= listed;
    this.#left = false;
    if (news.length === 0) return;
    const events = await this.#askEvents(news);
    for (const ask of news) {
      // Asks that do not fit stay open, and are read when there is room.
      if (this.#events.hasRoomForAsk()) this.#events.onAsk(recovered(ask, events));
      else this.#left = true;
    }
  }

  /**
   * The list leaves out files and questions. If the daemon writes an event for asks, that event contains
   * them.
   */
  async #askEvents(asks: readonly PendingAsk[]): Promise<Map<string, AskEvent>> {
    const wanted = new Set(asks.map((ask) => ask.correlation_id));
    const found = new Map<string, AskEvent>();
    for (const raw of await this.#daemon.caller.call("events")) {
      const event = classifyEvent(raw);
      if (event.type === "ask" && wanted.has(event.correlation_id)) {
        found.set(event.correlation_id, event);
      }
    }
    return found;
  }
}

function recovered(ask: PendingAsk, events: ReadonlyMap<string, AskEvent>): InboundAskData {
  const { correlation_id, from_peer, to_peer, text } = ask;
  const event = events.get(correlation_id);
  return {
    kind: "ask",
    correlation_id,
    from_peer,
    to_peer,
    text,
    attachments: event?.attachments ?? [],
    reply_to: event?.reply_to ?? undefined,
    question: event?.question ?? undefined,
    recovered: true,
    complete: event !== undefined,
  };
}
