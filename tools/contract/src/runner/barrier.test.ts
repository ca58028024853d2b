import { expect, test } from "vitest";
import { Barrier } from "./barrier.ts";

test("all users go on when the last has arrived, after one action", async () => {
  const log: string[] = [];
  const barrier = new Barrier(async () => void log.push("action"));
  const go = async (name: string, stops: number) => {
    for (let stop = 1; stop <= stops; stop += 1) {
      await barrier.arrive();
      log.push(`${name} ${stop}`);
    }
    barrier.leave();
  };
  for (let count = 0; count < 3; count += 1) barrier.join();
  await Promise.all([go("a", 2), go("b", 1), go("c", 2)]);
  expect(log).toEqual(["action", "a 1", "b 1", "c 1", "action", "a 2", "c 2"]);
});

test("an action that fails rejects for all waiting users", async () => {
  const barrier = new Barrier(() => Promise.reject(new Error("no")));
  barrier.join();
  barrier.join();
  const results = await Promise.allSettled([barrier.arrive(), barrier.arrive()]);
  expect(results.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
});
