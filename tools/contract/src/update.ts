// `pnpm contract:update`: run this after a change of a rule or a scenario. It records the daemons again
// and shows the changes, and writes the pages. It takes the options of record.ts, such as --group asks.
// It records a Go daemon if REPOWIRE_GO_DAEMON names one and --upstream names the commit of its source.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { GO } from "@repowire/real-daemon";
import { releases } from "./targets/releases.ts";

const given = process.argv.slice(2);
const withGo = process.env["REPOWIRE_GO_DAEMON"] && given.includes("--upstream");
const daemons = [...releases, ...(withGo ? [GO] : [])];

run("record.ts", ...daemons.flatMap((release) => ["--release", release]), ...given);
run("pages/run.ts");

/** Runs a script of this folder. Later scripts run even if it fails. */
function run(script: string, ...options: string[]): void {
  const file = join(import.meta.dirname, script);
  const { status } = spawnSync(
    process.execPath,
    ["--conditions=@repowire/source", file, ...options],
    { stdio: "inherit" },
  );
  if (status !== 0) process.exitCode = 1;
}
