import {
  type DaemonVersion,
  type Endpoint,
  daemonVersions,
  endpoints,
  omittedRoutes,
} from "@repowire/protocol";

import { gapOf } from "../src/contract/gaps.ts";
import { groups } from "../src/contract/groups/index.ts";
import { readRecording } from "../src/contract/recordings.ts";
import { endpointsIn } from "../src/contract/routes.ts";
import { defaultSettings } from "../src/daemon/settings.ts";
import { factsOf } from "../src/daemon/versions.ts";
import { Engine } from "../src/daemon/engine.ts";
import { VirtualClock } from "../src/time/virtual.ts";
import { handlersOf, notImitated } from "../src/wire/handlers.ts";
import { omittedIn } from "../src/wire/router.ts";
import { fakeGaps } from "../test/contract/fake-gaps.ts";

const socket = "socket";

const preface = `# Compatibility

What \`FakeDaemon\` does for each route of each release. \`pnpm compatibility\` writes this from the
endpoint table of \`@repowire/protocol\`, the fake's handlers, and the recordings of the released
daemons; a test keeps it up to date.

- **proven**: imitated, and recorded scenarios in which the released daemon of that version and the
  fake give the same answers go through the route.
- **imitated**: built from reading alone. All of the \`go\` column is: no Go daemon was ever run.
- **not imitated**: the release has the route; the fake answers 501 with a body that names it.
- **–**: the release does not have the route; the fake answers as the release does, with 404 or 405.
`;

/** The text of COMPATIBILITY.md. */
export async function compatibility(): Promise<string> {
  const handlers = new Map<string, unknown>(Object.entries(handlersOf(anyEngine())));
  const proven = new Map(
    await Promise.all(
      daemonVersions.map(async (version) => [version, await provenEndpoints(version)] as const),
    ),
  );
  const cell = (endpoint: Endpoint, version: DaemonVersion) => {
    if (!endpoint.daemons.includes(version)) return "–";
    if (handlers.get(endpoint.name) === notImitated) return "not imitated";
    return proven.get(version)?.has(endpoint.name) ? "proven" : "imitated";
  };
  const known = Object.values(endpoints as Record<string, Endpoint>).map((endpoint) => ({
    route: `${endpoint.method} ${endpoint.path}`,
    name: `\`${endpoint.name}\``,
    cells: daemonVersions.map((version) => cell(endpoint, version)),
  }));
  const sockets = {
    route: "GET /ws",
    name: "the WebSocket",
    cells: daemonVersions.map((version) =>
      proven.get(version)?.has(socket) ? "proven" : "imitated",
    ),
  };
  const others = omittedRoutes.map(({ method, path }) => ({
    route: `${method} ${path}`,
    name: "",
    cells: daemonVersions.map((version) =>
      omittedIn(path).includes(version) ? "not imitated" : "–",
    ),
  }));
  const rows = [...known, sockets, ...others].map(
    ({ route, name, cells }) => `| \`${route}\` | ${name} | ${cells.join(" | ")} |`,
  );
  const head = [
    `| Route | Endpoint | ${daemonVersions.join(" | ")} |`,
    `| --- | --- | ${daemonVersions.map(() => "---").join(" | ")} |`,
  ];
  const gaps = fakeGaps.map(
    ({ scenario, releases = ["both"], reason }) =>
      `- \`${scenario}\` (${releases.join(", ")}): ${reason}`,
  );
  return [
    preface,
    ...head,
    ...rows,
    "",
    "## Scenarios that the fake does not pass",
    "",
    ...gaps,
    "",
  ].join("\n");
}

function anyEngine(): Engine {
  return new Engine({
    facts: factsOf("0.14.17"),
    settings: defaultSettings,
    clock: new VirtualClock(0),
    seed: 1,
    automaticRepair: false,
  });
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
