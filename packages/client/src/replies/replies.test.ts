import { DaemonConnectionError } from "@repowire/protocol";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import { answering } from "../../test/answering.ts";
import { RepowireClient } from "../client.ts";

const correlation_id = "ask-1";
const sent = { from_peer: "a", to_peer: "b", text: "?" };
const pending = { correlation_id, status: "pending", reply: null };
const never = () => new Promise<never>(() => undefined);
const away = () => Promise.reject(new TypeError("fetch failed"));
const failure = (promise: Promise<unknown>) => promise.catch((error: unknown) => error);
const settle = () => vi.advanceTimersByTimeAsync(0);

/** A wait as the daemon sees it: it ends when its time is up, whatever the client does. */
interface Wait {
  readonly seconds: number;
  readonly signal: AbortSignal;
  open: boolean;
}

type Answer = () => Promise<Response>;

/** A client of a daemon that accepts asks, holds waits, and has one answer for each other path. */
function scene(paths: Record<string, Answer> = {}) {
  const waits: Wait[] = [];
  const requests: string[] = [];
  let most = 0;
  const client = new RepowireClient({
    fetch: answering(async (request, init) => {
      const { pathname } = new URL(request.url);
      requests.push(pathname);
      const known = paths[pathname];
      if (known !== undefined) return await known();
      if (pathname === "/ask") return Response.json({ correlation_id, error: null });
      if (pathname === "/ask-many") {
        const children = ["b", "c"].map((peer) => ({ peer, correlation_id: `ask-${peer}` }));
        return Response.json({ parent_id: "many-1", children });
      }
      if (pathname === "/events") return Response.json([]);
      const { timeout_seconds: seconds } = (await request.json()) as { timeout_seconds: number };
      const wait = { seconds, signal: init?.signal as AbortSignal, open: true };
      waits.push(wait);
      most = Math.max(most, waits.filter(({ open }) => open).length);
      await new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
      wait.open = false;
      return Response.json(pending);
    }),
  });
  return { client, waits, requests, most: () => most };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.clearAllTimers();
  vi.useRealTimers();
});

describe("one wait at a time", () => {
  test("it ends about when the time is over, and the next call begins after it", async () => {
    const { client, waits, most } = scene();
    const ask = await client.ask(sent);
    for (let call = 0; call < 3; call += 1) {
      const reply = ask.reply({ timeout: 500 });
      await vi.advanceTimersByTimeAsync(500);
      expect(await reply).toEqual({ status: "pending", correlation_id });
    }
    await vi.advanceTimersByTimeAsync(60);
    expect(waits[0]?.seconds).toBe(0.001);
    expect(waits[1]?.seconds).toBeCloseTo(0.5);
    for (const { seconds, open, signal } of waits) {
      expect(seconds).toBeGreaterThan(0);
      expect(seconds).toBeLessThanOrEqual(0.55);
      expect([open, signal.aborted]).toEqual([false, false]);
    }
    expect(most()).toBe(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("the longest waiter says how long it is, the daemon how long it may be", async () => {
    const { client, waits } = scene();
    const ask = await client.ask(sent);
    const replies = [10, 60_000, 1_000].map((timeout) => ask.reply({ timeout }));
    await vi.advanceTimersByTimeAsync(60_000);
    for (const reply of replies) expect(await reply).toMatchObject({ status: "pending" });
    expect(waits.slice(0, 2).map(({ seconds }) => seconds)).toEqual([0.001, 45]);
    expect(waits[2]?.seconds).toBeCloseTo(15);
    expect(waits).toHaveLength(3);
  });

  test("without an end it is as long as the daemon likes, again and again", async () => {
    const { client, waits } = scene();
    const ask = await client.ask(sent);
    void failure(ask.reply({ timeout: Infinity }));
    await vi.advanceTimersByTimeAsync(100_000);
    expect(waits.map(({ seconds }) => seconds)).toEqual([0.001, 45, 45, 45]);
    await client.close();
  });

  test("a call that is almost nothing is a wait all the same", async () => {
    const { client, waits, most } = scene();
    const ask = await client.ask(sent);
    for (const timeout of [0, 1, 30, 30]) {
      const reply = ask.reply({ timeout });
      await vi.advanceTimersByTimeAsync(timeout);
      expect(await reply).toMatchObject({ status: "pending" });
    }
    expect(waits.every(({ seconds }) => seconds >= 0.001)).toBe(true);
    expect(most()).toBe(1);
  });

  test("an answer that comes when nobody waits any more is there for the next call", async () => {
    const result = { ...pending, status: "resolved", reply: "8377", close_reason: "ack_with_msg" };
    let waited = 0;
    const { client, requests } = scene({
      "/asks/ask-1/wait": async () => {
        if (waited++ === 0) return Response.json(pending);
        await new Promise((resolve) => setTimeout(resolve, 510));
        return Response.json(result);
      },
    });
    const ask = await client.ask(sent);
    const early = ask.reply({ timeout: 500 });
    await vi.advanceTimersByTimeAsync(500);
    expect(await early).toMatchObject({ status: "pending" });
    const late = ask.reply({ timeout: 500 });
    await vi.advanceTimersByTimeAsync(20);
    expect(await late).toMatchObject({ status: "answered", text: "8377" });
    expect(requests.filter((path) => path.endsWith("/wait"))).toHaveLength(2);
  });

  test("what is aborted long before its end is given up at once", async () => {
    const { client, waits } = scene();
    const ask = await client.ask(sent);
    const controller = new AbortController();
    const aborted = failure(ask.reply({ signal: controller.signal }));
    await vi.advanceTimersByTimeAsync(1_000);
    controller.abort("enough");
    expect(await aborted).toBe("enough");
    expect(waits[1]?.signal.aborted).toBe(true);
  });

  test("a daemon that hangs is left alone soon after the time is over", async () => {
    let signal: AbortSignal | null | undefined;
    const client = new RepowireClient({
      timeout: Infinity,
      fetch: answering(async (request, init) => {
        if (request.url.endsWith("/ask")) return Response.json({ correlation_id, error: null });
        if (request.url.endsWith("/health")) return Response.json({ status: "ok" });
        signal = init?.signal;
        return await never();
      }),
    });
    const ask = await client.ask(sent);
    const reply = ask.reply({ timeout: 500 });
    await vi.advanceTimersByTimeAsync(500);
    expect(await reply).toMatchObject({ status: "pending" });
    expect(signal?.aborted).toBe(false);
    await vi.advanceTimersByTimeAsync(1_500);
    expect(signal?.aborted).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });
});

const noRoute = () => Promise.resolve(Response.json({ detail: "Not Found" }, { status: 404 }));
const stream = () =>
  Promise.resolve(
    new Response(new ReadableStream(), { headers: { "content-type": "text/event-stream" } }),
  );

describe("the end of the client", () => {
  test.for<[what: string, paths: Record<string, Answer>]>([
    ["a wait", { "/asks/ask-1/wait": never }],
    ["the pause after a failure", { "/asks/ask-1/wait": away }],
    ["the events", { "/asks/ask-1/wait": noRoute, "/events/stream": stream }],
    ["the pause before the events", { "/asks/ask-1/wait": noRoute, "/events/stream": away }],
  ])("ends %s", async ([, paths]) => {
    const { client, requests } = scene(paths);
    const derived = client.with({ timeout: 1_000 });
    const asks = [await client.ask(sent), await derived.ask(sent)];
    const replies = asks.flatMap((ask) => [
      failure(ask.reply({ timeout: Infinity })),
      failure(ask.reply()),
    ]);
    await vi.advanceTimersByTimeAsync(3_100);
    await client.close();
    for (const reply of replies) {
      const error = await reply;
      expect(error).toBeInstanceOf(DaemonConnectionError);
      expect(String(error)).toContain("the client was closed before the answer was complete");
      expect(error).toMatchObject({ delivery: "unknown" });
    }
    expect(vi.getTimerCount()).toBe(0);
    const before = requests.length;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(requests).toHaveLength(before);
  });

  test("has later waits fail at once, but for what is known", async () => {
    const answer = { ...pending, status: "resolved", close_reason: "ack" };
    const { client, requests } = scene({
      "/asks/ask-1/wait": () => Promise.resolve(Response.json(answer)),
    });
    const [known, other] = [await client.ask(sent), await client.ask(sent)];
    const reply = known.reply();
    await settle();
    expect(await reply).toMatchObject({ status: "acknowledged" });
    await client.close();
    const before = requests.length;
    expect(await failure(other.reply({ timeout: Infinity }))).toMatchObject({
      name: "ClientClosedError",
      delivery: "not_sent",
    });
    expect(await known.reply()).toMatchObject({ status: "acknowledged" });
    expect(requests).toHaveLength(before);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("ends all that wait for the replies of many", async () => {
    const { client } = scene({ "/asks/ask-b/wait": never, "/asks/ask-c/wait": away });
    const asks = await client.askMany({ from_peer: "a", to_peers: ["b", "c"], text: "?" });
    const options = { timeout: Infinity };
    const ends = [
      failure(asks.all(options)),
      failure(asks.first(options)),
      failure(asks.replies(options).next()),
    ];
    await vi.advanceTimersByTimeAsync(1_000);
    await client.close();
    ends.push(failure(asks.all(options)), failure(asks.quorum(2, options)));
    for (const end of ends) expect(await end).toBeInstanceOf(DaemonConnectionError);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("leaves no timer of a stream that opens just then", async () => {
    for (let ticks = 0; ticks < 40; ticks += 1) {
      const opened = Promise.withResolvers<Response>();
      const { client } = scene({
        "/asks/ask-1/wait": noRoute,
        "/events/stream": () => opened.promise,
      });
      const reply = failure((await client.ask(sent)).reply());
      await settle();
      opened.resolve(await stream());
      for (let tick = 0; tick < ticks; tick += 1) await Promise.resolve();
      await client.close();
      expect(await reply).toBeInstanceOf(DaemonConnectionError);
      await settle();
      expect([ticks, vi.getTimerCount()]).toEqual([ticks, 0]);
    }
  });
});

test.for([NaN, -1, 2 ** 31, 30 * 86_400_000, "500"])("the time %s is refused", async (timeout) => {
  const { client, requests } = scene();
  const ask = await client.ask(sent);
  const asks = await client.askMany({ from_peer: "a", to_peers: ["b", "c"], text: "?" });
  const options = { timeout: timeout as number };
  const before = requests.length;
  for (const wait of [ask.reply(options), asks.all(options), asks.replies(options).next()]) {
    const error = await failure(wait);
    expect(error).toBeInstanceOf(TypeError);
    expect(String(error)).toMatch(/timeout must be 0 to 2147483647 milliseconds, or Infinity/);
  }
  expect(requests).toHaveLength(before);
  expect(vi.getTimerCount()).toBe(0);
});
