import { RepowireClient } from "@repowire/client";
import { describe, expect, test } from "vitest";

import { FakeDaemon, daemonFixtures } from "../src/index.ts";

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
