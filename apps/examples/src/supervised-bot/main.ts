// A bot under a supervisor. It starts before its daemon, is stopped while it answers, and is the same
// peer in its next run. Runs on the embedded fake daemon, or on your own with REPOWIRE_DAEMON_URL.
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { RepowireClient } from "@repowire/client";
import { FakeDaemon } from "@repowire/testing";

import { startProgram } from "../run-program.ts";

const own = process.env["REPOWIRE_DAEMON_URL"];
const daemon = own ? undefined : new FakeDaemon({ clock: "ticking" });
const url = own ?? (await daemon?.listen())?.url ?? "";
const client = RepowireClient.fromEnv({ baseUrl: url });

const root = mkdtempSync(join(tmpdir(), "supervised-bot-"));
const folder = join(root, "bot");
mkdirSync(folder);
const circle = `supervised-${process.pid}`;
const program = join(import.meta.dirname, "bot.ts");
const start = () => startProgram(program, [folder, circle], { REPOWIRE_DAEMON_URL: url });

try {
  await daemon?.down();
  const first = start();
  if (daemon) {
    await first.waitForLine("no daemon listens");
    await daemon.up();
  }
  await first.waitForLine("ready as");

  const user = await client.connectPeer({ path: join(root, "user"), circle });
  const bot = await client.waitForPeer("bot-claude-code", { circle, connected: true });
  const ask = await user.ask({ to_peer: bot.peer_id, text: "wait, I am thinking" });
  first.child.kill("SIGTERM");
  const reply = await ask.reply({ timeout: 10_000 });
  assert.equal(reply.status === "answered" && reply.text, "You wrote 19 characters.");
  assert.equal(await first.ended, 0, "a bot that is told to stop ends well");
  assert.ok(first.lines.includes("stopped, 0 unhandled"));

  await user.notify({ to_peer: bot.peer_id, text: "Good night." });
  const second = start();
  // It is the same peer, so it gets the messages that were queued meanwhile.
  await second.waitForLine("note: Good night.");
  if (daemon) {
    await daemon.restart();
    await client.waitForPeer(bot.peer_id, { connected: true, timeout: 10_000 });
  }
  second.child.kill("SIGTERM");
  assert.equal(await second.ended, 0);
  await client.unregisterPeer(bot.peer_id);
  await user.close({ unregister: true });
} finally {
  await client.close();
  await daemon?.close();
  rmSync(root, { recursive: true });
}
