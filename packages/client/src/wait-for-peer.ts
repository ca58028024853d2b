import type { Peer, PeerStatus, SpawnParams, SpawnResult } from "@repowire/protocol";
import { isRepowireError } from "@repowire/protocol/errors";

import { closedError } from "./http/explain.ts";
import type { Daemon } from "./daemon.ts";
import { PeerNotReadyError, type PeerStep } from "./errors.ts";
import { hasCode, wouldFailAgain } from "./failures.ts";
import {
  type Checked,
  type Rules,
  abortSignal,
  byDefault,
  checkOptions,
  duration,
  flag,
  group,
  text,
} from "./option-rules.ts";
import { ScopeEnded } from "./scope.ts";

/** What a peer is waited for to be, and for how long. */
export interface WaitUntilReadyOptions {
  /**
   * `"online"`, as in the daemon's own filter, is fulfilled by a busy peer too.
   *
   * @defaultValue "online"
   */
  readonly status?: PeerStatus | undefined;
  /**
   * Whether its socket has to be connected as well, so that it can be asked.
   *
   * @defaultValue false
   */
  readonly connected?: boolean | undefined;
  /** Ends the wait; its reason is rethrown as it is. */
  readonly signal?: AbortSignal | undefined;
  /**
   * Milliseconds. `Infinity` waits without end.
   *
   * @defaultValue 60000
   */
  readonly timeout?: number | undefined;
  /**
   * Milliseconds between two looks; the daemon tells nobody of registrations.
   *
   * @defaultValue 250
   */
  readonly interval?: number | undefined;
}

/** Which peer is waited for, and what it has to be. */
export interface WaitForPeerOptions extends WaitUntilReadyOptions {
  /** Narrows the lookup by display name. */
  readonly circle?: string | undefined;
}

/** However short an interval is said to be, there is a pause between two looks. */
const shortestInterval = 10;

/** Every option of a wait for a peer, with its check and its default. */
const readyOptions = {
  status: byDefault(text, "online"),
  connected: byDefault(flag, false),
  signal: abortSignal,
  timeout: byDefault(duration, 60_000),
  interval: byDefault(duration, 250),
} satisfies Rules<WaitUntilReadyOptions>;

const waitOptions = () => ({ circle: text, ...readyOptions }) satisfies Rules<WaitForPeerOptions>;

type ReadySettings = Checked<typeof readyOptions>;

interface Wait extends ReadySettings {
  /** The method that waits. */
  readonly name: string;
  /** For messages: who is waited for. */
  readonly whom: string;
  readonly spawned?: SpawnResult;
  readonly path: string;
}

/** What the looks have seen: the peer, or why there is nothing to see. */
interface Sight {
  peer?: Peer | undefined;
  /** Whether anything was sent. */
  begun?: boolean;
  /** Whether the daemon has answered at all. */
  answered?: boolean;
  /** What the last look failed with. */
  trouble?: unknown;
}

/** Waits until a peer is there, by its id or its display name. */
export async function waitForPeer(
  daemon: Daemon,
  identifier: string,
  given: WaitForPeerOptions,
): Promise<Peer> {
  const { circle, ...options } = checkOptions("waitForPeer", waitOptions(), given);
  const params = { identifier, ...(circle !== undefined && { circle }) };
  const path = `/peers/${encodeURIComponent(identifier)}`;
  return await until(
    daemon,
    { ...options, name: "waitForPeer", whom: identifier, path },
    async (signal) => {
      try {
        return await daemon.caller.call("getPeer", params, { signal });
      } catch (error) {
        if (hasCode(error, "unknown_peer")) return undefined;
        throw error;
      }
    },
  );
}

/**
 * Spawns an agent and waits until it has registered. It is known by its tmux window where it tells
 * that, else by its folder and backend, and by not having been there before.
 */
export async function spawnUntilReady(
  daemon: Daemon,
  params: SpawnParams,
  spawn: () => Promise<SpawnResult>,
  given: WaitUntilReadyOptions,
  signal: AbortSignal | undefined,
): Promise<Peer> {
  const checked = group(readyOptions).check("spawn: waitUntilReady", given);
  const options = { ...checked, signal: checked.signal ?? signal };
  const { caller } = daemon;
  const { peers: before } = await caller.call("listPeers", {}, { signal: options.signal });
  const there = new Set(
    before.filter((peer) => peer.status !== "offline").map((peer) => peer.peer_id),
  );
  const spawned = await spawn();
  const { tmux_session, peer_id } = spawned;
  const wait = {
    ...options,
    name: "spawn",
    whom: `the agent in ${tmux_session}`,
    spawned,
    path: "/peers",
  };
  return await until(daemon, wait, async (signal) => {
    const { peers } = await caller.call("listPeers", {}, { signal });
    const fresh = peers.filter((peer) => !there.has(peer.peer_id));
    return (
      peers.find((peer) => peer_id != null && peer.peer_id === peer_id) ??
      fresh.find((peer) => peer.tmux_session === tmux_session) ??
      fresh.find(
        (peer) =>
          peer.tmux_session == null &&
          peer.path === params.path &&
          (params.backend == null || peer.backend === params.backend),
      )
    );
  });
}

async function until(
  daemon: Daemon,
  wait: Wait,
  look: (signal: AbortSignal) => Promise<Peer | undefined>,
): Promise<Peer> {
  const { signal, timeout, interval } = wait;
  const seen: Sight = {};
  try {
    return await daemon.scope.within({ signal, timeout }, async (scope) => {
      seen.begun = true;
      for (;;) {
        try {
          seen.peer = await look(scope.signal);
          seen.trouble = undefined;
          seen.answered = true;
        } catch (error) {
          // A daemon that is just being started is worth another look.
          if (!isRepowireError(error) || wouldFailAgain(error)) throw error;
          seen.trouble = error;
        }
        if (seen.peer !== undefined && missingStep(seen.peer, wait) === undefined) return seen.peer;
        await scope.pause(Math.max(interval, shortestInterval));
      }
    });
  } catch (error) {
    throw failure(daemon, wait, seen, error);
  }
}

/** What the wait rejects with. Once a window is open, the error says so. */
function failure(daemon: Daemon, wait: Wait, seen: Sight, error: unknown): unknown {
  const { name, path, spawned } = wait;
  if (!(error instanceof ScopeEnded)) {
    return spawned === undefined ? error : notReady(daemon, wait, { ...seen, trouble: error });
  }
  if (error.why === "aborted") return error.reason;
  if (error.why === "closed") {
    const request = { method: "GET", path } as const;
    return closedError({ name, request }, spawned !== undefined || seen.begun === true, spawned);
  }
  const { trouble } = seen;
  return trouble !== undefined && spawned === undefined ? trouble : notReady(daemon, wait, seen);
}

function notReady({ settings }: Daemon, wait: Wait, seen: Sight): PeerNotReadyError {
  const { name, whom, spawned, path, timeout } = wait;
  const { peer, trouble, answered } = seen;
  const step = (peer && missingStep(peer, wait)) ?? "registered";
  const what = answered ? `${whom} ${words(step, peer, wait)}` : `no answer about ${whom}`;
  const why = isRepowireError(trouble) ? ` The last look failed: ${trouble.message}` : "";
  const window = spawned === undefined ? "" : " Its window is open: do not spawn it again.";
  return new PeerNotReadyError(
    `${name}: ${what} within ${timeout} ms at ${settings.origin}.${window}${why}`,
    {
      request: { method: "GET", path },
      timeout,
      step,
      peer,
      spawned,
      cause: isRepowireError(trouble)
        ? { name: trouble.name, message: trouble.message }
        : undefined,
    },
  );
}

function missingStep(peer: Peer, { status, connected }: Wait): PeerStep | undefined {
  const fits = status === "online" ? peer.status !== "offline" : peer.status === status;
  if (!fits) return "status";
  return connected === true && peer.ws_connected !== true ? "connected" : undefined;
}

function words(step: PeerStep, peer: Peer | undefined, { status }: Wait): string {
  if (step === "registered") return "did not register";
  if (step === "connected") return "registered, but did not connect its socket";
  return `registered, but is ${peer?.status ?? "away"} and not ${status}`;
}
