// A tail: prints what happens in the mesh, goes on where an earlier run ended, and shows a gap where
// the daemon has forgotten.
// Runs on the embedded fake daemon, or on your own with REPOWIRE_DAEMON_URL.
import assert from "node:assert/strict";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { type EventGap, RepowireClient } from "@repowire/client";
import { FakeDaemon } from "@repowire/testing";

const own = process.env["REPOWIRE_DAEMON_URL"];
const daemon = own ? undefined : new FakeDaemon({ clock: "ticking" });
const client = daemon
  ? new RepowireClient({ baseUrl: daemon.url, fetch: daemon.fetch, WebSocket: daemon.WebSocket })
  : RepowireClient.fromEnv();

const circle = `tail-${process.pid}`;
const folder = join(tmpdir(), circle);

try {
  const [alice, bob] = [
    await client.connectPeer({ path: join(folder, "alice"), circle }),
    await client.connectPeer({ path: join(folder, "bob"), circle }),
  ];
  bob.onAsk((ask) => `You asked: ${ask.text}`);
  bob.onBroadcast(() => undefined);

  // From now on: after the last event that there is.
  const since = (await client.events()).at(-1)?.id;
  const ask = await alice.ask({ to_peer: bob.peer_id, text: "Lunch?" });
  await ask.reply({ timeout: 10_000 });
  await alice.broadcast({ text: "Lunch!" });

  const types = ["ask", "notification", "broadcast"] as const;
  const stream = client.eventStream({ since, types });
  const seen: string[] = [];
  for await (const event of stream) {
    if (event.type === "gap") throw new Error("nothing was forgotten yet");
    // Your own daemon may have other peers, which are none of this story's business.
    if (event.from !== alice.display_name && event.from !== bob.display_name) continue;
    const to = event.type === "broadcast" ? "everybody" : event.to;
    console.log(
      `${event.timestamp}  ${event.type.padEnd(12)} ${event.from} -> ${to}: ${event.text}`,
    );
    seen.push(event.type);
    if (event.type === "broadcast") break;
  }
  assert.deepEqual(seen, ["ask", "notification", "broadcast"]);

  // A program that is started again goes on from here. Meanwhile more happens than the daemon keeps.
  const { cursor } = stream;
  for (let number = 1; number <= 510; number += 1) {
    await client.ingestChatTurn({ peer: alice.display_name, role: "user", text: `${number}` });
  }
  let gap: EventGap | undefined;
  let events = 0;
  for await (const event of client.eventStream({ since: cursor })) {
    if (event.type === "gap") gap = event;
    else events += 1;
    if (event.type === "chat_turn" && event.text === "510") break;
  }
  assert.equal(gap?.after, cursor);
  console.log(`a gap: what followed ${cursor} is partly forgotten; here are the last ${events}`);
  assert.equal(events, 500);
  for (const peer of [alice, bob]) await peer.close({ unregister: true });
} finally {
  await client.close();
  await daemon?.close();
}
