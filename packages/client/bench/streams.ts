import { setImmediate as turn } from "node:timers/promises";

import { RepowireClient } from "@repowire/client";
import { createParser } from "eventsource-parser";

import type { Candidate } from "./candidates.ts";

/** The events of one call. */
export const eventsOfACall = 1_000;

/** Events as the daemon writes them. */
const text = textOf(100_000);
const bytes = new TextEncoder().encode(text);
/** Where each event has the last digit of its year. */
const years = [...text.matchAll(/"timestamp":"202/g)].map(
  ({ index, 0: { length } }) => index + length,
);

/** The bytes in pieces like those of a socket, again and again. This shows the cost beside the parser. */
export const eventStream: Readonly<Record<string, Candidate>> = {
  "the parser and JSON.parse": () => bare((data) => void JSON.parse(data)),
  "the parser alone": () => bare(() => undefined),
  "client.eventStream": () => {
    const client = new RepowireClient({
      fetch: (url) =>
        Promise.resolve(
          url.endsWith("/stream")
            ? new Response(endless(), { headers: { "content-type": "text/event-stream" } })
            : Response.json([]),
        ),
    });
    const stream = client.eventStream();
    return async () => {
      let count = 0;
      for await (const event of { [Symbol.asyncIterator]: () => ({ next: () => stream.next() }) }) {
        if (event.type === "gap") throw new Error("the stream has a gap");
        count += 1;
        if (count === eventsOfACall) return;
      }
    };
  },
};

/** Feeds the parser from a reader, which every program has to do. */
function bare(onData: (data: string) => void): () => Promise<void> {
  let events = 0;
  const reader = endless().getReader();
  const decoder = new TextDecoder();
  const parser = createParser({
    onEvent: ({ data }) => {
      onData(data);
      events += 1;
    },
  });
  let wanted = 0;
  return async () => {
    wanted += eventsOfACall;
    while (events < wanted) {
      const { value } = await reader.read();
      parser.feed(decoder.decode(value ?? new Uint8Array(), { stream: true }));
    }
  };
}

function endless(): ReadableStream<Uint8Array> {
  let next = 0;
  return new ReadableStream({
    async pull(controller) {
      // A socket gives one piece a turn.
      await turn();
      if (next >= bytes.length) {
        next = 0;
        // Time goes on.
        for (const year of years) bytes[year]! += 1;
      }
      controller.enqueue(bytes.subarray(next, (next += 65_536)));
    },
  });
}

function textOf(count: number): string {
  const hex = (number: number) => number.toString(16).padStart(8, "0");
  const lines = Array.from(
    { length: count },
    (_, index) =>
      `data: ${JSON.stringify({
        id: `${hex(index)}-718c-4ddf-b3b4-8f50f9aa8d86`,
        type: "ask",
        timestamp: new Date(Date.UTC(2026, 10, 23) + index).toISOString(),
        from: "asker-claude-code",
        to: "worker-claude-code",
        text: "Which port is the daemon on?",
        from_peer_id: "repow-default-3732bced",
        to_peer_id: "repow-default-4eaa1b17",
        correlation_id: `ask-${hex(index)}`,
        reply_to: null,
        self_target: false,
        attachments: [],
        repowire_session_id: "rw-session-d46bc57789c9",
        from_repowire_session_id: "rw-session-8b6bbece2947",
        to_repowire_session_id: "rw-session-d46bc57789c9",
        question: null,
      })}\n\n`,
  );
  return lines.join("");
}
