// Runs the examples on the Go daemon that REPOWIRE_GO_DAEMON names, asks a quick peer 200 times, and
// saves the outcomes for docs/fidelity.md.
//   node --conditions=@repowire/source tools/contract/src/examples/run.ts
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GO, startDaemon } from "@repowire/real-daemon";
import { saveMeasurements } from "../pages/measurements.ts";
import { askOften } from "./ask-often.ts";

const stories = join(import.meta.dirname, "../../../../apps/examples/src/main.ts");
const folder = mkdtempSync(join(tmpdir(), "examples-"));
try {
  await using daemon = await startDaemon({ version: GO });
  const results = join(folder, "results.json");
  const child = spawn(process.execPath, ["--conditions=@repowire/source", stories], {
    env: { ...process.env, REPOWIRE_DAEMON_URL: daemon.url, STORY_RESULTS: results },
    stdio: "inherit",
  });
  await once(child, "close");
  saveMeasurements({
    examplesOnGo: {
      date: new Date().toISOString().slice(0, 10),
      stories: JSON.parse(readFileSync(results, "utf8")) as Record<string, string>,
      asks: await askOften(daemon.url, 200),
    },
  });
} finally {
  rmSync(folder, { recursive: true });
}
