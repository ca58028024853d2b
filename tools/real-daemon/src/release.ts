import { join, resolve } from "node:path";

/** The files that one installed release consists of. */
export interface Release {
  readonly version: string;
  /** The requirements for pip. A change of this list causes a new installation. */
  readonly requirements: readonly string[];
  /** The virtual environment. */
  readonly folder: string;
  readonly python: string;
  /** A script of `python`. */
  readonly executable: string;
  /** Its dependencies that take long to load. Nothing of its own, because that reads HOME at once. */
  readonly modules: readonly string[];
  /** Written last, so the environment is complete if it exists. Holds requirements and `pip freeze`. */
  readonly marker: string;
  readonly lock: string;
  readonly log: string;
}

const REPOSITORY = resolve(import.meta.dirname, "../../..");

/**
 * Pinned versions, so that a test gives the same result next year. The daemon requires only minimum
 * versions, but its answers depend on the versions: with FastAPI 0.145 or newer it does not start, and
 * Starlette, pydantic and uvicorn shape headers, error items and close codes.
 */
const FOUNDATION = [
  "fastapi==0.142.4",
  "starlette==1.7.0",
  "pydantic==2.13.5",
  "uvicorn==0.54.0",
  // Attachments need it, but the daemon's package does not list it.
  "python-multipart",
];

const SLOW_MODULES = [
  "click",
  "fastapi.middleware.cors",
  "fastapi.staticfiles",
  "httpx",
  "libtmux",
  "mcp.server",
  "pydantic_settings",
  "pydantic.v1",
  "rich.console",
  "sqlite3",
  "uvicorn.protocols.http.httptools_impl",
  "uvloop",
  "websockets.asyncio.client",
  "websockets.server",
];

export function describeRelease(version: string): Release {
  if (!/^\d+\.\d+\.\d+[\w.]*$/.test(version)) {
    throw new TypeError(`"${version}" is not a release of repowire: write one such as 0.14.17.`);
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
    modules: SLOW_MODULES,
    marker: join(folder, "installed.json"),
    lock: join(cache, `${version}.lock`),
    log: join(cache, `${version}.log`),
  };
}
