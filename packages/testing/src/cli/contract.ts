import { parseArgs } from "node:util";

import { type ContractReport, runContract } from "../contract/index.ts";

export const contractUsage = `usage: npx @repowire/testing contract --url <url> [options]

Checks whether a running Repowire daemon keeps the contract: the rules, and that each answer and
frame is what a release said when it was recorded. Ends with 0 when it does, with 1 when it does not,
and with 2 when nothing could be checked.

The daemon must have no peers, and be nobody's. In the end the contract's peers and schedules are
removed, and its jobs cancelled; what no daemon can remove stays: uploaded files, jobs that have
ended, and events. @repowire/client has to be installed beside @repowire/testing.

  --url <url>          where it listens, such as http://127.0.0.1:8377
  --token <text>       the bearer token that it wants
  --only <text>        only scenarios whose name has this text in it, such as asks/
  --release <release>  compare with this release; default: the one that the daemon says it is
  --json               print the whole report as JSON
`;

/** `contract`: returns the exit code. */
export async function contract(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      url: { type: "string" },
      token: { type: "string" },
      only: { type: "string" },
      release: { type: "string" },
      json: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  const { url, token, only, release, json, help } = values;
  if (help || !url) {
    (help ? console.log : console.error)(contractUsage);
    return help ? 0 : 2;
  }
  try {
    const log = json ? undefined : (line: string) => console.log(line);
    const report = await runContract({ url, authToken: token, only, release, log });
    console.log(json ? JSON.stringify(report, undefined, 2) : summary(report));
    if (report.failed.length > 0) return 1;
    if (report.passed.length > 0) return 0;
    console.error("Nothing was checked: no scenario of that name can be asked of this daemon.");
    return 2;
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    return 2;
  }
}

function summary({ target, passed, failed, skipped, unrecorded }: ContractReport): string {
  const rulesOnly = unrecorded.length > 0 ? `, ${unrecorded.length} by their rules alone` : "";
  return `${target}: ${passed.length} passed, ${failed.length} failed, ${skipped.length} skipped${rulesOnly}`;
}
