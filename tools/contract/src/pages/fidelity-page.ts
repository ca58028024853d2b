import { type Endpoint, endpoints } from "@repowire/protocol";
import { groups } from "../scenarios/index.ts";
import { readRecording, type Recording } from "../runner/recordings.ts";
import { endpointsIn } from "../runner/routes.ts";
import { scenariosFor } from "../runner/run-group.ts";
import { fakeGaps, loopbackGaps } from "../targets/fake-gaps.ts";
import { readMeasurements } from "./measurements.ts";
import { releases } from "../targets/releases.ts";

/** The page about what was compared with what, as Markdown. */
export async function fidelityPage(): Promise<string> {
  const recordings = new Map(
    await Promise.all(
      releases.map(async (release) => [release, await recordingsOf(release)] as const),
    ),
  );
  return `${[
    introduction(recordings),
    routes(recordings),
    gaps(),
    measurements(),
    commands(),
    rules(),
  ].join("\n\n")}\n`;
}

type Recordings = ReadonlyMap<string, ReadonlyMap<string, Recording>>;

async function recordingsOf(release: string): Promise<ReadonlyMap<string, Recording>> {
  const found = await Promise.all(groups.map(({ name }) => readRecording(release, name)));
  return new Map(groups.flatMap(({ name }, index) => (found[index] ? [[name, found[index]]] : [])));
}

function introduction(recordings: Recordings): string {
  const rows = releases.map((release) => {
    const all = [...(recordings.get(release)?.values() ?? [])];
    const scenarios = groups.reduce((sum, group) => sum + scenariosFor(group, release).length, 0);
    const lines = all.flatMap((recording) => Object.values(recording.scenarios).flat()).length;
    const days = all.map(({ recorded }) => recorded).toSorted();
    return [release, scenarios, lines, days.at(-1), all[0]?.foundation.join(", ")];
  });
  return `<!-- Made by tools/contract/src/pages; do not edit. -->

# How true the fake daemon is

Every scenario of the contract acts on a daemon over HTTP and WebSocket, checks a rule, and writes
down all that was said: each answer with its status, its whole body and the headers that matter,
and each frame, with references in place of ids and times. Released daemons were recorded so. The
fake daemon has to say the same, in process and behind a port, and so do the releases themselves
whenever they are installed and asked again.

${table(["Release", "Scenarios", "Recorded lines", "Recorded", "On"], rows)}`;
}

function routes(recordings: Recordings): string {
  const counts = new Map<string, Map<string, number>>();
  for (const [release, byGroup] of recordings) {
    for (const { scenarios } of byGroup.values()) {
      for (const transcript of Object.values(scenarios)) {
        for (const name of endpointsIn(transcript)) {
          const count = counts.get(name) ?? new Map<string, number>();
          counts.set(name, count.set(release, (count.get(release) ?? 0) + 1));
        }
      }
    }
  }
  const rows = Object.values(endpoints as Record<string, Endpoint>).map((endpoint) => [
    `\`${endpoint.method} ${endpoint.path}\``,
    ...releases.map((release) =>
      endpoint.daemons.includes(release) ? (counts.get(endpoint.name)?.get(release) ?? 0) : "-",
    ),
  ]);
  return `## Scenarios that call a route

A dash: the release does not have the route.

${table(["Route", ...releases], rows)}`;
}

function gaps(): string {
  const rows = loopbackGaps.map(({ scenario, releases: where, reason }) => [
    `\`${scenario}\``,
    where?.join(", ") ?? "all",
    fakeGaps.some((gap) => gap.scenario === scenario) ? "both" : "behind a port",
    reason,
  ]);
  return `## Known differences

A scenario that is listed here and passes fails the suite.

${table(["Scenario", "Releases", "Door", "Why"], rows)}`;
}

function measurements(): string {
  const { fuzz = {}, mutation } = readMeasurements();
  const rows = Object.entries(fuzz).map(([release, { date, sequences, seed }]) => [
    release,
    sequences,
    seed,
    date,
  ]);
  const fuzzed = `## Differential fuzz

Random sequences of up to two dozen commands are played on the fake and on the real daemon at the
same time; answers, frames, peers, open asks, queues and events have to agree. The longest run in
which they did:

${table(["Release", "Sequences", "Seed", "On"], rows)}`;
  if (!mutation) return fuzzed;
  const { flips, noticed, date, survivors } = mutation;
  const rate = ((noticed / flips) * 100).toFixed(1);
  return `${fuzzed}

## Whether the contract would notice

There are ${flips} places where a rule of the fake's engine can be turned around. One at a time
(${date}), the contract noticed ${noticed} of them (${rate} %). These it did not notice:

${survivors.map((survivor) => `- \`${survivor.replaceAll("`", "'")}\``).join("\n")}`;
}

function commands(): string {
  return `## How to run it

- \`pnpm test --project contract\`: the whole contract against the fake in process, the fake behind a
  port and, where there is Python, the releases. \`REPOWIRE_REQUIRE_DAEMON=1\` makes a missing release a
  failure. tmux has to be installed for the scenarios that spawn.
- \`pnpm contract --url http://127.0.0.1:8377\`: against any daemon that has no peers.
- \`node tools/contract/src/record.ts\`: records the releases anew, and shows what changed.
- \`node tools/contract/src/check.ts --group asks\`: one group against the fake.
- \`node tools/contract/src/fuzz/run.ts --runs 2000\`: the long run of the fuzz.
- \`node tools/contract/src/mutation/run.ts\`: turns every rule around, one at a time (about half an
  hour; \`--flips 40\` draws some).
- \`node tools/contract/src/pages/run.ts\`: makes this page and COMPATIBILITY.md.

All need \`--conditions=@repowire/source\` where they are run with \`node\`.`;
}

function rules(): string {
  const lists = groups.map(({ name, title, scenarios }) => {
    const lines = scenarios.map(({ id, rule, since, until }) => {
      const which = since ? ` (since ${since})` : until ? ` (until ${until})` : "";
      return `- \`${name}/${id}\`${which}: ${rule}`;
    });
    return `### ${title}\n\n${lines.join("\n")}`;
  });
  return `## The rules\n\n${lists.join("\n\n")}`;
}

function table(head: readonly string[], rows: readonly (readonly unknown[])[]): string {
  const line = (cells: readonly unknown[]): string => `| ${cells.map(String).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
