import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import type { Gap } from "./runner/gaps.ts";
import { type ContractReport, runContract } from "./runner/run-contract.ts";
import { scenarioNames } from "./runner/run-group.ts";
import { groups } from "./scenarios/index.ts";

import { familyOf } from "./targets/target.ts";

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

const options = {
  url: { type: "string" },
  token: { type: "string" },
  as: { type: "string" },
  only: { type: "string", default: "" },
  gaps: { type: "string" },
  list: { type: "boolean", default: false },
  json: { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;

/** Where the command prints to. */
export interface Output {
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
}

/** A mistake in the command line. */
class UsageError extends Error {}

/** Runs `pnpm contract` with these arguments. Returns its exit code. */
export async function contract(args: readonly string[], output: Output): Promise<number> {
  try {
    return await run(read(args), output);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    output.error(error instanceof UsageError ? `${message}\n\n${usage}` : message);
    return 2;
  }
}

function read(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

async function run(values: ReturnType<typeof read>, { out }: Output): Promise<number> {
  const { url, token, only, as: release, json, list, help } = values;
  if (help) {
    out(usage);
    return 0;
  }
  if (release !== undefined && familyOf(release) !== "go" && !/^\d+\.\d+/.test(release)) {
    throw new UsageError(`"${release}" is not a release: write one such as 0.17.0, or go`);
  }
  const scenarios = groups.flatMap((group) => scenarioNames(group, release));
  const named = scenarios.filter(([name]) => name.includes(only));
  if (named.length === 0)
    throw new Error(`No scenario has a name with ${only}. --list prints them.`);
  if (list) {
    for (const [name, { rule }] of named) out(`${name}: ${rule}`);
    return 0;
  }
  if (url === undefined) throw new UsageError("--url is missing");
  if (!/^https?:/.test(url) || !URL.canParse(url)) {
    throw new UsageError(`"${url}" is not a URL: write one such as http://127.0.0.1:8377`);
  }
  const gaps = values.gaps === undefined ? [] : await readGaps(values.gaps);
  const log = json ? undefined : out;
  const report = await runContract({ url, authToken: token, only, release, gaps, log });
  out(json ? JSON.stringify(report, undefined, 2) : summary(report));
  if (report.failed.length > 0) return 1;
  if (report.passed.length > 0) return 0;
  throw new Error("Nothing was checked: no scenario with that name can run on this daemon.");
}

async function readGaps(file: string): Promise<Gap[]> {
  let gaps: unknown;
  try {
    gaps = JSON.parse(await readFile(file, "utf8"));
  } catch (error) {
    throw new Error(`${file} cannot be read: ${(error as Error).message}`, { cause: error });
  }
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
