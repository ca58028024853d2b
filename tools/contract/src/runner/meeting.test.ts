import { expect, test } from "vitest";
import { Meeting } from "./meeting.ts";

test("everybody goes on when the last one has come, after one action", async () => {
  const log: string[] = [];
  const meeting = new Meeting(async () => void log.push("action"));
  const go = async (name: string, stops: number) => {
    for (let stop = 1; stop <= stops; stop += 1) {
      await meeting.arrive();
      log.push(`${name} ${stop}`);
    }
    meeting.leave();
  };
  for (let count = 0; count < 3; count += 1) meeting.join();
  await Promise.all([go("a", 2), go("b", 1), go("c", 2)]);
  expect(log).toEqual(["action", "a 1", "b 1", "c 1", "action", "a 2", "c 2"]);
});

test("an action that fails fails for all who wait", async () => {
  const meeting = new Meeting(() => Promise.reject(new Error("no")));
  meeting.join();
  meeting.join();
  const results = await Promise.allSettled([meeting.arrive(), meeting.arrive()]);
  expect(results.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
});
