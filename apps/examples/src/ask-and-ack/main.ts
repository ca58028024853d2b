// Two peers: one asks on which port the daemon listens, the other answers.
// Runs on the embedded fake daemon, or on your own with REPOWIRE_DAEMON_URL.
import assert from "node:assert/strict";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { DaemonHTTPError, RepowireClient } from "@repowire/client";
import { FakeDaemon } from "@repowire/testing";

const own = process.env["REPOWIRE_DAEMON_URL"];
const daemon = own ? undefined : new FakeDaemon();
const client = daemon
  ? new RepowireClient({ baseUrl: daemon.url, fetch: daemon.fetch, WebSocket: daemon.WebSocket })
  : RepowireClient.fromEnv();

// A circle of this run alone, so that other peers do not hear the story.
const circle = `ask-and-ack-${process.pid}`;
const folder = join(tmpdir(), circle);

try {
  const alice = await client.connectPeer({
    path: join(folder, "project-a"),
    circle,
    backend: "claude-code",
  });
  const bob = await client.connectPeer({
    path: join(folder, "project-b"),
    circle,
    backend: "codex",
  });
  console.log(`The daemon calls them ${alice.display_name} and ${bob.display_name}`);
  assert.equal(alice.display_name, "project-a-claude-code");
  assert.equal(bob.display_name, "project-b-codex");

  bob.onAsk(async (ask) => {
    console.log(`  ${ask.from_peer} asks ${bob.display_name}: ${ask.text}`);
    return "8377";
  });

  const ask = await alice.ask({ to_peer: bob.peer_id, text: "Which port does the daemon use?" });
  const reply = await ask.reply({ timeout: 10_000 });
  assert.equal(reply.status, "answered");
  console.log(`  ${bob.display_name} answers ${ask.correlation_id}: ${reply.text}`);
  assert.equal(reply.text, "8377");

  // `close` waits for work under way. The ask stays pending until the daemon has closed it.
  await bob.close();
  assert.deepEqual(await client.pendingAsks({ peer_id: bob.peer_id }), []);
  console.log("  nothing is pending: the ask is closed, and a second answer comes too late");
  await assert.rejects(client.ack(ask.correlation_id, { message: "8378" }), (error) => {
    assert(error instanceof DaemonHTTPError);
    assert.equal(error.status, 410);
    console.log(`  ${error.status} ${error.detail}`);
    return true;
  });

  await alice.close({ unregister: true });
  await client.unregisterPeer(bob.peer_id);
} finally {
  await client.close();
  await daemon?.close();
}
