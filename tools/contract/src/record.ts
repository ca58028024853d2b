// Records the answers of released daemons in the scenarios again and shows the changes.
//   node tools/contract/src/record.ts [--dry] [--release 0.14.17] [--group asks] [--only text]
//   REPOWIRE_GO_DAEMON=/path node tools/contract/src/record.ts --release go --upstream 388076b
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { GO, installRelease } from "@repowire/real-daemon";
import { groups } from "./scenarios/index.ts";
import {
  compareTranscripts,
  type Recording,
  readRecording,
  recordingFile,
} from "./runner/recordings.ts";
import { runGroup } from "./runner/run-group.ts";
import type { Group } from "./runner/scenario.ts";
import { openRealTarget } from "./targets/real-target.ts";
import { releases } from "./targets/releases.ts";

const { values } = parseArgs({
  options: {
    release: { type: "string", multiple: true, default: [...releases] },
    group: { type: "string", multiple: true },
    only: { type: "string", default: "" },
    upstream: { type: "string" },
    dry: { type: "boolean", default: false },
    show: { type: "boolean", default: false },
  },
});

const wanted = groups.filter(({ name }) => values.group?.includes(name) ?? true);
const jobs = wanted.flatMap((group) => values.release.map((release) => ({ group, release })));
await Promise.all(
  Array.from({ length: 2 }, async () => {
    for (let job = jobs.shift(); job; job = jobs.shift()) await record(job.group, job.release);
  }),
);

async function record(group: Group, release: string): Promise<void> {
  const target = await openRealTarget(release, group);
  const started = performance.now();
  const only = (name: string) => name.includes(values.only);
  let results: Awaited<ReturnType<typeof runGroup>>;
  try {
    results = await runGroup(group, target, { only });
  } finally {
    await target.close();
  }
  const old = await readRecording(release, group.name);
  const lines = [
    `${release} ${group.name}: ${results.length} scenarios, ${Math.round(performance.now() - started)} ms`,
  ];
  const scenarios: Record<string, readonly unknown[]> = values.only ? { ...old?.scenarios } : {};
  let changed = false;
  for (const { name, error, transcript } of results) {
    const id = name.slice(group.name.length + 1);
    const recorded = old?.scenarios[id];
    if (error) {
      lines.push(
        `  FAILED ${name}: ${error.name === "ContractFailure" ? error.message : error.stack}`,
      );
      process.exitCode = 1;
    }
    if (values.show) lines.push(...transcript.map((entry) => `      ${JSON.stringify(entry)}`));
    const found = recorded ? compareTranscripts(recorded, transcript) : ["is new"];
    if (found.length > 0) changed = true;
    lines.push(...found.slice(0, 20).map((difference) => `  ${name}: ${difference}`));
    // A scenario that failed now keeps its earlier recording.
    const kept = error ? recorded : transcript;
    if (kept) scenarios[id] = kept;
  }
  const ids = new Set(group.scenarios.map(({ id }) => id));
  for (const id of Object.keys(old?.scenarios ?? {})) {
    if (!ids.has(id)) {
      delete scenarios[id];
      lines.push(`  ${group.name}/${id}: is gone`);
      changed = true;
    }
  }
  console.log(lines.join("\n"));
  if (changed && !values.dry) await write(group.name, release, scenarios as Recording["scenarios"]);
}

async function write(
  group: string,
  release: string,
  scenarios: Recording["scenarios"],
): Promise<void> {
  const foundation = await foundationOf(release);
  const recorded = new Date().toISOString().slice(0, 10);
  const file = recordingFile(release, group);
  await mkdir(new URL(".", file), { recursive: true });
  const entries = Object.entries(scenarios)
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map(([id, lines]) => {
      const body = lines.map((line) => `      ${JSON.stringify(line)}`).join(",\n");
      return `    ${JSON.stringify(id)}: [\n${body}\n    ]`;
    });
  const head = JSON.stringify({ release, recorded, foundation }).slice(0, -1);
  await writeFile(file, `${head},\n  "scenarios": {\n${entries.join(",\n")}\n  }\n}\n`);
}

/** The dependencies of a release, or the upstream commit of the Go daemon. */
async function foundationOf(release: string): Promise<string[]> {
  if (release === GO) {
    if (values.upstream) return [`upstream ${values.upstream}`];
    throw new TypeError("Name the upstream commit of the Go daemon with --upstream.");
  }
  const { marker } = await installRelease(release);
  const { freeze } = JSON.parse(await readFile(marker, "utf8")) as { freeze: string[] };
  return freeze.filter((line) =>
    /^(fastapi|starlette|pydantic|uvicorn|websockets|libtmux)==/.test(line),
  );
}
