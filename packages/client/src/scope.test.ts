import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import { type Clock, Scope, ScopeEnded, now } from "./scope.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const never = () => new Promise<never>(() => undefined);
const outcome = (work: Promise<unknown>) => work.then(String, (thrown: unknown) => thrown);

/** A signal that counts its listeners. */
function countedSignal() {
  const controller = new AbortController();
  const { signal } = controller;
  const add = vi.spyOn(signal, "addEventListener");
  const remove = vi.spyOn(signal, "removeEventListener");
  return {
    controller,
    signal,
    get listeners() {
      return add.mock.calls.length - remove.mock.calls.length;
    },
  };
}

describe("a scope ends once, for one reason", () => {
  test("its work may be first", async () => {
    const scope = new Scope({ timeout: 10 });
    expect(await scope.run(() => "done")).toBe("done");
    expect(scope.ended).toBeUndefined();
    scope.release();
    expect(vi.getTimerCount()).toBe(0);
  });

  test.each<[string, (client: Scope, caller: AbortController) => void, object]>([
    ["time", () => vi.advanceTimersByTime(50), { why: "timed out", timeout: 50 }],
    ["close", (client) => client.end("closed"), { why: "closed" }],
    ["signal", (_, caller) => caller.abort("enough"), { why: "aborted", reason: "enough" }],
  ])("%s", async (_, finish, expected) => {
    const client = new Scope();
    const caller = countedSignal();
    const scope = client.child({ timeout: 50, signal: caller.signal });
    const result = outcome(scope.run(never));
    finish(client, caller.controller);
    expect(await result).toMatchObject(expected);
    expect(await result).toBe(scope.ended);
    expect(scope.signal.reason).toBe(scope.ended);
    // Later ends change nothing.
    client.end("closed");
    caller.controller.abort();
    vi.advanceTimersByTime(100);
    expect(scope.ended).toMatchObject(expected);
    expect(caller.listeners).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("a scope of what has ended is ended", async () => {
    const client = new Scope();
    client.end("closed");
    expect(client.child().ended?.why).toBe("closed");
    const aborted = client.child({ signal: AbortSignal.abort("first") });
    expect(aborted.ended).toMatchObject({ why: "aborted", reason: "first" });
    const work = vi.fn<() => void>();
    expect(await outcome(client.run(work))).toBe(client.ended);
    expect(work).not.toHaveBeenCalled();
    expect(client.signal.aborted).toBe(true);
    expect(() => client.throwIfEnded()).toThrow(ScopeEnded);
  });

  test("work that throws, at once or later, is its own outcome", async () => {
    const scope = new Scope();
    const fail = () => {
      throw new RangeError("at once");
    };
    await expect(scope.run(fail)).rejects.toThrow("at once");
    await expect(scope.run(() => Promise.reject(new RangeError("later")))).rejects.toThrow("later");
    expect(scope.ended).toBeUndefined();
  });
});

describe("nothing is left behind", () => {
  test("a long-lived signal has one listener for any number of scopes, and none after", async () => {
    const caller = countedSignal();
    const client = new Scope();
    const scopes = Array.from({ length: 50 }, () => client.child({ signal: caller.signal }));
    expect(caller.listeners).toBe(1);
    for (const scope of scopes) scope.release();
    expect(caller.listeners).toBe(0);
    await Promise.all(scopes.map(() => client.within({ signal: caller.signal }, () => 1)));
    expect(caller.listeners).toBe(0);
  });

  test("within ends what its work has opened", async () => {
    const client = new Scope();
    let inner: Scope | undefined;
    const failing = client.within({}, (scope) => {
      inner = scope.child();
      throw new RangeError("no");
    });
    await expect(failing).rejects.toThrow("no");
    expect(inner?.ended?.why).toBe("done");
    expect(client.ended).toBeUndefined();
  });
});

describe("time", () => {
  test("a pause ends by itself, or with its scope", async () => {
    const scope = new Scope();
    const pause = scope.pause(20);
    vi.advanceTimersByTime(20);
    await pause;
    const cut = outcome(scope.pause(20));
    scope.end();
    expect(await cut).toBe(scope.ended);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("a timer of a scope does not outlive it", () => {
    const scope = new Scope();
    const action = vi.fn<() => void>();
    scope.schedule(10, action);
    scope.schedule(10, action).cancel();
    vi.advanceTimersByTime(10);
    expect(action).toHaveBeenCalledTimes(1);
    scope.schedule(10, action);
    scope.end();
    scope.schedule(10, action);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("a child goes by its parent's clock", () => {
    const due: (() => void)[] = [];
    const clock = {
      schedule(_: number, action: () => void) {
        due.push(action);
        return { cancel: () => undefined };
      },
    };
    const scope = new Scope({ clock }).child({ timeout: 1_000 });
    expect(vi.getTimerCount()).toBe(0);
    due[0]?.();
    expect(scope.ended?.why).toBe("timed out");
  });
});

test("a listener hears of the end once, also when it comes late", () => {
  const scope = new Scope();
  const heard = vi.fn<(end: ScopeEnded) => void>();
  scope.onEnd(heard);
  scope.onEnd(heard)();
  scope.end("closed");
  scope.end();
  expect(heard).toHaveBeenCalledTimes(1);
  scope.onEnd(heard);
  expect(heard).toHaveBeenCalledTimes(2);
});

/** A clock that records how it is called. */
function recorded() {
  const delays: number[] = [];
  const clock: Clock = {
    schedule(delay) {
      delays.push(delay);
      return { cancel: () => undefined };
    },
  };
  return { clock, delays };
}

test("a time without end has no timer, and none is longer than a timer can be", () => {
  const { clock, delays } = recorded();
  const action = vi.fn<() => void>();
  const scope = new Scope({ clock });
  scope.schedule(Infinity, action).cancel();
  // A longer delay would be over at once.
  scope.schedule(2 ** 40, action);
  scope.schedule(5, action);
  expect(delays).toEqual([2_147_483_647, 5]);
  expect(action).not.toHaveBeenCalled();
});

test("a clock may tell the time in milliseconds, as a date, or not at all", () => {
  const { clock } = recorded();
  expect(now({ ...clock, now: () => 5 })).toBe(5);
  expect(now({ ...clock, now: () => new Date(7) })).toBe(7);
  expect(now(clock)).toBeLessThanOrEqual(performance.now());
});
