import type { Daemon } from "../daemon/daemon.ts";
import { eventsSince, onEvent } from "../daemon/events.ts";
import { streamAnswer } from "./envelope.ts";
import type { WireAnswer } from "./wire.ts";

/** Milliseconds of silence after which the daemon shows that it is there. */
const keepAlive = 15_000;

/** `GET /events/stream`: the whole window, and then whatever happens. */
export function eventStream(daemon: Daemon): WireAnswer {
  return streamAnswer({
    start(sink) {
      let last: string | undefined;
      let timer = wait();
      const flush = () => {
        for (const event of eventsSince(daemon, last)) {
          sink.write(`data: ${spacedJson(event)}\n\n`);
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
        return daemon.clock.schedule(keepAlive, () => {
          sink.write(": keepalive\n\n");
          timer = wait();
        });
      }
      return () => {
        timer.cancel();
        unsubscribe();
      };
    },
  });
}

/** JSON as this one route writes it: with blanks, and in ASCII. */
function spacedJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(spacedJson).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value)
      .filter(([, entry]) => entry !== undefined)
      .map(([key, entry]) => `${ascii(JSON.stringify(key))}: ${spacedJson(entry)}`);
    return `{${entries.join(", ")}}`;
  }
  return ascii(JSON.stringify(value) ?? "null");
}

function ascii(json: string): string {
  return json.replaceAll(
    /[\u007f-\uffff]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
