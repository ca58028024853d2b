import { join, resolve } from "node:path";

/** The files that one installed release consists of. */
export interface Release {
  readonly version: string;
  /** What pip was asked for; another list than the installed one means a new installation. */
  readonly requirements: readonly string[];
  /** The virtual environment. */
  readonly folder: string;
  readonly python: string;
  readonly executable: string;
  /** Written last: with it, the environment is complete. Holds the requirements and `pip freeze`. */
  readonly marker: string;
  readonly lock: string;
  readonly log: string;
}

const REPOSITORY = resolve(import.meta.dirname, "../../..");

/**
 * The daemon asks only for lower bounds, but its answers depend on what it stands on:
 * with FastAPI 0.145 or newer it does not even start, and Starlette, pydantic and uvicorn
 * shape headers, error items and close codes. Pinned, a test says the same thing next year.
 */
const FOUNDATION = [
  "fastapi==0.142.4",
  "starlette==1.7.0",
  "pydantic==2.13.5",
  "uvicorn==0.54.0",
  // For attachments: the daemon needs it and does not list it.
  "python-multipart",
];

export function describeRelease(version: string): Release {
  if (!/^\d+\.\d+\.\d+[\w.]*$/.test(version)) {
    throw new TypeError(`"${version}" is no release of repowire: expected something like 0.14.17.`);
  }
  const cache = resolve(
    process.env["REPOWIRE_DAEMON_CACHE"] || join(REPOSITORY, ".cache", "daemons"),
  );
  const folder = join(cache, version);
  return {
    version,
    requirements: [`repowire==${version}`, ...FOUNDATION],
    folder,
    python: join(folder, "bin", "python"),
    executable: join(folder, "bin", "repowire"),
    marker: join(folder, "installed.json"),
    lock: join(cache, `${version}.lock`),
    log: join(cache, `${version}.log`),
  };
}
