// `pnpm contract:update`: what has to be done after a rule or a scenario changed. Records the daemons
// anew and shows what changed, writes down where the fake differs from the Go daemon, and makes the
// pages. Takes the options of record.ts, such as --group asks. The Go daemon is recorded where
// REPOWIRE_GO_DAEMON names one and --upstream says of which commit it was built.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { releases } from "./targets/releases.ts";

const given = process.argv.slice(2);
const withGo = process.env["REPOWIRE_GO_DAEMON"] && given.includes("--upstream");
const daemons = [...releases, ...(withGo ? ["go"] : [])];

run("record.ts", ...daemons.flatMap((release) => ["--release", release]), ...given);
run("check.ts", "--release", "go", "--save-gaps");
run("pages/run.ts");

/** Runs one of the scripts here; the ones after it run whatever became of it. */
function run(script: string, ...options: string[]): void {
  const file = join(import.meta.dirname, script);
  const { status } = spawnSync(
    process.execPath,
    ["--conditions=@repowire/source", file, ...options],
    { stdio: "inherit" },
  );
  if (status !== 0) process.exitCode = 1;
}
