// Asks all peers of a circle, and approves if enough of them agree.
// node ask-reviewers.ts <circle> <quorum> <question>
// Exit code: 0 approved, 1 not approved, 2 not asked.
import process from "node:process";

import { RepowireClient } from "@repowire/client";
import { findDaemon } from "@repowire/client/node";

const [circle, count, text] = process.argv.slice(2);
const quorum = Number(count);
if (circle === undefined || text === undefined || !Number.isInteger(quorum) || quorum < 1) {
  console.error("usage: node ask-reviewers.ts <circle> <quorum> <question>");
  process.exit(2);
}

const { clientOptions } = await findDaemon();
const client = new RepowireClient(clientOptions);
try {
  const me = await client.connectPeer({ path: process.cwd(), circle, role: "orchestrator" });
  const reviewers = (await client.listPeers({ circle })).filter(
    (peer) => peer.role === "agent" && peer.ws_connected && peer.peer_id !== me.peer_id,
  );
  if (reviewers.length < quorum) {
    console.error(`not asked: ${reviewers.length} connected agents in circle ${circle}`);
    process.exitCode = 2;
  } else {
    const asks = await me.askMany({ to_peers: reviewers.map((peer) => peer.peer_id), text });
    const { status, answers } = await asks.quorum(quorum, { timeout: 60_000 });
    for (const answer of answers) console.log(`${answer.peer}: ${answer.text}`);
    console.log(status === "reached" ? "approved" : `not approved: ${status}`);
    process.exitCode = status === "reached" ? 0 : 1;
  }
  await me.close({ unregister: true });
} finally {
  await client.close();
}
