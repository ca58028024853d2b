import type { MeshEvent, RawEvent } from "@repowire/protocol";

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

interface Sink {
  onEvent(event: RawEvent, characters: number): void;
  onGap(gap: EventGap): void;
}

/** How many events the daemon keeps. */
const kept = 500;

/**
 * Merges the events of several connections: each once, in the daemon's order, and with a gap where some
 * may be missing.
 *
 * On each connect the daemon sends everything that it still has, and then new events, without
 * interruption. If a new event comes right after the last known one, nothing is missing. If not, the
 * daemon has dropped the last known event, and nobody can tell how many more.
 */
export class EventOrder {
  readonly #sink: Sink;
  readonly #seen = new SeenIds(2 * kept);
  #last: string | undefined;
  /** An event before the last one. */
  #earlier: string | undefined;
  /** The previous event on this connection. */
  #before: string | undefined;

  constructor(sink: Sink) {
    this.#sink = sink;
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

  /** Call it when a new connection is open. It begins with the replay. */
  connected(): void {
    this.#before = undefined;
  }

  /** Takes the next event of the connection. */
  add(event: RawEvent, characters: number): void {
    const before = this.#before;
    this.#before = event.id;
    if (this.#seen.add(event.id)) this.#emit(event, characters, this.#last === before);
  }

  /**
   * Call it when something other than an event came. A replay brings it again, but it is reported once.
   */
  unreadable(issue: string): void {
    const before = this.#before;
    if (!this.#seen.add(`${before}, and then: ${issue}`)) return;
    this.#sink.onGap({ type: "gap", after: this.#last, reason: "unreadable", issue });
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
      if (!this.#seen.add(event.id)) continue;
      this.#emit(event, JSON.stringify(event).length, follows);
      follows = true;
    }
    return true;
  }

  #emit(event: RawEvent, characters: number, follows: boolean): void {
    if (!follows && this.#last !== undefined) {
      this.#sink.onGap({ type: "gap", after: this.#last, reason: "forgotten" });
    }
    this.#earlier = this.#last;
    this.#last = event.id;
    this.#sink.onEvent(event, characters);
  }
}

/** An event, or a gap between two events. */
export type EventItem = QueueEntry<MeshEvent | EventGap>;

/** The last events that came, as many as the daemon keeps, for listeners that come later. */
export class EventWindow {
  readonly #limit: number;
  /** A ring buffer: a new event replaces the oldest. */
  #items: (EventItem | undefined)[] = [];
  #next = 0;
  #size = 0;
  #characters = 0;

  /** Keeps at most so many characters. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  add(added: EventItem): void {
    // Nobody can continue from an event that the daemon has dropped.
    if (added.item.type === "gap" && added.item.reason === "forgotten") this.clear();
    if (this.#size === kept) this.#dropOldest();
    this.#items[this.#next] = added;
    this.#next = (this.#next + 1) % kept;
    this.#size += 1;
    this.#characters += added.characters;
    while (this.#characters > this.#limit) this.#dropOldest();
  }

  /** Returns all events. With an id, returns the events after it, or `undefined` if it is not here. */
  after(id?: string): readonly EventItem[] | undefined {
    const items = this.#all();
    if (id === undefined) return items;
    const index = items.findLastIndex(({ cursor }) => cursor === id);
    return index < 0 ? undefined : items.slice(index + 1);
  }

  clear(): void {
    this.#items = [];
    this.#next = this.#size = this.#characters = 0;
  }

  #dropOldest(): void {
    const index = this.#oldest;
    this.#characters -= this.#items[index]?.characters ?? 0;
    this.#items[index] = undefined;
    this.#size -= 1;
  }

  get #oldest(): number {
    return (this.#next - this.#size + kept) % kept;
  }

  #all(): EventItem[] {
    const [newer, older] = [this.#items.slice(0, this.#next), this.#items.slice(this.#next)];
    return [...older, ...newer].filter((item) => item !== undefined);
  }
}
