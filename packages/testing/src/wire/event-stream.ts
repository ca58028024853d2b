import type { Daemon } from "../daemon/daemon.ts";
import { eventsSince, onEvent } from "../daemon/events.ts";
import { mannerOf } from "./manners.ts";
import type { WireAnswer } from "./wire.ts";

/** Milliseconds of silence after which the daemon shows that it is there. */
const keepAlive = 15_000;

/** `GET /events/stream`: the whole window, and then whatever happens. */
export function eventStream(daemon: Daemon): WireAnswer {
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
}
