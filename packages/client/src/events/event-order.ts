import type { RawEvent } from "@repowire/protocol";

import { SeenIds } from "./seen-ids.ts";

interface Sink {
  onEvent(event: RawEvent, characters: number): void;
  onGap(after: string): void;
}

/** Twice what the daemon keeps. */
const remembered = 1_000;

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
  readonly #seen = new SeenIds(remembered);
  #last: string | undefined;
  /** One before the last. */
  #earlier: string | undefined;
  /** The event before, on this connection. */
  #before: string | undefined;
  /**
   * What came before the event after which to begin, as far as it is not known yet whether the
   * daemon still has that one.
   */
  #held: { readonly event: RawEvent; readonly characters: number }[] | undefined;
  /** Events of which one shows that the one looked for is gone, if it comes first. */
  #bound: ReadonlySet<string> | undefined;

  constructor(since: string | undefined, sink: Sink) {
    this.#sink = sink;
    this.#last = since;
    if (since !== undefined) this.#held = [];
  }

  /** The last event that is known, or the one after which to begin. */
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

  /** Whether the event after which to begin is still looked for. */
  get joining(): boolean {
    return this.#held !== undefined;
  }

  /** A new connection is open, and begins with the replay. */
  connected(): void {
    this.#before = undefined;
    this.#bound = undefined;
    if (this.#held !== undefined) this.#held = [];
  }

  /** The next event of the connection. */
  add(event: RawEvent, characters: number): void {
    const before = this.#before;
    this.#before = event.id;
    if (this.#held !== undefined) return this.#join(event, characters);
    if (this.#seen.has(event.id)) return;
    this.#emit(event, characters, this.#last === before);
  }

  /**
   * Names events that come after the one looked for. When one of them is there and that one is
   * not, the daemon does not have it any more.
   */
  bound(events: readonly RawEvent[]): void {
    if (this.#held === undefined) return;
    this.#bound = new Set(events.map((event) => event.id));
    if (events.length === 0 || this.#held.some(({ event }) => this.#bound?.has(event.id))) {
      this.#lost();
    }
  }

  /**
   * Adds what was asked for beside the stream, while the stream was quiet: what follows the event
   * `earlier`. Only a stream that is `idle` has nothing more to bring by itself. As long as it may,
   * nothing is added that would leave a gap: the stream may bring what belongs there.
   */
  fill(events: readonly RawEvent[], idle: boolean): void {
    const last = events.findLastIndex((event) => event.id === this.#last);
    if (last === -1 && !idle) return;
    let follows = last !== -1;
    for (const event of events.slice(last + 1)) {
      if (this.#seen.has(event.id)) continue;
      this.#emit(event, JSON.stringify(event).length, follows);
      follows = true;
    }
  }

  #join(event: RawEvent, characters: number): void {
    const held = this.#held ?? [];
    if (event.id === this.#last) {
      // All of these are older, and would come again as news with the next replay.
      for (const { event: older } of held) this.#seen.add(older.id);
      this.#seen.add(event.id);
      this.#earlier = held.at(-1)?.event.id;
      this.#held = undefined;
      return;
    }
    held.push({ event, characters });
    if (this.#bound?.has(event.id)) this.#lost();
  }

  #lost(): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    this.#gap();
    // What it was is told once, also when the daemon has nothing yet to go on with.
    this.#last = undefined;
    for (const { event, characters } of held) this.#emit(event, characters, true);
  }

  #emit(event: RawEvent, characters: number, follows: boolean): void {
    if (!follows && this.#last !== undefined) this.#gap();
    this.#earlier = this.#last;
    this.#last = event.id;
    this.#seen.add(event.id);
    this.#sink.onEvent(event, characters);
  }

  #gap(): void {
    if (this.#last !== undefined) this.#sink.onGap(this.#last);
  }
}
