// `pnpm contract`: runs the contract against a daemon that is already running.
import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import type { Gap } from "./runner/gaps.ts";
import { type ContractReport, runContract } from "./runner/run-contract.ts";
import { scenarioNames } from "./runner/run-group.ts";
import { groups } from "./scenarios/index.ts";

const usage = `usage: pnpm contract --url <url> [options]

Checks whether a running Repowire daemon keeps the contract: the rules hold, and each answer and frame
equals the recording of its release. The exit code is 0 if it does, 1 if it does not, and 2 if nothing
could be checked.

The daemon must have no peers and no other user. At the end, the contract's peers and schedules are
removed, and its jobs are cancelled. Uploaded files, finished jobs and events stay, because no route
removes them.

  --url <url>      the daemon's address, such as http://127.0.0.1:8377
  --token <text>   the bearer token that it requires
  --as <release>   compare with this release; default: the one that the daemon reports
  --only <text>    only scenarios whose name contains this text, such as asks/
  --gaps <file>    known differences: JSON, a list of {scenario, releases?, reason}
  --list           print the names and rules of the scenarios and exit
  --json           print the whole report as JSON
`;

const { values } = parseArgs({
  options: {
    url: { type: "string" },
    token: { type: "string" },
    as: { type: "string" },
    only: { type: "string", default: "" },
    gaps: { type: "string" },
    list: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});

process.exitCode = await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  return 2;
});

async function main(): Promise<number> {
  const { url, token, only, as, json, list, help } = values;
  if (help) {
    console.log(usage);
    return 0;
  }
  if (list) return printList(as, only);
  if (!url) {
    console.error(usage);
    return 2;
  }
  const gaps = values.gaps === undefined ? [] : await readGaps(values.gaps);
  const log = json ? undefined : (line: string) => console.log(line);
  const report = await runContract({ url, authToken: token, only, release: as, gaps, log });
  console.log(json ? JSON.stringify(report, undefined, 2) : summary(report));
  if (report.failed.length > 0) return 1;
  if (report.passed.length > 0) return 0;
  console.error("Nothing was checked, because no scenario with that name can run on this daemon.");
  return 2;
}

function printList(release: string | undefined, only: string): number {
  for (const [name, { rule }] of groups.flatMap((group) => scenarioNames(group, release))) {
    if (name.includes(only)) console.log(`${name}: ${rule}`);
  }
  return 0;
}

async function readGaps(file: string): Promise<Gap[]> {
  const gaps = JSON.parse(await readFile(file, "utf8")) as unknown;
  const isGap = (one: Partial<Gap> | null): boolean =>
    typeof one?.scenario === "string" && typeof one.reason === "string";
  if (!Array.isArray(gaps) || !gaps.every(isGap)) {
    throw new TypeError(
      `${file} must be a list of gaps: [{ "scenario": "asks/…", "reason": "…" }]`,
    );
  }
  return gaps as Gap[];
}

function summary({ target, passed, failed, gaps, skipped, unrecorded }: ContractReport): string {
  const counts = [
    `${passed.length} passed, ${failed.length} failed, ${skipped.length} skipped`,
    ...(gaps.length > 0 ? [`${gaps.length} known gaps`] : []),
    ...(unrecorded.length > 0 ? [`${unrecorded.length} by their rules alone`] : []),
  ];
  return `${target}: ${counts.join(", ")}`;
}
