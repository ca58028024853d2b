import { RepowireClient } from "@repowire/client";
import { beforeEach, describe, expect, test, vi } from "vitest";

import { FakeDaemon, assertThat, daemonFixtures } from "../src/index.ts";

describe("a client", () => {
  test("has everything in daemon.clientOptions", async () => {
    const daemon = new FakeDaemon({ authToken: "secret" });
    const client = new RepowireClient(daemon.clientOptions);
    expect(await client.listPeers()).toEqual([]);
    const peer = await client.connectPeer({ name: "bob", path: "/w/bob", circle: "default" });
    expect(daemon.state.peers).toMatchObject([{ path: "/w/bob", status: "online" }]);
    await peer.close();
    await client.close();
    await daemon.close();
  });

  test("can have a reply before the ack ends, and a matcher then names what to wait for", async () => {
    const daemon = new FakeDaemon();
    daemon.peer("bob").onAsk().reply("8377");
    const client = new RepowireClient(daemon.clientOptions);
    const me = await client.connectPeer({ path: "/w/me", circle: "default" });
    const ask = await me.ask({ to_peer: "bob-claude-code", text: "Which port?" });
    await ask.reply();
    expect(() => assertThat(daemon).toHaveNoOpenAsks()).toThrow("await daemon.clock.settled()");
    await daemon.clock.settled();
    assertThat(daemon).toHaveNoOpenAsks();
    await client.close();
    await daemon.close();
  });

  test("is a fixture next to the daemon", async () => {
    const fixtures = daemonFixtures({ client: RepowireClient });
    await fixtures.daemon({}, async (daemon) => {
      await fixtures.client({ daemon }, async (client) => {
        expect(await client.listPeers()).toEqual([]);
      });
    });
    expect(() => daemonFixtures({ emulates: "go" } as never)).toThrow('has no "emulates"');
  });
});

describe("the clock waits while a client loads a part of itself", () => {
  beforeEach(() => void vi.resetModules());

  /** A client of a copy of the package that has loaded nothing yet. */
  async function fresh(daemon: FakeDaemon): Promise<RepowireClient> {
    const client = await import("@repowire/client");
    return new client.RepowireClient(daemon.clientOptions);
  }

  test.for<[what: string, begin: (client: RepowireClient) => Promise<unknown>]>([
    ["waitForPeer", (client) => client.waitForPeer("nobody", { timeout: 1_000 })],
    [
      "reply",
      async (client) => {
        const ask = await client.ask({ from_peer: "me", to_peer: "bob-claude-code", text: "?" });
        return ask.reply({ timeout: 1_000 });
      },
    ],
  ])("so that its time limit begins before the time passes: %s", async ([, begin]) => {
    const daemon = new FakeDaemon();
    daemon.peer("bob").onAsk().reply("later").after("1h");
    const client = await fresh(daemon);
    let over = false;
    const call = begin(client)
      .catch(() => undefined)
      .finally(() => (over = true));
    await daemon.clock.advance("1s");
    expect(over).toBe(true);
    await call;
    await client.close();
    await daemon.close();
  });

  test("so that it is settled when a peer is online and a stream is open", async () => {
    const daemon = new FakeDaemon();
    const client = await fresh(daemon);
    const connecting = client.connectPeer({ path: "/w/bob", circle: "default" });
    const event = client.eventStream({ types: ["broadcast"] }).next();
    await daemon.clock.settled();
    expect(daemon.state.peers).toMatchObject([{ path: "/w/bob", status: "online" }]);
    expect(daemon.requests.map(({ path }) => path)).toContain("/events/stream");
    const peer = await connecting;
    await peer.broadcast({ text: "hello" });
    expect((await event).value).toMatchObject({ type: "broadcast", text: "hello" });
    await client.close();
    await daemon.close();
  });
});
