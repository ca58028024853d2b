import { expect, test, vi } from "vitest";

import { type Clock, now, schedule } from "./clock.ts";

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

test("a time without end has no timer", () => {
  const { clock, delays } = recorded();
  const action = vi.fn<() => void>();
  schedule(clock, Infinity, action).cancel();
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
