import { DaemonConnectionError } from "@repowire/protocol";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import { Scope } from "../scope.ts";
import type { FindReply, ReplyOptions, ReplySearch, SettledReply } from "./reply.ts";
import { AskHandle } from "./replies.ts";

const sent = {
  correlation_id: "ask-1",
  from_peer: "a",
  to_peer: "b",
  question: {
    kind: "choice" as const,
    options: [
      { id: "y", title: "Yes" },
      { id: "n", title: "No" },
    ],
  },
};

const answer = {
  status: "answered",
  correlation_id: "ask-1",
  text: "8377",
  attachments: [],
} as const satisfies SettledReply;

/** A search that the test ends. */
function search() {
  const running: {
    signal: AbortSignal;
    resolve: (reply: SettledReply) => void;
    reject: (error: unknown) => void;
    onTrouble: ReplySearch["onTrouble"];
  }[] = [];
  const find: FindReply = ({ scope, onTrouble }) =>
    new Promise((resolve, reject) => {
      running.push({ signal: scope.signal, resolve, reject, onTrouble });
      scope.onEnd(reject);
    });
  return { running, handle: new AskHandle(sent, find, new Scope()) };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

test("however many wait, there is one search, and it ends with the last of them", async () => {
  const { running, handle } = search();
  const controller = new AbortController();
  const first = handle.reply({ signal: controller.signal });
  const second = handle.reply({ timeout: 1_000 });
  expect(running).toHaveLength(1);
  controller.abort("enough");
  await expect(first).rejects.toBe("enough");
  expect(running[0]?.signal.aborted).toBe(false);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(await second).toEqual({ status: "pending", correlation_id: "ask-1" });
  expect(running[0]?.signal.aborted).toBe(true);
});

test("a search after one that was given up is a new one", async () => {
  const { running, handle } = search();
  const early = handle.reply({ timeout: 10 });
  await vi.advanceTimersByTimeAsync(10);
  expect(await early).toMatchObject({ status: "pending" });
  const late = handle.reply();
  running[1]?.resolve(answer);
  expect(await late).toMatchObject({ status: "answered", text: "8377" });
  expect(await handle.reply({ timeout: 1 })).toMatchObject({ status: "answered" });
  expect(running).toHaveLength(2);
});

test("what comes from elsewhere ends the search", async () => {
  const { running, handle } = search();
  const reply = handle.reply();
  handle.settle(answer);
  expect(await reply).toMatchObject({ text: "8377" });
  expect(running[0]?.signal.aborted).toBe(true);
});

test("the first to say it is believed", async () => {
  const { handle } = search();
  handle.settle(answer);
  handle.settle({ status: "acknowledged", correlation_id: "ask-1" });
  expect(await handle.reply()).toMatchObject({ status: "answered" });
});

test("a refusal reaches everybody, and the next call searches again", async () => {
  const { running, handle } = search();
  const [first, second] = [handle.reply(), handle.reply()];
  running[0]?.reject("refused");
  await expect(first).rejects.toBe("refused");
  await expect(second).rejects.toBe("refused");
  const third = handle.reply();
  running[1]?.resolve(answer);
  expect(await third).toMatchObject({ status: "answered" });
});

describe("a pending reply", () => {
  const trouble = new DaemonConnectionError("away", {
    request: { method: "POST", path: "/" },
    delivery: "not_sent",
  });

  test("says why the daemon could not be asked", async () => {
    const { running, handle } = search();
    const reply = handle.reply({ timeout: 10 });
    running[0]?.onTrouble(trouble);
    await vi.advanceTimersByTimeAsync(10);
    expect(await reply).toEqual({ status: "pending", correlation_id: "ask-1", error: trouble });
  });

  test("has no trouble that is over", async () => {
    const { running, handle } = search();
    const reply = handle.reply({ timeout: 10 });
    running[0]?.onTrouble(trouble);
    running[0]?.onTrouble(undefined);
    await vi.advanceTimersByTimeAsync(10);
    expect(await reply).toEqual({ status: "pending", correlation_id: "ask-1" });
  });

  test("comes after five minutes, unless another time is given", async () => {
    const { handle } = search();
    const seen: string[] = [];
    void handle.reply().then(({ status }) => seen.push(status));
    await vi.advanceTimersByTimeAsync(299_999);
    expect(seen).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(seen).toEqual(["pending"]);
  });
});

test.for([
  ["Yes", { option_id: "y" }],
  ["No", { option_id: "n" }],
  ["Maybe", { text: "Maybe" }],
])("of a choice, the words %s are told as an option where they are one", async ([text, chosen]) => {
  const { handle } = search();
  handle.settle({ ...answer, text: text as string });
  expect(await handle.reply()).toMatchObject({ answer: chosen });
});

test("a signal that aborted before searches nothing", async () => {
  const { running, handle } = search();
  await expect(handle.reply({ signal: AbortSignal.abort("before") })).rejects.toBe("before");
  expect(running).toHaveLength(0);
});

test.for<[what: string, options: unknown, message: string]>([
  ["no signal", { signal: {} }, "signal must be an AbortSignal"],
  ["no time", { timeout: -1 }, "timeout must be 0 to"],
  ["another word", { timeuot: 1 }, "timeuot"],
  ["no object", null, "the options must be an object"],
])(
  "options that cannot work are refused before anything begins: %s",
  async ([, options, message]) => {
    const { running, handle } = search();
    const refused = handle.reply(options as ReplyOptions).catch((error: unknown) => error);
    expect(await refused).toBeInstanceOf(TypeError);
    expect(String(await refused)).toContain(message);
    expect(running).toHaveLength(0);
  },
);
