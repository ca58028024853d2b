import { groups } from "../scenarios/index.ts";
import { readRecording, type Recording } from "../runner/recordings.ts";
import { scenariosFor } from "../runner/run-group.ts";
import type { Scenario } from "../runner/scenario.ts";
import { readMeasurements } from "./measurements.ts";
import { recorded } from "../targets/releases.ts";

/** The page about what was compared with what, as Markdown. */
export async function fidelityPage(): Promise<string> {
  const recordings = new Map(
    await Promise.all(
      recorded.map(async (release) => [release, await recordingsOf(release)] as const),
    ),
  );
  return `${[
    introduction(recordings),
    methodsOnGo(recordings),
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
  const rows = recorded.map((release) => {
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
and each frame, with references in place of ids and times. Two releases in Python and a Go daemon
(built from one upstream commit) were recorded so. The fake daemon has to say the same, in process and
behind a port, and so do the daemons themselves whenever they are asked again. What of it the fake does,
route by route, and where it differs, is in [COMPATIBILITY.md](../packages/testing/COMPATIBILITY.md).

${table(["Release", "Scenarios", "Recorded lines", "Recorded", "On"], rows)}`;
}

/** Which methods of the client were called on the Go daemon, and what came of each. */
function methodsOnGo(recordings: Recordings): string {
  const outcomes = new Map<string, Set<string>>();
  const transcripts = [...(recordings.get("go")?.values() ?? [])].flatMap(({ scenarios }) =>
    Object.values(scenarios),
  );
  for (const { client, gives, throws } of transcripts.flat()) {
    if (typeof client !== "string") continue;
    const seen = outcomes.get(client) ?? new Set();
    outcomes.set(client, seen.add(gives === undefined ? failure(throws) : "returns"));
  }
  const rows = [...outcomes]
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map(([method, seen]) => [`\`${method}\``, [...seen].toSorted().join("; ")]);
  return `## The client's methods on the Go daemon

What the recorded scenarios saw. A method may return in one scenario and throw in another.

${table(["Method", "Seen"], rows)}`;
}

function failure(thrown: unknown): string {
  const { name, status, code } = (thrown ?? {}) as Record<string, unknown>;
  const why = [status, code].filter((one) => one !== null && one !== undefined).join(" ");
  return `throws ${String(name ?? "an error")}${why && ` (${why})`}`;
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

- \`pnpm test --project contract\`: against the fake, in process and behind a port.
- \`pnpm test:daemons --project contract\`: against the releases, and against the Go daemon that
  \`REPOWIRE_GO_DAEMON\` names; with the fuzz. Without a Go daemon its part is skipped.
- \`pnpm contract --url http://127.0.0.1:8377\`: against any daemon that has no peers.
- \`pnpm contract:update\`: records the daemons anew, shows what changed, writes down where the fake
  differs from Go, and makes this page and COMPATIBILITY.md. After a change of a rule this is all.
- \`pnpm --filter @repowire/contract fuzz --runs 2000\`: the long run of the fuzz.
- \`pnpm --filter @repowire/contract mutation\`: turns every rule around, one at a time (about half an hour;
  \`--flips 40\` draws some).`;
}

function rules(): string {
  const lists = groups.map(({ name, title, scenarios }) => {
    const lines = scenarios.map((scenario) => {
      const where = daemonsOf(scenario);
      return `- \`${name}/${scenario.id}\`${where && ` (${where})`}: ${scenario.rule}`;
    });
    return `### ${title}\n\n${lines.join("\n")}`;
  });
  return `## The rules

"Python alone" and "Go alone": the scenario is run on no other daemon. "A rule of Python": on Go it is
run as well, and only what Go says is recorded and compared.

${lists.join("\n\n")}`;
}

function daemonsOf({ since, until, on, ruleOf }: Scenario): string {
  const names = { python: "Python", go: "Go" };
  const which = on ? [`${names[on]} alone`] : ruleOf ? [`a rule of ${names[ruleOf]}`] : [];
  const bounds = [...(since ? [`since ${since}`] : []), ...(until ? [`until ${until}`] : [])];
  return [...which, ...bounds].join(", ");
}

function table(head: readonly string[], rows: readonly (readonly unknown[])[]): string {
  const line = (cells: readonly unknown[]): string => `| ${cells.map(String).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
