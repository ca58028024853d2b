import { parseCliArguments, USAGE, type CliArguments } from "./cli-arguments.ts";
import { findProgram } from "./daemon-program.ts";
import type { RealDaemon } from "./real-daemon.ts";
import { runCommand } from "./run-command.ts";
import { startDaemon } from "./start-daemon.ts";

process.exitCode = await main(process.argv.slice(2));

async function main(argv: string[]): Promise<number> {
  let parsed: CliArguments;
  try {
    parsed = parseCliArguments(argv);
  } catch (error) {
    say(`${messageOf(error)}\n\n${USAGE}`);
    return 2;
  }
  const { help, installOnly, versions, command } = parsed;
  if (help) {
    say(USAGE);
    return 0;
  }
  try {
    await Promise.all(versions.map((version) => findProgram(version, { log: say })));
    return installOnly ? 0 : await runBeside(versions, command);
  } catch (error) {
    say(messageOf(error));
    return 1;
  }
}

async function runBeside(versions: string[], command: string[]): Promise<number> {
  const starts = await Promise.allSettled(versions.map((version) => startDaemon({ version })));
  const daemons = starts.flatMap((start) => (start.status === "fulfilled" ? [start.value] : []));
  try {
    const failed = starts.find((start) => start.status === "rejected");
    if (failed) throw failed.reason;
    for (const { version, url } of daemons) say(`repowire ${version} on ${url}`);
    return await runCommand(command, daemonVariables(daemons));
  } finally {
    await Promise.all(daemons.map((daemon) => daemon.stop()));
  }
}

function daemonVariables(daemons: RealDaemon[]): Record<string, string> {
  const byVersion = daemons.map(({ version, url }) => [
    `REPOWIRE_DAEMON_URL_${version.replaceAll(".", "_")}`,
    url,
  ]);
  return { ...Object.fromEntries(byVersion), REPOWIRE_DAEMON_URL: daemons[0]?.url ?? "" };
}

function say(message: string): void {
  console.error(message);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
