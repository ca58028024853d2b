// A webhook service in Hono and in Fastify. It takes asks from outside and checks them with the
// daemon's schemas. Runs on the embedded fake daemon, or on your own with REPOWIRE_DAEMON_URL.
import assert from "node:assert/strict";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { RepowireClient } from "@repowire/client";
import { FakeDaemon } from "@repowire/testing";

import { fastifyService } from "./fastify.ts";
import { honoService } from "./hono.ts";

const own = process.env["REPOWIRE_DAEMON_URL"];
const daemon = own ? undefined : new FakeDaemon({ clock: "ticking" });
const client = daemon
  ? new RepowireClient({ baseUrl: daemon.url, fetch: daemon.fetch, WebSocket: daemon.WebSocket })
  : RepowireClient.fromEnv();

/** Sends a body to a service, without a port. */
type Post = (body: object) => Promise<{ readonly status: number; readonly text: string }>;

const hono = honoService(client);
const fastify = fastifyService(client);
const services: Record<string, Post> = {
  hono: async (body) => {
    const headers = { "content-type": "application/json" };
    const request = { method: "POST", headers, body: JSON.stringify(body) };
    const response = await hono.request("/asks", request);
    return { status: response.status, text: await response.text() };
  },
  fastify: async (body) => {
    const { statusCode, body: text } = await fastify.inject({ method: "POST", url: "/asks", body });
    return { status: statusCode, text };
  },
};

try {
  const path = join(tmpdir(), `webhook-${process.pid}`);
  const shop = await client.connectPeer({ path, circle: "webhook-story" });
  const asks = shop.asks();
  for (const [name, post] of Object.entries(services)) {
    const good = await post({ from_peer: "ci", to_peer: shop.peer_id, text: `Ready, ${name}?` });
    assert.equal(good.status, 202);
    const { value: ask } = await asks.next();
    assert.equal(ask?.text, `Ready, ${name}?`);
    await ask?.ack();
    const bad = await post({ from_peer: "ci", to: shop.peer_id, text: "Ready?" });
    console.log(`  ${name}: ${good.status} ${good.text}, then ${bad.status} ${bad.text}`);
    assert.equal(bad.status, 400);
    const refused = await post({ from_peer: "ci", to_peer: `nobody-${name}`, text: "Ready?" });
    console.log(`  ${name}: ${refused.status} ${refused.text}`);
    assert.equal(refused.status, 422);
    assert.equal((JSON.parse(refused.text) as { code: string }).code, "unknown_peer");
  }
  await shop.close({ unregister: true });
} finally {
  await fastify.close();
  await client.close();
  await daemon?.close();
}
