import type { MeshEvent, RawEvent } from "@repowire/protocol";
import { classifyEvent } from "@repowire/protocol/events";

import type { QueueEntry } from "./queue.ts";
import { SeenIds } from "./seen-ids.ts";

/**
 * Events may be missing here. Either the daemon, which keeps 500, has dropped the last event that this
 * stream knows, or it sent something that could not be read. The stream goes on.
 */
export interface EventGap {
  /** Events are missing here. */
  readonly type: "gap";
  /** The id of the last event before the gap; `undefined` if there was none. */
  readonly after: string | undefined;
  /**
   * `"forgotten"`: what follows is everything that the daemon, or the client for a further stream, still
   * has. `"unreadable"`: one message was skipped for the reason in {@link EventGap.issue}.
   */
  readonly reason: "forgotten" | "unreadable";
  /** Why the message was skipped. */
  readonly issue?: string;
}

/** An event, or a gap between two events, with the cursor after it. */
export type EventItem = QueueEntry<MeshEvent | EventGap>;

/** How many events the daemon keeps. */
const kept = 500;

/** An item for an event. It is a class for the garbage collector, like what a reader takes. */
class EventEntry implements QueueEntry<MeshEvent> {
  readonly item: MeshEvent;
  readonly characters: number;
  readonly cursor: string;

  constructor(event: RawEvent, { length }: string) {
    this.item = classifyEvent(event);
    this.characters = length;
    this.cursor = event.id;
  }
}

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
  readonly #limit: number;
  readonly #seen = new SeenIds(2 * kept);
  /** The newest ids. They are added to the seen ones when those are needed. */
  #fresh: string[] = [];
  /** Whether the replay is over, so that only new events come. */
  #live = false;
  #timestamp = "";
  #last: string | undefined;
  /** An event before the last one. */
  #earlier: string | undefined;
  /** The previous event on this connection. */
  #before: string | undefined;
  #items: EventItem[] = [];
  /**
   * The last items, up to twice as many as the daemon keeps. Events stay as text until somebody wants
   * them: the garbage collector would spend more time on them than everything else here.
   */
  #window: (EventItem | string)[] = [];
  #characters = 0;

  /** Keeps at most so many characters for listeners that come later. */
  constructor(limit: number) {
    this.#limit = limit;
  }

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

  /** The last items, as many as the daemon keeps. Nothing from before a forgotten event is among them. */
  get recent(): readonly EventItem[] {
    const window = this.#window.map((each) =>
      typeof each === "string" ? new EventEntry(JSON.parse(each) as RawEvent, each) : each,
    );
    this.#window = window;
    return window.slice(-kept);
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
    this.#live = false;
  }

  /** Adds the next event of the connection. */
  add(event: RawEvent, text: string): void {
    const before = this.#before;
    this.#before = event.id;
    if (this.#isNew(event)) this.#emit(event, text, this.#last === before);
  }

  /**
   * Call it when something other than an event came. A replay brings it again, but it is reported once.
   */
  unreadable(issue: string): void {
    if (!this.#see(`${this.#before}, and then: ${issue}`)) return;
    this.#gap({ after: this.#last, reason: "unreadable", issue });
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
    this.#live = false;
    for (const event of events.slice(last + 1)) {
      if (!this.#isNew(event)) continue;
      this.#emit(event, JSON.stringify(event), follows);
      follows = true;
    }
    // The stream may bring them too.
    this.#live = false;
    return true;
  }

  /**
   * Looks an event up until the replay is over. After that it would take a tenth of the time of reading
   * the event, so only one that is not later than the last one is looked up: a daemon may send its
   * events again.
   */
  #isNew({ id, timestamp }: RawEvent): boolean {
    if (this.#live && timestamp > this.#timestamp) {
      if (this.#fresh.push(id) >= 2 * kept) this.#fresh.splice(0, kept);
    } else {
      this.#live = this.#see(id);
      if (!this.#live) return false;
    }
    this.#timestamp = timestamp;
    return true;
  }

  #see(id: string): boolean {
    for (const fresh of this.#fresh) this.#seen.add(fresh);
    if (this.#fresh.length > 0) this.#fresh = [];
    return this.#seen.add(id);
  }

  #emit(event: RawEvent, text: string, follows: boolean): void {
    if (!follows && this.#last !== undefined) {
      // Nobody can continue from an event that the daemon has dropped.
      this.#window = [];
      this.#characters = 0;
      this.#gap({ after: this.#last, reason: "forgotten" });
    }
    this.#earlier = this.#last;
    this.#last = event.id;
    this.#items.push(new EventEntry(event, text));
    this.#keep(text, text.length);
  }

  #gap(gap: Omit<EventGap, "type">): void {
    const item = gapItem(gap);
    this.#items.push(item);
    this.#keep(item, 0);
  }

  #keep(added: EventItem | string, characters: number): void {
    this.#window.push(added);
    this.#characters += characters;
    if (this.#window.length < 2 * kept && this.#characters <= this.#limit) return;
    const sizeOf = (each: EventItem | string) =>
      typeof each === "string" ? each.length : each.characters;
    let first = this.#window.length;
    this.#characters = 0;
    while (first > 0 && this.#window.length - first < kept) {
      const size = sizeOf(this.#window[first - 1] as EventItem | string);
      if (this.#characters + size > this.#limit) break;
      this.#characters += size;
      first -= 1;
    }
    this.#window = this.#window.slice(first);
  }
}
