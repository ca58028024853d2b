import { RepowireClient, preload } from "@repowire/client";
import { type DaemonMatchers, daemonFixtures, matchers } from "@repowire/testing";
import { test as base, beforeAll, expect } from "vitest";

import { findPort } from "./find-port.ts";

expect.extend(matchers);

declare module "vitest" {
  interface Matchers<R> extends DaemonMatchers<R> {}
}

const test = base.extend(daemonFixtures()).extend<{ client: RepowireClient }>({
  client: async ({ daemon }, use) => {
    const client = new RepowireClient({ baseUrl: daemon.url, fetch: daemon.fetch });
    await use(client);
    await client.close();
  },
});

// The client loads some of its code on first use, which would change the order in the transcript.
beforeAll(preload);

test("takes the port that the peer names", async ({ daemon, client }) => {
  const bob = daemon.peer("bob");
  bob.onAsk(/port/).reply("9000");

  expect(await findPort(client, bob.display_name)).toBe(9000);
  expect(bob).toHaveReceivedAsk(/Which port/);
  expect(daemon).toHaveNoOpenAsks();
  await daemon.clock.settled();
  expect(daemon.transcript()).toMatchInlineSnapshot(`
    "caller -> daemon: registerPeer port-finder => 200 port-finder-claude-code
    <peer:1> -> daemon: ask bob-claude-code "Which port do you use?" => 200 <ask:1>
    daemon -> bob-claude-code: ask <ask:1> from port-finder-claude-code "Which port do you use?"
    caller -> daemon: POST /asks/<ask:1>/wait => 405 Method Not Allowed
    bob -> daemon: ack <ask:1> "9000" => 200"
  `);
});

test("falls back when the answer is no number", async ({ daemon, client }) => {
  const bob = daemon.peer("bob");
  bob.onAsk(/port/).reply("no idea");

  expect(await findPort(client, bob.display_name)).toBe(8377);
});

test("does not hide that the peer is unknown", async ({ client }) => {
  await expect(findPort(client, "bob")).rejects.toMatchObject({
    status: 404,
    detail: "Unknown peer: bob",
  });
});
