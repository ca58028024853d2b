import { checkBaseUrl, checkToken } from "./options.ts";

/** A setting, and the variable or file it was read from. */
export interface Found {
  readonly value: string;
  readonly source: string;
}

/** The daemon's settings in an environment. */
export interface EnvironmentSettings {
  readonly url: Found | undefined;
  readonly host: Found | undefined;
  readonly port: Found | undefined;
  readonly authToken: Found | undefined;
}

/** Variables of an environment, such as `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The environment of this process; empty if there is none. */
export function processEnvironment(): Environment {
  const { process } = globalThis as { process?: { env?: Environment } };
  return process?.env ?? {};
}

/**
 * Reads the variables that the daemon and its own programs read, in the same order.
 *
 * @throws TypeError that names the variable of a URL or token that cannot work.
 */
export function readEnvironment(environment: Environment): EnvironmentSettings {
  const first = (...names: readonly string[]): Found | undefined => {
    for (const source of names) {
      // The daemon, too, treats an empty variable as absent.
      const value = environment[source];
      if (value) return { value, source };
    }
    return undefined;
  };
  const url = first("REPOWIRE_DAEMON_URL");
  const authToken = first("REPOWIRE_DAEMON__AUTH_TOKEN", "REPOWIRE_AUTH_TOKEN");
  if (url !== undefined) checkBaseUrl(url.source, url.value);
  if (authToken !== undefined) checkToken(authToken.value, authToken.source);
  return {
    url,
    host: first("REPOWIRE_DAEMON__HOST", "REPOWIRE_DAEMON_HOST"),
    port: first("REPOWIRE_DAEMON__PORT", "REPOWIRE_DAEMON_PORT"),
    authToken,
  };
}

/** The options of a client that an environment sets. */
export function clientOptionsFrom(environment: Environment): {
  readonly baseUrl?: string;
  readonly authToken?: string;
} {
  const { url, host, port, authToken } = readEnvironment(environment);
  const named = url ?? host ?? port;
  return {
    ...(named && { baseUrl: url?.value ?? baseUrlOf(host, port) }),
    ...(authToken && { authToken: authToken.value }),
  };
}

/**
 * Makes a base URL from a host and a port. An address that listens everywhere, such as `0.0.0.0`, becomes
 * loopback.
 *
 * @throws TypeError that names the source of a host or port that cannot work.
 */
export function baseUrlOf(host: Found | undefined, port: Found | undefined): string {
  return `http://${hostOf(host)}:${portOf(port)}`;
}

function hostOf(found: Found | undefined): string {
  if (found === undefined) return "127.0.0.1";
  const name = found.value.trim().replace(/^\[(.*)\]$/, "$1");
  if (name === "0.0.0.0" || name === "*") return "127.0.0.1";
  if (name === "::") return "[::1]";
  const host = name.includes(":") ? `[${name}]` : name;
  if (/^[\w.:[\]-]+$/.test(host) && URL.canParse(`http://${host}`)) return host;
  throw new TypeError(`${found.source}: the host must be a name or an IP address without a port`);
}

function portOf(found: Found | undefined): number {
  if (found === undefined) return 8377;
  const port = /^\s*\d{1,5}\s*$/.test(found.value) ? Number(found.value) : 0;
  if (port >= 1 && port <= 65_535) return port;
  throw new TypeError(`${found.source}: the port must be a number from 1 to 65535`);
}
