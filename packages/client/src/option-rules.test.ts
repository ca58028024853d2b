import { describe, expect, test } from "vitest";

import {
  abortSignal,
  byDefault,
  checkOptions,
  count,
  duration,
  flag,
  group,
  having,
  oneOf,
  text,
} from "./option-rules.ts";

const table = {
  timeout: byDefault(duration, 60_000),
  most: count,
  signal: abortSignal,
  clock: having<{ schedule(): void; now(): number }>("schedule", "now"),
  mode: oneOf("strict", "warn", "off"),
  close: group({ unregister: byDefault(flag, false), reason: text }),
};
const check = (given: unknown) => checkOptions("wait", table, given as object);

test("what nobody says has its default, and a group is checked like the rest", () => {
  expect(check(undefined)).toEqual({ timeout: 60_000 });
  expect(check({ timeout: undefined, close: {} })).toEqual({
    timeout: 60_000,
    close: { unregister: false },
  });
});

test.for([0, 1, 0.5, 2_147_483_647, Infinity])("%s is a time", (timeout) => {
  expect(check({ timeout })).toMatchObject({ timeout });
});

test.for([NaN, -1, -Infinity, 2_147_483_648, null, "5", 5n])("%s is no time", (timeout) => {
  expect(() => check({ timeout })).toThrow(
    new TypeError("wait: timeout must be 0 to 2147483647 milliseconds, or Infinity"),
  );
});

test.for<[given: unknown, says: string]>([
  [null, "wait: the options must be an object with names and values"],
  ["5", "wait: the options must be an object with names and values"],
  [[5], "wait: the options must be an object with names and values"],
  [new Map([["timeout", 5]]), "wait: the options must be an object with names and values"],
  [{ timeuot: 5 }, 'wait: there is no option "timeuot"; did you mean "timeout"?'],
  [{ TimeOut: 5 }, 'wait: there is no option "TimeOut"; did you mean "timeout"?'],
  [
    { abcdef: 5 },
    'wait: there is no option "abcdef", only timeout, most, signal, clock, mode, close',
  ],
  [{ most: 0 }, "wait: most must be a whole number above 0, or Infinity"],
  [{ signal: { aborted: false } }, "wait: signal must be an AbortSignal"],
  [{ clock: { now() {} } }, "wait: clock must be an object with the functions schedule and now"],
  [{ mode: "secret" }, 'wait: mode must be "strict", "warn" or "off"'],
  [{ close: 5 }, "wait: close must be an object with names and values"],
  [
    { close: { unregistr: true } },
    'wait: close: there is no option "unregistr"; did you mean "unregister"?',
  ],
  [{ close: { unregister: 1 } }, "wait: close.unregister must be true or false"],
  [{ close: { reason: "" } }, "wait: close.reason must be a non-empty string"],
])("%j: %s", ([given, says]) => {
  expect(() => check(given)).toThrow(new TypeError(says));
});

describe("what a class gives its objects counts", () => {
  class Options {
    get timeout() {
      return 5;
    }
  }

  test("a getter", () => {
    expect(check(new Options())).toMatchObject({ timeout: 5 });
  });

  test("what it inherits, and what is its own goes before", () => {
    class More extends Options {
      most = 7;
    }
    expect(check(new More())).toMatchObject({ timeout: 5, most: 7 });
    expect(check(Object.create({ most: 3 }))).toMatchObject({ most: 3 });
  });

  test("but not what is on Object.prototype", () => {
    const root = Object.prototype as { timeout?: number };
    root.timeout = 1;
    try {
      expect(check({})).toMatchObject({ timeout: 60_000 });
    } finally {
      delete root.timeout;
    }
  });
});
