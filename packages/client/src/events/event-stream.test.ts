import { DaemonConnectionError, DaemonHTTPError, DaemonResponseError } from "@repowire/protocol";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import { systemClock } from "../clock.ts";
import { Lifetime } from "../lifetime.ts";
import type { EventOrigin } from "./event-follower.ts";
import { EventStreamOverflowError } from "./event-stream-overflow-error.ts";
import { EventStream, type EventStreamOptions, type EventType } from "./event-stream.ts";

interface Written {
  readonly id: string;
  readonly type: string;
  readonly timestamp: string;
  readonly [key: string]: unknown;
}

const request = { method: "GET", path: "/events/stream" };

/** What a daemon does with its events: a ring, the whole of it on each connect, then what comes. */
class Ring implements EventOrigin {
  readonly size: number;
  events: Written[] = [];
  opened = 0;
  questions: (string | undefined)[] = [];
  refusal: unknown;
  /** Whether a stream gets what comes up, or only what was there. */
  stuck = false;
  readonly #open = new Set<ReadableStreamDefaultController<Uint8Array>>();
  #written = 0;

  constructor(size = 500) {
    this.size = size;
  }

  open(signal: AbortSignal): Promise<ReadableStream<Uint8Array>> {
    this.opened += 1;
    if (this.refusal !== undefined) return Promise.reject(this.refusal);
    const { promise, resolve } = Promise.withResolvers<ReadableStream<Uint8Array>>();
    let mine: ReadableStreamDefaultController<Uint8Array>;
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        mine = controller;
        this.#open.add(controller);
        for (const event of this.events) controller.enqueue(line(event));
      },
      cancel: () => void this.#open.delete(mine),
    });
    signal.addEventListener("abort", () => this.#open.delete(mine));
    resolve(body);
    return promise;
  }

  since(id: string | undefined): Promise<Written[]> {
    this.questions.push(id);
    const index = this.events.findIndex((event) => event.id === id);
    return Promise.resolve(this.events.slice(index + 1));
  }

  unreadable(issue: string): Error {
    return new DaemonResponseError(issue, {
      request,
      status: 200,
      body: undefined,
      issues: [issue],
    });
  }

  get connections(): number {
    return this.#open.size;
  }

  write(count = 1, type = "broadcast"): void {
    for (let index = 0; index < count; index += 1) {
      const event = {
        id: `event-${++this.#written}`,
        type,
        timestamp: "2026-11-23T13:39:34+00:00",
        text: "",
      };
      this.events.push(event);
      if (this.events.length > this.size) this.events.shift();
      if (!this.stuck) this.send(line(event));
    }
  }

  send(bytes: Uint8Array): void {
    for (const controller of this.#open) controller.enqueue(bytes);
  }

  /** Ends every connection, cleanly or not. */
  cut(error?: Error): void {
    for (const controller of this.#open) {
      if (error) controller.error(error);
      else controller.close();
    }
    this.#open.clear();
  }
}

const line = (event: object) => new TextEncoder().encode(`data: ${JSON.stringify(event)}\n\n`);
const comment = new TextEncoder().encode(": keepalive\n\n");

function stream<Type extends EventType>(
  ring: EventOrigin,
  options: EventStreamOptions<Type> = {},
  limit = 10_000,
) {
  const lifetime = new Lifetime();
  return Object.assign(
    new EventStream<Type>({ origin: ring, clock: systemClock, lifetime, limit }, options),
    { lifetime },
  );
}

async function take(from: EventStream<EventType>, count: number): Promise<string[]> {
  const row: string[] = [];
  while (row.length < count) {
    const { done, value } = await from.next();
    if (done) break;
    row.push(value.type === "gap" ? `gap after ${value.after}` : value.id);
  }
  return row;
}

const named = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => `event-${from + index}`);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("the daemon's window comes first, and then what comes up", async () => {
  const ring = new Ring();
  ring.write(3);
  const events = stream(ring);
  expect(await take(events, 3)).toEqual(named(1, 3));
  ring.write(2);
  expect(await take(events, 2)).toEqual(named(4, 5));
  expect(events.cursor).toBe("event-5");
});

test("a loop that breaks off leaves no connection and no timer", async () => {
  const ring = new Ring();
  ring.write(3);
  for await (const event of stream(ring)) {
    expect(event.type).toBe("broadcast");
    break;
  }
  expect(ring.connections).toBe(0);
  await vi.advanceTimersByTimeAsync(0);
  expect(vi.getTimerCount()).toBe(0);
});

test.for([
  ["ends cleanly", undefined],
  ["breaks", new TypeError("terminated")],
] as const)("a connection that %s is followed by another one", async ([, error]) => {
  const ring = new Ring();
  ring.write(2);
  const events = stream(ring);
  await take(events, 2);
  expect(events.connected).toBe(true);
  ring.cut(error);
  ring.write(2);
  const next = take(events, 2);
  await vi.advanceTimersByTimeAsync(0);
  expect(events.connected).toBe(false);
  await vi.advanceTimersByTimeAsync(250);
  expect(await next).toEqual(named(3, 4));
});

test("10,000 events over forced disconnects come once and in order", async () => {
  const ring = new Ring();
  const events = stream(ring);
  const all = take(events, 10_000);
  for (let written = 0; written < 10_000;) {
    const count = Math.min(10_000 - written, 1 + ((written * 7919) % 400));
    ring.write(count);
    written += count;
    // Some are cut in the middle of a line, some cleanly, some before a byte came.
    if (written % 3 === 0) ring.send(new TextEncoder().encode('data: {"id": "half'));
    if (written % 2 === 0) await vi.advanceTimersByTimeAsync(1);
    ring.cut(written % 5 === 0 ? new TypeError("terminated") : undefined);
    await vi.advanceTimersByTimeAsync(300);
  }
  expect(await all).toEqual(named(1, 10_000));
  expect(ring.opened).toBeGreaterThan(20);
});

test("while the daemon is away, the waits get longer, and what was missed comes after", async () => {
  const ring = new Ring();
  ring.write();
  const events = stream(ring);
  await take(events, 1);
  ring.refusal = new DaemonConnectionError("refused", { request, delivery: "not_sent" });
  ring.cut();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(ring.opened).toBeGreaterThan(8);
  expect(ring.opened).toBeLessThan(20);
  ring.refusal = undefined;
  ring.write(5);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(await take(events, 5)).toEqual(named(2, 6));
});

test("what the daemon has forgotten is a gap", async () => {
  const ring = new Ring(4);
  ring.write(2);
  const events = stream(ring);
  await take(events, 2);
  ring.cut();
  ring.write(9);
  await vi.advanceTimersByTimeAsync(300);
  expect(await take(events, 5)).toEqual(["gap after event-2", ...named(8, 11)]);
});

describe("since", () => {
  test("goes on after the cursor of another stream", async () => {
    const ring = new Ring();
    ring.write(5);
    const first = stream(ring);
    await take(first, 3);
    const second = stream(ring, { since: first.cursor });
    expect(await take(second, 2)).toEqual(named(4, 5));
    ring.write();
    expect(await take(second, 1)).toEqual(["event-6"]);
  });

  test("says a gap where the daemon has forgotten it", async () => {
    const ring = new Ring(3);
    ring.write(9);
    expect(await take(stream(ring, { since: "event-2" }), 4)).toEqual([
      "gap after event-2",
      ...named(7, 9),
    ]);
  });

  test("says a gap where the daemon has no events at all", async () => {
    const ring = new Ring();
    const events = stream(ring, { since: "event-of-before" });
    const row = take(events, 2);
    await vi.advanceTimersByTimeAsync(10);
    ring.write();
    expect(await row).toEqual(["gap after event-of-before", "event-1"]);
  });
});

test("types choose, and the cursor moves on past the others", async () => {
  const ring = new Ring();
  const events = stream(ring, { types: ["broadcast"] });
  const first = events.next();
  ring.write(1, "chat_turn");
  ring.write(1, "broadcast");
  ring.write(1, "chat_turn");
  expect((await first).value).toMatchObject({ id: "event-2" });
  await vi.advanceTimersByTimeAsync(0);
  expect(events.cursor).toBe("event-3");
});

test("an event that got stuck in the daemon is asked for", async () => {
  const ring = new Ring();
  ring.write(2);
  const events = stream(ring);
  await take(events, 2);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(ring.questions).toEqual(["event-2"]);
  ring.stuck = true;
  ring.write();
  ring.send(comment);
  expect(await take(events, 1)).toEqual(["event-3"]);
  ring.stuck = false;
  // The daemon sends it after all, together with the next one.
  ring.send(line(ring.events[2] ?? {}));
  ring.write();
  expect(await take(events, 1)).toEqual(["event-4"]);
});

test("a connection on which nothing comes any more is given up", async () => {
  const ring = new Ring();
  const events = stream(ring);
  const next = events.next();
  for (let count = 0; count < 10; count += 1) {
    await vi.advanceTimersByTimeAsync(15_000);
    ring.send(comment);
  }
  expect(ring.opened).toBe(1);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(ring.opened).toBe(2);
  ring.write();
  expect((await next).value).toMatchObject({ id: "event-1" });
});

describe("the end", () => {
  const refused = (status: number) =>
    new DaemonHTTPError("refused", { request, status, body: { detail: "no" } });

  test.for([401, 403, 404, 301, 422])("a %i ends the stream with its error", async (status) => {
    const ring = new Ring();
    ring.write();
    const events = stream(ring);
    await take(events, 1);
    ring.refusal = refused(status);
    ring.cut();
    const next = events.next();
    next.catch(() => undefined);
    await vi.advanceTimersByTimeAsync(300);
    await expect(next).rejects.toBe(ring.refusal);
    expect(await events.next()).toEqual({ done: true, value: undefined });
    expect(vi.getTimerCount()).toBe(0);
  });

  test.for([500, 503, 429, 408])("a %i does not", async (status) => {
    const ring = new Ring();
    ring.refusal = refused(status);
    const events = stream(ring);
    const next = events.next();
    await vi.advanceTimersByTimeAsync(300);
    ring.refusal = undefined;
    ring.write();
    await vi.advanceTimersByTimeAsync(10_000);
    expect((await next).value).toMatchObject({ id: "event-1" });
  });

  test("failures in a row, if their number is limited", async () => {
    const ring = new Ring();
    ring.refusal = refused(503);
    const next = stream(ring, { attempts: 3 }).next();
    next.catch(() => undefined);
    await vi.advanceTimersByTimeAsync(60_000);
    await expect(next).rejects.toBe(ring.refusal);
    expect(ring.opened).toBe(3);
  });

  test.for([
    ["no JSON", "data: {\n\n"],
    ["no event", 'data: {"id":"x"}\n\n'],
    ["an event without an end", `data: ${"x".repeat(300)}`],
    ["an event of endless lines", "data: x\n".repeat(200)],
  ])("%s is no stream of events", async ([, text]) => {
    const ring = new Ring();
    const next = stream(ring, {}, 200).next();
    next.catch(() => undefined);
    await vi.advanceTimersByTimeAsync(0);
    ring.send(new TextEncoder().encode(text));
    await expect(next).rejects.toThrow(DaemonResponseError);
  });

  test("the signal, with its reason", async () => {
    const controller = new AbortController();
    const ring = new Ring();
    ring.write(3);
    const events = stream(ring, { signal: controller.signal });
    await take(events, 1);
    controller.abort("enough");
    await expect(events.next()).rejects.toBe("enough");
    expect(await events.next()).toEqual({ done: true, value: undefined });
    expect(ring.connections).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("a signal that aborted before", async () => {
    const ring = new Ring();
    const events = stream(ring, { signal: AbortSignal.abort("before") });
    await expect(events.next()).rejects.toBe("before");
    expect(ring.opened).toBe(0);
  });

  test("the client's", async () => {
    const ring = new Ring();
    const events = stream(ring);
    const next = events.next();
    await vi.advanceTimersByTimeAsync(0);
    events.lifetime.end();
    expect(await next).toEqual({ done: true, value: undefined });
    expect(ring.connections).toBe(0);
    expect(await stream(ring, {}).return()).toEqual({ done: true, value: undefined });
  });
});

test("a reader that is too slow is told so, after everything that was there", async () => {
  const ring = new Ring();
  const events = stream(ring, { maxWaiting: 20 });
  const first = events.next();
  await vi.advanceTimersByTimeAsync(0);
  ring.write(100);
  await first;
  await vi.advanceTimersByTimeAsync(0);
  expect(ring.connections).toBe(0);
  const row = await take(events, 20);
  expect(row).toEqual(named(2, 21));
  const failure = await events.next().catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(EventStreamOverflowError);
  const { cursor } = failure as EventStreamOverflowError;
  expect(cursor).toBe("event-21");
  expect(await take(stream(ring, { since: cursor }), 79)).toEqual(named(22, 100));
});

test("a stream cut at any byte brings every event once", async () => {
  const ring = new Ring();
  ring.events = [
    { id: "event-a", type: "broadcast", timestamp: "2026-11-23T13:39:34+00:00", text: "é😀\r\n" },
    { id: "event-b", type: "broadcast", timestamp: "2026-11-23T13:39:35+00:00", text: "" },
  ];
  const bytes = new Uint8Array(ring.events.flatMap((event) => [...line(event)]));
  for (let cut = 0; cut <= bytes.length; cut += 1) {
    let opened = 0;
    const events = stream({
      open: async () => {
        const pieces = opened++ === 0 ? [bytes.slice(0, cut)] : [bytes];
        return new ReadableStream({
          start: (controller) => {
            for (const piece of pieces) if (piece.length > 0) controller.enqueue(piece);
            if (opened === 1) controller.close();
          },
        });
      },
      since: () => Promise.resolve([]),
      unreadable: (issue) => new Error(issue),
    });
    const row = take(events, 2);
    await vi.advanceTimersByTimeAsync(300);
    expect(await row).toEqual(["event-a", "event-b"]);
    events.close();
  }
});
