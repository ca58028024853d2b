import { groups } from "../scenarios/index.ts";
import { readRecording, type Recording } from "../runner/recordings.ts";
import { scenariosFor } from "../runner/run-group.ts";
import type { Scenario } from "../runner/scenario.ts";
import { readMeasurements } from "./measurements.ts";
import { recorded } from "../targets/releases.ts";

/** The text of docs/fidelity.md. */
export async function fidelityPage(): Promise<string> {
  const recordings = new Map(
    await Promise.all(
      recorded.map(async (release) => [release, await recordingsOf(release)] as const),
    ),
  );
  return `${[
    introduction(recordings),
    methodsOnGo(recordings),
    ...examplesOnGo(),
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

# How faithful the fake daemon is

Every scenario of the contract acts on a daemon over HTTP and WebSocket and checks a rule. The runner
records each answer, with its status, its whole body and the headers that matter, and each frame. It
replaces ids and times with references. Two Python releases and a Go daemon, built from one upstream
commit, were recorded. The fake daemon must give the same answers, in process and behind a port. The
real daemons must give them again in every later run.
[COMPATIBILITY.md](../packages/testing/COMPATIBILITY.md) lists what the fake does on each route, and
where it differs.

${table(["Release", "Scenarios", "Recorded lines", "Recorded", "On"], rows)}`;
}

/** The client's methods that were called on the Go daemon, with their outcomes. */
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

The table shows the outcomes in the recorded scenarios. A method may return in one scenario and throw
in another. \`connectPeer\`, \`eventStream\`, \`waitForPeer\`, \`with\` and \`close\` are no single calls:
the live tests of \`packages/testing/test/live\` run them on the Go daemon.

${table(["Method", "Seen"], rows)}`;
}

function failure(thrown: unknown): string {
  const { name, status, code } = (thrown ?? {}) as Record<string, unknown>;
  const why = [status, code].filter((one) => one !== null && one !== undefined).join(" ");
  return `throws ${String(name ?? "an error")}${why && ` (${why})`}`;
}

/** The outcomes of the examples on the Go daemon, if they were run. */
function examplesOnGo(): string[] {
  const { examplesOnGo: measured } = readMeasurements();
  if (!measured) return [];
  const { date, stories, asks } = measured;
  const counts = Object.entries(asks).map(([asker, seen]) => [
    asker,
    Object.entries(seen)
      .map(([status, count]) => `${status} ${count}`)
      .join(", "),
  ]);
  return [
    `## The examples on the Go daemon

The outcome of each story of [\`apps/examples\`](../apps/examples) on the Go daemon of July 2026 (${date}).
\`own-test-suite\`, \`python-suite\` and \`shared-schemas\` use no real daemon.

${table(["Example", "Seen"], Object.entries(stories))}

A program asks a peer that answers at once, many times. The table counts the statuses that \`reply()\`
returned. [What \`reply()\` returns](replies.md) says why, and how a current Go daemon differs.

${table(["Asked by", "Seen"], counts)}`,
  ];
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

The fuzz runs random sequences of up to two dozen commands on the fake and on the real daemon at the
same time. Answers, frames, peers, open asks, queues and events must agree. On Go the fake then follows
the recorded commit where today's upstream differs (\`go-recorded.ts\`). These are the longest runs in
which they agreed:

${table(["Release", "Sequences", "Seed", "On"], rows)}`;
  if (!mutation) return fuzzed;
  const { places, flips, seed, noticed, date, survivors } = mutation;
  const rate = ((noticed / flips) * 100).toFixed(1);
  const sample =
    flips < places
      ? `A sample of ${flips} was inverted, each alone (\`mutation --flips ${flips} --seed ${seed}\`, ${date}).`
      : `Each was inverted alone (\`mutation\`, ${date}).`;
  return `${fuzzed}

## Mutation test of the contract

Rules and facts of the fake's daemon can be inverted in ${places} places. ${sample}
The contract noticed ${noticed} of the inversions (${rate} %). It did not notice these:

${survivors.map((survivor) => `- \`${survivor.replaceAll("`", "'")}\``).join("\n")}`;
}

function commands(): string {
  return `## How to run it

- \`pnpm test tools/contract\` runs it against the fake, in process and behind a port.
- \`pnpm test:daemons tools/contract\` runs it and the fuzz against the releases and the Go daemon
  that \`REPOWIRE_GO_DAEMON\` names. Without a Go daemon its part is skipped.
- \`pnpm contract --url http://127.0.0.1:8377\` runs it against any daemon without peers.
- \`pnpm contract:update\` records the daemons again, shows the changes, lists where the fake differs from
  Go, and writes this page and COMPATIBILITY.md. Run only this after a change of a rule.
- \`pnpm --filter @repowire/contract examples\` runs the examples on the Go daemon and records the results.
- \`pnpm --filter @repowire/contract fuzz --runs 2000\` makes a long run of the fuzz. With
  \`--release go\` it plays on the Go daemon that \`REPOWIRE_GO_DAEMON\` names.
- \`pnpm --filter @repowire/contract mutation\` inverts each rule, one at a time, and runs the scenarios
  that reach it. \`--flips 300 --seed 1\` tries a random sample. \`--save\` writes the result to this page.`;
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

"Python alone" and "Go alone" mean that the scenario runs on no other daemon. "A rule of Python" means
that the scenario also runs on Go, where its answers are recorded and compared but the rule is not
checked.

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
