import type { RawEvent } from "@repowire/protocol";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { EventOrder } from "./event-order.ts";

const event = (id: string): RawEvent => ({
  id,
  type: "ask",
  timestamp: "2026-11-23T13:39:34+00:00",
});
const events = (ids: string) => [...ids].map(event);

function ordered(since?: string) {
  const row: string[] = [];
  const order = new EventOrder(since, {
    onEvent: ({ id }) => void row.push(id),
    onGap: (after) => void row.push(`gap after ${after}`),
  });
  const connect = (ids: string) => {
    order.connected();
    for (const each of events(ids)) order.add(each, 1);
  };
  return { row, order, connect };
}

test("a replay brings nothing twice", () => {
  const { row, connect } = ordered();
  connect("abc");
  connect("abc");
  connect("bcde");
  expect(row).toEqual(["a", "b", "c", "d", "e"]);
});

test("the daemon's window has moved past the last known event", () => {
  const { row, connect } = ordered();
  connect("abc");
  connect("efg");
  expect(row).toEqual(["a", "b", "c", "gap after c", "e", "f", "g"]);
});

test("a daemon without any memory says a gap with its first event", () => {
  const { row, connect } = ordered();
  connect("abc");
  connect("");
  expect(row).toEqual(["a", "b", "c"]);
  connect("x");
  expect(row).toEqual(["a", "b", "c", "gap after c", "x"]);
});

test("a connection that begins empty has no gap", () => {
  const { row, connect } = ordered();
  connect("");
  connect("a");
  expect(row).toEqual(["a"]);
});

test("the daemon repeats its window in mid-stream", () => {
  const { row, connect } = ordered();
  connect("abcabcd");
  expect(row).toEqual(["a", "b", "c", "d"]);
});

test("an event asked for beside the stream comes once", () => {
  const { row, order, connect } = ordered();
  connect("ab");
  order.fill(events("bcd"), false);
  for (const each of events("cde")) order.add(each, 1);
  connect("abcdef");
  expect(row).toEqual(["a", "b", "c", "d", "e", "f"]);
});

test("nothing is known of an event before the first, or before the one after which to begin", () => {
  const { order, connect } = ordered();
  connect("a");
  expect(order.earlier).toBeUndefined();
  connect("abc");
  expect(order.earlier).toBe("b");
  const later = ordered("c");
  later.connect("abc");
  expect(later.order.earlier).toBe("b");
});

describe("asked for beside the stream, without the last known event among them", () => {
  test("they are left to a stream that may still bring them, in its order", () => {
    const { row, order, connect } = ordered();
    connect("ab");
    order.connected();
    order.fill(events("efg"), false);
    expect(row).toEqual(["a", "b"]);
    for (const each of events("defg")) order.add(each, 1);
    expect(row).toEqual(["a", "b", "gap after b", "d", "e", "f", "g"]);
  });

  test("they come after a gap from one that has nothing more to bring", () => {
    const { row, order, connect } = ordered();
    connect("ab");
    connect("");
    order.fill(events(""), true);
    order.fill(events("ef"), true);
    for (const each of events("efg")) order.add(each, 1);
    expect(row).toEqual(["a", "b", "gap after b", "e", "f", "g"]);
  });

  test("there is no gap before what is known", () => {
    const { row, order, connect } = ordered();
    connect("abc");
    // A daemon that lost the newest of its events.
    order.fill(events("ab"), true);
    expect(row).toEqual(["a", "b", "c"]);
  });
});

describe("beginning after an event", () => {
  test("that the daemon has", () => {
    const { row, order, connect } = ordered("b");
    connect("abcd");
    expect(order.joining).toBe(false);
    connect("abcde");
    expect(row).toEqual(["c", "d", "e"]);
  });

  test("that the daemon has, while the answer to the question is late", () => {
    const { row, order, connect } = ordered("b");
    connect("a");
    order.bound(events("cd"));
    for (const each of events("bcd")) order.add(each, 1);
    expect(row).toEqual(["c", "d"]);
  });

  test("that is gone, as an answer before the replay shows", () => {
    const { row, order, connect } = ordered("z");
    order.connected();
    order.bound(events("abc"));
    connect("");
    order.bound(events("abc"));
    for (const each of events("abcd")) order.add(each, 1);
    expect(row).toEqual(["gap after z", "a", "b", "c", "d"]);
  });

  test("that is gone, as an answer after the replay shows", () => {
    const { row, order, connect } = ordered("z");
    connect("abc");
    expect(row).toEqual([]);
    order.bound(events("bc"));
    expect(row).toEqual(["gap after z", "a", "b", "c"]);
  });

  test("of a daemon that has none", () => {
    const { row, order, connect } = ordered("z");
    connect("");
    order.bound([]);
    for (const each of events("a")) order.add(each, 1);
    expect(row).toEqual(["gap after z", "a"]);
  });

  test("the connection breaks before it is known", () => {
    const { row, connect } = ordered("b");
    connect("a");
    connect("abc");
    expect(row).toEqual(["c"]);
  });
});

test("over any disconnects: each event once, in order, and a gap where the daemon forgot", () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ more: fc.nat(12), missed: fc.nat(12) }), { maxLength: 30 }),
      fc.integer({ min: 1, max: 8 }),
      (rounds, capacity) => {
        const row: (number | "gap")[] = [];
        const order = new EventOrder(undefined, {
          onEvent: ({ id }) => void row.push(Number(id)),
          onGap: () => void row.push("gap"),
        });
        let written = 0;
        for (const { more, missed } of rounds) {
          written += missed;
          order.connected();
          const oldest = Math.max(0, written - capacity);
          for (let id = oldest; id < written + more; id += 1) order.add(event(String(id)), 1);
          written += more;
        }
        const expected: (number | "gap")[] = [];
        let [next, total] = [0, 0];
        for (const { more, missed } of rounds) {
          total += missed;
          const oldest = Math.max(0, total - capacity);
          total += more;
          if (oldest >= next && total > next && next > 0) expected.push("gap");
          for (let id = Math.max(oldest, next); id < total; id += 1) expected.push(id);
          next = Math.max(next, total);
        }
        expect(row).toEqual(expected);
      },
    ),
  );
});
