import type { MeshEvent, RawEvent } from "@repowire/protocol";

import type { QueueEntry } from "./queue.ts";
import { SeenIds } from "./seen-ids.ts";

/**
 * Events may be missing here: the daemon keeps 500 and has forgotten the last one that this stream
 * knows, or it sent something that could not be read. The stream goes on.
 */
export interface EventGap {
  readonly type: "gap";
  /** The id of the last event before the gap; `undefined` if there was none. */
  readonly after: string | undefined;
  /**
   * `"forgotten"`: what follows is everything that the daemon still has. `"unreadable"`: one message
   * was skipped, as {@link EventGap.issue} says.
   */
  readonly reason: "forgotten" | "unreadable";
  /** What is wrong with the message that was skipped. */
  readonly issue?: string;
}

interface Sink {
  onEvent(event: RawEvent, characters: number): void;
  onGap(gap: EventGap): void;
}

/** The daemon's own number. */
const kept = 500;

/**
 * Puts the events of several connections in one row: each once, in the daemon's order, and with a
 * gap where some may be missing.
 *
 * On each connect the daemon sends all that it still has, and then what comes up: one unbroken
 * row. Nothing is missing if a new event comes right after the last known one; if it does not,
 * the daemon has forgotten the last one, and nobody can tell how much more.
 */
export class EventOrder {
  readonly #sink: Sink;
  readonly #seen = new SeenIds(2 * kept);
  #last: string | undefined;
  /** One before the last. */
  #earlier: string | undefined;
  /** The event before, on this connection. */
  #before: string | undefined;

  constructor(sink: Sink) {
    this.#sink = sink;
  }

  /** The last event that is known. */
  get last(): string | undefined {
    return this.#last;
  }

  /**
   * An event before the last one, if one is known. The daemon answers with everything when it does
   * not have the event that it is asked to go on from, and does not say so. What follows this one
   * begins no later than the last one, and shows whether that one is still there.
   */
  get earlier(): string | undefined {
    return this.#earlier;
  }

  /** A new connection is open, and begins with the replay. */
  connected(): void {
    this.#before = undefined;
  }

  /** The next event of the connection. */
  add(event: RawEvent, characters: number): void {
    const before = this.#before;
    this.#before = event.id;
    if (this.#seen.add(event.id)) this.#emit(event, characters, this.#last === before);
  }

  /** Something came that is no event. A replay brings it again, and it is told once. */
  unreadable(issue: string): void {
    const before = this.#before;
    if (!this.#seen.add(`${before}, and then: ${issue}`)) return;
    this.#sink.onGap({ type: "gap", after: this.#last, reason: "unreadable", issue });
  }

  /**
   * Adds what was asked for beside the stream, while the stream was quiet: what follows the event
   * `earlier`. Only a stream that is `idle` has nothing more to bring by itself. As long as it may,
   * nothing is added that would leave a gap: the stream may bring what belongs there.
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

/** An event, or a gap between two of them. */
export type EventItem = QueueEntry<MeshEvent | EventGap>;

/** The last events that came, as many as the daemon keeps, for whoever comes later. */
export class EventWindow {
  readonly #limit: number;
  /** A ring: what is new takes the place of what is oldest. */
  #items: (EventItem | undefined)[] = [];
  #next = 0;
  #size = 0;
  #characters = 0;

  /** Keeps at most so many characters. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  add(added: EventItem): void {
    // What the daemon has forgotten, nobody goes on from.
    if (added.item.type === "gap" && added.item.reason === "forgotten") this.clear();
    if (this.#size === kept) this.#dropOldest();
    this.#items[this.#next] = added;
    this.#next = (this.#next + 1) % kept;
    this.#size += 1;
    this.#characters += added.characters;
    while (this.#characters > this.#limit) this.#dropOldest();
  }

  /** Everything; with the id of an event what follows it, and `undefined` if it is not here. */
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
