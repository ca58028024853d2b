export const USAGE = `Runs a command beside Repowire daemons: releases, or go.

  node tools/real-daemon/src/cli.ts <version>... -- <command> [<argument>...]
  node tools/real-daemon/src/cli.ts --install-only <version>...

Each daemon gets a free loopback port and an empty HOME. The command finds their URLs in
  REPOWIRE_DAEMON_URL            the first daemon
  REPOWIRE_DAEMON_URL_0_14_17    the daemon of that version
The exit code is that of the command. Daemons and folders are always removed at the end.

  --install-only   only install the releases
  --help           show this

  REPOWIRE_GO_DAEMON       the executable of the version "go"
  REPOWIRE_PYTHON          the Python (3.10 or newer) to install with
  REPOWIRE_DAEMON_CACHE    where releases are installed (default: .cache/daemons)

Example: node tools/real-daemon/src/cli.ts 0.14.17 0.17.0 -- sh -c 'curl -s $REPOWIRE_DAEMON_URL/health'
`;

export interface CliArguments {
  help: boolean;
  installOnly: boolean;
  versions: string[];
  command: string[];
}

/** @throws TypeError that names the mistake in the arguments. */
export function parseCliArguments(argv: readonly string[]): CliArguments {
  const end = argv.indexOf("--");
  const own = end === -1 ? argv : argv.slice(0, end);
  const command = end === -1 ? [] : argv.slice(end + 1);
  const options = own.filter((argument) => argument.startsWith("-"));
  const versions = own.filter((argument) => !argument.startsWith("-"));

  const help = options.includes("--help") || options.includes("-h");
  const installOnly = options.includes("--install-only");
  const unknown = options.find((option) => !["--help", "-h", "--install-only"].includes(option));

  if (unknown) throw new TypeError(`Unknown option ${unknown}.`);
  if (!help && versions.length === 0) throw new TypeError("No version is given.");
  if (!help && installOnly === command.length > 0) {
    throw new TypeError("Give either --install-only or a command after --.");
  }
  return { help, installOnly, versions, command };
}
