import type { AskEvent, NotifyFrame, PendingAsk } from "@repowire/protocol";
import { classifyEvent } from "@repowire/protocol/guards";

import type { Daemon } from "../daemon.ts";
import type { InboundAskData } from "./inbound-ask.ts";

/** What a backlog finds, and how much of it somebody would take. */
export interface BacklogEvents {
  /** Whether open asks have a handler or a reader that waits. */
  wantsAsks(): boolean;
  /** How many notifications a handler or a reader would take right now. */
  notificationDemand(): number;
  /** Whether one more ask may wait. */
  hasRoomForAsk(): boolean;
  knowsAsk(correlation_id: string): boolean;
  onAsk(ask: InboundAskData): void;
  onNotification(frame: NotifyFrame): void;
  onTrouble(error: unknown): void;
}

/**
 * Why a daemon may hold something: a connect, or the end of being busy. A check that went well only
 * reads what a failure has left.
 */
export type MissedReason = "connected" | "idle" | "checked";

/** A daemon lists the newest 10 open asks, and Go all of them. */
const listed = 10;
/** A daemon gives as many queued notifications at a time, if it is not asked for more. */
const page = 50;

/**
 * What a daemon holds for a peer without sending it: asks that were open before the connect, and
 * queued notifications. A daemon deletes its queue as it is read, so no more is read than somebody
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
  /** Whether open asks were left with the daemon, since too many wait here already. */
  #left = false;
  /** Whether the daemon sends its queue at a connect. Asked for once a connection. */
  #replays: boolean | undefined;
  #closed = false;

  constructor(daemon: Daemon, peerId: () => string, events: BacklogEvents) {
    this.#daemon = daemon;
    this.#peerId = peerId;
    this.#events = events;
  }

  /** The daemon may hold something, for this reason. It is read when somebody wants it. */
  missed(why: MissedReason): void {
    if (why === "connected") this.#replays = undefined;
    if (why !== "checked") this.#asksDue = this.#queueDue = true;
    this.#paused = false;
    this.fetch();
  }

  /** An ask was closed, which makes room in the daemon's list for another one. */
  askClosed(): void {
    if (this.#more) this.#again();
  }

  /** An ask was taken, which makes room for another one. */
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

  /** Reads nothing more; resolves when the last answer is here. */
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
      // The daemon is away, most likely.
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
   * Whether the daemon sends the whole queue by itself after a connect: the Python ones since
   * 0.14.18. Go sends 50 at a connect, and holds back what comes for a busy peer.
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
      // What does not fit stays open, and is read when there is room.
      if (this.#events.hasRoomForAsk()) this.#events.onAsk(recovered(ask, events));
      else this.#left = true;
    }
  }

  /** The list leaves out files and questions. Where the daemon writes an event, that has them. */
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
