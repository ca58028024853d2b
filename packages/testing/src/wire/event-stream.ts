import type { Route } from "../daemon/daemon.ts";
import { eventsSince, onEvent } from "../daemon/events.ts";
import { mannerOf } from "./manner.ts";

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
      const unsubscribe = onEvent(daemon, () => {
        timer.cancel();
        flush();
        timer = wait();
      });
      function wait() {
        const write = () => {
          sink.write(": keepalive\n\n");
          timer = wait();
        };
        return daemon.clock.schedule(keepAlive, write, "a sign of life of an event stream");
      }
      return () => {
        timer.cancel();
        unsubscribe();
      };
    },
  });
};
