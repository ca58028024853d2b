// Appends every event of the mesh to a file, one JSON object a line. Continues where an earlier run ended.
// node tail-to-file.ts <file>
import { appendFile, readFile, rename, writeFile } from "node:fs/promises";
import process from "node:process";

import { RepowireClient } from "@repowire/client";
import { findDaemon } from "@repowire/client/node";

const [file = "events.jsonl"] = process.argv.slice(2);
const cursorFile = `${file}.cursor`;

const { clientOptions } = await findDaemon();
const client = new RepowireClient(clientOptions);
const stopped = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => stopped.abort());

const since = await readFile(cursorFile, "utf8").catch(() => undefined);
const stream = client.eventStream({ since, signal: stopped.signal });
console.log(since === undefined ? "from the oldest event" : `from ${since}`);
try {
  for await (const event of stream) {
    // A gap means that the daemon has forgotten events. It belongs into the file too.
    await appendFile(file, `${JSON.stringify(event)}\n`);
    await saveCursor(stream.cursor);
  }
} catch (error) {
  if (!stopped.signal.aborted) throw error;
} finally {
  await client.close();
}

/** Replaces the file as a whole, so that a crash leaves the old cursor or the new one. */
async function saveCursor(cursor: string | undefined): Promise<void> {
  if (cursor === undefined) return;
  await writeFile(`${cursorFile}.new`, cursor);
  await rename(`${cursorFile}.new`, cursorFile);
}
