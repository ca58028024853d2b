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
import { fakeGaps, loopbackGaps } from "../targets/fake-gaps.ts";

const socket = "socket";

const preface = `# Compatibility

This page lists what \`FakeDaemon\` does for each route of each release. The contract suite of the
repository writes it from the endpoint table of \`@repowire/protocol\`, the fake's answers, and the
recordings of real daemons. A test keeps it up to date.

- **proven**: The fake and the real daemon give the same answers in recorded scenarios that use the
  route. The number counts these scenarios.
- **imitated**: The fake answers, but no recorded scenario proves it.
- **not imitated**: The release has the route. The fake answers 501 with a body that names the route.
- **–**: The release does not have the route. The fake answers like the release, with 404 or 405.
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
  const gaps = loopbackGaps.map(({ scenario, releases = ["all"], reason }) => {
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
  ].join("\n");
}

interface Route {
  readonly method: string;
  readonly path: string;
  readonly name?: string;
}

/** Returns a function that writes the cell of a route for one release. */
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

/** The endpoints that are called in scenarios that the fake passes, with the number of scenarios. */
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
