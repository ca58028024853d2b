import type { RepowireClient } from "@repowire/client";

/** The code under test: asks a peer for its port, and falls back to the default port. */
export async function findPort(client: RepowireClient, peer: string): Promise<number> {
  // Only a registered peer gets a reply on every daemon.
  const me = await client.registerPeer({
    name: "port-finder",
    path: "/work/port-finder",
    circle: "default",
  });
  const ask = await client.ask({
    from_peer: me.peer_id,
    to_peer: peer,
    text: "Which port do you use?",
  });
  const reply = await ask.reply({ timeout: 5_000 });
  return reply.status === "answered" && /^\d+$/.test(reply.text) ? Number(reply.text) : 8377;
}
