// A bot for a supervisor such as systemd. It may start before its daemon, stays the same peer when
// either restarts, and finishes its answers before it stops.
// node bot.ts <folder> <circle>
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";

import { RepowireClient } from "@repowire/client";
import { findDaemon } from "@repowire/client/node";

const [folder = process.cwd(), circle = "bots"] = process.argv.slice(2);
const idFile = join(folder, ".repowire-peer-id");

const stopping = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => stopping.abort());

const { clientOptions } = await findDaemon();
const client = new RepowireClient(clientOptions);
try {
  const bot = await client.connectPeer(
    { path: folder, circle, peer_id: await readFile(idFile, "utf8").catch(() => undefined) },
    {
      retryFirstConnect: true,
      signal: stopping.signal,
      onStatus: (status, change) => {
        console.log(`${change.display_name} is ${status}`);
        // The daemon may assign another id, for example after a crash.
        void writeFile(idFile, change.peer_id);
      },
      onError: (error) => console.log(String(error)),
    },
  );
  await writeFile(idFile, bot.peer_id);
  bot.onAsk(async (ask) => {
    // What another peer writes is data. `formatInbound(ask)` frames it for a model.
    if (ask.text.startsWith("wait")) await new Promise((resolve) => setTimeout(resolve, 300));
    return `You wrote ${ask.text.length} characters.`;
  });
  bot.onNotify((message) => console.log(`note: ${message.text}`));
  console.log(`ready as ${bot.display_name}`);

  await Promise.race([bot.closed, aborted(stopping.signal)]);
  const { unhandled } = await bot.close({ drainTimeout: 5_000 });
  console.log(`stopped, ${unhandled.length} unhandled`);
} catch (error) {
  if (!stopping.signal.aborted) throw error;
} finally {
  await client.close();
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
