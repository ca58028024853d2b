import { expect, test } from "vitest";

import { AskHandle } from "../replies/replies.ts";
import { Scope } from "../scope.ts";
import { SentAsks, type ReplyArrival } from "./sent-asks.ts";

/** The outcome of each reply, in order. */
function book() {
  const log: string[] = [];
  const asks = new SentAsks((_, { reply }) => void log.push(`settled ${reply.correlation_id}`));
  const arrive = (correlation_id: string, sender = "b-codex") => {
    const arrival: ReplyArrival = {
      reply: { status: "acknowledged", correlation_id },
      sender: { named: sender, name: sender },
      take: () => void log.push(`taken ${correlation_id}`),
      pass: () => void log.push(`passed ${correlation_id}`),
    };
    asks.arrive(arrival);
  };
  const add = (correlation_id: string) => {
    const sent = { correlation_id, from_peer: "a", to_peer: "b-codex", question: undefined };
    asks.add(new AskHandle(sent, () => Promise.reject(new Error("no search")), new Scope()));
  };
  return { log, asks, arrive, add };
}

test("a reply to an ask of its own is taken, once", () => {
  const { log, arrive, add } = book();
  add("ask-1");
  arrive("ask-1");
  arrive("ask-1");
  expect(log).toEqual(["taken ask-1", "settled ask-1", "passed ask-1"]);
});

test("a frame that comes after its reply was found is no notification", () => {
  const { log, asks, arrive, add } = book();
  add("ask-1");
  asks.found("ask-1");
  arrive("ask-1", "evil");
  arrive("ask-1");
  arrive("ask-1");
  expect(log).toEqual(["passed ask-1", "taken ask-1", "passed ask-1"]);
});

test("while a call is under way it may be for that one", () => {
  const { log, asks, arrive, add } = book();
  const end = asks.begin();
  arrive("ask-1");
  arrive("ask-2");
  expect(log).toEqual([]);
  add("ask-1");
  end();
  expect(log).toEqual(["taken ask-1", "settled ask-1", "passed ask-2"]);
});

test("calls that begin later keep nothing back", () => {
  const { log, asks, arrive } = book();
  const [first, second] = [asks.begin(), asks.begin()];
  arrive("ask-1");
  const third = asks.begin();
  arrive("ask-2");
  first();
  expect(log).toEqual([]);
  second();
  expect(log).toEqual(["passed ask-1"]);
  third();
  expect(log).toEqual(["passed ask-1", "passed ask-2"]);
});

test("of two that claim to be the reply, the recipient's is", () => {
  const { log, asks, arrive, add } = book();
  const end = asks.begin();
  arrive("ask-1", "evil");
  arrive("ask-1");
  add("ask-1");
  expect(log).toEqual(["taken ask-1", "settled ask-1"]);
  end();
  expect(log.at(-1)).toBe("passed ask-1");
  add("ask-2");
  arrive("ask-2", "evil");
  expect(log.at(-1)).toBe("passed ask-2");
});
