import type { ErrorRequest, Peer, PeerStatus, SpawnParams, SpawnResult } from "@repowire/protocol";
import { isRepowireError } from "@repowire/protocol/errors";

import { Backoff, waitAfter } from "./backoff.ts";
import { checkText } from "./http/encode-request.ts";
import { closedError } from "./http/explain.ts";
import type { Daemon } from "./daemon.ts";
import { type CallOptions, callSettingsOf } from "./options.ts";
import { PeerNotReadyError, type PeerStep, hasCode, wouldFailAgain } from "./errors.ts";
import {
  type Checked,
  type Rules,
  abortSignal,
  byDefault,
  callback,
  checkOptions,
  duration,
  flag,
  group,
  oneOf,
  text,
  timeLimit,
} from "./option-rules.ts";
import { ScopeEnded } from "./scope.ts";

/** The state to wait for, and for how long. */
export interface WaitUntilReadyOptions {
  /**
   * The status to wait for. A busy peer counts as `"online"`, as in the daemon's own filter.
   *
   * @defaultValue "online"
   */
  readonly status?: PeerStatus | undefined;
  /**
   * Whether the peer's socket must be connected too, so that the peer can be asked.
   *
   * @defaultValue false
   */
  readonly connected?: boolean | undefined;
  /** Ends the wait. Its reason is rethrown unchanged. */
  readonly signal?: AbortSignal | undefined;
  /**
   * Time limit in milliseconds. `Infinity` waits without end.
   *
   * @defaultValue 60000
   */
  readonly timeout?: number | undefined;
  /**
   * Milliseconds before the second check. The next pauses grow, up to 2 seconds or `interval`, whichever is
   * longer. The client has to poll, because the daemon does not announce registrations.
   *
   * @defaultValue 250
   */
  readonly interval?: number | undefined;
}

/** How `spawn` waits for the agent. */
export interface SpawnUntilReadyOptions extends WaitUntilReadyOptions {
  /**
   * Called with the daemon's answer when the agent's window is open, before the wait for the agent begins.
   * An error says the same in `spawned`, but the reason of an aborted `signal` cannot: keep the answer
   * if you abort, so that you do not start a second agent.
   */
  readonly onSpawned?: ((spawned: SpawnResult) => void) | undefined;
}

/** The options of a spawn that may wait. */
export interface SpawnOptions extends CallOptions {
  readonly waitUntilReady?: boolean | SpawnUntilReadyOptions | undefined;
}

/** Which peer to wait for, and in which state. */
export interface WaitForPeerOptions extends WaitUntilReadyOptions {
  /** Looks only in this circle, if the peer is given by its display name. */
  readonly circle?: string | undefined;
}

/** All options of a wait for a peer, with their checks and defaults. */
const readyOptions = {
  status: byDefault(oneOf<PeerStatus>("online", "busy", "offline"), "online"),
  connected: byDefault(flag, false),
  signal: abortSignal,
  timeout: byDefault(timeLimit, 60_000),
  interval: byDefault(duration, 250),
} satisfies Rules<WaitUntilReadyOptions>;

const waitOptions = () => ({ circle: text, ...readyOptions }) satisfies Rules<WaitForPeerOptions>;

const spawnOptions = () =>
  ({
    onSpawned: callback<(spawned: SpawnResult) => void>(),
    ...readyOptions,
  }) satisfies Rules<SpawnUntilReadyOptions>;

type ReadySettings = Checked<typeof readyOptions>;

interface Wait extends ReadySettings {
  /** The method that waits. */
  readonly name: string;
  /** Who is waited for, for messages. */
  readonly whom: string;
  readonly spawned?: SpawnResult;
  /** The request of each check. */
  readonly request: ErrorRequest;
}

/** Waits until a peer is ready, by its id or its display name. */
export async function waitForPeer(
  daemon: Daemon,
  identifier: string,
  given: WaitForPeerOptions,
): Promise<Peer> {
  const { circle, ...options } = checkOptions("waitForPeer", waitOptions(), given);
  checkText("waitForPeer: identifier", text.check("waitForPeer: identifier", identifier));
  const params = { identifier, ...(circle !== undefined && { circle }) };
  const request = { method: "GET", path: `/peers/${encodeURIComponent(identifier)}` };
  return await until(
    daemon,
    { ...options, name: "waitForPeer", whom: identifier, request },
    async (signal) => {
      try {
        return await daemon.caller.call("getPeer", params, { signal }, (peer) =>
          typeof peer.peer_id === "string" ? peer : undefined,
        );
      } catch (error) {
        if (hasCode(error, "unknown_peer")) return undefined;
        throw error;
      }
    },
  );
}

/**
 * Spawns an agent and waits until it has registered. The agent is recognised by its tmux window if it
 * reports one. Otherwise it is a peer with the same folder and backend that was not there before.
 */
export async function spawnUntilReady(
  daemon: Daemon,
  params: SpawnParams,
  call: SpawnOptions,
  given: true | SpawnUntilReadyOptions,
): Promise<Peer> {
  const { onSpawned, ...checked } = group(spawnOptions()).check(
    "spawn: waitUntilReady",
    given === true ? {} : given,
  );
  const options = { ...checked, signal: checked.signal ?? call.signal };
  const { caller } = daemon;
  const { timeout, headers, validation, retry } = callSettingsOf("spawn", call);
  // With `validation: "off"`, an answer may contain anything.
  const list = async (signal: AbortSignal | undefined) => {
    const ofList = { signal, timeout, headers, validation, retry };
    const answer = await caller.call("listPeers", {}, ofList);
    const { peers } = Object(answer) as Partial<typeof answer>;
    return (Array.isArray(peers) ? peers : []).filter((peer) => typeof peer?.peer_id === "string");
  };
  let there: ReadonlySet<string> = new Set();
  const remember = async () => {
    const before = await list(options.signal);
    const awake = before.filter((peer) => peer.status !== "offline");
    there = new Set(awake.map((peer) => peer.peer_id));
    return undefined;
  };
  // The window tells which agent is meant, also where nobody checks the answer.
  const recognizable = (result: SpawnResult) =>
    typeof result.tmux_session === "string" ? result : undefined;
  const spawned = await caller.call("spawn", params, call, recognizable, remember);
  daemon.callbacks.tell("onSpawned", onSpawned, [spawned]);
  const { tmux_session, peer_id } = spawned;
  const wait = {
    ...options,
    name: "spawn",
    whom: `the agent in ${tmux_session}`,
    spawned,
    request: { method: "GET", path: "/peers" },
  };
  return await until(daemon, wait, async (signal) => {
    const peers = await list(signal);
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
  { scope: client, settings }: Daemon,
  wait: Wait,
  look: (signal: AbortSignal) => Promise<Peer | undefined>,
): Promise<Peer> {
  const { name, whom, signal, timeout, interval, spawned, request } = wait;
  const backoff = new Backoff({ initial: Math.min(Math.max(interval, 10), 2_000), most: 2_000 });
  let peer: Peer | undefined;
  let answered = false;
  /** The error of the last check. */
  let trouble: unknown;
  try {
    return await client.within({ signal, timeout }, async (scope) => {
      for (;;) {
        try {
          peer = await look(scope.signal);
          if (peer !== undefined && missingStep(peer, wait) === undefined) return peer;
          [answered, trouble] = [true, undefined];
        } catch (error) {
          // A daemon that is just starting may answer the next check.
          if (!isRepowireError(error) || wouldFailAgain(error)) throw error;
          trouble = error;
        }
        await scope.pause(waitAfter(trouble, Math.max(interval, backoff.next())));
      }
    });
  } catch (error) {
    const ended = error instanceof ScopeEnded ? error : undefined;
    if (ended?.why === "aborted") throw ended.reason;
    if (ended?.why === "closed") throw closedError({ name, request }, true, spawned);
    if (ended === undefined) trouble = error;
    // Once a window is open, the error says so.
    if (trouble !== undefined && spawned === undefined) throw trouble;
    const step = (peer && missingStep(peer, wait)) ?? "registered";
    const what = answered ? `${whom} ${words(step, peer, wait)}` : `no answer about ${whom}`;
    const within = ended === undefined ? "" : ` within ${timeout} ms`;
    const window = spawned === undefined ? "" : " Its window is open: do not spawn it again.";
    const cause =
      trouble instanceof Error ? { name: trouble.name, message: trouble.message } : undefined;
    const why = cause === undefined ? "" : ` The last look failed: ${cause.message}`;
    throw new PeerNotReadyError(`${name}: ${what}${within} at ${settings.origin}.${window}${why}`, {
      request,
      timeout,
      step,
      peer,
      spawned,
      cause,
    });
  }
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
