// A program that uses the fake as a test suite does. It is installed with the tarballs of this
// package and of the client, compiled and loaded in several ways.
import { DaemonHTTPError, RepowireClient, type RepowireClientOptions } from "@repowire/client";
import { FakeDaemon, type FakeDaemonOptions } from "@repowire/testing";

const options: FakeDaemonOptions = { emulate: "0.14.17" };

async function main(): Promise<void> {
  const daemon = new FakeDaemon(options);
  daemon.peer("bob").onAsk(/port/).reply("8377");
  const { url: baseUrl, fetch, WebSocket } = daemon;
  await ask({ baseUrl, fetch, WebSocket });
  const { url } = await daemon.listen();
  await ask({ baseUrl: url });
  await daemon.close();
}

async function ask(clientOptions: RepowireClientOptions): Promise<void> {
  const client = new RepowireClient(clientOptions);
  const me = await client.connectPeer({ name: "me", path: "/work/me", circle: "default" });
  const asked = await me.ask({ to_peer: "bob-claude-code", text: "Which port?" });
  const reply = await asked.reply({ timeout: 10_000 });
  const unknown: unknown = await client.getPeer("nobody").catch((error: unknown) => error);
  await client.close();

  const facts = {
    "an ask is answered": reply.status === "answered" && reply.text === "8377",
    "an unknown peer is not found": unknown instanceof DaemonHTTPError && unknown.status === 404,
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
