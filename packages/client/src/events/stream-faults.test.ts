import { DaemonHTTPError } from "@repowire/protocol";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import { answering } from "../../test/answering.ts";
import { Ring, comment, line, request, stream, take } from "../../test/events/ring.ts";
import { RepowireClient } from "../client.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("what cannot be read is skipped, and the stream goes on", () => {
  const tooLong = "it has more than 200 characters";
  const [bytes, big] = [(text: string) => new TextEncoder().encode(text), "x".repeat(300)];

  test.for<[what: string, texts: string[], issues: string[]]>([
    ["no JSON", ["data: {\n\n"], ["it is not JSON"]],
    ["the end of a stream of something else", ["data: [DONE]\n\n"], ["it is not JSON"]],
    ["nothing", ["data:\n\n"], ["it is not JSON"]],
    [
      "a message of a proxy",
      ["event: ping\ndata: {}\n\n"],
      ["it has no id, no type or no timestamp"],
    ],
    ["text of a proxy", ["502 Bad Gateway\n\n"], []],
    ["an event that is too long", [`data: {"id":"${big}"}\n\n`], [tooLong]],
    ["in many pieces", [...`data: {"id":"${big}"}\n\n`], [tooLong]],
    ["with other line breaks", ["data: ", ...big, "\r\n", "\r", "\n"], [tooLong]],
    ["of endless lines", [..."data: x\n".repeat(60), "\n"], [tooLong]],
    ["twice", [..."data: ", ...big, "\n\ndata: ", ...big, "\n\n"], [tooLong]],
  ])("%s", async ([, texts, issues]) => {
    const ring = new Ring();
    const events = stream(ring, {}, 200);
    const first = events.next();
    await vi.advanceTimersByTimeAsync(0);
    ring.write();
    expect((await first).value).toMatchObject({ id: "event-1" });
    for (const text of texts) ring.send(bytes(text));
    ring.write();
    expect(await take(events, issues.length + 1)).toEqual([
      ...issues.map((issue) => `skipped: ${issue}`),
      "event-2",
    ]);
    expect(ring.opened).toBe(1);
  });
});

test("many comments between two events are no message that is too long", async () => {
  const ring = new Ring();
  const events = stream(ring, {}, 200);
  ring.write();
  expect(await take(events, 1)).toEqual(["event-1"]);
  for (let count = 0; count < 200; count += 1) ring.send(comment);
  await vi.advanceTimersByTimeAsync(0);
  ring.write();
  expect(await take(events, 1)).toEqual(["event-2"]);
});

describe("a server that accepts and closes", () => {
  test("is tried less and less often, and no comment costs a request", async () => {
    const ring = new Ring();
    ring.write();
    const events = stream(ring);
    void events.next();
    const opened: number[] = [];
    for (let second = 0; second < 120; second += 1) {
      for (let count = 0; count < 100; count += 1) {
        await vi.advanceTimersByTimeAsync(10);
        ring.send(comment);
        ring.cut();
      }
      opened.push(ring.opened);
    }
    expect(opened.at(-1)).toBeLessThan(25);
    expect((opened.at(-1) ?? 0) - (opened.at(-31) ?? 0)).toBeLessThanOrEqual(6);
    events.close();
  });

  test("a connection that lasted is a good one", async () => {
    const ring = new Ring();
    const events = stream(ring);
    void events.next();
    for (let count = 0; count < 10; count += 1) {
      await vi.advanceTimersByTimeAsync(6_000);
      ring.cut();
      await vi.advanceTimersByTimeAsync(250);
      expect(ring.opened).toBe(count + 2);
    }
    events.close();
  });

  test("a clean end is no failed attempt", async () => {
    const ring = new Ring();
    const events = stream(ring, { attempts: 1 });
    const next = events.next();
    for (let count = 0; count < 5; count += 1) {
      await vi.advanceTimersByTimeAsync(10_000);
      ring.cut();
    }
    await vi.advanceTimersByTimeAsync(10_000);
    ring.write();
    expect((await next).value).toMatchObject({ id: "event-1" });
  });
});

test.for<[what: string, ask: (ring: Ring) => void]>([
  [
    "Retry-After",
    (ring) => {
      const headers = { request, status: 503, body: "", retryAfter: 20_000 };
      ring.refusal = new DaemonHTTPError("busy", headers);
    },
  ],
  ["retry:", (ring) => ring.send(new TextEncoder().encode("retry: 20000\n"))],
])("the next connection is as late as %s asks", async ([, ask]) => {
  const ring = new Ring();
  const events = stream(ring);
  void events.next();
  await vi.advanceTimersByTimeAsync(0);
  ask(ring);
  await vi.advanceTimersByTimeAsync(0);
  ring.cut();
  await vi.advanceTimersByTimeAsync(300);
  const { opened } = ring;
  await vi.advanceTimersByTimeAsync(19_000);
  expect(ring.opened).toBe(opened);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(ring.opened).toBe(opened + 1);
  events.close();
});

test("comments cost no request", async () => {
  const ring = new Ring();
  ring.write(2);
  const events = stream(ring);
  await take(events, 2);
  for (let count = 0; count < 50; count += 1) {
    await vi.advanceTimersByTimeAsync(15_000);
    ring.send(comment);
  }
  expect(ring.opened).toBe(1);
  expect(ring.questions).toEqual(["event-1"]);
  events.close();
});

test("a client reads on after an event of 9 MiB, whatever the letters of the media type", async () => {
  const big = { id: "big", type: "broadcast", timestamp: "t", text: "x".repeat(9 * 1024 * 1024) };
  const bytes = [line(big), line({ ...big, id: "next", text: "after it" })];
  let opened = 0;
  const client = new RepowireClient({
    fetch: answering((request) => {
      if (!request.url.endsWith("/stream")) return Response.json([]);
      opened += 1;
      const stream = new ReadableStream<Uint8Array>({
        start: (controller) => {
          for (const each of bytes) {
            for (let at = 0; at < each.length; at += 65_536) {
              controller.enqueue(each.subarray(at, at + 65_536));
            }
          }
        },
      });
      return new Response(stream, {
        headers: { "content-type": "Text/Event-Stream; Charset=UTF-8" },
      });
    }),
  });
  const events = client.eventStream();
  expect((await events.next()).value).toEqual({
    type: "gap",
    after: undefined,
    reason: "unreadable",
    issue: "it has more than 8388608 characters",
  });
  expect((await events.next()).value).toMatchObject({ id: "next" });
  expect(opened).toBe(1);
  events.close();
  await client.close();
});
