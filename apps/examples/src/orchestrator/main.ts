// An orchestrator: starts three agents, waits for them, asks all of them the same question, and takes
// the first two answers. Runs on the embedded fake daemon, or on your own with REPOWIRE_DAEMON_URL.
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import {
  DaemonHTTPError,
  type LivePeer,
  PeerNotReadyError,
  RepowireClient,
} from "@repowire/client";
import { FakeDaemon } from "@repowire/testing";

const folder = mkdtempSync(join(tmpdir(), "orchestrator-"));
const own = process.env["REPOWIRE_DAEMON_URL"];
const daemon = own
  ? undefined
  : new FakeDaemon({
      clock: "ticking",
      settings: { spawn: { commands: { codex: "codex" }, allowed_paths: [folder] } },
    });
const client = daemon
  ? new RepowireClient({ baseUrl: daemon.url, fetch: daemon.fetch, WebSocket: daemon.WebSocket })
  : RepowireClient.fromEnv();

const circle = `orchestrator-${process.pid}`;
const agents: LivePeer[] = [];

/** An agent of this story: a peer that says something about its folder, or nothing. */
async function agent(path: string): Promise<void> {
  const peer = await client.connectPeer({ path, circle, backend: "codex" });
  agents.push(peer);
  peer.onAsk((ask) => {
    console.log(`  ${ask.from_peer} asks ${peer.display_name}: ${ask.text}`);
    return path.endsWith("docs") ? undefined : `green in ${path.split("/").at(-1)}`;
  });
}

// A real launcher runs the agent's program in a tmux window. Here the agent is three lines of this
// program.
daemon?.machine.onSpawn(({ path }) => void (path.endsWith("asleep") || agent(path)));

try {
  const boss = await client.connectPeer({
    path: join(folder, "boss"),
    circle,
    role: "orchestrator",
  });
  const workers = [];
  for (const name of ["docs", "shop", "api"]) {
    const path = join(folder, name);
    mkdirSync(path);
    try {
      const options = { waitUntilReady: { connected: true, timeout: 10_000, interval: 20 } };
      const peer = await client.spawn({ path, backend: "codex", circle }, options);
      console.log(`spawned ${peer.display_name}, ${peer.status}`);
      workers.push(peer.peer_id);
    } catch (error) {
      // If your daemon does not allow spawning, the agents connect by themselves.
      if (!own || !(error instanceof DaemonHTTPError)) throw error;
      console.log(`(not spawned: ${error.detail})`);
      await agent(path);
      const peer = await client.waitForPeer(agents.at(-1)?.peer_id ?? "", { connected: true });
      workers.push(peer.peer_id);
    }
  }

  const asks = await boss.askMany({ to_peers: workers, text: "Is your build green?" });
  const { status, answers, replies } = await asks.quorum(2, { timeout: 10_000 });
  assert.equal(status, "reached");
  for (const answer of answers) console.log(`  ${answer.peer} answers: ${answer.text}`);
  assert.deepEqual(answers.map((answer) => answer.text).sort(), ["green in api", "green in shop"]);
  assert(replies.length <= 3);

  const all = await asks.all({ timeout: 10_000 });
  console.log(`at the end: ${all.map((reply) => `${reply.peer} ${reply.status}`).join(", ")}`);
  assert.deepEqual(
    all.map((reply) => reply.status),
    ["acknowledged", "answered", "answered"],
  );
  const { status: three } = await asks.quorum(3);
  console.log(`three answers: ${three}, since one had nothing to say`);
  assert.equal(three, "impossible");

  if (daemon) {
    const path = join(folder, "asleep");
    mkdirSync(path);
    const options = { waitUntilReady: { timeout: 100, interval: 20 } };
    const error = await client
      .spawn({ path, backend: "codex", circle }, options)
      .catch((thrown: unknown) => thrown);
    assert(error instanceof PeerNotReadyError);
    console.log(`an agent that does not come: step "${error.step}" did not happen`);
    assert.equal(error.step, "registered");
    assert.equal(error.spawned?.tmux_session, `${circle}:asleep`);
  }
  for (const peer of [boss, ...agents]) await peer.close({ unregister: true });
} finally {
  await client.close();
  await daemon?.close();
  rmSync(folder, { recursive: true });
}
