import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import { answering } from "../../test/answering.ts";
import { Ring, comment, hostOf, line, named, stream, take } from "../../test/events/ring.ts";
import { RepowireClient } from "../client.ts";
import type { RepowireClientOptions } from "../options.ts";
import { EventStream, type EventType } from "./stream.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const headers = { "content-type": "text/event-stream" };
const encode = (text: string) => new TextEncoder().encode(text);
const event = (id: string, more: object = {}) => ({
  id,
  type: "broadcast",
  timestamp: `2026-11-23T13:39:34.${id.padStart(6, "0")}+00:00`,
  text: "",
  ...more,
});
const data = (id: string) => `data: ${JSON.stringify(event(id))}\n\n`;

/** A body that stays open after these pieces. */
const bodyOf = (...pieces: (string | Uint8Array)[]) =>
  new ReadableStream<Uint8Array>({
    start(controller) {
      for (const piece of pieces) {
        controller.enqueue(typeof piece === "string" ? encode(piece) : piece);
      }
    },
  });

/** A client whose daemon answers the requests for its stream in turn, and then always with the last answer. */
function clientOf(
  streams: readonly (() => Response)[],
  events: () => Response = () => Response.json([]),
  options: RepowireClientOptions = {},
) {
  const requests: string[] = [];
  let opened = 0;
  const client = new RepowireClient({
    ...options,
    fetch: answering((request) => {
      const { pathname } = new URL(request.url);
      requests.push(pathname);
      if (pathname === "/events") return events();
      return streams[Math.min(opened++, streams.length - 1)]!();
    }),
  });
  return { client, requests, opened: () => opened };
}

describe("events in any bytes", () => {
  const json = JSON.stringify(event("1"));
  const bytes = encode(`data: ${JSON.stringify(event("1", { text: "é😀" }))}\n\n`);
  test.for<[what: string, pieces: (string | Uint8Array)[]]>([
    ["with CR LF in two pieces", [`data: ${json}\r`, "\n\r", "\ndata: x"]],
    ["with lone CR", [`data: ${json}\r\rdata: x`]],
    ["after a byte order mark", [`\uFEFFdata: ${json}\n\n`]],
    [
      "after a byte order mark in pieces",
      [...encode(`\uFEFFdata: ${json}\n\n`)].map((byte) => Uint8Array.of(byte)),
    ],
    [
      "in many lines",
      [`data: ${JSON.stringify(event("1"), null, 2).split("\n").join("\ndata: ")}\n\n`],
    ],
    [
      "with a name, an id with NUL and other fields",
      [`id: \0\nevent: message\nfoo: bar\nretry: x\ndata: ${json}\n\n`],
    ],
    ["with comments between its lines", [`:a\ndata: ${json.slice(0, -1)}\n:b\ndata: }\n:c\n\n`]],
    ["byte by byte", [...bytes].map((byte) => Uint8Array.of(byte))],
    ["in an empty piece among others", ["", `data: ${json}`, "", "\n", "", "\n"]],
  ])("%s", async ([, pieces]) => {
    const { client, opened } = clientOf([() => new Response(bodyOf(...pieces), { headers })]);
    const events = client.eventStream();
    expect((await events.next()).value).toMatchObject({ id: "1", type: "broadcast" });
    expect(opened()).toBe(1);
    await client.close();
  });

  test("invalid UTF-8 spoils one text and nothing else", async () => {
    const [start, end] = json.split('"text":""');
    const bad = [
      encode(`data: ${start}"text":"`),
      Uint8Array.of(0xf0, 0x9f),
      Uint8Array.of(0xff),
      encode(`"${end}\n\n${data("2")}`),
    ];
    const { client } = clientOf([() => new Response(bodyOf(...bad), { headers })]);
    const events = client.eventStream();
    expect((await events.next()).value).toMatchObject({ id: "1", text: "\uFFFD\uFFFD" });
    expect((await events.next()).value).toMatchObject({ id: "2" });
    await client.close();
  });
});

test.for(["[]", "7", "null", '"event"', "{}", '{"id":1,"type":"ask","timestamp":"t"}'])(
  "the message %s is a gap, and the stream goes on",
  async (text) => {
    const { client } = clientOf([
      () => new Response(bodyOf(`data: ${text}\n\n`, data("2")), { headers }),
    ]);
    const events = client.eventStream();
    expect((await events.next()).value).toMatchObject({ type: "gap", reason: "unreadable" });
    expect((await events.next()).value).toMatchObject({ id: "2" });
    await client.close();
  },
);

test("an endless message with comments in between is too long", async () => {
  const ring = new Ring();
  const events = stream(ring, {}, 200);
  const first = events.next();
  await vi.advanceTimersByTimeAsync(0);
  for (let count = 0; count < 100; count += 1) {
    ring.send(encode("data: xxxxxxxx\n"));
    ring.send(encode(":c\n"));
  }
  await vi.advanceTimersByTimeAsync(0);
  expect((await first).value).toMatchObject({ issue: "it has more than 200 characters" });
  events.close();
});

test("very many comments are no message", async () => {
  const ring = new Ring();
  const events = stream(ring, {}, 200);
  const first = events.next();
  await vi.advanceTimersByTimeAsync(0);
  for (let count = 0; count < 30; count += 1) ring.send(comment);
  ring.write();
  expect((await first).value).toMatchObject({ id: "event-1" });
  events.close();
});

test("a comment each second for an hour costs no request", async () => {
  const ring = new Ring();
  ring.write();
  const events = stream(ring);
  await take(events, 1);
  for (let second = 0; second < 3_600; second += 1) {
    await vi.advanceTimersByTimeAsync(1_000);
    ring.send(comment);
  }
  expect([ring.opened, ring.questions.length]).toEqual([1, 1]);
  events.close();
});

test("a stream that is silent for an hour is opened again now and then", async () => {
  const ring = new Ring();
  const errors: unknown[] = [];
  const events = stream(ring, { onError: (error) => void errors.push(error) });
  const next = events.next();
  await vi.advanceTimersByTimeAsync(3_600_000);
  expect(ring.opened).toBeGreaterThan(60);
  expect(ring.opened).toBeLessThan(100);
  expect(errors).toHaveLength(ring.opened - 1);
  ring.write();
  expect((await next).value).toMatchObject({ id: "event-1" });
  events.close();
});

describe("retry:", () => {
  test.for<[value: string, least: number, most: number]>([
    ["0", 4, 30],
    ["5000", 4, 13],
    ["99999999999999999999", 1, 2],
    ["-1", 4, 30],
  ])("%s", async ([value, least, most]) => {
    const { client, opened } = clientOf([() => new Response(`retry: ${value}\n\n`, { headers })]);
    const next = client.eventStream().next();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(opened()).toBeGreaterThanOrEqual(least);
    expect(opened()).toBeLessThanOrEqual(most);
    await client.close();
    expect(await next).toEqual({ done: true, value: undefined });
  });
});

describe("what answers in the daemon's place", () => {
  const good = () => new Response(bodyOf(data("1")), { headers });
  const html = { "content-type": "text/html" };
  const places: readonly [what: string, answer: () => Response][] = [
    ["204", () => new Response(null, { status: 204 })],
    ["205", () => new Response(null, { status: 205 })],
    ["a web page", () => new Response("<html>", { headers: html })],
    ["text", () => new Response("404 page not found\n", { status: 404 })],
    ["302", () => new Response(null, { status: 302, headers: { location: "/login" } })],
    ["422", () => new Response("no", { status: 422 })],
    ["JSON", () => Response.json({ ok: true })],
    ["no type", () => new Response(encode("hello"))],
  ];
  test.for(places)("once is survived: %s", async ([, answer]) => {
    const { client } = clientOf([answer, good]);
    const next = client.eventStream().next();
    await vi.advanceTimersByTimeAsync(2_000);
    expect((await next).value).toMatchObject({ id: "1" });
    await client.close();
  });

  test.for(places)("always ends the stream after five: %s", async ([, answer]) => {
    const { client, opened } = clientOf([answer]);
    const next = client.eventStream().next();
    const failed = expect(next).rejects.toMatchObject({
      request: { path: "/events/stream" },
      message: expect.stringMatching(answer().ok ? "Check that baseUrl" : " from http") as string,
    });
    await vi.advanceTimersByTimeAsync(60_000);
    await failed;
    expect(opened()).toBe(5);
    await client.close();
  });

  test("does not end it if the daemon is only away in between, or answers for a moment", async () => {
    const page = () => new Response("<html>", { status: 404, headers: html });
    const busy = () => new Response("busy", { status: 503 });
    const short = () => new Response(": hello\n\n", { headers });
    const { client, opened } = clientOf([
      page,
      page,
      page,
      page,
      busy,
      page,
      page,
      page,
      short,
      page,
      page,
      page,
      page,
      good,
    ]);
    const next = client.eventStream().next();
    await vi.advanceTimersByTimeAsync(150_000);
    expect((await next).value).toMatchObject({ id: "1" });
    expect(opened()).toBeGreaterThanOrEqual(14);
    await client.close();
  });

  test("may say when to come back: 429", async () => {
    const later = { "retry-after": "30" };
    const { client, opened } = clientOf([
      () => new Response("", { status: 429, headers: later }),
      good,
    ]);
    const next = client.eventStream().next();
    await vi.advanceTimersByTimeAsync(29_900);
    expect(opened()).toBe(1);
    await vi.advanceTimersByTimeAsync(200);
    expect((await next).value).toMatchObject({ id: "1" });
    await client.close();
  });
});

test("a stream that never sends headers is given up and opened again", async () => {
  let opened = 0;
  const client = new RepowireClient({
    fetch: async (url) => {
      if (!url.endsWith("/stream")) return Response.json([]);
      opened += 1;
      if (opened === 1) return await new Promise<never>(() => undefined);
      return new Response(bodyOf(data("1")), { headers });
    },
  });
  const errors: unknown[] = [];
  const next = client.eventStream({ onError: (error) => void errors.push(error) }).next();
  await vi.advanceTimersByTimeAsync(46_000);
  expect((await next).value).toMatchObject({ id: "1" });
  expect(errors).toMatchObject([{ name: "DaemonTimeoutError" }]);
  await client.close();
});

describe("since, while the list of events is broken", () => {
  test.for<[what: string, answers: (() => Response)[]]>([
    ["an error, once", [() => Response.json({ detail: "busy" }, { status: 500 })]],
    ["a list of nothing", [() => Response.json([null, 7])]],
    ["no list", [() => Response.json({ events: [] })]],
    [
      "an error, for ever",
      Array(100).fill(() => Response.json({ detail: "busy" }, { status: 500 })),
    ],
  ])("%s", async ([, answers]) => {
    const replay = [data("5"), data("6")];
    const { client, requests } = clientOf(
      [() => new Response(bodyOf(...replay, comment), { headers })],
      () => answers.shift()?.() ?? Response.json([event("5"), event("6")]),
    );
    // Another stream has read the replay already.
    const other = client.eventStream();
    expect((await other.next()).value).toMatchObject({ id: "5" });
    await vi.advanceTimersByTimeAsync(1_500);
    const events = client.eventStream({ since: "1" });
    const row = [events.next(), events.next(), events.next()];
    await vi.advanceTimersByTimeAsync(20_000);
    expect(await Promise.all(row)).toMatchObject([
      { value: { type: "gap", after: "1", reason: "forgotten" } },
      { value: { id: "5" } },
      { value: { id: "6" } },
    ]);
    expect(requests.length).toBeLessThan(10);
    await client.close();
  });
});

describe("events that together exceed the limit of an answer", () => {
  const large = (number: number) => event(`${number}`, { text: "x".repeat(200) });

  /** A client of a daemon that has 500 of them, and takes 10 seconds to send them. */
  function sceneOf() {
    const kept = Array.from({ length: 500 }, (_, index) => large(index + 1));
    const open = new Set<ReadableStreamDefaultController<Uint8Array>>();
    let lists = 0;
    const { client } = clientOf(
      [
        () => {
          const start = async (controller: ReadableStreamDefaultController<Uint8Array>) => {
            for (const each of [...kept]) {
              controller.enqueue(line(each));
              await new Promise((resolve) => setTimeout(resolve, 20));
            }
            open.add(controller);
          };
          return new Response(new ReadableStream({ start: (made) => void start(made) }), {
            headers,
          });
        },
      ],
      () => {
        lists += 1;
        return Response.json(kept);
      },
      { maxResponseBytes: 100_000 },
    );
    const write = () => {
      const next = large(kept.push(large(kept.length + 1)));
      for (const controller of open) controller.enqueue(line(next));
    };
    return { client, write, lists: () => lists };
  }

  test.for(["2", "300", "500"])("since %s goes on there, without a gap", async (since) => {
    const { client, write, lists } = sceneOf();
    const events = client.eventStream({ since });
    const row: string[] = [];
    const loop = (async () => {
      for await (const each of events) row.push(each.type === "gap" ? "gap" : each.id);
    })();
    await vi.advanceTimersByTimeAsync(15_000);
    write();
    await vi.advanceTimersByTimeAsync(1_000);
    const missed = 501 - Number(since);
    expect(row).toEqual(
      Array.from({ length: missed }, (_, index) => `${501 - missed + index + 1}`),
    );
    expect(lists()).toBeLessThan(10);
    await client.close();
    await loop;
  });

  test("since an event that is gone begins with a gap, soon after the last one", async () => {
    const { client } = sceneOf();
    const events = client.eventStream({ since: "gone" });
    const first = events.next();
    // The last event comes after 10 seconds. Four pauses of 5 to 10 seconds follow.
    await vi.advanceTimersByTimeAsync(60_000);
    expect((await first).value).toMatchObject({ type: "gap", after: "gone" });
    expect((await events.next()).value).toMatchObject({ id: "1" });
    await client.close();
  });
});

describe("readers", () => {
  test("one that stops reading does not hold up another one", async () => {
    const ring = new Ring();
    const host = hostOf(ring);
    const slow = new EventStream<EventType>(host, { types: ["broadcast"], maxWaiting: 5 });
    const fast = new EventStream<EventType>(host, { types: ["chat_turn"] });
    const [first, row] = [slow.next(), take(fast, 50)];
    await vi.advanceTimersByTimeAsync(0);
    for (let count = 0; count < 50; count += 1) {
      ring.write(1, "broadcast");
      ring.write(1, "chat_turn");
    }
    expect(await row).toHaveLength(50);
    await first;
    expect(await take(slow, 5)).toHaveLength(5);
    await expect(slow.next()).rejects.toMatchObject({ name: "EventStreamOverflowError" });
    expect(ring.connections).toBe(1);
    fast.close();
    expect(ring.connections).toBe(0);
  });

  test.for<[what: string, end: (events: EventStream) => unknown]>([
    ["close()", (events) => events.close()],
    ["return()", (events) => events.return()],
  ])("one that calls %s before it reads connects nowhere", async ([, end]) => {
    const ring = new Ring();
    ring.write();
    const events = stream(ring);
    await end(events);
    expect(await events.next()).toEqual({ done: true, value: undefined });
    await vi.advanceTimersByTimeAsync(0);
    expect([ring.opened, vi.getTimerCount()]).toEqual([0, 0]);
  });

  test("one that throws ends its stream", async () => {
    const ring = new Ring();
    ring.write(3);
    const loop = async () => {
      for await (const { type } of stream(ring)) throw new Error(type);
    };
    await expect(loop()).rejects.toThrow("broadcast");
    expect(ring.connections).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("one may close the stream, and another one, in the middle of a batch", async () => {
    const ring = new Ring();
    const host = hostOf(ring);
    const [one, two] = [new EventStream(host, {}), new EventStream(host, {})];
    const seen: string[] = [];
    const loop = (async () => {
      for await (const { type } of one) {
        seen.push(type);
        two.close();
        one.close();
      }
    })();
    const other = take(two, 9);
    await vi.advanceTimersByTimeAsync(0);
    const pieces = named(1, 3).map((id) => line(event(id)));
    ring.send(new Uint8Array(pieces.flatMap((piece) => [...piece])));
    await loop;
    await other;
    expect(seen).toHaveLength(1);
    expect(ring.connections).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("a signal ends a stream in its pause", async () => {
    const controller = new AbortController();
    const ring = new Ring();
    const events = stream(ring, { signal: controller.signal });
    const next = events.next();
    await vi.advanceTimersByTimeAsync(0);
    ring.cut();
    await vi.advanceTimersByTimeAsync(1);
    controller.abort("enough");
    await expect(next).rejects.toBe("enough");
    expect(vi.getTimerCount()).toBe(0);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(ring.opened).toBe(1);
  });
});
