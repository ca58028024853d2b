import type { EndpointName, ParamsOf, ResultOf } from "@repowire/protocol";

import type { Engine } from "../daemon/engine.ts";
import { health } from "../daemon/health.ts";
import { downloadAttachment, uploadAttachment } from "./attachments.ts";
import { streamEvents } from "./event-stream.ts";
import type { WireAnswer, WireRequest } from "./wire.ts";

/** Marks a route that the fake knows and does not imitate. */
export const notImitated: unique symbol = Symbol("not imitated");

/** Answers a call of one endpoint: with its result, or with bytes of its own. */
export type Handler<Name extends EndpointName> = (
  params: ParamsOf<Name>,
  request: WireRequest,
) => ResultOf<Name> | WireAnswer | Promise<ResultOf<Name> | WireAnswer>;

/** A handler for each endpoint. A route without one does not compile. */
export type Handlers = {
  readonly [Name in EndpointName]: Handler<Name> | typeof notImitated;
};

/** What the fake answers to each endpoint. */
export function handlersOf(engine: Engine): Handlers {
  const { core, registrations, conversations, notifications, broadcasts, pending } = engine;
  const { peerStates, askManys, questions, queries, chat, attachments, spawning, restarts } =
    engine;
  const { sessions, histories, schedules, jobs } = engine;
  return {
    health: () => health(core),
    listPeers: (params) => registrations.list(params),
    getPeer: (params) => registrations.get(params),
    getPeerByPane: ({ pane_id }) => registrations.getByPane(pane_id),
    registerPeer: (params) => registrations.register(params),
    unregisterPeer: (params) => registrations.unregister(params),
    validateIdentity: (params) => registrations.validateIdentity(params),
    doctorPeer: (params) => registrations.examine(params),
    markPeerOffline: (params) => peerStates.markOffline(params),
    setDescription: (params) => peerStates.describe(params),
    touchPeer: (params) => peerStates.touch(params),
    setCircle: (params) => peerStates.setCircle(params),
    setProvenance: (params) => peerStates.setProvenance(params),
    claimRole: (params) => peerStates.claimRole(params),
    updateSession: (params) => peerStates.updateSession(params),
    orchestratorStatus: (params) => peerStates.orchestrator(params),
    ask: (params) => conversations.ask(params),
    askMany: (params) => askManys.open(params),
    getAskMany: ({ parent_id }) => askManys.status(parent_id),
    askBlocking: (params) => questions.askBlocking(params),
    ack: (params) => conversations.ack(params),
    answer: (params) => conversations.answer(params),
    decline: (params) => conversations.decline(params),
    pendingAsks: (params) => pending.asks(params),
    waitOnAsk: (params) => questions.wait(params),
    askHistory: (params) => pending.history(params),
    notify: (params) => notifications.notify(params),
    broadcast: (params) => broadcasts.broadcast(params),
    query: (params) => queries.query(params),
    pendingDeliveries: (params) => pending.deliveries(params),
    events: ({ since }) => [...core.events.since(since)],
    eventStream: () => streamEvents(core),
    ingestChatTurn: (params) => chat.ingestTurn(params),
    ingestChatTurnDelta: (params) => chat.ingestDelta(params),
    trace: ({ trace_id }) => core.traces.read(trace_id),
    spawnConfig: () => spawning.config(),
    spawn: (params) => spawning.spawn(params),
    killPeer: (params) => spawning.kill(params),
    restartPeer: (params) => restarts.restart(params),
    rehookPeer: (params) => spawning.rehook(params),
    switchBackend: (params) => spawning.switchBackend(params),
    // What it does to tmux and to the new peer's name was not read.
    forkBackend: notImitated,
    notifySession: (params) => sessions.notify(params),
    resumeSession: (params) => sessions.resume(params),
    timeline: (params) => histories.timeline(params),
    searchTimeline: (params) => histories.search(params),
    transcript: (params) => histories.transcript(params),
    uploadAttachment: (_params, request) => uploadAttachment(attachments, request),
    downloadAttachment: (params, request) => downloadAttachment(attachments, params, request),
    createJob: (params) => jobs.create(params),
    listJobs: (params) => jobs.list(params),
    getJob: (params) => jobs.get(params),
    updateJob: (params) => jobs.update(params),
    runJob: (params) => jobs.run(params),
    retryJob: (params) => jobs.retry(params),
    jobResult: (params) => jobs.result(params),
    cancelJob: (params) => jobs.cancel(params),
    createSchedule: (params) => schedules.create(params),
    listSchedules: (params) => schedules.list(params),
    deleteSchedule: (params) => schedules.delete(params),
  };
}
