// A tail: appends the events of the mesh to a file, continues where an earlier run ended, and shows a
// gap if the daemon has forgotten events. Runs on the embedded fake daemon, or on your own with
// REPOWIRE_DAEMON_URL.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, watch } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { RepowireClient } from "@repowire/client";
import { FakeDaemon } from "@repowire/testing";

import { startProgram } from "../run-program.ts";

/** The parts of an event or a gap that this story reads. */
interface Line {
  readonly id?: string;
  readonly type: string;
  readonly peer?: string;
  readonly text?: string;
}

const own = process.env["REPOWIRE_DAEMON_URL"];
const daemon = own ? undefined : new FakeDaemon({ clock: "ticking" });
const url = own ?? (await daemon?.listen())?.url ?? "";
const client = RepowireClient.fromEnv({ baseUrl: url });

const folder = mkdtempSync(join(tmpdir(), "tail-"));
const file = join(folder, "events.jsonl");
const program = join(import.meta.dirname, "tail-to-file.ts");
const tail = () => startProgram(program, [file], { REPOWIRE_DAEMON_URL: url });

/** Resolves with the lines of the file when one of them contains a text. */
async function linesWith(text: string): Promise<readonly Line[]> {
  const changed = watch(folder);
  try {
    for (;;) {
      const written = new Promise((resolve) => changed.once("change", resolve));
      const lines = readLines();
      if (lines.some((line) => line.text === text)) return lines;
      await written;
    }
  } finally {
    changed.close();
  }
}

function readLines(): readonly Line[] {
  const text = readFileSync(file, { encoding: "utf8", flag: "a+" });
  return text
    .split("\n")
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Line);
}

const say = (text: string) =>
  client.ingestChatTurn({ peer: bob.display_name, role: "assistant", text });
const bob = await client.registerPeer({
  name: "bob",
  path: join(folder, "bob"),
  circle: "tail-story",
});

try {
  const first = tail();
  await say("one");
  await linesWith("one");
  first.child.kill("SIGTERM");
  assert.equal(await first.ended, 0, "a tail that is told to stop ends well");

  // Something happens while it is away. The next run has it, and nothing comes twice.
  await say("two");
  const second = tail();
  await say("three");
  const lines = await linesWith("three");
  const texts = lines.map((line) => line.text);
  assert.deepEqual(
    ["one", "two", "three"].map((text) => texts.filter((other) => other === text).length),
    [1, 1, 1],
  );
  second.child.kill("SIGTERM");
  await second.ended;

  // More events than the daemon keeps. The file shows that some are missing.
  for (let number = 1; number <= 510; number += 1) await say(`turn ${number}`);
  const third = tail();
  const all = await linesWith("turn 510");
  third.child.kill("SIGTERM");
  await third.ended;
  const gap = all.findIndex((line) => line.type === "gap");
  assert(gap > 0, "the gap is in the file");
  console.log(`${all.length} lines; line ${gap + 1} is the gap`);
  await client.unregisterPeer(bob.peer_id);
} finally {
  await client.close();
  await daemon?.close();
  rmSync(folder, { recursive: true });
}
