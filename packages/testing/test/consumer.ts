// A program that uses the fake as a test suite does. It is installed with the tarballs of this
// package and of the client, compiled and loaded in several ways.
import { DaemonHTTPError, RepowireClient, type RepowireClientOptions } from "@repowire/client";
import { FakeDaemon, type FakeDaemonOptions } from "@repowire/testing";

const options: FakeDaemonOptions = { emulate: "0.14.17" };

async function main(): Promise<void> {
  const daemon = new FakeDaemon(options);
  await meet({ baseUrl: daemon.url, fetch: daemon.fetch });
  const { url } = await daemon.listen();
  await meet({ baseUrl: url });
  await daemon.close();
}

async function meet(clientOptions: RepowireClientOptions): Promise<void> {
  const client = new RepowireClient(clientOptions);
  const place = { path: "/work/consumer", circle: "consumer" };
  const alice = await client.registerPeer({ ...place, name: "alice", backend: "claude-code" });
  const bob = await client.registerPeer({ ...place, name: "bob", backend: "codex" });
  const peers = await client.listPeers({ circle: "consumer" });
  const ask = { from_peer: alice.peer_id, to_peer: bob.peer_id, text: "Which port?" };
  const unheard: unknown = await client.ask(ask).catch((error: unknown) => error);
  const unknown: unknown = await client.getPeer("nobody").catch((error: unknown) => error);
  await client.close();

  const facts = {
    "both are on the mesh": peers.length === 2,
    "nobody is asked who has no socket":
      unheard instanceof DaemonHTTPError && unheard.code === "no_live_connection",
    "who is not there is not found": unknown instanceof DaemonHTTPError && unknown.status === 404,
  };
  for (const [fact, holds] of Object.entries(facts)) {
    if (!holds) throw new Error(`not so: ${fact}`);
  }
}

main().catch((error: unknown) => {
  queueMicrotask(() => {
    throw error;
  });
});
