import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import { answering } from "../../test/answering.ts";
import { RepowireClient } from "../client.ts";

type Answer = (correlation_id: string) => Response | Promise<Response>;

const pending = (correlation_id: string) =>
  Response.json({ correlation_id, status: "pending", reply: null });
const resolved = (correlation_id: string, fields: object) =>
  Response.json({ correlation_id, status: "resolved", reply: null, ...fields });
const never = () => new Promise<never>(() => undefined);
const away = () => Promise.reject(new TypeError("fetch failed"));
const failure = (promise: Promise<unknown>) => promise.catch((error: unknown) => error);

/** A client of a daemon with waits, and the requests that it made. */
function scene({ wait, ...others }: Record<string, Answer>) {
  let asks = 0;
  const requests: string[] = [];
  const routes: Record<string, Answer> = {
    wait: wait ?? pending,
    ask: () => Response.json({ correlation_id: `ask-${++asks}`, error: null }),
    "ask-many": () => {
      const children = ["b", "c"].map((peer) => ({ peer, correlation_id: `ask-${peer}` }));
      return Response.json({ parent_id: "many-1", children });
    },
    events: () => Response.json([]),
    stream: () =>
      new Response(new ReadableStream(), { headers: { "content-type": "text/event-stream" } }),
    pending: () => Response.json({ asks: [] }),
    ack: () => Response.json({ ok: true }),
    ...others,
  };
  const client = new RepowireClient({
    fetch: answering((request) => {
      const parts = new URL(request.url).pathname.split("/");
      const name = parts.at(-1) ?? "";
      requests.push(name);
      return (
        routes[name]?.(parts[2] ?? "") ?? Response.json({ detail: "Not Found" }, { status: 404 })
      );
    }),
  });
  const ask = (from_peer = "repow-d-00000001") =>
    client.ask({ from_peer, to_peer: "repow-d-00000002", text: "?" });
  const count = (name: string) => requests.filter((each) => each === name).length;
  return { client, ask, requests, count };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.clearAllTimers();
  vi.useRealTimers();
});

describe("a daemon that does not hold a wait", () => {
  test.for([
    [1, 20],
    [100, 150],
  ] as const)("is asked less and less often, for %i asks", async ([asks, most]) => {
    const { client, ask, requests } = scene({});
    const replies = [];
    for (let number = 0; number < asks; number += 1) {
      replies.push(failure((await ask()).reply({ timeout: Infinity })));
    }
    requests.length = 0;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(requests.length).toBeLessThan(most);
    requests.length = 0;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(requests.length).toBeLessThan(20);
    await client.close();
    await Promise.all(replies);
  });
});

describe("a daemon that is away", () => {
  test("is tried by one for all", async () => {
    let answer: Answer = away;
    const { client, ask, count } = scene({ wait: (id) => answer(id) });
    const asks = [];
    for (let number = 0; number < 200; number += 1) asks.push(await ask());
    const replies = asks.map((each) => each.reply({ timeout: 120_000 }));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(count("wait")).toBeLessThan(16 + 15);
    answer = (id) => resolved(id, { close_reason: "ack_with_msg", reply: "8377" });
    await vi.advanceTimersByTimeAsync(10_000);
    for (const reply of await Promise.all(replies)) expect(reply).toMatchObject({ text: "8377" });
    await client.close();
  });

  test("holds up nobody when it is back, while it holds the wait of who tried", async () => {
    let [asks, state] = [0, "there"];
    let tried: string | undefined;
    const client = new RepowireClient({
      fetch: answering(async (request) => {
        const [, , id = "", name] = new URL(request.url).pathname.split("/");
        if (request.url.endsWith("/ask")) {
          return Response.json({ correlation_id: `ask-${++asks}`, error: null });
        }
        if (name !== "wait") return Response.json([]);
        const { timeout_seconds } = (await request.json()) as { timeout_seconds: number };
        if (state === "back") tried ??= id;
        if (state === "back" && id !== tried) {
          return resolved(id, { close_reason: "ack_with_msg", reply: "8377" });
        }
        await new Promise((resolve) => setTimeout(resolve, timeout_seconds * 1_000));
        return state === "away" ? away() : pending(id);
      }),
    });
    const found: unknown[] = [];
    const replies = [];
    for (let number = 0; number < 3; number += 1) {
      const { reply } = await client.ask({ from_peer: "a", to_peer: "b", text: "?" });
      replies.push(failure(reply({ timeout: Infinity }).then((each) => found.push(each))));
    }
    await vi.advanceTimersByTimeAsync(10_000);
    state = "away";
    await vi.advanceTimersByTimeAsync(50_000);
    state = "back";
    await vi.advanceTimersByTimeAsync(15_000);
    expect(found).toMatchObject([{ text: "8377" }, { text: "8377" }]);
    await client.close();
    await Promise.all(replies);
  });

  test("is tried at once by who comes after a pause in which nobody waited", async () => {
    let answer: Answer = away;
    const { client, ask } = scene({ wait: (id) => answer(id) });
    const { reply } = await ask();
    const first = reply({ timeout: 100 });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(await first).toMatchObject({ status: "pending", error: { delivery: "unknown" } });
    answer = (id) => resolved(id, { close_reason: "ack_with_msg", reply: "8377" });
    const second = reply({ timeout: 1_000 });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await second).toMatchObject({ text: "8377" });
    await client.close();
  });

  test("says so in what is pending, and is left alone as long as it asks", async () => {
    const headers = { "retry-after": "20" };
    const { client, ask, count } = scene({
      wait: () => Response.json({ detail: "busy" }, { status: 503, headers }),
    });
    const asks = [await ask(), await ask()];
    const replies = asks.map((each) => each.reply({ timeout: 30_000 }));
    await vi.advanceTimersByTimeAsync(0);
    const before = count("wait");
    await vi.advanceTimersByTimeAsync(19_900);
    expect(count("wait")).toBe(before);
    await vi.advanceTimersByTimeAsync(10_100);
    for (const reply of await Promise.all(replies)) {
      expect(reply).toMatchObject({ status: "pending", error: { status: 503 } });
    }
    await client.close();
  });
});

const html = { "content-type": "text/html" };

describe("what is in the place of a daemon that restarts", () => {
  test.for<[what: string, answer: Answer]>([
    ["a 404", () => new Response("<html>", { status: 404, headers: html })],
    ["a 404 of another server", () => new Response("404 page not found", { status: 404 })],
    ["a 422", () => new Response("no", { status: 422 })],
    ["a redirect", () => new Response(null, { status: 302, headers: { location: "/login" } })],
    ["a web page", () => new Response("<html>", { headers: html })],
  ])("ends no wait: %s", async ([, answer]) => {
    let waits = 0;
    const { client, ask } = scene({
      wait: (id) => {
        waits += 1;
        if (waits === 1) return pending(id);
        if (waits === 2) return answer(id);
        return resolved(id, { close_reason: "ack_with_msg", reply: "8377" });
      },
    });
    const reply = (await ask()).reply();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await reply).toMatchObject({ status: "answered", text: "8377" });
    await client.close();
  });

  test("ends it after five in a row", async () => {
    const { client, ask, count } = scene({
      wait: () => new Response("<html>", { status: 404, headers: html }),
    });
    const reply = failure((await ask()).reply());
    await vi.advanceTimersByTimeAsync(60_000);
    expect(await reply).toMatchObject({ status: 404 });
    expect(count("wait")).toBe(5);
    await client.close();
  });
});

test("the daemon's own refusal ends a wait at once", async () => {
  const detail = { error: "not_the_asker", correlation_id: "ask-1", asker: "x" };
  const { client, ask, count } = scene({ wait: () => Response.json({ detail }, { status: 403 }) });
  expect(await failure((await ask()).reply())).toMatchObject({ code: "not_the_asker" });
  expect(count("wait")).toBe(1);
  await client.close();
});

describe("an answer is not lost", () => {
  test.for<[what: string, events: Answer]>([
    ["an error", () => Response.json({ detail: "broken" }, { status: 500 })],
    ["no connection", away],
    ["a refusal", () => Response.json({ detail: "no" }, { status: 403 })],
    ["more than can be read", () => new Response(`["${"x".repeat(9 * 1024 * 1024)}"]`)],
    ["nothing that makes sense", () => Response.json([{ no: "event" }])],
  ])("because the look for its attachments ends with %s", async ([, events]) => {
    const { client, ask } = scene({
      wait: (id) => resolved(id, { close_reason: "ack_with_msg", reply: "8377" }),
      events,
    });
    const reply = (await ask()).reply();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await reply).toMatchObject({ status: "answered", text: "8377", attachments: [] });
    await client.close();
  });
});

test("an ask that another ask has closed is asked for once, if its words are nowhere", async () => {
  const { client, ask, count } = scene({
    wait: (id) => resolved(id, { close_reason: "reply_to" }),
  });
  expect(await (await ask()).reply()).toMatchObject({
    status: "lost",
    reason: "reply_not_kept",
    detail: "closed as reply_to",
  });
  expect(count("wait")).toBe(1);
  await client.close();
});

test("when one of many fails, nobody waits for the others any more", async () => {
  const signals: AbortSignal[] = [];
  const client = new RepowireClient({
    fetch: answering((request, init) => {
      if (request.url.endsWith("/ask-many")) {
        const children = ["b", "c"].map((peer) => ({ peer, correlation_id: `ask-${peer}` }));
        return Response.json({ parent_id: "many-1", children });
      }
      if (request.url.includes("ask-b")) {
        return Response.json({ detail: { error: "not_the_asker" } }, { status: 403 });
      }
      if (init.signal) signals.push(init.signal);
      return never();
    }),
  });
  const asks = await client.askMany({ from_peer: "a", to_peers: ["b", "c"], text: "?" });
  expect(await failure(asks.all({ timeout: Infinity }))).toMatchObject({ code: "not_the_asker" });
  await vi.advanceTimersByTimeAsync(2_000);
  expect(signals.length).toBeGreaterThan(0);
  expect(signals.every((signal) => signal.aborted)).toBe(true);
  expect(vi.getTimerCount()).toBe(0);
});

test("a list that is another peer's wakes nobody twice", async () => {
  const { client, ask, count } = scene({ wait: never });
  const asks = [];
  for (let number = 0; number < 40; number += 1) asks.push(await ask());
  const replies = asks.map((each) => failure(each.reply({ timeout: Infinity })));
  await vi.advanceTimersByTimeAsync(120_000);
  expect(count("pending")).toBeLessThan(20);
  await client.close();
  await Promise.all(replies);
});
