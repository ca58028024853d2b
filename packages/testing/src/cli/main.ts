#!/usr/bin/env node
import { parseArgs } from "node:util";

import { type DaemonVersion, daemonVersions } from "@repowire/protocol";

import { controlPrefix } from "../control/control-api.ts";
import { FakeDaemon } from "../fake-daemon.ts";
import { endWithParent } from "./end-with-parent.ts";

const usage = `usage: npx @repowire/testing serve [options]

Serves a fake Repowire daemon on a loopback port until its parent ends, its standard input is
closed, or it is told to stop. The first line of its output is JSON with the URL.

  --port <number>      default: a free one
  --emulate <release>  ${daemonVersions.join(", ")}; default: 0.14.17
  --token <text>       the bearer token that the daemon wants
  --clock <kind>       ticking, virtual or system; default: ticking
  --seed <number>      makes other ids
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    port: { type: "string", default: "0" },
    emulate: { type: "string", default: "0.14.17" },
    token: { type: "string" },
    clock: { type: "string", default: "ticking" },
    seed: { type: "string", default: "1" },
    help: { type: "boolean", default: false },
  },
});

const clocks = ["ticking", "virtual", "system"] as const;
const emulate = daemonVersions.find((version) => version === values.emulate);
const clock = clocks.find((kind) => kind === values.clock);
if (values.help) {
  console.log(usage);
} else if (positionals.join() !== "serve" || !emulate || !clock) {
  console.error(usage);
  process.exitCode = 2;
} else {
  await serve(emulate, clock);
}

async function serve(version: DaemonVersion, kind: (typeof clocks)[number]): Promise<void> {
  const daemon = new FakeDaemon({
    emulate: version,
    clock: kind,
    seed: Number(values.seed),
    ...(values.token && { authToken: values.token }),
  });
  const { url, port } = await daemon.listen({ port: Number(values.port), control: true });
  endWithParent(() => daemon.close());
  console.log(JSON.stringify({ url, port, emulate: version, control: `${url}${controlPrefix}` }));
}
