// Runs every story in a process of its own, as a reader would run it, and fails when one does.
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";

const url = process.env["REPOWIRE_DAEMON_URL"];
const stories = readdirSync(import.meta.dirname, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

console.log(`Repowire examples, on ${url ? `the daemon at ${url}` : "the embedded fake daemon"}\n`);
const failed = stories.filter((story) => {
  console.log(`── ${story} ${"─".repeat(70 - story.length)}`);
  const file = join(import.meta.dirname, story, "main.ts");
  const { status } = spawnSync(process.execPath, [...process.execArgv, file], { stdio: "inherit" });
  console.log();
  return status !== 0;
});

console.log(`${stories.length - failed.length} of ${stories.length} stories hold`);
if (failed.length > 0) {
  console.error(`these do not: ${failed.join(", ")}`);
  process.exitCode = 1;
}
