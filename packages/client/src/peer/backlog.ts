import type { AskEvent, NotifyFrame, PendingAsk } from "@repowire/protocol";

import type { Daemon } from "../daemon.ts";
import { eventOf } from "../events/event-of.ts";
import type { InboundAskData } from "./inbound-ask.ts";

/** What a backlog finds, and whether anybody wants it. */
export interface BacklogEvents {
  wantsAsks(): boolean;
  wantsNotifications(): boolean;
  /** Whether one more ask may wait. */
  hasRoomForAsk(): boolean;
  knowsAsk(correlation_id: string): boolean;
  onAsk(ask: InboundAskData): void;
  onNotification(frame: NotifyFrame): void;
  onTrouble(error: unknown): void;
}

/** The daemon lists the newest 10 open asks, and no more. */
const listed = 10;
/** What the queue of a peer holds at most. */
const queued = 100;

/**
 * What came for a peer while its socket was away: open asks, and, from a daemon that does not send
 * them after the connect, queued notifications. A daemon deletes a queue as it is read, so nothing
 * is read unless somebody is there to take it.
 */
export class Backlog {
  readonly #daemon: Daemon;
  readonly #peerId: () => string;
  readonly #events: BacklogEvents;
  #fetching = false;
  #again = false;
  /** Whether there may be more open asks than the daemon lists. */
  #more = false;
  /** Whether open asks were left with the daemon, as too many wait here already. */
  #left = false;

  constructor(daemon: Daemon, peerId: () => string, events: BacklogEvents) {
    this.#daemon = daemon;
    this.#peerId = peerId;
    this.#events = events;
  }

  /** An ask was closed, which makes room in the daemon's list for another one. */
  next(): void {
    if (this.#more) void this.fetch();
  }

  /** An ask was taken, which makes room for another one. */
  room(): void {
    if (this.#left) void this.fetch();
  }

  /** Fetches what there is; called while it does, it begins once more. */
  async fetch(): Promise<void> {
    this.#again = true;
    if (this.#fetching) return;
    this.#fetching = true;
    try {
      while (this.#again) {
        this.#again = false;
        if (this.#events.wantsNotifications()) await this.#fetchQueue();
        if (this.#events.wantsAsks()) await this.#fetchAsks();
      }
    } catch (error) {
      this.#events.onTrouble(error);
    } finally {
      this.#fetching = false;
    }
  }

  async #fetchQueue(): Promise<void> {
    const { caller } = this.#daemon;
    if (await this.#replays()) return;
    const params = { peer_id: this.#peerId(), max_results: queued };
    const { deliveries } = await caller.call("pendingDeliveries", params);
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

  /** Whether the daemon itself sends the queue after a connect: since 0.14.18. */
  async #replays(): Promise<boolean> {
    const { version } = await this.#daemon.caller.call("health");
    const [major = 0, minor = 0, patch = 0] = (version ?? "").split(".").map(Number);
    // The Go daemon has no version to show.
    if (version == null) return true;
    return major > 0 || minor > 14 || (minor === 14 && patch >= 18);
  }

  async #fetchAsks(): Promise<void> {
    const { caller } = this.#daemon;
    const params = { peer_id: this.#peerId(), direction: "inbound" };
    const { asks } = await caller.call("pendingAsks", params);
    const news = asks.filter((ask) => !this.#events.knowsAsk(ask.correlation_id)).toReversed();
    this.#more = asks.length >= listed;
    this.#left = false;
    if (news.length === 0) return;
    const events = await this.#askEvents(news);
    for (const ask of news) {
      // What does not fit stays open, and is fetched when there is room.
      if (this.#events.hasRoomForAsk()) this.#events.onAsk(recovered(ask, events));
      else this.#left = true;
    }
  }

  /** The list leaves out files and questions; the event of the ask has them. */
  async #askEvents(asks: readonly PendingAsk[]): Promise<Map<string, AskEvent>> {
    const wanted = new Set(asks.map((ask) => ask.correlation_id));
    const found = new Map<string, AskEvent>();
    for (const raw of await this.#daemon.caller.call("events")) {
      const event = eventOf(raw);
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
  };
}
