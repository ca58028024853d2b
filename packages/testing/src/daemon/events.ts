import type { Daemon, Route } from "./daemon.ts";
import type { EventRecord } from "./state.ts";

const capacity = 500;

/** `GET /events`. */
export const events: Route<"events"> = (daemon, { since }) => {
  return [...eventsSince(daemon, since)];
};

export function addEvent(daemon: Daemon, type: string, data: Record<string, unknown>): EventRecord {
  const { eventIds, state } = daemon;
  const event = {
    id: eventIds.uuid(),
    type,
    timestamp: daemon.write(daemon.stamp(), "event"),
    ...data,
  };
  state.events.push(event);
  if (state.events.length > capacity) state.events.shift();
  for (const listener of daemon.listeners.event) listener();
  return event;
}

/** The events after an event, or all events if it is gone. */
export function eventsSince(daemon: Daemon, id: string | undefined): readonly EventRecord[] {
  const { events } = daemon.state;
  const index = id === undefined ? -1 : events.findLastIndex((event) => event.id === id);
  return index < 0 ? events : events.slice(index + 1);
}

export function onEvent(daemon: Daemon, listener: () => void): () => void {
  daemon.listeners.event.add(listener);
  return () => daemon.listeners.event.delete(listener);
}
