import { channel } from "node:diagnostics_channel";

import { type Diagnostics, RepowireClient } from "@repowire/client";
import { afterEach, beforeEach, expect, test } from "vitest";

import { FakeDaemon } from "../src/index.ts";

const token = "tok-91c3";
const secret = "the words of a message";

let daemon: FakeDaemon;
let client: RepowireClient;
let heard: [name: string, message: unknown][];
const offs: (() => void)[] = [];

beforeEach(() => {
  daemon = new FakeDaemon({ clock: "ticking", authToken: token });
  const { url: baseUrl, fetch, WebSocket } = daemon;
  client = new RepowireClient({ baseUrl, fetch, WebSocket, authToken: token });
  heard = [];
});

afterEach(async () => {
  for (const off of offs.splice(0)) off();
  await client.close();
  await daemon.close();
});

function listen<Name extends keyof Diagnostics>(
  name: Name,
  listener: (message: Diagnostics[Name]) => void = (message) => heard.push([name, message]),
): void {
  const untyped = (message: unknown) => listener(message as Diagnostics[Name]);
  channel(name).subscribe(untyped);
  offs.push(() => channel(name).unsubscribe(untyped));
}

test("a call is published with its route and without its texts", async () => {
  listen("repowire:call");
  const before = Date.now();
  await client.getPeer("nobody").catch(() => undefined);
  expect(heard).toEqual([
    [
      "repowire:call",
      {
        name: "getPeer",
        method: "GET",
        route: "/peers/{identifier}",
        origin: daemon.url,
        startTime: expect.any(Number) as number,
        duration: expect.any(Number) as number,
        status: 404,
        error: { name: "DaemonHTTPError", code: "unknown_peer" },
      },
    ],
  ]);
  const [, { startTime }] = heard[0] as [string, Diagnostics["repowire:call"]];
  expect(Math.abs(startTime - before)).toBeLessThan(60_000);
});

test("a live peer publishes its status and the messages it handled", async () => {
  listen("repowire:peer");
  const bob = await client.connectPeer({ path: "/work/bob", circle: "docs" });
  bob.onAsk(() => "8377");
  const ask = await client.ask({ from_peer: "ci", to_peer: bob.peer_id, text: secret });
  await bob.close();
  const who = { peer_id: bob.peer_id, display_name: bob.display_name, circle: "docs" };
  expect(heard.map(([, message]) => message)).toEqual([
    { ...who, change: "online", correlation_id: undefined },
    { ...who, change: "ask", correlation_id: ask.correlation_id },
    { ...who, change: "closed", correlation_id: undefined },
  ]);
});

test("a stream publishes each event it has read", async () => {
  listen("repowire:event");
  await client.ingestChatTurn({ peer: "bob", role: "user", text: secret });
  for await (const event of client.eventStream()) {
    const id = "id" in event ? event.id : undefined;
    expect(heard).toEqual([["repowire:event", { id, type: "chat_turn" }]]);
    break;
  }
});

test("nothing that is published contains a message or a token", async () => {
  listen("repowire:call");
  listen("repowire:event");
  listen("repowire:peer");
  const bob = await client.connectPeer({ path: "/work/bob", circle: "docs" });
  bob.onAsk(() => secret);
  await bob.ask({ to_peer: bob.peer_id, text: secret }).then((ask) => ask.reply());
  for await (const _ of client.eventStream()) break;
  expect(heard.length).toBeGreaterThan(5);
  expect(JSON.stringify(heard)).not.toContain(secret);
  expect(JSON.stringify(heard)).not.toContain(token);
});

test("a subscriber that throws changes nothing for the call", async () => {
  const others = process.listeners("uncaughtException");
  process.removeAllListeners("uncaughtException");
  // Node hands what a subscriber throws to the process, apart from whoever published.
  const thrown = new Promise((resolve) => process.once("uncaughtException", resolve));
  try {
    listen("repowire:call", () => {
      throw new Error("out of order");
    });
    expect(await client.health()).toMatchObject({ status: "ok" });
    expect(await thrown).toEqual(new Error("out of order"));
  } finally {
    for (const other of others) process.on("uncaughtException", other);
  }
});
