import { describe, expect, test, vi } from "vitest";

import { answering } from "../test/answering.ts";
import { RepowireClient } from "./client.ts";
import type { RepowireClientOptions } from "./options.ts";

/** A client that may hold 3 connections, and how many its daemon holds. */
function clientOf() {
  const open = { streams: 0, waits: 0 };
  const checked = new Set<string | undefined>();
  let asks = 0;
  /** Counts a connection until the client ends it. */
  const held = (kind: keyof typeof open, { signal }: Request) => {
    open[kind] += 1;
    return new Promise<void>((resolve) =>
      signal.addEventListener("abort", () => {
        open[kind] -= 1;
        resolve();
      }),
    );
  };
  const client = new RepowireClient({
    maxConnections: 3,
    fetch: answering(async (request) => {
      const { pathname } = new URL(request.url);
      if (pathname === "/ask") return Response.json({ correlation_id: `ask-${++asks}` });
      if (pathname.endsWith("/wait")) {
        const correlation_id = pathname.split("/")[2];
        checked.add(correlation_id);
        const { timeout_seconds } = (await request.json()) as { timeout_seconds: number };
        if (timeout_seconds > 1) await held("waits", request);
        return Response.json({ correlation_id, status: "pending" });
      }
      if (pathname === "/events/stream") {
        void held("streams", request);
        const headers = { "content-type": "text/event-stream" };
        return new Response(new ReadableStream({}), { headers });
      }
      return Response.json(pathname === "/events" ? [] : { status: "ok" });
    }),
  });
  return { client, open, checked };
}

describe("the clients that with() makes", () => {
  test.for<[what: string, options: RepowireClientOptions, held: number]>([
    ["share their connections if only their calls differ", { timeout: 60_000, retry: 1 }, 1],
    ["share none with a client of another daemon", { baseUrl: "http://other.invalid" }, 2],
  ])("%s", async ([, options, held]) => {
    const { client, open, checked } = clientOf();
    const derived = client.with(options).with({ validation: "strict" });
    const ends: Promise<unknown>[] = [];
    for (const each of [client, derived, client, derived]) {
      const ask = await each.ask({ from_peer: "docs", to_peer: "shop-codex", text: "?" });
      ends.push(ask.reply().catch((error: Error) => error.name));
      ends.push(each.eventStream().next());
    }
    await vi.waitFor(() => expect(checked.size).toBe(4));
    await vi.waitFor(() => expect(open).toEqual({ streams: held, waits: held }));
    // The end of a client is the end of what it waits for, and of nothing else.
    await derived.close();
    // The stream of an ended search stays open for a second.
    const left = () => expect(open).toEqual({ streams: 1, waits: 1 });
    await vi.waitFor(left, { timeout: 10_000 });
    await client.close();
    await vi.waitFor(() => expect(open).toEqual({ streams: 0, waits: 0 }));
    const [closed, done] = ["ClientClosedError", { done: true, value: undefined }];
    expect(await Promise.all(ends)).toEqual([
      closed,
      done,
      closed,
      done,
      closed,
      done,
      closed,
      done,
    ]);
  });
});
