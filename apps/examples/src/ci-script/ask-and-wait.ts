// Asks a peer, waits for the answer, and prints it: node ask-and-wait.ts <peer> <question>
// Exit code: 0 answered, 1 no answer, 2 not asked.
import process from "node:process";

import { RepowireClient, isRepowireError } from "@repowire/client";
import { findDaemon } from "@repowire/client/node";

const [to_peer, text] = process.argv.slice(2);
if (to_peer === undefined || text === undefined) {
  console.error("usage: node ask-and-wait.ts <peer> <question>");
  process.exit(2);
}

const { clientOptions } = await findDaemon();
const client = new RepowireClient(clientOptions);
try {
  // A service may write to peers of any circle. A live peer does not miss its reply.
  const me = await client.connectPeer({ path: process.cwd(), circle: "ci", role: "service" });
  const ask = await me.ask({ to_peer, text });
  const reply = await ask.reply({ timeout: 60_000 });
  if (reply.status === "answered") {
    console.log(reply.text);
  } else {
    console.error(`no answer: ${reply.status}`);
    process.exitCode = 1;
  }
  await me.close({ unregister: true });
} catch (error) {
  if (!isRepowireError(error)) throw error;
  console.error(error.message);
  process.exitCode = 2;
} finally {
  await client.close();
}
