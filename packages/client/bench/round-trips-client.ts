// Two live peers, one of which asks: round-trips-client.ts url asks inFlight. Prints asks a second.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { RepowireClient } from "@repowire/client";

const [baseUrl = "", asks, inFlight] = process.argv.slice(2);
const client = new RepowireClient({ baseUrl });
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

await run(200);
const start = performance.now();
await run(Number(asks));
console.log((Number(asks) / (performance.now() - start)) * 1000);
await Promise.all([asker.close({ unregister: true }), worker.close({ unregister: true })]);
await client.close();
rmSync(folder, { recursive: true });
