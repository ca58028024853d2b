import { parseArgs } from "node:util";

import type { DaemonVersion } from "@repowire/protocol";
import { daemonVersions } from "@repowire/protocol/guards";

import { controlPrefix } from "./doors/loopback.ts";
import { endWithParent } from "./doors/end-with-parent.ts";
import { FakeDaemon } from "./fake-daemon.ts";
import { type FakeDaemonOptions, defaultRelease } from "./options.ts";

const usage = `usage: npx @repowire/testing serve [options]

Serves a fake Repowire daemon on a loopback port. It ends when its parent ends, when its standard
input closes, or on a signal. The first line of its output is JSON with the URL. Hints about refused
calls go to standard error.

  --port <number>      default: a free port
  --emulate <release>  ${daemonVersions.join(", ")}; default: ${defaultRelease}
  --token <text>       the bearer token that the daemon requires
  --clock <kind>       ticking, virtual or system; default: ticking
  --seed <number>      the seed of generated ids; default: 1
  --strict <json>      the rules of strictness, such as false or {"unknownRoutes":false}; default: true
  --settings <json>    the daemon's constants, such as {"machine":"my-host","real_processes":true}
`;

const clocks = ["ticking", "virtual", "system"] as const;

/** A mistake in the command line. */
class UsageError extends Error {
  constructor(words: string) {
    super(`${words}\n\n${usage}`);
  }
}

/** Does what a command line says. Returns when the daemon listens. */
export async function run([command, ...args]: readonly string[]): Promise<void> {
  if (command === "--help" || args.includes("--help")) console.log(usage);
  else if (command === "serve") await serve(args);
  else throw new UsageError(command ? `there is no command ${command}` : "a command is missing");
}

async function serve(args: string[]): Promise<void> {
  const { port, ...options } = readOptions(args);
  // Its reader may close a pipe and still use the daemon.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
  const daemon = new FakeDaemon({ ...options, log: (line) => console.error(line) });
  const { url, port: taken } = await daemon.listen({ port, control: true });
  const control = `${url}${controlPrefix}`;
  // Before the line is printed, because its reader may end the process at once.
  endWithParent(() => daemon.close());
  console.log(JSON.stringify({ url, port: taken, emulate: daemon.version, control }));
}

function readOptions(args: string[]): FakeDaemonOptions & { readonly port: number } {
  const { emulate, clock, port, seed, token, strict, settings } = parse(args);
  return {
    emulate: oneOf("--emulate", emulate, daemonVersions) satisfies DaemonVersion,
    clock: oneOf("--clock", clock, clocks),
    port: number("--port", port),
    seed: number("--seed", seed),
    ...(token !== undefined && { authToken: token }),
    ...(strict !== undefined && { strict: json("--strict", strict) as boolean }),
    ...(settings !== undefined && { settings: json("--settings", settings) as object }),
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        port: { type: "string", default: "0" },
        emulate: { type: "string", default: defaultRelease },
        token: { type: "string" },
        clock: { type: "string", default: "ticking" },
        seed: { type: "string", default: "1" },
        strict: { type: "string" },
        settings: { type: "string" },
      },
    }).values;
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function oneOf<Word extends string>(option: string, given: string, words: readonly Word[]): Word {
  const found = words.find((word) => word === given);
  if (found !== undefined) return found;
  throw new UsageError(`${option} takes one of ${words.join(", ")}, not ${given}`);
}

function number(option: string, given: string): number {
  if (/^\d+$/.test(given)) return Number(given);
  throw new UsageError(`${option} takes a number, not ${given}`);
}

function json(option: string, given: string): unknown {
  try {
    return JSON.parse(given) as unknown;
  } catch {
    throw new UsageError(`${option} takes JSON, not ${given}`);
  }
}
