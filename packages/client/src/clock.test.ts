import { expect, test, vi } from "vitest";

import { type Clock, checkDelays, now, pause, schedule } from "./clock.ts";

/** A clock of which the test only looks at what it is asked for. */
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

test.for([0, 1, 0.5, 2_147_483_647, Infinity, undefined])("%s is a time", (delay) => {
  expect(() => checkDelays("wait", { delay })).not.toThrow();
});

test.for([NaN, -1, -Infinity, 2_147_483_648, null, "5", 5n])("%s is no time", (delay) => {
  expect(() => checkDelays("wait", { timeout: 1, delay })).toThrow(
    new TypeError("wait: delay must be 0 to 2147483647 milliseconds, or Infinity"),
  );
});

test("a time without end has no timer", async () => {
  const { clock, delays } = recorded();
  const action = vi.fn<() => void>();
  schedule(clock, Infinity, action).cancel();
  const controller = new AbortController();
  const paused = pause(clock, Infinity, controller.signal);
  controller.abort();
  await paused;
  schedule(clock, 5, action);
  expect(delays).toEqual([5]);
  expect(action).not.toHaveBeenCalled();
});

test("a clock may tell the time in milliseconds, as a date, or not at all", () => {
  const { clock } = recorded();
  expect(now({ ...clock, now: () => 5 })).toBe(5);
  expect(now({ ...clock, now: () => new Date(7) })).toBe(7);
  expect(now(clock)).toBeLessThanOrEqual(performance.now());
});
