import { describe, expect, test } from "vitest";

import { Inbox } from "./inbox.ts";

function inbox({ limit = 10, concurrency = Infinity } = {}) {
  const taken: string[] = [];
  const dropped: string[] = [];
  let demands = 0;
  const box = new Inbox<string>({
    limit,
    concurrency,
    onTaken: (message) => void taken.push(message),
    onDropped: (message) => void dropped.push(message),
    onDemand: () => void (demands += 1),
  });
  return { box, taken, dropped, demands: () => demands };
}

test("a message counts as taken when a handler gets it, and not before", async () => {
  const { box, taken, demands } = inbox();
  box.deliver("a");
  box.deliver("b");
  expect([taken, box.hasConsumer, demands()]).toEqual([[], false, 0]);
  const handled: string[] = [];
  const stop = box.handle(async (message) => void handled.push(message));
  expect([taken, handled, box.hasConsumer, demands()]).toEqual([["a", "b"], ["a", "b"], true, 1]);
  stop();
  box.deliver("c");
  expect(taken).toEqual(["a", "b"]);
});

test("a reader takes one with each next", async () => {
  const { box, taken } = inbox();
  const reader = box.read();
  box.deliver("a");
  box.deliver("b");
  expect(taken).toEqual([]);
  expect(await reader.next()).toEqual({ done: false, value: "a" });
  expect(taken).toEqual(["a"]);
});

test("two readers share the messages", async () => {
  const { box } = inbox();
  const [first, second] = [box.read(), box.read()];
  const both = Promise.all([first.next(), second.next()]);
  box.deliver("a");
  box.deliver("b");
  expect((await both).map(({ value }) => value)).toEqual(["a", "b"]);
});

test("a reader that leaves takes nothing with it", async () => {
  const { box, taken } = inbox();
  const reader = box.read();
  const waiting = reader.next();
  await reader.return?.();
  expect(await waiting).toEqual({ done: true, value: undefined });
  box.deliver("a");
  expect(taken).toEqual([]);
  expect(await reader.next()).toEqual({ done: true, value: undefined });
});

test("no more handlers run than may", async () => {
  const { box, taken } = inbox({ concurrency: 2 });
  const gates: (() => void)[] = [];
  box.handle(() => new Promise((resolve) => gates.push(resolve)));
  for (const message of ["a", "b", "c"]) box.deliver(message);
  expect(taken).toEqual(["a", "b"]);
  gates[0]?.();
  await Promise.resolve();
  await Promise.resolve();
  expect(taken).toEqual(["a", "b", "c"]);
});

test("what does not fit is dropped, and told", () => {
  const { box, dropped } = inbox({ limit: 2 });
  for (const message of ["a", "b", "c"]) box.deliver(message);
  expect(dropped).toEqual(["c"]);
  box.deliver("d", true);
  expect(dropped).toEqual(["c"]);
});

test("a handler and readers that wait exclude each other", async () => {
  const { box } = inbox();
  const stop = box.handle(async () => undefined);
  expect(() => box.handle(async () => undefined)).toThrow(TypeError);
  expect(() => box.read()).toThrow(TypeError);
  stop();
  const reader = box.read();
  const waiting = reader.next();
  expect(() => box.handle(async () => undefined)).toThrow(TypeError);
  await reader.return?.();
  await waiting;
  box.handle(async () => undefined);
});

test("a reader that nobody calls any more does not keep a handler away", async () => {
  const { box } = inbox();
  const reader = box.read();
  box.deliver("a");
  await reader.next();
  const handled: string[] = [];
  box.handle(async (message) => void handled.push(message));
  box.deliver("b");
  expect(handled).toEqual(["b"]);
  await expect(reader.next()).rejects.toThrow(TypeError);
});

test("the demand is what would be taken at once", async () => {
  const { box } = inbox({ concurrency: 2 });
  expect(box.demand).toBe(0);
  const reader = box.read();
  const waiting = reader.next();
  expect(box.demand).toBe(1);
  box.deliver("a");
  await waiting;
  expect(box.demand).toBe(0);
  const gates: (() => void)[] = [];
  box.handle(() => new Promise((resolve) => gates.push(resolve)));
  expect(box.demand).toBe(2);
  box.deliver("b");
  expect([box.demand, box.running]).toEqual([1, ["b"]]);
  box.close();
  expect([box.demand, box.running]).toEqual([0, ["b"]]);
  gates[0]?.();
  await box.idle();
  expect(box.running).toEqual([]);
});

describe("the end", () => {
  test("drops what waits, and ends readers", async () => {
    const { box, dropped } = inbox();
    box.deliver("a");
    box.close();
    box.deliver("b");
    expect(dropped).toEqual(["a", "b"]);
    expect(await box.read().next()).toEqual({ done: true, value: undefined });
  });

  test("with an error is thrown", async () => {
    const { box } = inbox();
    const next = box.read().next();
    box.close("refused");
    await expect(next).rejects.toBe("refused");
  });

  test("is idle when the last handler is done", async () => {
    const { box } = inbox();
    let release = () => {};
    box.handle(() => new Promise((resolve) => (release = resolve)));
    box.deliver("a");
    box.close();
    let idle = false;
    const waiting = box.idle().then(() => (idle = true));
    await Promise.resolve();
    expect(idle).toBe(false);
    release();
    expect(await waiting).toBe(true);
  });
});
