import {
  type DaemonVersion,
  type Endpoint,
  daemonVersions,
  endpoints,
  omittedRoutes,
} from "@repowire/protocol";
import { FakeDaemon } from "@repowire/testing";
import { gapOf } from "../runner/gaps.ts";
import { readRecording } from "../runner/recordings.ts";
import { endpointsIn } from "../runner/routes.ts";
import { groups } from "../scenarios/index.ts";
import { fakeGaps, loopbackGaps, NOT_YET } from "../targets/fake-gaps.ts";

const socket = "socket";

const preface = `# Compatibility

What \`FakeDaemon\` does for each route of each release. The contract suite of the repository writes
this from the endpoint table of \`@repowire/protocol\`, what the fake answers, and the recordings of
real daemons; a test keeps it up to date.

- **proven**: imitated, and recorded scenarios in which the daemon and the fake give the same answers go
  through the route; their number follows.
- **imitated**: built from reading. Of \`go\`: the fake answers, and no recording of a Go daemon agrees yet.
- **not imitated**: the release has the route; the fake answers 501 with a body that names it.
- **–**: the release does not have the route; the fake answers as the release does, with 404 or 405.
`;

/** The text of COMPATIBILITY.md. */
export async function compatibilityPage(): Promise<string> {
  const columns = await Promise.all(daemonVersions.map(columnOf));
  const row = ({ method, path, name = "" }: Route): string => {
    const cells = columns.map((column) => column({ method, path, name }));
    return `| \`${method} ${path}\` | ${name === socket ? "the WebSocket" : name && `\`${name}\``} | ${cells.join(" | ")} |`;
  };
  const routes = [
    ...Object.values(endpoints as Record<string, Endpoint>),
    { method: "GET", path: "/ws", name: socket },
    ...omittedRoutes,
  ];
  const known = loopbackGaps.filter(({ reason }) => reason !== NOT_YET);
  const gaps = known.map(({ scenario, releases = ["all"], reason }) => {
    const where = fakeGaps.some((gap) => gap.scenario === scenario) ? "" : ", behind a port";
    return `- \`${scenario}\` (${releases.join(", ")}${where}): ${reason}`;
  });
  return [
    preface,
    `| Route | Endpoint | ${daemonVersions.join(" | ")} |`,
    `| --- | --- | ${daemonVersions.map(() => "---").join(" | ")} |`,
    ...routes.map(row),
    "",
    "## Scenarios that the fake does not pass",
    "",
    ...gaps,
    "",
    ...(await notYetOnGo()),
  ].join("\n");
}

interface Route {
  readonly method: string;
  readonly path: string;
  readonly name?: string;
}

/** What a cell says of a route of one release. */
async function columnOf(version: DaemonVersion): Promise<(route: Route) => string> {
  const proven = await provenEndpoints(version);
  await using daemon = new FakeDaemon({ emulate: version, strict: false });
  const statuses = new Map<string, number>();
  const routes: Route[] = [
    ...Object.values(endpoints as Record<string, Endpoint>),
    ...omittedRoutes,
  ];
  for (const { method, path } of routes) {
    const url = daemon.url + path.replaceAll(/\{\w+\}/g, "x");
    const signal = AbortSignal.timeout(1_000);
    const { status, body } = await daemon.fetch(url, { method, signal });
    await body?.cancel();
    statuses.set(`${method} ${path}`, status);
  }
  return ({ method, path, name = "" }) => {
    const endpoint = (endpoints as Record<string, Endpoint>)[name];
    const isImitated = statuses.get(`${method} ${path}`) !== 501;
    if (name !== socket && !endpoint) return isImitated ? "–" : "not imitated";
    if (endpoint && !endpoint.daemons.includes(version)) return "–";
    if (!isImitated) return "not imitated";
    const count = proven.get(name);
    return count === undefined ? "imitated" : `proven (${count})`;
  };
}

/** How much of what the Go daemon was recorded in the fake does not do yet, by groups of scenarios. */
async function notYetOnGo(): Promise<string[]> {
  const lines: string[] = [];
  for (const { name, title } of groups) {
    const { scenarios = {} } = (await readRecording("go", name)) ?? {};
    const all = Object.keys(scenarios).map((id) => `${name}/${id}`);
    const open = all.filter((one) => gapOf(fakeGaps, one, "go")?.reason === NOT_YET).length;
    if (open > 0) lines.push(`- ${title} (\`${name}\`): ${open} of ${all.length}`);
  }
  if (lines.length === 0) return [];
  return [
    "## Recorded on the Go daemon, and not imitated yet",
    "",
    "The fake's answers in these scenarios differ from those that the Go daemon gave.",
    "",
    ...lines,
    "",
  ];
}

/** The endpoints that are called in scenarios which the fake passes, with their number. */
async function provenEndpoints(version: DaemonVersion): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  const count = (name: string) => counts.set(name, (counts.get(name) ?? 0) + 1);
  for (const group of groups) {
    const recording = await readRecording(version, group.name);
    for (const [id, transcript] of Object.entries(recording?.scenarios ?? {})) {
      if (gapOf(fakeGaps, `${group.name}/${id}`, version)) continue;
      for (const name of endpointsIn(transcript)) count(name);
      if (group.name.endsWith("handshake") || group.name === "go-sockets") count(socket);
    }
  }
  return counts;
}
