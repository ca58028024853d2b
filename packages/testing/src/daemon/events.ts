import type { Core } from "./core.ts";

/** Something that happened in the mesh, as the daemon writes it. */
export type EventRecord = { id: string; type: string; timestamp: string } & Record<string, unknown>;

const capacity = 500;

/** The ring of events that `/events` shows. */
export class Events {
  readonly #core: Core;
  readonly #listeners = new Set<() => void>();

  constructor(core: Core) {
    this.#core = core;
  }

  /** The whole window, the oldest first. */
  get all(): readonly EventRecord[] {
    return this.#core.state.events;
  }

  add(type: string, data: Record<string, unknown>): EventRecord {
    const { ids, state } = this.#core;
    const event = { id: ids.uuid(), type, timestamp: this.#core.timestamp(), ...data };
    state.events.push(event);
    if (state.events.length > capacity) state.events.shift();
    for (const listener of this.#listeners) listener();
    return event;
  }

  /** What follows an event; the whole window when it is not there any more. */
  since(id: string | undefined): readonly EventRecord[] {
    const { events } = this.#core.state;
    const index = id === undefined ? -1 : events.findLastIndex((event) => event.id === id);
    return index < 0 ? events : events.slice(index + 1);
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
