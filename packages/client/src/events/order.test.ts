import { type RawEvent, classifyEvent } from "@repowire/protocol";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { type EventGap, type EventItem, EventOrder, EventWindow } from "./order.ts";

const event = (id: string): RawEvent => ({
  id,
  type: "ask",
  timestamp: "2026-11-23T13:39:34+00:00",
});
const events = (ids: string) => [...ids].map(event);

function ordered() {
  const row: string[] = [];
  const order = new EventOrder({
    onEvent: ({ id }) => void row.push(id),
    onGap: ({ after, issue = "" }) => void row.push(`gap after ${after}${issue}`),
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
    // The daemon has lost its newest events.
    order.fill(events("ab"), true);
    expect(row).toEqual(["a", "b", "c"]);
  });
});

test("what cannot be read is a gap, once, however often it is sent again", () => {
  const { row, order } = ordered();
  for (const rest of ["cd", "cde"]) {
    order.connected();
    for (const each of events("ab")) order.add(each, 1);
    order.unreadable(": too long");
    order.unreadable(": not JSON");
    for (const each of events(rest)) order.add(each, 1);
  }
  order.unreadable(": too long");
  expect(row).toEqual([
    ..."ab",
    "gap after b: too long",
    "gap after b: not JSON",
    ..."cde",
    "gap after e: too long",
  ]);
});

describe("the window", () => {
  const itemOf = (id: string, characters = 1): EventItem => {
    const item = classifyEvent(event(id));
    return { item, characters, cursor: id };
  };
  const gapAfterB = (reason: EventGap["reason"]): EventItem => {
    const item = { type: "gap", after: "b", reason } as const;
    return { item, characters: 0, cursor: undefined };
  };
  const idsAfter = (window: EventWindow, id?: string) =>
    window
      .after(id)
      ?.map(({ item }) => (item.type === "gap" ? "gap" : item.id))
      .join("");

  test("has what follows an event", () => {
    const window = new EventWindow(100);
    expect(idsAfter(window)).toBe("");
    expect(idsAfter(window, "a")).toBeUndefined();
    for (const id of "abc") window.add(itemOf(id));
    expect(idsAfter(window)).toBe("abc");
    expect(idsAfter(window, "b")).toBe("c");
    expect(idsAfter(window, "c")).toBe("");
    expect(idsAfter(window, "z")).toBeUndefined();
  });

  test("keeps as many events and as many characters as it may", () => {
    const window = new EventWindow(1_000);
    for (let id = 0; id < 510; id += 1) window.add(itemOf(`${id}`, 2));
    expect(window.after()).toHaveLength(500);
    expect(idsAfter(window, "508")).toBe("509");
    window.add(itemOf("large", 900));
    expect(window.after()).toHaveLength(51);
  });

  test("keeps nothing of before what the daemon has forgotten", () => {
    const window = new EventWindow(100);
    for (const id of "ab") window.add(itemOf(id));
    window.add(gapAfterB("unreadable"));
    expect(idsAfter(window, "a")).toBe("bgap");
    window.add(gapAfterB("forgotten"));
    for (const id of "c") window.add(itemOf(id));
    expect(idsAfter(window)).toBe("gapc");
  });
});

test("over any disconnects: each event once, in order, and a gap where the daemon forgot", () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ more: fc.nat(12), missed: fc.nat(12) }), { maxLength: 30 }),
      fc.integer({ min: 1, max: 8 }),
      (rounds, capacity) => {
        const row: (number | "gap")[] = [];
        const order = new EventOrder({
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
