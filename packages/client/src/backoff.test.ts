import { expect, test } from "vitest";

import { Backoff } from "./backoff.ts";

test.for([
  ["the longest", 1, [250, 500, 1000, 2000, 2000, 2000]],
  ["the shortest", 0, [125, 250, 500, 1000, 1000, 1000]],
] as const)("%s waits double up to the limit", ([, random, waits]) => {
  const backoff = new Backoff({ initial: 250, most: 2000 }, () => random);
  expect(waits.map(() => backoff.next())).toEqual(waits);
});

test("a success starts over", () => {
  const backoff = new Backoff({ initial: 250, most: 2000 }, () => 1);
  backoff.next();
  backoff.next();
  expect(backoff.failures).toBe(2);
  backoff.reset();
  expect(backoff.failures).toBe(0);
  expect(backoff.next()).toBe(250);
});

test("a long outage stays at the limit", () => {
  const backoff = new Backoff({ initial: 250, most: 10_000 }, () => 1);
  for (let count = 0; count < 5000; count += 1) backoff.next();
  expect(backoff.next()).toBe(10_000);
});
