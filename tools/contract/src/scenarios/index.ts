import type { Group } from "../runner/scenario.ts";
import { acks } from "./acks.ts";
import { adoption } from "./adoption.ts";
import { ambiguity } from "./ambiguity.ts";
import { asks } from "./asks.ts";
import { attachments } from "./attachments.ts";
import { beginnings } from "./beginnings.ts";
import { broadcasts } from "./broadcasts.ts";
import { circles } from "./circles.ts";
import { clockwork } from "./clockwork.ts";
import { namesakes } from "./namesakes.ts";
import { conversations } from "./conversations.ts";
import { envelope } from "./envelope.ts";
import { errands } from "./errands.ts";
import { events } from "./events.ts";
import { firstCalls } from "./first-calls.ts";
import { frames } from "./frames.ts";
import { handshake } from "./handshake.ts";
import { identity } from "./identity.ts";
import { jobExecutors } from "./job-executors.ts";
import { jobFates } from "./job-fates.ts";
import { jobPanes } from "./job-panes.ts";
import { jobs } from "./jobs.ts";
import { jobsPeer } from "./jobs-peer.ts";
import { jammedJobs } from "./jammed-jobs.ts";
import { lookup } from "./lookup.ts";
import { methods } from "./methods.ts";
import { notifications } from "./notifications.ts";
import { oldAge } from "./old-age.ts";
import { patience } from "./patience.ts";
import { peers } from "./peers.ts";
import { pending } from "./pending.ts";
import { queries } from "./queries.ts";
import { questions } from "./questions.ts";
import { registration } from "./registration.ts";
import { recall } from "./recall.ts";
import { repairs } from "./repairs.ts";
import { restarting } from "./restarting.ts";
import { restarts } from "./restarts.ts";
import { sessions } from "./sessions.ts";
import { queueOff, shortLives } from "./settings.ts";
import { spawning } from "./spawning.ts";
import { tokens } from "./tokens.ts";
import { traces } from "./traces.ts";
import { validation } from "./validation.ts";
import { waits } from "./waits.ts";
import { wrongTypes } from "./wrong-types.ts";

/** Every group of scenarios. */
export const groups: readonly Group[] = [
  registration,
  identity,
  adoption,
  namesakes,
  lookup,
  ambiguity,
  circles,
  peers,
  asks,
  acks,
  questions,
  waits,
  pending,
  patience,
  notifications,
  broadcasts,
  queries,
  events,
  handshake,
  frames,
  wrongTypes,
  envelope,
  validation,
  tokens,
  attachments,
  traces,
  sessions,
  jobs,
  jobFates,
  jobExecutors,
  jobPanes,
  jobsPeer,
  jammedJobs,
  errands,
  restarts,
  repairs,
  recall,
  beginnings,
  queueOff,
  shortLives,
  oldAge,
  spawning,
  conversations,
  methods,
  firstCalls,
  clockwork,
  restarting,
];
