import type { EndpointName } from "@repowire/protocol";

import { downloadAttachment, uploadAttachment } from "./attachments.ts";
import { eventStream, events } from "./events.ts";
import { ack, decline } from "./acks.ts";
import { answer } from "./answers.ts";
import { askMany, getAskMany } from "./ask-many.ts";
import { ask } from "./asks.ts";
import { broadcast } from "./broadcasts.ts";
import { ingestChatTurn, ingestChatTurnDelta } from "./chat.ts";
import type { Route } from "./daemon.ts";
import { health } from "./health.ts";
import {
  cancelJob,
  createJob,
  getJob,
  jobResult,
  listJobs,
  retryJob,
  runJob,
  updateJob,
} from "./jobs/jobs.ts";
import { notify } from "./notifications.ts";
import { doctorPeer } from "./peers/doctor.ts";
import { getPeer, getPeerByPane, listPeers } from "./peers/listing.ts";
import { registerPeer, unregisterPeer, validateIdentity } from "./peers/registration.ts";
import { claimRole, orchestratorStatus } from "./peers/roles.ts";
import {
  markPeerOffline,
  setCircle,
  setDescription,
  touchPeer,
  updateSession,
} from "./peers/status.ts";
import { pendingAsks, pendingDeliveries } from "./pending.ts";
import { query } from "./queries.ts";
import { askBlocking, waitOnAsk } from "./questions.ts";
import { createSchedule, deleteSchedule, listSchedules } from "./schedules.ts";
import { notifySession, resumeSession } from "./sessions/controls.ts";
import { searchTimeline, timeline, transcript } from "./sessions/histories.ts";
import { killPeer } from "./spawning/kill.ts";
import { rehookPeer } from "./spawning/rehook.ts";
import { restartPeer } from "./spawning/restart.ts";
import { forkBackend, spawn, spawnConfig } from "./spawning/spawn.ts";
import { switchBackend } from "./spawning/switch-backend.ts";
import { trace } from "./traces.ts";

/** Endpoints that no recorded daemon has. The fake does not imitate them. */
type NotImitated = "askHistory" | "setProvenance";

type Routes = { readonly [Name in Exclude<EndpointName, NotImitated>]: Route<Name> };

/** The function of an endpoint, if the fake imitates the endpoint. */
export function routeOf(name: EndpointName): Route<EndpointName> | undefined {
  return (routes as Partial<Routes>)[name as keyof Routes] as Route<EndpointName>;
}

/** The function of each endpoint. */
const routes: Routes = {
  ack,
  answer,
  ask,
  askBlocking,
  askMany,
  broadcast,
  cancelJob,
  claimRole,
  createJob,
  createSchedule,
  decline,
  deleteSchedule,
  doctorPeer,
  downloadAttachment,
  eventStream,
  events,
  forkBackend,
  getAskMany,
  getJob,
  getPeer,
  getPeerByPane,
  health,
  ingestChatTurn,
  ingestChatTurnDelta,
  jobResult,
  killPeer,
  listJobs,
  listPeers,
  listSchedules,
  markPeerOffline,
  notify,
  notifySession,
  orchestratorStatus,
  pendingAsks,
  pendingDeliveries,
  query,
  registerPeer,
  rehookPeer,
  restartPeer,
  resumeSession,
  retryJob,
  runJob,
  searchTimeline,
  setCircle,
  setDescription,
  spawn,
  spawnConfig,
  switchBackend,
  timeline,
  touchPeer,
  trace,
  transcript,
  unregisterPeer,
  updateJob,
  updateSession,
  uploadAttachment,
  validateIdentity,
  waitOnAsk,
};
