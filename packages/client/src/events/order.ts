import type { MeshEvent, RawEvent } from "@repowire/protocol";
import { classifyEvent } from "@repowire/protocol/guards";

import type { QueueEntry } from "./queue.ts";
import { SeenIds } from "./seen-ids.ts";

/**
 * Events may be missing here. Either the daemon, which keeps 500, has dropped the last event that this
 * stream knows, or it sent something that could not be read. The stream goes on.
 */
export interface EventGap {
  readonly type: "gap";
  /** The id of the last event before the gap; `undefined` if there was none. */
  readonly after: string | undefined;
  /**
   * `"forgotten"`: what follows is everything that the daemon still has. `"unreadable"`: one message was
   * skipped for the reason in {@link EventGap.issue}.
   */
  readonly reason: "forgotten" | "unreadable";
  /** Why the message was skipped. */
  readonly issue?: string;
}

/** An event, or a gap between two events. */
export type EventItem = QueueEntry<MeshEvent | EventGap>;

/** How many events the daemon keeps. */
const kept = 500;

/** An item for a gap. */
export function gapItem(gap: Omit<EventGap, "type">): EventItem {
  return { item: { type: "gap", ...gap }, characters: 0, cursor: undefined };
}

/**
 * Merges the events of several connections: each once, in the daemon's order, and with a gap where some
 * may be missing.
 *
 * On each connect the daemon sends everything that it still has, and then new events, without
 * interruption. If a new event comes right after the last known one, nothing is missing. If not, the
 * daemon has dropped the last known event, and nobody can tell how many more.
 */
export class EventOrder {
  readonly #seen = new SeenIds(2 * kept);
  /** The newest ids, which are added to the seen ones when somebody looks there. */
  #fresh: string[] = [];
  /** The greatest timestamp. */
  #newest = "";
  #last: string | undefined;
  /** An event before the last one. */
  #earlier: string | undefined;
  /** The previous event on this connection. */
  #before: string | undefined;
  #items: EventItem[] = [];

  /** The last known event. */
  get last(): string | undefined {
    return this.#last;
  }

  /**
   * An event before the last one, if one is known. If the daemon no longer has the event to continue
   * from, it returns everything and does not say so. What follows this event begins no later than the
   * last one, and shows whether the last one is still there.
   */
  get earlier(): string | undefined {
    return this.#earlier;
  }

  /** Returns what came since the last time. */
  take(): readonly EventItem[] {
    const items = this.#items;
    if (items.length > 0) this.#items = [];
    return items;
  }

  /** Call it when a new connection is open. It begins with the replay. */
  connected(): void {
    this.#before = undefined;
  }

  /** Adds the next event of the connection. */
  add(event: RawEvent, characters: number): void {
    const before = this.#before;
    this.#before = event.id;
    if (this.#isNew(event)) this.#emit(event, characters, this.#last === before);
  }

  /**
   * Call it when something other than an event came. A replay brings it again, but it is reported once.
   */
  unreadable(issue: string): void {
    if (!this.#see(`${this.#before}, and then: ${issue}`)) return;
    this.#items.push(gapItem({ after: this.#last, reason: "unreadable", issue }));
  }

  /**
   * Adds events after `earlier` that were requested beside the stream while it was quiet. Only an `idle`
   * stream will not bring more by itself. Until then, nothing is added that would leave a gap, because
   * the stream may still bring what belongs there.
   *
   * @returns whether nothing is missing any more.
   */
  fill(events: readonly RawEvent[], idle: boolean): boolean {
    const last = events.findLastIndex((event) => event.id === this.#last);
    if (last === -1 && !idle) return false;
    let follows = last !== -1;
    for (const event of events.slice(last + 1)) {
      if (!this.#isNew(event)) continue;
      this.#emit(event, JSON.stringify(event).length, follows);
      follows = true;
    }
    return true;
  }

  /**
   * An event that came before has a timestamp that came before. So almost every new event is recognised by
   * its timestamp, without a look at the ids, which would take a tenth of the time of reading an event.
   */
  #isNew({ id, timestamp }: RawEvent): boolean {
    if (timestamp <= this.#newest) return this.#see(id);
    this.#newest = timestamp;
    if (this.#fresh.push(id) >= 4 * kept) this.#fresh.splice(0, 2 * kept);
    return true;
  }

  #see(id: string): boolean {
    for (const fresh of this.#fresh) this.#seen.add(fresh);
    if (this.#fresh.length > 0) this.#fresh = [];
    return this.#seen.add(id);
  }

  #emit(event: RawEvent, characters: number, follows: boolean): void {
    if (!follows && this.#last !== undefined) {
      this.#items.push(gapItem({ after: this.#last, reason: "forgotten" }));
    }
    this.#earlier = this.#last;
    this.#last = event.id;
    this.#items.push({ item: classifyEvent(event), characters, cursor: event.id });
  }
}

/** The last events that came, as many as the daemon keeps, for listeners that come later. */
export class EventWindow {
  readonly #limit: number;
  /** Up to twice as many, because moving them costs time. */
  #items: EventItem[] = [];
  #characters = 0;

  /** Keeps at most so many characters. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  get items(): readonly EventItem[] {
    return this.#items.slice(-kept);
  }

  add(added: EventItem): void {
    // Nobody can continue from an event that the daemon has dropped.
    if (added.item.type === "gap" && added.item.reason === "forgotten") this.clear();
    this.#items.push(added);
    this.#characters += added.characters;
    if (this.#items.length < 2 * kept && this.#characters <= this.#limit) return;
    this.#items = this.#items.slice(-kept);
    this.#characters = this.#items.reduce((sum, { characters }) => sum + characters, 0);
    while (this.#characters > this.#limit) {
      this.#characters -= this.#items.shift()?.characters ?? 0;
    }
  }

  clear(): void {
    this.#items = [];
    this.#characters = 0;
  }
}
