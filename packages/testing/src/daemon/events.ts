import { mannerOf } from "../wire/manners.ts";
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
function eventsSince(daemon: Daemon, id: string | undefined): readonly EventRecord[] {
  const { events } = daemon.state;
  const index = id === undefined ? -1 : events.findLastIndex((event) => event.id === id);
  return index < 0 ? events : events.slice(index + 1);
}

/** Milliseconds without an event after which the daemon sends a comment. */
const keepAlive = 15_000;

/** `GET /events/stream`: all stored events, and then new ones. */
export const eventStream: Route<"eventStream"> = (daemon) => {
  const manner = mannerOf(daemon);
  return manner.stream({
    start(sink) {
      let last: string | undefined;
      let timer = wait();
      const flush = () => {
        for (const event of eventsSince(daemon, last)) {
          sink.write(`data: ${manner.eventJson(event)}\n\n`);
          last = event.id;
        }
      };
      flush();
      const listener = () => {
        timer.cancel();
        flush();
        timer = wait();
      };
      daemon.listeners.event.add(listener);
      function wait() {
        const write = () => {
          sink.write(": keepalive\n\n");
          timer = wait();
        };
        return daemon.clock.schedule(keepAlive, write, "a sign of life of an event stream");
      }
      return () => {
        timer.cancel();
        daemon.listeners.event.delete(listener);
      };
    },
  });
};
