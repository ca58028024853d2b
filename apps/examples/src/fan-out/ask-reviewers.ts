// Asks all peers of a circle, and goes on when enough of them agree:
// node ask-reviewers.ts <circle> <quorum> <question>
import process from "node:process";

import { RepowireClient } from "@repowire/client";
import { findDaemon } from "@repowire/client/node";

const [circle = "", quorum = "", text = ""] = process.argv.slice(2);

const { clientOptions } = await findDaemon();
const client = new RepowireClient(clientOptions);
try {
  const me = await client.connectPeer({ path: process.cwd(), circle, role: "orchestrator" });
  const reviewers = (await client.listPeers({ circle })).filter(
    (peer) => peer.role === "agent" && peer.ws_connected && peer.peer_id !== me.peer_id,
  );
  const asks = await me.askMany({ to_peers: reviewers.map((peer) => peer.peer_id), text });
  const { status, answers } = await asks.quorum(Number(quorum), { timeout: 60_000 });
  for (const answer of answers) console.log(`${answer.peer}: ${answer.text}`);
  console.log(status === "reached" ? "approved" : `not approved: ${status}`);
  process.exitCode = status === "reached" ? 0 : 1;
  await me.close({ unregister: true });
} finally {
  await client.close();
}
