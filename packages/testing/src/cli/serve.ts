import { parseArgs } from "node:util";

import { type DaemonVersion, daemonVersions } from "@repowire/protocol";

import { controlPrefix } from "../doors/control.ts";
import { FakeDaemon } from "../fake-daemon.ts";
import { endWithParent } from "./end-with-parent.ts";

export const serveUsage = `usage: npx @repowire/testing serve [options]

Serves a fake Repowire daemon on a loopback port until its parent ends, its standard input is
closed, or it is told to stop. The first line of its output is JSON with the URL.

  --port <number>      default: a free one
  --emulate <release>  ${daemonVersions.join(", ")}; default: 0.14.17
  --token <text>       the bearer token that the daemon wants
  --clock <kind>       ticking, virtual or system; default: ticking
  --seed <number>      makes other ids
`;

const clocks = ["ticking", "virtual", "system"] as const;

/** `serve`: returns when the daemon listens, and leaves it running. */
export async function serve(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      port: { type: "string", default: "0" },
      emulate: { type: "string", default: "0.14.17" },
      token: { type: "string" },
      clock: { type: "string", default: "ticking" },
      seed: { type: "string", default: "1" },
      help: { type: "boolean", default: false },
    },
  });
  const emulate = daemonVersions.find((version) => version === values.emulate);
  const clock = clocks.find((kind) => kind === values.clock);
  if (values.help || !emulate || !clock) {
    (values.help ? console.log : console.error)(serveUsage);
    return values.help ? 0 : 2;
  }
  await start({
    emulate,
    clock,
    port: Number(values.port),
    seed: Number(values.seed),
    token: values.token,
  });
  return 0;
}

interface Wanted {
  readonly emulate: DaemonVersion;
  readonly clock: (typeof clocks)[number];
  readonly port: number;
  readonly seed: number;
  readonly token: string | undefined;
}

async function start({ emulate, clock, port, seed, token }: Wanted): Promise<void> {
  const daemon = new FakeDaemon({ emulate, clock, seed, ...(token && { authToken: token }) });
  const listening = await daemon.listen({ port, control: true });
  const control = `${listening.url}${controlPrefix}`;
  // Before the line, since whoever reads it may end the process at once.
  endWithParent(() => daemon.close());
  console.log(JSON.stringify({ url: listening.url, port: listening.port, emulate, control }));
}
