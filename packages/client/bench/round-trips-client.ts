// Two live peers, and one asks the other: round-trips-client.ts url inFlight [ws]. Reads numbers of
// asks, one a line, and prints for each how many were answered a second. With `ws` the sockets come
// from that package, without the compression of built-in WebSockets.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline/promises";

import { RepowireClient } from "@repowire/client";
import { WebSocket } from "ws";

class Uncompressed extends WebSocket {
  constructor(url: string | URL) {
    super(url, { perMessageDeflate: false });
  }
}

const [baseUrl = "", inFlight, socket] = process.argv.slice(2);
const client = new RepowireClient({
  baseUrl,
  ...(socket === "ws" && { WebSocket: Uncompressed }),
});
const folder = mkdtempSync(join(tmpdir(), "round-trips-"));
const circle = `bench-${process.pid}`;
const asker = await client.connectPeer({ path: join(folder, "asker"), circle });
const worker = await client.connectPeer({ path: join(folder, "worker"), circle });
worker.onAsk((ask) => `answer to ${ask.text}`);

async function run(count: number): Promise<void> {
  let next = 0;
  await Promise.all(
    Array.from({ length: Number(inFlight) }, async () => {
      for (let index = next++; index < count; index = next++) {
        const ask = await asker.ask({ to_peer: worker.peer_id, text: `question ${index}` });
        const reply = await ask.reply();
        if (reply.status !== "answered" || reply.text !== `answer to question ${index}`) {
          throw new Error(`question ${index} was ${reply.status}`);
        }
      }
    }),
  );
}

for await (const line of createInterface({ input: process.stdin })) {
  const start = performance.now();
  await run(Number(line));
  console.log((Number(line) / (performance.now() - start)) * 1000);
}
await Promise.all([asker.close({ unregister: true }), worker.close({ unregister: true })]);
await client.close();
rmSync(folder, { recursive: true });
