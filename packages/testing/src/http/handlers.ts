import type { EndpointName, ParamsOf, ResultOf } from "@repowire/protocol";

import type { Engine } from "../engine/engine.ts";
import { health } from "../engine/health.ts";
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
  return {
    health: () => health(core),
    listPeers: (params) => registrations.list(params),
    getPeer: (params) => registrations.get(params),
    getPeerByPane: ({ pane_id }) => registrations.getByPane(pane_id),
    registerPeer: (params) => registrations.register(params),
    unregisterPeer: (params) => registrations.unregister(params),
    ask: (params) => conversations.ask(params),
    ack: (params) => conversations.ack(params),
    answer: (params) => conversations.answer(params),
    pendingAsks: (params) => pending.asks(params),
    notify: (params) => notifications.notify(params),
    broadcast: (params) => broadcasts.broadcast(params),
    pendingDeliveries: (params) => pending.deliveries(params),
    trace: ({ trace_id }) => core.traces.read(trace_id),
    validateIdentity: notImitated,
    doctorPeer: notImitated,
    markPeerOffline: notImitated,
    setDescription: notImitated,
    touchPeer: notImitated,
    setCircle: notImitated,
    setProvenance: notImitated,
    claimRole: notImitated,
    updateSession: notImitated,
    orchestratorStatus: notImitated,
    askMany: notImitated,
    getAskMany: notImitated,
    askBlocking: notImitated,
    decline: notImitated,
    waitOnAsk: notImitated,
    askHistory: notImitated,
    query: notImitated,
    events: notImitated,
    eventStream: notImitated,
    ingestChatTurn: notImitated,
    ingestChatTurnDelta: notImitated,
    spawnConfig: notImitated,
    spawn: notImitated,
    killPeer: notImitated,
    restartPeer: notImitated,
    rehookPeer: notImitated,
    switchBackend: notImitated,
    forkBackend: notImitated,
    notifySession: notImitated,
    resumeSession: notImitated,
    timeline: notImitated,
    searchTimeline: notImitated,
    transcript: notImitated,
    uploadAttachment: notImitated,
    downloadAttachment: notImitated,
    createJob: notImitated,
    listJobs: notImitated,
    getJob: notImitated,
    updateJob: notImitated,
    runJob: notImitated,
    retryJob: notImitated,
    jobResult: notImitated,
    cancelJob: notImitated,
    createSchedule: notImitated,
    listSchedules: notImitated,
    deleteSchedule: notImitated,
  };
}
