import { type RequestDelivery, RepowireClient, isRepowireError } from "@repowire/client";
import { describe, expect, it } from "vitest";

import { calls } from "./outcome.ts";
import { type RawAnswer, RawDaemon, answerOf } from "./raw-daemon.ts";

/** What is said of a call, and what the socket saw of it. */
interface Row {
  readonly name: string;
  readonly call: (daemon: RawDaemon) => Promise<unknown>;
  readonly answer?: RawAnswer;
  readonly delivery: RequestDelivery | "not_a_repowire_error";
  readonly seen: 0 | 1;
}

const ask = (client: RepowireClient) => calls.POST(client);
const silent: RawAnswer = () => undefined;

const rows: readonly Row[] = [
  {
    name: "nobody listens",
    call: async (daemon) => {
      await daemon.close();
      return ask(new RepowireClient({ baseUrl: daemon.url }));
    },
    delivery: "not_sent",
    seen: 0,
  },
  {
    name: "the client is closed already",
    call: async ({ url }) => {
      const client = new RepowireClient({ baseUrl: url });
      await client.close();
      return ask(client);
    },
    delivery: "not_sent",
    seen: 0,
  },
  {
    name: "the client is closed while the token is fetched",
    call: ({ url }) => {
      const client: RepowireClient = new RepowireClient({
        baseUrl: url,
        authToken: async () => {
          await client.close();
          return "token";
        },
      });
      return ask(client);
    },
    delivery: "not_sent",
    seen: 0,
  },
  {
    name: "the token cannot be fetched",
    call: ({ url }) =>
      ask(
        new RepowireClient({
          baseUrl: url,
          authToken: () => Promise.reject(new Error("the key ring is locked")),
        }),
      ),
    delivery: "not_a_repowire_error",
    seen: 0,
  },
  {
    name: "the token that a function gives cannot be sent",
    call: ({ url }) => ask(new RepowireClient({ baseUrl: url, authToken: () => "to\nken" })),
    delivery: "not_a_repowire_error",
    seen: 0,
  },
  {
    name: "wrong arguments",
    call: ({ url }) => new RepowireClient({ baseUrl: url }).ack(""),
    delivery: "not_a_repowire_error",
    seen: 0,
  },
  {
    name: "the client is closed while the daemon works",
    call: ({ url, arrived }) => {
      const client = new RepowireClient({ baseUrl: url });
      void arrived.then(() => client.close());
      return ask(client);
    },
    answer: silent,
    delivery: "unknown",
    seen: 1,
  },
  {
    name: "the daemon says nothing",
    call: ({ url }) => calls.POST(new RepowireClient({ baseUrl: url }), { timeout: 1_000 }),
    answer: silent,
    delivery: "unknown",
    seen: 1,
  },
  {
    name: "the daemon dies",
    call: ({ url }) => ask(new RepowireClient({ baseUrl: url })),
    answer: (socket) => void socket.resetAndDestroy(),
    delivery: "unknown",
    seen: 1,
  },
  {
    name: "the daemon says no",
    call: ({ url }) => ask(new RepowireClient({ baseUrl: url })),
    answer: (socket) => void socket.write(answerOf("403 Forbidden", '{"detail":"no"}')),
    delivery: "rejected",
    seen: 1,
  },
  {
    name: "the daemon fails",
    call: ({ url }) => ask(new RepowireClient({ baseUrl: url })),
    answer: (socket) => void socket.write(answerOf("500 Oh", "Internal Server Error")),
    delivery: "unknown",
    seen: 1,
  },
  {
    name: "the daemon says yes in words that nobody knows",
    call: ({ url }) => ask(new RepowireClient({ baseUrl: url })),
    answer: (socket) => void socket.write(answerOf("200 OK", '{"yes":true}')),
    delivery: "unknown",
    seen: 1,
  },
];

describe("what an error says of the message", () => {
  it.each(rows)("$name: $delivery", async ({ call, answer = silent, delivery, seen }) => {
    const daemon = await RawDaemon.start(answer);
    const error: unknown = await call(daemon).then(
      () => expect.unreachable(),
      (reason: unknown) => reason,
    );
    expect(isRepowireError(error) ? error.delivery : "not_a_repowire_error").toBe(delivery);
    expect(daemon.requests).toHaveLength(seen);
    await daemon.close();
  });
});
