import { RepowireClient, type RepowireClientOptions } from "@repowire/client";
import { describe, expect, test } from "vitest";

import { answering } from "../../test/answering.ts";

const params = { from_peer: "script", to_peer: "docs-codex", text: "?" };
const peer = {
  peer_id: "repow-docs-00000001",
  name: "script",
  display_name: "script",
  path: "/docs",
  backend: "codex",
  circle: "docs",
  role: "agent",
  status: "online",
  metadata: {},
};
const unknown = () => Response.json({ detail: "Peer not found: script" }, { status: 404 });
const pulls = () => Response.json({ status: "ok", capabilities: { ask_pull_delivery: true } });

/** A client of a daemon with this health and this asker, and the requests that it sent. */
function clientOf(
  health: () => Response | Promise<Response>,
  asker: () => Response = unknown,
  options: RepowireClientOptions = {},
) {
  const sent: string[] = [];
  const asks: unknown[] = [];
  const client = new RepowireClient({
    fetch: answering(async (request) => {
      const { pathname } = new URL(request.url);
      sent.push(pathname);
      if (pathname === "/health") return health();
      if (pathname === "/ask") asks.push(await request.json());
      return pathname === "/ask" ? Response.json({ correlation_id: "ask-1" }) : asker();
    }),
    ...options,
  });
  return { client, sent, asks };
}

describe("the reply to an ask is kept for the waiter", () => {
  test.for<[name: string, asker: () => Response]>([
    ["is not registered", unknown],
    ["is registered without a socket", () => Response.json({ ...peer, ws_connected: false })],
  ])("if the daemon announces it and the asker %s", async ([, asker]) => {
    const { client, sent, asks } = clientOf(pulls, asker);
    await client.ask(params);
    await client.ask(params);
    expect(asks).toEqual(Array(2).fill({ ...params, reply_delivery: "pull" }));
    // The capabilities of a daemon are looked up once.
    expect(sent).toEqual(["/health", "/peers/script", "/ask", "/peers/script", "/ask"]);
  });

  test("unless the caller says otherwise", async () => {
    const { client, asks, sent } = clientOf(pulls);
    await client.ask({ ...params, reply_delivery: "push" });
    expect(asks).toEqual([{ ...params, reply_delivery: "push" }]);
    expect(sent).toEqual(["/health", "/ask"]);
  });

  test("not if the asker has a socket, on which it arrives", async () => {
    const { client, asks } = clientOf(pulls, () => Response.json({ ...peer, ws_connected: true }));
    await client.ask(params);
    expect(asks).toEqual([params]);
  });

  test("not if more than one peer has the name", async () => {
    const ambiguous = () => Response.json({ detail: "Ambiguous peer" }, { status: 409 });
    const { client, asks } = clientOf(pulls, ambiguous);
    await client.ask(params);
    expect(asks).toEqual([params]);
  });
});

test.for<[name: string, health: () => Response | Promise<Response>]>([
  ["announces nothing", () => Response.json({ status: "ok", version: "0.17.0" })],
  ["announces other things", () => Response.json({ status: "ok", capabilities: {} })],
  ["has no health", () => new Response("404 page not found\n", { status: 404 })],
  ["answers with nonsense", () => Response.json([])],
  ["breaks off", () => Promise.reject(new Error("reset"))],
  ["hangs", () => new Promise<never>(() => undefined)],
])("a daemon that %s is not told how to deliver", async ([, health]) => {
  const { client, asks } = clientOf(health, unknown, { timeout: 400 });
  await client.ask(params);
  await client.ask({ ...params, reply_delivery: "pull" });
  expect(asks).toEqual([params, params]);
});

test("a daemon that was away for a moment is asked again what it announces", async () => {
  const healths = [new Response("", { status: 503 }), new Response("<html>", { status: 404 })];
  const { client, asks } = clientOf(() => healths.pop() ?? pulls());
  for (let count = 0; count < 3; count += 1) await client.ask(params);
  expect(asks).toEqual([params, params, { ...params, reply_delivery: "pull" }]);
});

describe("parameters that are getters of a class", () => {
  class Params {
    get from_peer() {
      return params.from_peer;
    }
    get to_peer() {
      return params.to_peer;
    }
    get text() {
      return params.text;
    }
    get reply() {
      return undefined as { "~standard": never } | undefined;
    }
  }

  test("are sent", async () => {
    const { client, asks } = clientOf(pulls);
    await client.ask(new Params() as typeof params);
    expect(asks).toEqual([{ ...params, reply_delivery: "pull" }]);
  });

  test("are sent by an ask for JSON", async () => {
    const { client, asks } = clientOf(pulls);
    const validate = (value: unknown) => ({ value });
    const reply = { "~standard": { version: 1, vendor: "test", validate } } as const;
    const typed = Object.defineProperty(new Params(), "reply", { value: reply, enumerable: true });
    await client.ask(typed as unknown as typeof params & { reply: typeof reply });
    const text = "?\n\nAnswer with JSON only.";
    expect(asks).toEqual([{ ...params, text, reply_delivery: "pull" }]);
  });
});

test("wrong parameters, a signal and the end of the client send nothing", async () => {
  const { client, sent } = clientOf(pulls);
  await expect(client.ask({ ...params, to_peer: "" })).rejects.toThrow(TypeError);
  await expect(client.ask(params, { signal: AbortSignal.abort("enough") })).rejects.toBe("enough");
  await client.close();
  await expect(client.ask(params)).rejects.toThrow("the client was closed");
  expect(sent).toEqual([]);
});
