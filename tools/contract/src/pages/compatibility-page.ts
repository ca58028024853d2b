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
import { fakeGaps } from "../targets/fake-gaps.ts";

const socket = "socket";

const preface = `# Compatibility

What \`FakeDaemon\` does for each route of each release. The contract suite of the repository writes
this from the endpoint table of \`@repowire/protocol\`, what the fake answers, and the recordings of
real daemons; a test keeps it up to date.

- **proven**: imitated, and recorded scenarios in which the released daemon of that version and the
  fake give the same answers go through the route.
- **imitated**: built from reading alone. All of the \`go\` column is: no Go daemon was ever run.
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
  const gaps = fakeGaps.map(
    ({ scenario, releases = ["both"], reason }) =>
      `- \`${scenario}\` (${releases.join(", ")}): ${reason}`,
  );
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
    return proven.has(name) ? "proven" : "imitated";
  };
}

/** The endpoints that are called in scenarios which the fake passes. */
async function provenEndpoints(version: DaemonVersion): Promise<Set<string>> {
  const names = new Set<string>();
  for (const group of groups) {
    const recording = await readRecording(version, group.name);
    for (const [id, transcript] of Object.entries(recording?.scenarios ?? {})) {
      if (gapOf(fakeGaps, `${group.name}/${id}`, version)) continue;
      for (const name of endpointsIn(transcript)) names.add(name);
    }
    // A recorded handshake is one that the fake passes as well.
    if (recording && group.name === "handshake") names.add(socket);
  }
  return names;
}
