import {
  type Peer,
  type PeerStatus,
  type SpawnParams,
  type SpawnResult,
  isRepowireError,
} from "@repowire/protocol";

import { addAbortListener, removeAbortListener } from "./abort-listeners.ts";
import { checkDelays, pause, schedule } from "./clock.ts";
import { closedError } from "./http/explain.ts";
import type { Daemon } from "./daemon.ts";
import { hasCode, wouldFailAgain } from "./failures.ts";
import { PeerNotReadyError, type PeerStep } from "./peer-not-ready-error.ts";

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

const defaults = { timeout: 60_000, interval: 250 };

interface Wait extends WaitUntilReadyOptions {
  /** The method that waits. */
  readonly name: string;
  /** For messages: who is waited for. */
  readonly whom: string;
  readonly spawned?: SpawnResult;
  readonly path: string;
}

/** What a look has seen: the peer, or why there is nothing to see. */
interface Sight {
  readonly peer?: Peer | undefined;
  readonly trouble?: unknown;
}

/** Waits until a peer is there, by its id or its display name. */
export async function waitForPeer(
  daemon: Daemon,
  identifier: string,
  { circle, ...options }: WaitForPeerOptions,
): Promise<Peer> {
  checkDelays("waitForPeer", { timeout: options.timeout, interval: options.interval });
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
  options: WaitUntilReadyOptions,
): Promise<Peer> {
  const { timeout, interval } = options;
  const times = { "waitUntilReady.timeout": timeout, "waitUntilReady.interval": interval };
  checkDelays("spawn", times);
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
  const { signal, timeout = defaults.timeout, interval = defaults.interval } = wait;
  const { clock, lifetime } = daemon;
  // Fires at the end of the time, with the caller's signal, and with the end of the client.
  const over = new AbortController();
  const end = () => over.abort();
  signal?.throwIfAborted();
  if (lifetime.ended) throw closed(wait, wait.spawned !== undefined);
  const timer = schedule(clock, timeout, end);
  if (signal) addAbortListener(signal, end);
  lifetime.add(end);
  try {
    let seen: Sight | undefined;
    for (;;) {
      try {
        seen = { peer: await look(over.signal) };
      } catch (error) {
        // A daemon that is just being started is worth another look.
        if (isRepowireError(error) && !wouldFailAgain(error)) seen = { trouble: error };
        else if (!over.signal.aborted || isRepowireError(error)) throw error;
      }
      if (seen?.peer !== undefined && missingStep(seen.peer, wait) === undefined) return seen.peer;
      if (!over.signal.aborted) await pause(clock, interval, over.signal);
      signal?.throwIfAborted();
      if (lifetime.ended) throw closed(wait, true);
      if (over.signal.aborted) throw seen?.trouble ?? notReady(daemon, wait, seen);
    }
  } finally {
    timer.cancel();
    if (signal) removeAbortListener(signal, end);
    lifetime.remove(end);
  }
}

function closed({ name, path }: Wait, sent: boolean): Error {
  return closedError({ name, request: { method: "GET", path } }, sent);
}

function notReady({ settings }: Daemon, wait: Wait, seen: Sight | undefined): PeerNotReadyError {
  const { name, whom, spawned, path, timeout = defaults.timeout } = wait;
  const peer = seen?.peer;
  const step = (peer && missingStep(peer, wait)) ?? "registered";
  const what = seen ? `${whom} ${words(step, peer, wait)}` : `no answer about ${whom}`;
  return new PeerNotReadyError(`${name}: ${what} within ${timeout} ms at ${settings.origin}.`, {
    request: { method: "GET", path },
    timeout,
    step,
    peer,
    spawned,
  });
}

function missingStep(peer: Peer, { status = "online", connected }: Wait): PeerStep | undefined {
  const fits = status === "online" ? peer.status !== "offline" : peer.status === status;
  if (!fits) return "status";
  return connected === true && peer.ws_connected !== true ? "connected" : undefined;
}

function words(step: PeerStep, peer: Peer | undefined, { status = "online" }: Wait): string {
  if (step === "registered") return "did not register";
  if (step === "connected") return "registered, but did not connect its socket";
  return `registered, but is ${peer?.status ?? "away"} and not ${status}`;
}
