import { setTimeout as sleep } from "node:timers/promises";
import type { Target } from "./target.ts";

/** How a running daemon is reached. */
export interface UrlTargetOptions {
  /** The bearer token that it wants. Default: none. */
  readonly authToken?: string | undefined;
  /** Its version. Default: the version in its `/health`. The Go daemon reports none. */
  readonly version?: string | undefined;
}

/**
 * A running daemon at any address. Scenarios that need settings, a restart or tmux cannot run on it.
 *
 * @throws Error if no daemon answers there, or if the daemon already has peers.
 */
export async function urlTarget(
  url: string | URL,
  { authToken, version: wanted }: UrlTargetOptions = {},
): Promise<Target> {
  const baseUrl = String(url).replace(/\/$/, "");
  const headers: Record<string, string> = authToken ? { authorization: `Bearer ${authToken}` } : {};
  const read = async (path: string): Promise<Record<string, unknown>> => {
    const response = await fetch(baseUrl + path, { headers }).catch((cause: unknown) => {
      throw new Error(`No daemon answers at ${baseUrl}.`, { cause });
    });
    if (!response.ok) throw new Error(`GET ${path} of ${baseUrl} answered ${response.status}.`);
    return (await response.json()) as Record<string, unknown>;
  };
  const health = await read("/health");
  const version = wanted ?? health["version"];
  if (typeof version !== "string") {
    throw new Error(`${baseUrl} does not report its version: pass it with --as, such as --as go.`);
  }
  const { peers = [] } = (await read("/peers")) as { peers?: readonly { name?: string }[] };
  const others = peers.filter(({ name }) => name !== "jobs");
  if (others.length > 0) {
    throw new Error(
      `${baseUrl} has ${others.length} peers. The contract sends messages and removes peers, ` +
        "so it needs a daemon that nobody uses.",
    );
  }
  return {
    name: `repowire ${version} at ${new URL(baseUrl).origin}`,
    version,
    ranBefore: true,
    baseUrl,
    fetch: globalThis.fetch,
    WebSocket: globalThis.WebSocket,
    clock: { now: () => performance.now(), sleep: (milliseconds) => sleep(milliseconds) },
    authToken,
    close: async () => {},
  };
}
