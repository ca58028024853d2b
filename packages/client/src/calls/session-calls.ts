import type {
  Peer,
  ForkBackendParams,
  ForkBackendResult,
  KillPeerParams,
  KillPeerResult,
  NotifySessionParams,
  NotifySessionResult,
  RehookPeerParams,
  RehookPeerResult,
  RestartPeerParams,
  RestartPeerResult,
  ResumeSessionParams,
  ResumeSessionResult,
  SearchTimelineParams,
  SearchTimelineResult,
  SpawnConfig,
  SpawnParams,
  SpawnResult,
  SwitchBackendParams,
  SwitchBackendResult,
  Timeline,
  TimelineParams,
  Transcript,
  TranscriptParams,
} from "@repowire/protocol";

import type { RepowireCall } from "../http/call.ts";
import type { CallOptions } from "../options.ts";
import { type WaitUntilReadyOptions, spawnUntilReady } from "../wait-for-peer.ts";
import { EventCalls } from "./event-calls.ts";

/** Sessions and what was said in them; starting and ending agents. */
export abstract class SessionCalls extends EventCalls {
  /** What the daemon may spawn, and where. */
  spawnConfig(options?: CallOptions): RepowireCall<SpawnConfig> {
    return this.calls.call("spawnConfig", undefined, options);
  }

  /** Opens a tmux window with an agent in it. The agent registers by itself later, or never. */
  spawn(
    params: SpawnParams,
    options?: CallOptions & { readonly waitUntilReady?: false | undefined },
  ): RepowireCall<SpawnResult>;
  /**
   * Opens a tmux window with an agent in it, and waits until the agent has registered.
   *
   * @throws `PeerNotReadyError` when time is up: the window is there, and `step` says what is missing.
   *
   * @example
   * ```ts
   * import { RepowireClient } from "@repowire/client";
   *
   * const client = new RepowireClient();
   * const peer = await client.spawn(
   *   { path: "/srv/shop", backend: "codex", circle: "shop" },
   *   { waitUntilReady: { connected: true, timeout: 30_000 } },
   * );
   * console.log(peer.display_name);
   * ```
   */
  spawn(
    params: SpawnParams,
    options: CallOptions & { readonly waitUntilReady: true | WaitUntilReadyOptions },
  ): Promise<Peer>;
  spawn(
    params: SpawnParams,
    options: CallOptions & {
      readonly waitUntilReady?: boolean | WaitUntilReadyOptions | undefined;
    } = {},
  ): RepowireCall<SpawnResult> | Promise<Peer> {
    const { waitUntilReady, ...call } = options;
    const spawn = () => this.calls.call("spawn", params, call);
    if (waitUntilReady === undefined || waitUntilReady === false) return spawn();
    const wait = waitUntilReady === true ? {} : waitUntilReady;
    return spawnUntilReady(this.daemon, params, spawn, { signal: call.signal, ...wait });
  }

  /** Ends a peer and its tmux pane. */
  killPeer(
    peer_identifier: string,
    params?: Omit<KillPeerParams, "peer_identifier">,
    options?: CallOptions,
  ): RepowireCall<KillPeerResult> {
    return this.calls.call("killPeer", { ...params, peer_identifier }, options);
  }

  /** Starts a peer's agent anew, as the same peer. With `dry_run` it only says whether that would work. */
  restartPeer(
    name: string,
    params?: Omit<RestartPeerParams, "name">,
    options?: CallOptions,
  ): RepowireCall<RestartPeerResult> {
    return this.calls.call("restartPeer", { ...params, name }, options);
  }

  /** Looks whether a peer's hook is alive; with `apply` it starts a dead one again. */
  rehookPeer(
    name: string,
    params?: Omit<RehookPeerParams, "name">,
    options?: CallOptions,
  ): RepowireCall<RehookPeerResult> {
    return this.calls.call("rehookPeer", { ...params, name }, options);
  }

  /** Replaces a peer's agent by one of another backend, which is another peer. Gone in the Go daemon. */
  switchBackend(
    name: string,
    params: Omit<SwitchBackendParams, "name">,
    options?: CallOptions,
  ): RepowireCall<SwitchBackendResult> {
    return this.calls.call("switchBackend", { ...params, name }, options);
  }

  /** Starts an agent of another backend beside a peer. Go only. */
  forkBackend(
    name: string,
    params: Omit<ForkBackendParams, "name">,
    options?: CallOptions,
  ): RepowireCall<ForkBackendResult> {
    return this.calls.call("forkBackend", { ...params, name }, options);
  }

  /** Sends a message to whichever peer has a session now. */
  notifySession(
    repowire_session_id: string,
    params: Omit<NotifySessionParams, "repowire_session_id">,
    options?: CallOptions,
  ): RepowireCall<NotifySessionResult> {
    return this.calls.call("notifySession", { ...params, repowire_session_id }, options);
  }

  /** Says whether a session can be resumed; with `dry_run: false` it is, in a new tmux window. */
  resumeSession(
    repowire_session_id: string,
    params?: Omit<ResumeSessionParams, "repowire_session_id">,
    options?: CallOptions,
  ): RepowireCall<ResumeSessionResult> {
    return this.calls.call("resumeSession", { ...params, repowire_session_id }, options);
  }

  /** What a peer did and said, from its agent's own files. */
  timeline(
    name: string,
    params?: Omit<TimelineParams, "name">,
    options?: CallOptions,
  ): RepowireCall<Timeline> {
    return this.calls.call("timeline", { ...params, name }, options);
  }

  /** Where a text occurs in a peer's timeline. */
  searchTimeline(
    name: string,
    params: Omit<SearchTimelineParams, "name">,
    options?: CallOptions,
  ): RepowireCall<SearchTimelineResult> {
    return this.calls.call("searchTimeline", { ...params, name }, options);
  }

  /** What was said in a peer's session, the newest page first; `before` gets the one before it. */
  transcript(
    name: string,
    params?: Omit<TranscriptParams, "name">,
    options?: CallOptions,
  ): RepowireCall<Transcript> {
    return this.calls.call("transcript", { ...params, name }, options);
  }
}
