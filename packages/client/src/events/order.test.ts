import type { RawEvent } from "@repowire/protocol";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { type EventItem, EventOrder } from "./order.ts";

const event = (id: string, timestamp = "2026-11-23T13:39:34+00:00"): RawEvent => ({
  id,
  type: "ask",
  timestamp,
});
const events = (ids: string) => [...ids].map((id) => event(id));

function ordered() {
  const order = new EventOrder(100_000);
  const connect = (ids: string) => {
    order.connected();
    for (const each of events(ids)) order.add(each, JSON.stringify(each));
  };
  const wordsOf = ({ item }: EventItem) =>
    item.type === "gap" ? `gap after ${item.after}${item.issue ?? ""}` : item.id;
  const all: string[] = [];
  const row = () => {
    all.push(...order.take().map(wordsOf));
    return all;
  };
  return { row, order, connect };
}

test("a replay brings nothing twice", () => {
  const { row, connect } = ordered();
  connect("abc");
  connect("abc");
  connect("bcde");
  expect(row()).toEqual(["a", "b", "c", "d", "e"]);
});

test("the daemon's window has moved past the last known event", () => {
  const { row, connect } = ordered();
  connect("abc");
  connect("efg");
  expect(row()).toEqual(["a", "b", "c", "gap after c", "e", "f", "g"]);
});

test("a daemon without any memory says a gap with its first event", () => {
  const { row, connect } = ordered();
  connect("abc");
  connect("");
  expect(row()).toEqual(["a", "b", "c"]);
  connect("x");
  expect(row()).toEqual(["a", "b", "c", "gap after c", "x"]);
});

test("a connection that begins empty has no gap", () => {
  const { row, connect } = ordered();
  connect("");
  connect("a");
  expect(row()).toEqual(["a"]);
});

test("the daemon repeats its window in mid-stream", () => {
  const { row, order } = ordered();
  order.connected();
  for (const id of "abcabcd") order.add(event(id, id), "{}");
  expect(row()).toEqual(["a", "b", "c", "d"]);
});

test("a daemon that writes times in another way after its restart brings nothing twice", () => {
  const { row, order } = ordered();
  for (const time of ["34.321987654Z", "34.321987Z"]) {
    order.connected();
    for (const id of "abc") order.add(event(id, time), "{}");
  }
  expect(row()).toEqual(["a", "b", "c"]);
});

test("an event asked for beside the stream comes once", () => {
  const { row, order, connect } = ordered();
  connect("ab");
  order.fill(events("bcd"), false);
  for (const each of events("cde")) order.add(each, JSON.stringify(each));
  connect("abcdef");
  expect(row()).toEqual(["a", "b", "c", "d", "e", "f"]);
});

test("nothing is known of an event before the first", () => {
  const { order, connect } = ordered();
  connect("a");
  expect(order.earlier).toBeUndefined();
  connect("abc");
  expect(order.earlier).toBe("b");
});

describe("asked for beside the stream, without the last known event among them", () => {
  test("they are left to a stream that may still bring them, in its order", () => {
    const { row, order, connect } = ordered();
    connect("ab");
    order.connected();
    order.fill(events("efg"), false);
    expect(row()).toEqual(["a", "b"]);
    for (const each of events("defg")) order.add(each, JSON.stringify(each));
    expect(row()).toEqual(["a", "b", "gap after b", "d", "e", "f", "g"]);
  });

  test("they come after a gap from one that has nothing more to bring", () => {
    const { row, order, connect } = ordered();
    connect("ab");
    connect("");
    order.fill(events(""), true);
    order.fill(events("ef"), true);
    for (const each of events("efg")) order.add(each, JSON.stringify(each));
    expect(row()).toEqual(["a", "b", "gap after b", "e", "f", "g"]);
  });

  test("there is no gap before what is known", () => {
    const { row, order, connect } = ordered();
    connect("abc");
    // The daemon has lost its newest events.
    order.fill(events("ab"), true);
    expect(row()).toEqual(["a", "b", "c"]);
  });
});

test("what cannot be read is a gap, once, however often it is sent again", () => {
  const { row, order } = ordered();
  for (const rest of ["cd", "cde"]) {
    order.connected();
    for (const each of events("ab")) order.add(each, JSON.stringify(each));
    order.unreadable(": too long");
    order.unreadable(": not JSON");
    for (const each of events(rest)) order.add(each, JSON.stringify(each));
  }
  order.unreadable(": too long");
  expect(row()).toEqual([
    ..."ab",
    "gap after b: too long",
    "gap after b: not JSON",
    ..."cde",
    "gap after e: too long",
  ]);
});

describe("for listeners that come later", () => {
  const idsOf = ({ recent }: EventOrder) =>
    recent.map(({ item }) => (item.type === "gap" ? "gap" : item.id));

  test("there are as many events as the daemon keeps, and as many characters as there may be", () => {
    const { order } = ordered();
    for (let id = 0; id < 1_510; id += 1) {
      const each = event(`${id}`);
      order.add(each, JSON.stringify(each));
      if (id === 20) expect(order.recent).toHaveLength(21);
    }
    expect(idsOf(order)).toEqual(Array.from({ length: 500 }, (_, index) => `${1_010 + index}`));
    const large = { ...event("large"), text: "x".repeat(90_000) };
    order.add(large, JSON.stringify(large));
    expect(order.recent.at(-1)).toMatchObject({ cursor: "large" });
    expect(order.recent.length).toBeLessThan(200);
    const huge = { ...event("huge"), text: "x".repeat(100_000) };
    order.add(huge, JSON.stringify(huge));
    expect(order.recent).toEqual([]);
  });

  test("there is nothing from before what the daemon has forgotten", () => {
    const { order, connect } = ordered();
    connect("ab");
    order.unreadable(": not JSON");
    expect(idsOf(order)).toEqual(["a", "b", "gap"]);
    connect("c");
    expect(idsOf(order)).toEqual(["gap", "c"]);
  });
});

test("over any disconnects: each event once, in order, and a gap where the daemon forgot", () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ more: fc.nat(12), missed: fc.nat(12) }), { maxLength: 30 }),
      fc.integer({ min: 1, max: 8 }),
      fc.integer({ min: 1, max: 4 }),
      (rounds, capacity, atOnce) => {
        const order = new EventOrder(100_000);
        // Some events have the same time, and a few are earlier than the one before them.
        const timeOf = (id: number) =>
          String(1_000 + Math.floor(id / atOnce) - (id % 7 === 0 ? 2 : 0));
        let written = 0;
        for (const { more, missed } of rounds) {
          written += missed;
          order.connected();
          const oldest = Math.max(0, written - capacity);
          for (let id = oldest; id < written + more; id += 1)
            order.add(event(String(id), timeOf(id)), "{}");
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
        const row = order
          .take()
          .map(({ cursor }) => (cursor === undefined ? "gap" : Number(cursor)));
        expect(row).toEqual(expected);
      },
    ),
  );
});
