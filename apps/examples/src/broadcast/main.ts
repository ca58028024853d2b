// One peer speaks to its whole circle. The story shows who hears it, who does not, and what the daemon
// reports. Runs on the embedded fake daemon, or on your own with REPOWIRE_DAEMON_URL.
import assert from "node:assert/strict";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { RepowireClient } from "@repowire/client";
import { FakeDaemon } from "@repowire/testing";

const own = process.env["REPOWIRE_DAEMON_URL"];
const daemon = own ? undefined : new FakeDaemon();
const client = daemon
  ? new RepowireClient({ baseUrl: daemon.url, fetch: daemon.fetch, WebSocket: daemon.WebSocket })
  : RepowireClient.fromEnv();

const kitchen = `kitchen-${process.pid}`;
const garden = `garden-${process.pid}`;

try {
  const connect = (name: string, circle: string) =>
    client.connectPeer({
      name,
      path: join(tmpdir(), circle, name),
      circle,
      backend: "claude-code",
    });
  const cook = await connect("cook", kitchen);
  const waiter = await connect("waiter", kitchen);
  const dishwasher = await connect("dishwasher", kitchen);
  const gardener = await connect("gardener", garden);
  const absent = await client.registerPeer({
    name: "absent",
    path: join(tmpdir(), kitchen, "absent"),
    circle: kitchen,
    backend: "claude-code",
  });

  const heard: string[] = [];
  const everybodyHeard = Promise.withResolvers<void>();
  for (const peer of [waiter, dishwasher, gardener]) {
    peer.onBroadcast((broadcast) => {
      console.log(`  ${peer.display_name} hears ${broadcast.from_peer}: ${broadcast.text}`);
      heard.push(peer.display_name);
      if (heard.length === 2) everybodyHeard.resolve();
    });
  }

  const { sent_to, failed } = await client.broadcast({
    from_peer: cook.display_name,
    text: "Lunch is ready",
  });
  await everybodyHeard.promise;
  console.log(`  the daemon sent it to ${sent_to.join(" and ")}`);
  console.log(`  not to ${gardener.display_name}, who is in another circle,`);
  console.log(`  nor to ${absent.display_name}, who has no open connection`);
  // Go daemons list them in random order.
  assert.deepEqual(sent_to.toSorted(), [dishwasher.display_name, waiter.display_name]);
  assert.deepEqual(failed, []);
  assert.deepEqual(heard.toSorted(), [dishwasher.display_name, waiter.display_name]);

  const notified = await client.notify({
    from_peer: cook.display_name,
    to_peer: absent.peer_id,
    text: "Your plate is in the oven",
  });
  console.log(
    `  a notification to ${absent.display_name} is ${notified.status}, and kept for later`,
  );
  assert.equal(notified.status, "queued");

  for (const peer of [cook, waiter, dishwasher, gardener]) await peer.close({ unregister: true });
  await client.unregisterPeer(absent.peer_id);
} finally {
  await client.close();
  await daemon?.close();
}
