// Runs every story in its own process, as a reader would run it, and fails if one fails. A story that
// could not show everything says so, and counts as skipped. STORY_RESULTS=file.json saves the outcomes.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";

const url = process.env["REPOWIRE_DAEMON_URL"];
const stories = readdirSync(import.meta.dirname, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

console.log(`Repowire examples, on ${url ? `the daemon at ${url}` : "the embedded fake daemon"}\n`);
// Node keeps what it compiled for the next story.
const cache = join(import.meta.dirname, "../node_modules/.cache/node");
const env = { NODE_COMPILE_CACHE: cache, ...process.env };
const failed: string[] = [];
const skipped: string[] = [];
const results: Record<string, string> = {};
for (const story of stories) {
  console.log(`── ${story} ${"─".repeat(70 - story.length)}`);
  const file = join(import.meta.dirname, story, "main.ts");
  const child = spawn(process.execPath, [...process.execArgv, file], {
    env,
    stdio: ["inherit", "inherit", "inherit", "ipc"],
  });
  let reason: string | undefined;
  child.on("message", (message) => {
    reason = (message as { skipped: string }).skipped;
  });
  const [status] = (await once(child, "close")) as [number | null];
  if (status !== 0) failed.push(story);
  else if (reason !== undefined) skipped.push(`${story}: ${reason}`);
  if (status !== 0) results[story] = "fails";
  else results[story] = reason === undefined ? "passes" : `passes in part: ${reason}`;
  console.log();
}

for (const story of skipped) console.log(`skipped, in part: ${story}`);
if (failed.length > 0) {
  console.error(`these do not hold: ${failed.join(", ")}`);
  process.exitCode = 1;
}
const { STORY_RESULTS } = process.env;
if (STORY_RESULTS) writeFileSync(STORY_RESULTS, JSON.stringify(results));
const passed = stories.length - failed.length - skipped.length;
console.log(`${passed} passed, ${failed.length} failed, ${skipped.length} skipped`);
