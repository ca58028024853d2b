import type {
  AckParams,
  AnswerParams,
  AskBlockingParams,
  AskBlockingResult,
  AskHistory,
  AskHistoryParams,
  AskManyParams,
  AskManyStatus,
  AskParams,
  BroadcastParams,
  BroadcastResult,
  CancelJobParams,
  ClaimRoleParams,
  ClaimRoleResult,
  CreateJobParams,
  CreateJobResult,
  CreateScheduleParams,
  DeclineParams,
  DoctorReport,
  EndpointName,
  EventsParams,
  ForkBackendParams,
  ForkBackendResult,
  GetPeerParams,
  Health,
  IngestChatTurnDeltaParams,
  IngestChatTurnParams,
  JobOutcomeResult,
  JobStatusResult,
  KillPeerParams,
  KillPeerResult,
  ListJobsParams,
  ListJobsResult,
  ListPeersParams,
  ListSchedulesParams,
  MarkPeerOfflineParams,
  MarkPeerOfflineResult,
  NotifyParams,
  NotifyResult,
  NotifySessionParams,
  NotifySessionResult,
  OkResult,
  OrchestratorStatus,
  ParamsOf,
  Peer,
  PendingAsk,
  PendingAsksParams,
  PendingDeliveriesParams,
  PendingDelivery,
  QueryParams,
  QueryResult,
  RawEvent,
  RegisterPeerParams,
  RegisterPeerResult,
  RehookPeerParams,
  RehookPeerResult,
  RestartPeerParams,
  RestartPeerResult,
  ResultOf,
  ResumeSessionParams,
  ResumeSessionResult,
  RunJobParams,
  Schedule,
  SearchTimelineParams,
  SearchTimelineResult,
  SetCircleParams,
  SetDescriptionParams,
  SetProvenanceParams,
  SpawnConfig,
  SpawnParams,
  SpawnResult,
  SwitchBackendParams,
  SwitchBackendResult,
  Timeline,
  TimelineParams,
  TouchPeerParams,
  Trace,
  Transcript,
  TranscriptParams,
  UnregisterPeerParams,
  UpdateJobParams,
  UpdateSessionParams,
  UploadedAttachment,
  ValidateIdentityParams,
  ValidateIdentityResult,
  WaitOnAskParams,
  WaitOnAskResult,
} from "@repowire/protocol";
import * as endpoints from "@repowire/protocol/endpoints";

import { Daemon } from "./daemon.ts";
import { clientOptionsFrom, processEnvironment } from "./environment.ts";
import { EventStream, type EventStreamOptions, type EventType } from "./events/stream.ts";
import { type Caller, type RepowireCall, callEndpoint, callOf, callRoute } from "./http/call.ts";
import { callTo, closedError } from "./http/explain.ts";
import type { Route } from "./http/encode-request.ts";
import type {
  AttachmentSource,
  DownloadOptions,
  DownloadedBytes,
  DownloadedStream,
  UploadOptions,
} from "./http/files.ts";
import { loadFiles, loadFollower, loadLivePeer, loadWaitForPeer } from "./parts.ts";
import {
  type CallOptions,
  type RepowireClientOptions,
  plainOptions,
  settingsOf,
} from "./options.ts";
import type { ConnectPeerOptions, ConnectPeerParams } from "./peer/options.ts";
import type { LivePeer } from "./peer/live-peer.ts";
import { type AskMany, withReplies } from "./replies/ask-many.ts";
import type { Ask } from "./replies/reply.ts";
import {
  handleOf,
  sendAsk,
  sentAsk,
  withReply,
  withReplyDelivery,
  withSearch,
} from "./replies/ask.ts";
import type { AnswerSchema, TypedAsk } from "./replies/typed-reply.ts";
import { Scope } from "./scope.ts";
import type { SpawnOptions, SpawnUntilReadyOptions, WaitForPeerOptions } from "./wait-for-peer.ts";

/** The endpoints that answer with JSON to parameters that are JSON. */
export type JsonEndpointName = Exclude<
  EndpointName,
  "downloadAttachment" | "eventStream" | "uploadAttachment"
>;

/** A client that differs only in these can share the streams and replies of another one. */
const optionsOfCalls: ReadonlySet<string> = /* @__PURE__ */ new Set([
  "timeout",
  "retry",
  "validation",
]);

/**
 * A client of one Repowire daemon.
 *
 * Parameters and results keep the daemon's own names. The client sends each call once and never repeats
 * it by itself. A call resolves with the daemon's answer, or rejects with a `DaemonConnectionError`, a
 * `DaemonTimeoutError` or a `DaemonHTTPError`. Wrong arguments reject with a `TypeError` before
 * anything is sent, and a caller's own abort with the reason that the caller gave.
 *
 * @example
 * ```ts
 * import { RepowireClient } from "@repowire/client";
 *
 * const client = new RepowireClient({ timeout: 10_000 });
 * try {
 *   await using me = await client.connectPeer({ path: "/srv/docs", circle: "docs" });
 *   const { correlation_id } = await me.ask({ to_peer: "shop-codex", text: "Which port?" });
 *   console.log(correlation_id);
 * } finally {
 *   await client.close();
 * }
 * ```
 */
export class RepowireClient {
  readonly #options: RepowireClientOptions;
  readonly #daemon: Daemon;
  readonly #caller: Caller;

  /**
   * @throws TypeError for options that cannot work. Its message holds no value of them.
   */
  constructor(options?: RepowireClientOptions);
  /** `method` is the one that the user called. @internal */
  constructor(options: RepowireClientOptions, method: string, parent?: Scope, root?: Daemon);
  constructor(
    options: RepowireClientOptions = {},
    method: string = "RepowireClient",
    parent?: Scope,
    root?: Daemon,
  ) {
    this.#options = plainOptions(method, options);
    const settings = settingsOf(method, this.#options);
    this.#daemon = new Daemon(settings, new Scope({ clock: settings.clock }, parent), root);
    this.#caller = this.#daemon.caller;
  }

  /**
   * Makes a client for the daemon that the environment names, with the variables that the daemon's own
   * programs read, in their order:
   *
   * - the address: `REPOWIRE_DAEMON_URL`; else `REPOWIRE_DAEMON__HOST` or `REPOWIRE_DAEMON_HOST`, and
   *   `REPOWIRE_DAEMON__PORT` or `REPOWIRE_DAEMON_PORT`,
   * - the token: `REPOWIRE_DAEMON__AUTH_TOKEN` or `REPOWIRE_AUTH_TOKEN`.
   *
   * `options` go before the environment, except those that are `undefined`. The constructor never reads it. On Node, `findDaemon` of
   * `@repowire/client/node` also reads the daemon's configuration file.
   *
   * @throws TypeError for a variable that cannot work; its message names the variable.
   *
   * @example
   * ```ts
   * import { RepowireClient } from "@repowire/client";
   *
   * const client = RepowireClient.fromEnv({ timeout: 5_000 });
   * console.log(await client.health());
   * ```
   */
  static fromEnv(options: RepowireClientOptions = {}): RepowireClient {
    const found = clientOptionsFrom(processEnvironment());
    const plain = plainOptions("fromEnv", options);
    const given = Object.entries(plain).filter(([, value]) => value !== undefined);
    return new RepowireClient({ ...found, ...Object.fromEntries(given) }, "fromEnv");
  }

  /**
   * Makes a client with other options. An option that is `undefined` goes back to its default. If only
   * `timeout`, `retry` and `validation` change, both clients share one event stream and the few
   * connections of `maxConnections`. Closing this client closes the new one as well, not the other way
   * round.
   *
   * @example
   * ```ts
   * import { RepowireClient } from "@repowire/client";
   *
   * const client = new RepowireClient();
   * const patient = client.with({ timeout: 120_000 });
   * console.log(await patient.listPeers());
   * ```
   */
  with(options: RepowireClientOptions): RepowireClient {
    const changed = plainOptions("with", options);
    const isShared = Object.keys(changed).every((name) => optionsOfCalls.has(name));
    const root = isShared ? this.#daemon.root : undefined;
    const { scope } = this.#daemon;
    return new RepowireClient({ ...this.#options, ...changed }, "with", scope, root);
  }

  /**
   * Closes the client. Live peers finish their running handlers first, up to their `drainTimeout`. Then
   * calls, streams and waits end, and later calls fail at once. Resolves when the sockets are gone.
   * Closing twice does nothing more. A `fetch` that you passed in stays yours.
   */
  close(): Promise<void> {
    return this.#daemon.scope.close();
  }

  /** {@link RepowireClient.close}, for `await using`. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** Returns the health of the daemon. Needs no token. */
  health(options?: CallOptions): RepowireCall<Health> {
    return this.#caller.call("health", undefined, options);
  }

  /**
   * Calls an endpoint by its name. All parameters are in one object, and the result is the daemon's whole
   * answer.
   *
   * @example
   * ```ts
   * import { RepowireClient } from "@repowire/client";
   *
   * const client = new RepowireClient();
   * const { peers } = await client.request("listPeers", { circle: "docs" });
   * console.log(peers.length);
   * ```
   */
  request<Name extends JsonEndpointName>(
    name: Name,
    params?: ParamsOf<Name>,
    options?: CallOptions,
  ): RepowireCall<ResultOf<Name>>;
  /**
   * Calls a route that is not in the table of endpoints. The answer is not checked. An empty answer is
   * `undefined`.
   *
   * @example
   * ```ts
   * import { RepowireClient } from "@repowire/client";
   *
   * const client = new RepowireClient();
   * const answer = await client.request({
   *   method: "GET",
   *   path: "/reviews",
   *   query: { reviewer: "docs-codex" },
   * });
   * console.log(answer);
   * ```
   */
  request(route: Route, options?: CallOptions): RepowireCall<unknown>;
  request(
    target: JsonEndpointName | Route,
    second?: object,
    options?: CallOptions,
  ): RepowireCall<unknown> {
    return typeof target === "string"
      ? callEndpoint(this.#caller, "request", target, second, options)
      : callRoute(this.#caller, target, second as CallOptions | undefined, options);
  }

  // Peers.

  /** Lists the peers. Python daemons list them in the order of their registration; Go has no order. */
  listPeers(params?: ListPeersParams, options?: CallOptions): RepowireCall<Peer[]> {
    return this.#caller.call("listPeers", params, options, (result) => result.peers);
  }

  /**
   * Returns a peer by its id or display name. If two circles have a peer of that name, the daemon refuses
   * with 409: pass `circle`, or use the peer id.
   */
  getPeer(
    identifier: string,
    params?: Omit<GetPeerParams, "identifier">,
    options?: CallOptions,
  ): RepowireCall<Peer> {
    return this.#caller.on("getPeer", { identifier }, params, options);
  }

  /** Returns the peer that runs in a tmux pane, such as `"%42"`. */
  getPeerByPane(pane_id: string, options?: CallOptions): RepowireCall<Peer> {
    return this.#caller.call("getPeerByPane", { pane_id }, options);
  }

  /**
   * Registers a peer. The daemon chooses the name: use `peer_id` and `display_name` of the result. To be
   * the same peer later, send the `peer_id` with the same path again.
   *
   * A peer that only registers goes offline at the daemon's next repair. On 0.17.0 that can be the very
   * next call. To stay online, use {@link RepowireClient.connectPeer}.
   *
   * @example
   * ```ts
   * import { RepowireClient } from "@repowire/client";
   *
   * const client = new RepowireClient();
   * const me = await client.registerPeer({ name: "docs", path: "/srv/docs", circle: "docs" });
   * console.log(me.display_name);
   * ```
   */
  registerPeer(
    params: RegisterPeerParams,
    options?: CallOptions,
  ): RepowireCall<RegisterPeerResult> {
    return this.#caller.call("registerPeer", params, options);
  }

  /** Removes a peer and its identity. Asks that it took part in stay open. */
  unregisterPeer(
    name: string,
    params?: Omit<UnregisterPeerParams, "name">,
    options?: CallOptions,
  ): RepowireCall<OkResult> {
    return this.#caller.on("unregisterPeer", { name }, params, options);
  }

  /**
   * Proves an identity with the certificate of its registration, and puts it back into the list
   * after a restart of the daemon.
   */
  validateIdentity(
    params: ValidateIdentityParams,
    options?: CallOptions,
  ): RepowireCall<ValidateIdentityResult> {
    return this.#caller.call("validateIdentity", params, options);
  }

  /** Examines why messages reach a peer or not. */
  doctorPeer(
    identifier: string,
    params?: Omit<GetPeerParams, "identifier">,
    options?: CallOptions,
  ): RepowireCall<DoctorReport> {
    return this.#caller.on("doctorPeer", { identifier }, params, options);
  }

  /** Marks a peer as offline. An unknown peer is no error. `cancelled_queries` counts the queries that ended. */
  markPeerOffline(
    name: string,
    params?: Omit<MarkPeerOfflineParams, "name">,
    options?: CallOptions,
  ): RepowireCall<MarkPeerOfflineResult> {
    return this.#caller.on("markPeerOffline", { name }, params, options);
  }

  /** Sets what a peer works on. An empty text clears it. The daemon forgets it after 15 minutes. */
  setDescription(
    name: string,
    params: Omit<SetDescriptionParams, "name">,
    options?: CallOptions,
  ): RepowireCall<OkResult> {
    return this.#caller.on("setDescription", { name }, params, options);
  }

  /** Reports that a peer is alive. On 0.14.17 that also brings an offline peer online. */
  touchPeer(
    name: string,
    params?: Omit<TouchPeerParams, "name">,
    options?: CallOptions,
  ): RepowireCall<OkResult> {
    return this.#caller.on("touchPeer", { name }, params, options);
  }

  /** Moves a peer to another circle. Python daemons only. */
  setCircle(
    peer_name: string,
    params: Omit<SetCircleParams, "peer_name">,
    options?: CallOptions,
  ): RepowireCall<OkResult> {
    return this.#caller.on("setCircle", { peer_name }, params, options);
  }

  /** Sets who started a peer, and how. Go only. */
  setProvenance(
    name: string,
    params: Omit<SetProvenanceParams, "name">,
    options?: CallOptions,
  ): RepowireCall<OkResult> {
    return this.#caller.on("setProvenance", { name }, params, options);
  }

  /** Makes a peer the orchestrator of its circle. The daemon refuses with 409 while another one is alive. */
  claimRole(params: ClaimRoleParams, options?: CallOptions): RepowireCall<ClaimRoleResult> {
    return this.#caller.call("claimRole", params, options);
  }

  /** Sets what a peer is doing: its status, its turn and its model. */
  updateSession(params: UpdateSessionParams, options?: CallOptions): RepowireCall<OkResult> {
    return this.#caller.call("updateSession", params, options);
  }

  /** Returns the orchestrator of a circle. A circle that does not exist has none. */
  orchestratorStatus(name: string, options?: CallOptions): RepowireCall<OrchestratorStatus> {
    return this.#caller.call("orchestratorStatus", { name }, options);
  }

  // Messages without tracking.

  /**
   * Sends a message that nobody has to answer. The result says whether it was delivered or queued. The
   * daemon queues it for a day if the peer is offline.
   */
  notify(params: NotifyParams, options?: CallOptions): RepowireCall<NotifyResult> {
    return this.#caller.call("notify", params, options);
  }

  /**
   * Sends a message to every connected peer of the sender's circle. `sent_to` lists who got it. Nothing is
   * queued for peers that are offline.
   */
  broadcast(params: BroadcastParams, options?: CallOptions): RepowireCall<BroadcastResult> {
    return this.#caller.call("broadcast", params, options);
  }

  /**
   * Asks a peer and waits for the text of its answer. `timeout` in the parameters is in seconds
   * (default: 300 on Python, 60 on Go) and more than 0, because the daemons read 0 differently. The
   * daemon reports a failure with 200 too: check `error` of the result.
   */
  query(params: QueryParams, options?: CallOptions): RepowireCall<QueryResult> {
    return this.#caller.call("query", params, options);
  }

  /**
   * Returns the messages that wait for a peer, the oldest first. **The daemon deletes what it returns**: a
   * message that is lost on the way is lost for good.
   */
  pendingDeliveries(
    params: PendingDeliveriesParams,
    options?: CallOptions,
  ): RepowireCall<PendingDelivery[]> {
    return this.#caller.call("pendingDeliveries", params, options, (result) => result.deliveries);
  }

  // Asks.

  /**
   * Asks a peer. The ask stays open until somebody acks its `correlation_id`. Call `reply()` of the result
   * to wait for the answer.
   *
   * @example
   * ```ts
   * import { RepowireClient } from "@repowire/client";
   *
   * const client = new RepowireClient();
   * const { correlation_id } = await client.ask({
   *   from_peer: "docs-claude-code",
   *   to_peer: "shop-codex",
   *   text: "Which port?",
   * });
   * console.log(correlation_id);
   * ```
   */
  ask(params: AskParams & { readonly reply?: undefined }, options?: CallOptions): RepowireCall<Ask>;
  /**
   * Asks a peer for JSON. `reply` is a Standard Schema, such as a zod schema: the text that is sent says
   * which JSON is expected, and the reply has a `value` of the schema's type.
   *
   * @throws TypeError, before anything is sent, if `reply` is not a Standard Schema.
   */
  ask<Value>(
    params: AskParams & { readonly reply: AnswerSchema<Value> },
    options?: CallOptions,
  ): RepowireCall<TypedAsk<Value>>;
  ask(
    params: AskParams & { readonly reply?: AnswerSchema | undefined },
    options?: CallOptions,
  ): RepowireCall<Ask> {
    const send = (sent: AskParams, own?: CallOptions) =>
      this.#caller.call(
        "ask",
        sent,
        own,
        (result) => withReply(result, sent, (ask) => handleOf(this.#daemon, ask)),
        () => withReplyDelivery(this.#daemon, sent, own),
      );
    return withSearch(this.#daemon, options, sendAsk(params, options, send, this.#daemon));
  }

  /**
   * Asks several peers the same. Each ask can fail on its own: check `error` of each child, or take the
   * replies as they come.
   *
   * @example
   * ```ts
   * import { RepowireClient } from "@repowire/client";
   *
   * const client = new RepowireClient();
   * await using me = await client.connectPeer({ path: "/srv/docs", circle: "docs" });
   * const asks = await client.askMany({
   *   from_peer: me.peer_id,
   *   to_peers: ["shop-codex", "api-codex", "web-codex"],
   *   text: "Is the build green?",
   * });
   * const { status, answers } = await asks.quorum(2, { timeout: 60_000 });
   * console.log(status, answers.map((answer) => `${answer.peer}: ${answer.text}`));
   * ```
   */
  askMany(params: AskManyParams, options?: CallOptions): RepowireCall<AskMany> {
    const call = this.#caller.call("askMany", params, options, (result) =>
      withReplies(result, ({ peer }, correlation_id) =>
        handleOf(
          this.#daemon,
          sentAsk({ from_peer: params.from_peer, to_peer: peer }, correlation_id),
        ),
      ),
    );
    return withSearch(this.#daemon, options, call);
  }

  /** Returns the state of an earlier {@link RepowireClient.askMany}. */
  getAskMany(parent_id: string, options?: CallOptions): RepowireCall<AskManyStatus> {
    return this.#caller.call("getAskMany", { parent_id }, options);
  }

  /**
   * Asks the human at the dashboard and waits for the answer: 45 seconds, or `timeout_seconds`. No answer
   * is an outcome, not an error.
   */
  askBlocking(params: AskBlockingParams, options?: CallOptions): RepowireCall<AskBlockingResult> {
    return this.#caller.call("askBlocking", params, options);
  }

  /**
   * Closes an ask, with or without a reply in `message`. Closing it again without a message is no error.
   * The daemon refuses a message for a closed ask with 410.
   */
  ack(
    correlation_id: string,
    params?: Omit<AckParams, "correlation_id">,
    options?: CallOptions,
  ): RepowireCall<OkResult> {
    return this.#caller.on("ack", { correlation_id }, params, options);
  }

  /** Answers an ask that has a `question`. */
  answer(
    correlation_id: string,
    params: Omit<AnswerParams, "correlation_id">,
    options?: CallOptions,
  ): RepowireCall<OkResult> {
    return this.#caller.on("answer", { correlation_id }, params, options);
  }

  /** Declines an ask: it closes without an answer, and the asker reads the reason. Current Go daemons only. */
  decline(
    correlation_id: string,
    params: Omit<DeclineParams, "correlation_id">,
    options?: CallOptions,
  ): RepowireCall<OkResult> {
    return this.#caller.on("decline", { correlation_id }, params, options);
  }

  /** Lists the open asks of a peer, the newest first. Python daemons return at most 10. */
  pendingAsks(params: PendingAsksParams, options?: CallOptions): RepowireCall<PendingAsk[]> {
    return this.#caller.call("pendingAsks", params, options, (result) => result.asks);
  }

  /**
   * Waits until an ask is closed, at most 50 seconds a call. Since 0.16.
   *
   * Only the asker may wait. From the first wait on, the daemon keeps the reply for the waiter and no
   * longer sends it to the asker's socket.
   */
  waitOnAsk(
    correlation_id: string,
    params: Omit<WaitOnAskParams, "correlation_id">,
    options?: CallOptions,
  ): RepowireCall<WaitOnAskResult> {
    return this.#caller.on("waitOnAsk", { correlation_id }, params, options);
  }

  /** Lists the closed asks that a peer took part in. Go only. */
  askHistory(params: AskHistoryParams, options?: CallOptions): RepowireCall<AskHistory> {
    return this.#caller.call("askHistory", params, options);
  }

  // Events.

  /**
   * Returns the latest events, the oldest first, at most 500. With the id of an event in `since`, it returns
   * what followed that event, or everything if the daemon no longer has the event.
   */
  events(params?: EventsParams, options?: CallOptions): RepowireCall<RawEvent[]> {
    return this.#caller.call("events", params, options);
  }

  /**
   * Follows the events of the mesh. Every event comes once and in order, over any number of connections. A
   * gap shows that the daemon has forgotten some.
   *
   * @throws TypeError at once, for options that cannot work. ClientClosedError if the client is closed.
   *
   * @example
   * ```ts
   * import { RepowireClient } from "@repowire/client";
   *
   * const client = new RepowireClient();
   * // From now on: after the last event that there is.
   * const since = (await client.events()).at(-1)?.id;
   * for await (const event of client.eventStream({ since, types: ["broadcast"] })) {
   *   if (event.type === "broadcast") console.log(event.from, event.text);
   * }
   * ```
   */
  eventStream<const Type extends EventType = EventType>(
    options: EventStreamOptions<Type> = {},
  ): EventStream<Type> {
    const { scope, callbacks } = this.#daemon;
    const follower = async () => {
      const { followerOf } = await this.#daemon.load(loadFollower, endpoints.eventStream);
      return followerOf(this.#daemon);
    };
    const stream = new EventStream({ scope, callbacks, follower }, options);
    if (scope.ended === undefined) return stream;
    throw closedError(callTo(endpoints.eventStream), false);
  }

  /** Records a turn of an agent's conversation as an event. */
  ingestChatTurn(params: IngestChatTurnParams, options?: CallOptions): RepowireCall<OkResult> {
    return this.#caller.call("ingestChatTurn", params, options);
  }

  /** Records a piece of what an agent is saying as an event. */
  ingestChatTurnDelta(
    params: IngestChatTurnDeltaParams,
    options?: CallOptions,
  ): RepowireCall<OkResult> {
    return this.#caller.call("ingestChatTurnDelta", params, options);
  }

  /**
   * Returns the steps of a message on its way: by the correlation id of an ask, or the `delivery_id` of a
   * notification.
   */
  trace(trace_id: string, options?: CallOptions): RepowireCall<Trace> {
    return this.#caller.call("trace", { trace_id }, options);
  }

  // Sessions, and starting and ending agents.

  /** Returns which agents the daemon may start, and in which folders. */
  spawnConfig(options?: CallOptions): RepowireCall<SpawnConfig> {
    return this.#caller.call("spawnConfig", undefined, options);
  }

  /** Starts an agent in a tmux window. The agent registers by itself later, or never. */
  spawn(
    params: SpawnParams,
    options?: CallOptions & { readonly waitUntilReady?: false | undefined },
  ): RepowireCall<SpawnResult>;
  /**
   * Starts an agent in a tmux window and waits until it has registered.
   *
   * @throws `PeerNotReadyError` when time is up: the window is there, and `step` says what is missing. If
   * `signal` is aborted, its reason, although the window may be there: `onSpawned` says whether it is.
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
    options: CallOptions & { readonly waitUntilReady: true | SpawnUntilReadyOptions },
  ): Promise<Peer>;
  spawn(
    params: SpawnParams,
    options: SpawnOptions = {},
  ): RepowireCall<SpawnResult> | Promise<Peer> {
    const { waitUntilReady: wait = false, signal: callSignal } = Object(options) as SpawnOptions;
    if (wait === false) return this.#caller.call<"spawn">("spawn", params, options);
    const spawnAndWait = async () => {
      const signal = (Object(wait) as SpawnUntilReadyOptions).signal ?? callSignal;
      const load = this.#daemon.load(loadWaitForPeer, endpoints.spawn, { signal });
      const { spawnUntilReady } = await load;
      return spawnUntilReady(this.#daemon, params, options, wait);
    };
    return spawnAndWait();
  }

  /** Removes a peer, and ends its tmux pane if the daemon opened it. */
  killPeer(
    peer_identifier: string,
    params?: Omit<KillPeerParams, "peer_identifier">,
    options?: CallOptions,
  ): RepowireCall<KillPeerResult> {
    return this.#caller.on("killPeer", { peer_identifier }, params, options);
  }

  /** Restarts a peer's agent as the same peer. `dry_run` only checks whether that would work. */
  restartPeer(
    name: string,
    params?: Omit<RestartPeerParams, "name">,
    options?: CallOptions,
  ): RepowireCall<RestartPeerResult> {
    return this.#caller.on("restartPeer", { name }, params, options);
  }

  /** Checks whether a peer's hook is alive. `apply` starts a dead hook again. */
  rehookPeer(
    name: string,
    params?: Omit<RehookPeerParams, "name">,
    options?: CallOptions,
  ): RepowireCall<RehookPeerResult> {
    return this.#caller.on("rehookPeer", { name }, params, options);
  }

  /** Replaces a peer's agent by one of another backend. The result is another peer. Python daemons only. */
  switchBackend(
    name: string,
    params: Omit<SwitchBackendParams, "name">,
    options?: CallOptions,
  ): RepowireCall<SwitchBackendResult> {
    return this.#caller.on("switchBackend", { name }, params, options);
  }

  /** Starts an agent of another backend beside a peer. Go only. */
  forkBackend(
    name: string,
    params: Omit<ForkBackendParams, "name">,
    options?: CallOptions,
  ): RepowireCall<ForkBackendResult> {
    return this.#caller.on("forkBackend", { name }, params, options);
  }

  /** Sends a message to the peer that has a session now. */
  notifySession(
    repowire_session_id: string,
    params: Omit<NotifySessionParams, "repowire_session_id">,
    options?: CallOptions,
  ): RepowireCall<NotifySessionResult> {
    return this.#caller.on("notifySession", { repowire_session_id }, params, options);
  }

  /** Checks whether a session can be resumed. `dry_run: false` resumes it in a new tmux window. */
  resumeSession(
    repowire_session_id: string,
    params?: Omit<ResumeSessionParams, "repowire_session_id">,
    options?: CallOptions,
  ): RepowireCall<ResumeSessionResult> {
    return this.#caller.on("resumeSession", { repowire_session_id }, params, options);
  }

  /** Returns what a peer did and said, from its agent's own files. */
  timeline(
    name: string,
    params?: Omit<TimelineParams, "name">,
    options?: CallOptions,
  ): RepowireCall<Timeline> {
    return this.#caller.on("timeline", { name }, params, options);
  }

  /** Searches a peer's timeline for a text. */
  searchTimeline(
    name: string,
    params: Omit<SearchTimelineParams, "name">,
    options?: CallOptions,
  ): RepowireCall<SearchTimelineResult> {
    return this.#caller.on("searchTimeline", { name }, params, options);
  }

  /** Returns a page of a peer's conversation, the newest first. `before` returns the page before it. */
  transcript(
    name: string,
    params?: Omit<TranscriptParams, "name">,
    options?: CallOptions,
  ): RepowireCall<Transcript> {
    return this.#caller.on("transcript", { name }, params, options);
  }

  // Files.

  /**
   * Uploads a file of up to 10 MiB. The daemon keeps it for a day. A stream is read to its end first,
   * within the timeout; if it fails, the call rejects with its error and nothing is sent. To upload from a
   * path, use `uploadFile` of `@repowire/client/node`.
   *
   * @example
   * ```ts
   * import { RepowireClient } from "@repowire/client";
   *
   * const client = new RepowireClient();
   * const log = new Blob(["3 passed, 1 failed"], { type: "text/plain" });
   * const { id, path, filename } = await client.uploadAttachment(log, { filename: "tests.txt" });
   * await client.notify({
   *   from_peer: "docs-claude-code",
   *   to_peer: "shop-codex",
   *   text: "These tests fail",
   *   attachments: [{ id, path, filename: filename ?? "tests.txt" }],
   * });
   * ```
   */
  uploadAttachment(
    file: AttachmentSource,
    params?: UploadOptions,
    options?: CallOptions,
  ): RepowireCall<UploadedAttachment> {
    const files = this.#daemon.load(loadFiles, endpoints.uploadAttachment, options);
    return callOf(files.then(({ upload }) => upload(this.#caller, file, params, options)));
  }

  /**
   * Downloads a file, as bytes or as a stream. For a stream, the timeout applies to the headers and then to
   * each piece.
   *
   * @example
   * ```ts
   * import { RepowireClient } from "@repowire/client";
   *
   * const client = new RepowireClient();
   * const { bytes, contentType } = await client.downloadAttachment("0a1b2c3d");
   * console.log(bytes.byteLength, contentType);
   *
   * const { stream } = await client.downloadAttachment("0a1b2c3d", { as: "stream" });
   * for await (const piece of stream) console.log(piece.byteLength);
   * ```
   */
  downloadAttachment(
    attachment_id: string,
    params?: { readonly as?: "bytes" | undefined },
    options?: CallOptions,
  ): RepowireCall<DownloadedBytes>;
  downloadAttachment(
    attachment_id: string,
    params: { readonly as: "stream" },
    options?: CallOptions,
  ): RepowireCall<DownloadedStream>;
  downloadAttachment(
    attachment_id: string,
    params?: DownloadOptions,
    options?: CallOptions,
  ): RepowireCall<DownloadedBytes | DownloadedStream> {
    const files = this.#daemon.load(loadFiles, endpoints.downloadAttachment, options);
    return callOf(
      files.then(({ download }) => download(this.#caller, attachment_id, params, options)),
    );
  }

  // Jobs and schedules.

  /**
   * Creates a job. A job without `due_at` goes to a connected peer at once, as an ask. Acking that ask does
   * not finish the job.
   */
  createJob(params: CreateJobParams, options?: CallOptions): RepowireCall<CreateJobResult> {
    return this.#caller.call("createJob", params, options);
  }

  /** Lists jobs, and recurring jobs separately. */
  listJobs(params?: ListJobsParams, options?: CallOptions): RepowireCall<ListJobsResult> {
    return this.#caller.call("listJobs", params, options);
  }

  /** Returns a job or a recurring job, with its state. */
  getJob(work_id: string, options?: CallOptions): RepowireCall<JobStatusResult> {
    return this.#caller.call("getJob", { work_id }, options);
  }

  /** Sets the state of a job. */
  updateJob(
    work_id: string,
    params: Omit<UpdateJobParams, "work_id">,
    options?: CallOptions,
  ): RepowireCall<JobStatusResult> {
    return this.#caller.on("updateJob", { work_id }, params, options);
  }

  /** Runs a waiting job now. */
  runJob(
    work_id: string,
    params?: Omit<RunJobParams, "work_id">,
    options?: CallOptions,
  ): RepowireCall<JobStatusResult> {
    return this.#caller.on("runJob", { work_id }, params, options);
  }

  /** Runs a job again. */
  retryJob(
    work_id: string,
    params?: Omit<RunJobParams, "work_id">,
    options?: CallOptions,
  ): RepowireCall<JobStatusResult> {
    return this.#caller.on("retryJob", { work_id }, params, options);
  }

  /** Returns the result of a job. */
  jobResult(work_id: string, options?: CallOptions): RepowireCall<JobOutcomeResult> {
    return this.#caller.call("jobResult", { work_id }, options);
  }

  /** Cancels a job. */
  cancelJob(
    work_id: string,
    params?: Omit<CancelJobParams, "work_id">,
    options?: CallOptions,
  ): RepowireCall<JobStatusResult> {
    return this.#caller.on("cancelJob", { work_id }, params, options);
  }

  /**
   * Schedules a message, once (`fire_at`) or repeatedly (`cron`). If it cannot be delivered when it is due,
   * the daemon drops it silently.
   */
  createSchedule(params: CreateScheduleParams, options?: CallOptions): RepowireCall<Schedule> {
    return this.#caller.call("createSchedule", params, options);
  }

  /** Lists the scheduled messages, the next first. */
  listSchedules(params?: ListSchedulesParams, options?: CallOptions): RepowireCall<Schedule[]> {
    return this.#caller.call("listSchedules", params, options, (result) => result.schedules);
  }

  /** Deletes a scheduled message. */
  deleteSchedule(schedule_id: string, options?: CallOptions): RepowireCall<OkResult> {
    return this.#caller.call("deleteSchedule", { schedule_id }, options);
  }

  // Being a peer, and waiting for others.

  /**
   * Makes this program a peer: registers it, connects it, and keeps it connected until it is closed.
   *
   * If the call rejects after the registration, the daemon has the peer, offline. `peer_id` of the error
   * names it, and the next call for the same folder, circle and backend becomes that peer.
   *
   * @throws what the registration throws; `PeerRefusedError` if the daemon refuses the socket;
   * `PeerConnectionError` if there is none in time; the signal's reason; `TypeError` for options that
   * are not valid, a relative path, and a folder whose name is too long for a socket of a Go daemon.
   *
   * @example
   * ```ts
   * import { RepowireClient } from "@repowire/client";
   *
   * const client = new RepowireClient();
   * await using peer = await client.connectPeer({ path: "/srv/docs", circle: "docs" });
   * peer.onAsk(async (ask) => (ask.text === "Which port?" ? "8377" : "I do not know."));
   * await peer.closed;
   * ```
   */
  async connectPeer(
    params: ConnectPeerParams,
    options: ConnectPeerOptions = {},
  ): Promise<LivePeer> {
    const { LivePeer } = await this.#daemon.load(
      loadLivePeer,
      endpoints.registerPeer,
      options,
      "connectPeer",
    );
    const peer = new LivePeer(this.#daemon, params, options);
    await peer.start();
    return peer;
  }

  /**
   * Waits until a peer is registered and not offline, by its id or display name.
   *
   * @throws `PeerNotReadyError` when time is up, with the step that did not happen; the signal's reason;
   * the daemon's refusal, such as an ambiguous name; `ClientClosedError` when the client is closed;
   * `TypeError` for invalid options.
   *
   * @example
   * ```ts
   * import { RepowireClient } from "@repowire/client";
   *
   * const client = new RepowireClient();
   * const peer = await client.waitForPeer("shop-codex", { circle: "shop", connected: true });
   * console.log(peer.peer_id);
   * ```
   */
  async waitForPeer(identifier: string, options: WaitForPeerOptions = {}): Promise<Peer> {
    const { waitForPeer } = await this.#daemon.load(
      loadWaitForPeer,
      endpoints.getPeer,
      options,
      "waitForPeer",
    );
    return waitForPeer(this.#daemon, identifier, options);
  }
}
