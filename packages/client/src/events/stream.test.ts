import { subscribe, unsubscribe } from "node:diagnostics_channel";

import { DaemonConnectionError } from "@repowire/protocol";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import {
  Ring,
  broken,
  comment,
  hostOf,
  line,
  named,
  piecesOf,
  request,
  stream,
  take,
} from "../../test/events/ring.ts";
import type { Bytes } from "../http/body.ts";
import { EventStream, type EventStreamOptions } from "./stream.ts";

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

test("readers get the events in the order in which they asked", async () => {
  const ring = new Ring();
  const events = stream(ring);
  const first = events.next();
  await vi.advanceTimersByTimeAsync(0);
  const second = Promise.withResolvers<unknown>();
  // The reader of the first event is not awake yet.
  const onEvent = (message: unknown) => {
    if ((message as { id?: string }).id === "event-2") second.resolve(events.next());
  };
  subscribe("repowire:event", onEvent);
  ring.stuck = true;
  ring.write(2);
  ring.send(new Uint8Array(ring.events.flatMap((event) => [...line(event)])));
  await vi.advanceTimersByTimeAsync(0);
  unsubscribe("repowire:event", onEvent);
  expect(await first).toMatchObject({ value: { id: "event-1" } });
  expect(await second.promise).toMatchObject({ value: { id: "event-2" } });
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
  ["breaks", broken],
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
    // Some break in the middle of a line, some end cleanly, and some break before the first byte.
    if (written % 3 === 0) ring.send(new TextEncoder().encode('data: {"id": "half'));
    if (written % 2 === 0) await vi.advanceTimersByTimeAsync(1);
    ring.cut(written % 5 === 0 ? broken : undefined);
    // After a connection that lasted, the next one follows at once.
    await vi.advanceTimersByTimeAsync(written % 3 === 1 ? 300 : 12_000);
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

describe("a replay that comes long after the headers", () => {
  test("and does not hold the last event any more, is a gap", async () => {
    const ring = new Ring();
    ring.write(2);
    const events = stream(ring);
    await take(events, 2);
    ring.cut();
    ring.write(700);
    ring.late = 1_600;
    await vi.advanceTimersByTimeAsync(5_000);
    ring.write();
    expect(await take(events, 502)).toEqual(["gap after event-2", ...named(203, 703)]);
    expect(ring.opened).toBe(2);
  });

  test("and goes on from the last event, is none", async () => {
    const ring = new Ring();
    ring.write(2);
    const events = stream(ring);
    await take(events, 2);
    ring.cut();
    ring.write(300);
    ring.late = 1_600;
    await vi.advanceTimersByTimeAsync(1_500);
    // The client asked for it in the meantime.
    expect(await take(events, 300)).toEqual(named(3, 302));
    await vi.advanceTimersByTimeAsync(1_500);
    ring.write();
    expect(await take(events, 1)).toEqual(named(303, 303));
  });

  test("and is the first, comes before what was written meanwhile", async () => {
    const ring = new Ring(3);
    ring.write(5);
    ring.late = 1_600;
    const events = stream(ring);
    const row = take(events, 5);
    await vi.advanceTimersByTimeAsync(500);
    ring.write();
    await vi.advanceTimersByTimeAsync(2_500);
    ring.write();
    expect(await row).toEqual(named(3, 7));
  });
});

test("a daemon that lost its events while one got stuck in it: a gap, and the event", async () => {
  const ring = new Ring();
  ring.write(2);
  const events = stream(ring);
  await take(events, 2);
  ring.cut();
  ring.events = [];
  await vi.advanceTimersByTimeAsync(300);
  ring.stuck = true;
  ring.write();
  const row = take(events, 2);
  await vi.advanceTimersByTimeAsync(15_000);
  ring.send(comment);
  expect(await row).toEqual(["gap after event-2", "event-3"]);
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

describe("the cursor is before what was not read", () => {
  const mixed = (ring: Ring) => {
    ring.write(2, "broadcast");
    ring.write(1, "chat_turn");
  };

  test("after a break", async () => {
    const ring = new Ring();
    mixed(ring);
    const events = stream(ring, { types: ["broadcast"] });
    for await (const event of events) {
      expect(event).toMatchObject({ id: "event-1" });
      // The stream reads ahead.
      await vi.advanceTimersByTimeAsync(10);
      break;
    }
    expect(events.cursor).toBe("event-1");
    const next = stream(ring, { since: events.cursor, types: ["broadcast"] });
    expect(await take(next, 1)).toEqual(["event-2"]);
  });

  test("after an overflow in the middle of a piece", async () => {
    const ring = new Ring();
    const events = stream(ring, { types: ["broadcast"], maxWaiting: 1 });
    const first = events.next();
    await vi.advanceTimersByTimeAsync(0);
    const pieces = ["broadcast", "broadcast", "broadcast", "chat_turn"].map((type, index) =>
      line({ id: `event-${index + 1}`, type, timestamp: "2026-11-23T13:39:34+00:00", text: "" }),
    );
    ring.send(new Uint8Array(pieces.flatMap((piece) => [...piece])));
    // The first reaches its reader at once, the second waits, and the third does not fit.
    expect((await first).value).toMatchObject({ id: "event-1" });
    expect((await events.next()).value).toMatchObject({ id: "event-2" });
    const failure = await events.next().catch((error: unknown) => error);
    expect(failure).toMatchObject({ cursor: "event-2" });
    expect(events.cursor).toBe("event-2");
  });
});

test("an event that got stuck in the daemon is asked for", async () => {
  const ring = new Ring();
  ring.write(2);
  const events = stream(ring);
  await take(events, 2);
  ring.stuck = true;
  ring.write();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(ring.questions).toEqual(["event-1"]);
  expect(await take(events, 1)).toEqual(["event-3"]);
  ring.stuck = false;
  // The daemon sends it late, together with the next one.
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
      open: async (scope) => {
        const pieces = opened++ === 0 ? [bytes.slice(0, cut)] : [bytes];
        const body = new ReadableStream<Bytes>({
          start: (controller) => {
            for (const piece of pieces) if (piece.length > 0) controller.enqueue(piece);
            if (opened === 1) controller.close();
          },
        });
        return piecesOf(body, scope);
      },
      since: () => Promise.resolve([]),
      silent: () => broken as never,
    });
    const row = take(events, 2);
    await vi.advanceTimersByTimeAsync(300);
    expect(await row).toEqual(["event-a", "event-b"]);
    events.close();
  }
});

test("many streams of one client share one connection, and each begins where it wants", async () => {
  const ring = new Ring();
  ring.write(5);
  const host = hostOf(ring);
  const open = (options: EventStreamOptions = {}) => new EventStream(host, options);
  const first = open();
  expect(await take(first, 5)).toEqual(named(1, 5));
  const others = [open(), open({ since: "event-3" }), open({ since: "event-9" })] as const;
  expect(await take(others[0], 5)).toEqual(named(1, 5));
  expect(await take(others[1], 2)).toEqual(named(4, 5));
  expect(await take(others[2], 1)).toEqual(["gap after event-9"]);
  const many = Array.from({ length: 100 }, () => open({ since: "event-5" }));
  const news = many.map((each) => take(each, 2));
  ring.write(2);
  for (const row of news) expect(await row).toEqual(named(6, 7));
  expect(ring.opened).toBe(1);
  for (const each of [first, ...others, ...many]) each.close();
  expect(ring.connections).toBe(0);
  expect(vi.getTimerCount()).toBe(0);
});
