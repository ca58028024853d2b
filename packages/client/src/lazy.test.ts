import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import { answering } from "../test/answering.ts";
import { lazy } from "./lazy.ts";

describe("a part that loads on first use", () => {
  test("loads once, however many need it", async () => {
    let loads = 0;
    const part = lazy(async () => ({ loads: ++loads }));
    expect(loads).toBe(0);
    const [first, second] = await Promise.all([part(), part()]);
    expect(first).toBe(second);
    expect(await part()).toEqual({ loads: 1 });
  });

  test("tries again after a failure", async () => {
    let loads = 0;
    const part = lazy(async () => {
      if (++loads === 1) throw new Error("gone");
      return { loads };
    });
    const both = [part(), part()].map((one) => one.catch((error: unknown) => error));
    expect(await Promise.all(both)).toEqual([new Error("gone"), new Error("gone")]);
    expect(await part()).toEqual({ loads: 2 });
  });

  test("tells the clock of the loading, and of nothing later", async () => {
    let told = 0;
    const clock = {
      schedule: () => ({ cancel: () => undefined }),
      during: <Result>(work: Promise<Result>) => {
        told += 1;
        return work;
      },
    };
    const part = lazy(async () => ({ name: "part" }));
    await Promise.all([part(clock), part(clock)]);
    expect(told).toBe(2);
    await part(clock);
    expect(told).toBe(2);
  });
});

const asker = { from_peer: "docs", to_peer: "shop-codex", text: "?" };
const answers: Record<string, () => Response> = {
  "/health": () => Response.json({ status: "ok" }),
  "/ask": () => Response.json({ correlation_id: "ask-1" }),
  "/asks/ask-1/wait": () =>
    Response.json({ correlation_id: "ask-1", status: "closed", close_reason: "ack" }),
  "/spawn": () => Response.json({ ok: true, display_name: "shop", tmux_session: "shop" }),
};

describe("a part that cannot be loaded", () => {
  /** What each call loads. */
  const parts = {
    waitForPeer: "./wait-for-peer.ts",
    spawn: "./wait-for-peer.ts",
    connectPeer: "./peer/live-peer.ts",
    eventStream: "./events/follower.ts",
    "ask for JSON": "./replies/replies.ts",
    reply: "./replies/replies.ts",
  } as const;
  let sent: string[];

  beforeEach(() => {
    vi.resetModules();
    sent = [];
  });
  afterEach(() => {
    for (const path of Object.values(parts)) vi.doUnmock(path);
    // Files share modules: a stalled import of this file would stall the next file too.
    vi.resetModules();
  });

  /** A client of a fresh copy of the package, one part of which is broken. */
  async function clientWithout(part: keyof typeof parts, broken: () => unknown, timeout?: number) {
    vi.doMock(parts[part], broken as () => Promise<object>);
    const { LoadError, RepowireClient } = await import("./index.ts");
    const client = new RepowireClient({
      timeout,
      fetch: answering((request) => {
        const { pathname } = new URL(request.url);
        sent.push(pathname);
        return answers[pathname]?.() ?? Response.json({ detail: "Not Found" }, { status: 404 });
      }),
    });
    const schema = {
      "~standard": { version: 1, vendor: "test", validate: (value: unknown) => ({ value }) },
    } as const;
    const calls: Record<keyof typeof parts, (signal?: AbortSignal) => Promise<unknown>> = {
      waitForPeer: (signal) => client.waitForPeer("shop-codex", { signal, timeout: 1 }),
      spawn: (signal) =>
        client.spawn({ path: "/shop", backend: "codex" }, { waitUntilReady: true, signal }),
      connectPeer: (signal) =>
        client.connectPeer({ path: "/docs", circle: "docs" }, { signal, connectTimeout: 1 }),
      eventStream: (signal) => client.eventStream({ signal, attempts: 1 }).next(),
      "ask for JSON": (signal) => client.ask({ ...asker, reply: schema }, { signal }),
      reply: async (signal) => (await client.ask(asker)).reply({ signal }),
    };
    return { client, LoadError, call: calls[part] };
  }

  const each = Object.keys(parts) as (keyof typeof parts)[];
  const gone = () => {
    throw new Error("gone after a deploy");
  };
  const stalled = () => new Promise(() => undefined);

  test.for(each)("rejects %s with a clear error, and the next call tries again", async (part) => {
    const { client, call, LoadError } = await clientWithout(part, gone);
    const error = (await call().catch((thrown: unknown) => thrown)) as Error;
    expect(error).toBeInstanceOf(LoadError);
    expect(error).toMatchObject({ delivery: "not_sent", request: { path: expect.any(String) } });
    expect(error.message).toMatch(/a part of @repowire\/client could not be loaded .*Call again/);
    // The ask itself was sent and has its result. Only the wait for its reply fails.
    expect(sent).toEqual(part === "reply" ? ["/health", "/ask"] : []);
    vi.doUnmock(parts[part]);
    const second = await call().catch((thrown: unknown) => thrown);
    expect(second).not.toBeInstanceOf(LoadError);
    expect(sent.length).toBeGreaterThan(0);
    await client.close();
  });

  test.for(each)("does not hold %s when its signal aborts", async (part) => {
    const { client, call } = await clientWithout(part, stalled, 500);
    const controller = new AbortController();
    const failure = call(controller.signal).catch((thrown: unknown) => thrown);
    if (part === "reply") await vi.waitFor(() => expect(sent).toContain("/ask"));
    controller.abort("enough");
    expect(await failure).toBe("enough");
    await client.close();
  });

  test.for(each.filter((part) => part !== "eventStream"))(
    "does not hold %s when the client closes, or for longer than the client's timeout",
    async (part) => {
      const { client, call, LoadError } = await clientWithout(part, stalled, 500);
      expect(await call().catch((thrown: unknown) => thrown)).toBeInstanceOf(LoadError);
      const failure = call().catch((thrown: unknown) => thrown);
      if (part === "reply") await vi.waitFor(() => expect(sent).toContain("/ask"));
      await client.close();
      expect(await failure).toMatchObject({ name: "ClientClosedError" });
    },
  );

  test("does not hold a call with its explanation", async () => {
    vi.doMock("@repowire/protocol/explain", stalled as () => Promise<object>);
    const { DaemonResponseError, RepowireClient } = await import("./index.ts");
    const client = new RepowireClient({ timeout: 500, fetch: answering(() => Response.json({})) });
    const says = "a value does not match the schema; the details could not be loaded";
    await expect(client.getPeer(5 as never)).rejects.toThrow(new TypeError(`getPeer: ${says}`));
    const answer = client.health();
    await expect(answer).rejects.toThrow(DaemonResponseError);
    await expect(answer).rejects.toMatchObject({ issues: [says] });
    const patient = client.with({ timeout: Infinity });
    const calls = [patient.getPeer(5 as never), patient.health({ timeout: 50 })];
    const ends = Promise.allSettled(calls);
    await new Promise(setImmediate);
    await client.close();
    expect(await ends).toMatchObject(Array(2).fill({ status: "rejected" }));
    vi.doUnmock("@repowire/protocol/explain");
  });

  test("does not hold a stream when it or its client closes", async () => {
    const { client } = await clientWithout("eventStream", stalled);
    const [first, second] = [client.eventStream(), client.eventStream()];
    const ends = [first.next(), second.next()];
    first.close();
    await client.close();
    expect(await Promise.all(ends)).toEqual(Array(2).fill({ done: true, value: undefined }));
  });
});
