import type { Group } from "../runner/scenario.ts";
import { acks } from "./acks.ts";
import { agentRestarts } from "./agent-restarts.ts";
import { ambiguity } from "./ambiguity.ts";
import { asks } from "./asks.ts";
import { attachments } from "./attachments.ts";
import { broadcasts } from "./broadcasts.ts";
import { callTiming } from "./call-timing.ts";
import { circles } from "./circles.ts";
import { clientMethods } from "./client-methods.ts";
import { daemonRestarts } from "./daemon-restarts.ts";
import { envelope } from "./envelope.ts";
import { events } from "./events.ts";
import { goGroups } from "./go/index.ts";
import { freshDaemon } from "./fresh-daemon.ts";
import { handshake } from "./handshake.ts";
import { identityTakeover } from "./identity-takeover.ts";
import { identity } from "./identity.ts";
import { jobDueTimes } from "./job-due-times.ts";
import { jobExecutors } from "./job-executors.ts";
import { jobOutcomes } from "./job-outcomes.ts";
import { jobPanes } from "./job-panes.ts";
import { jobsPeer } from "./jobs-peer.ts";
import { jobs } from "./jobs.ts";
import { livePeers } from "./live-peers.ts";
import { lookup } from "./lookup.ts";
import { notifications } from "./notifications.ts";
import { orchestratorNotes } from "./orchestrator-notes.ts";
import { otherRoutes } from "./other-routes.ts";
import { peers } from "./peers.ts";
import { pending } from "./pending.ts";
import { queries } from "./queries.ts";
import { questions } from "./questions.ts";
import { registration } from "./registration.ts";
import { repairTriggers } from "./repair-triggers.ts";
import { repairs } from "./repairs.ts";
import { returningPeers } from "./returning-peers.ts";
import { scheduleTimes } from "./schedule-times.ts";
import { schedules } from "./schedules.ts";
import { sessions } from "./sessions.ts";
import { queueOff, shortLimits } from "./settings.ts";
import { shortRetention } from "./short-retention.ts";
import { socketFieldTypes } from "./socket-field-types.ts";
import { socketFrames } from "./socket-frames.ts";
import { spawning } from "./spawning.ts";
import { tokens } from "./tokens.ts";
import { traces } from "./traces.ts";
import { validation } from "./validation.ts";
import { waits } from "./waits.ts";

/** Every group of scenarios. */
export const groups: readonly Group[] = [
  registration,
  identity,
  identityTakeover,
  returningPeers,
  lookup,
  ambiguity,
  circles,
  peers,
  asks,
  acks,
  questions,
  waits,
  pending,
  callTiming,
  notifications,
  broadcasts,
  queries,
  events,
  handshake,
  socketFrames,
  socketFieldTypes,
  envelope,
  validation,
  tokens,
  attachments,
  traces,
  sessions,
  jobs,
  jobOutcomes,
  jobExecutors,
  jobPanes,
  jobsPeer,
  jobDueTimes,
  otherRoutes,
  daemonRestarts,
  repairs,
  orchestratorNotes,
  freshDaemon,
  queueOff,
  shortLimits,
  shortRetention,
  spawning,
  livePeers,
  clientMethods,
  repairTriggers,
  schedules,
  scheduleTimes,
  agentRestarts,
  ...goGroups,
];
