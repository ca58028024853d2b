import type { Group } from "../../runner/scenario.ts";
import { goEnvelope } from "./envelope.ts";
import { goIdentity } from "./identity.ts";
import { goJobPanes } from "./job-panes.ts";
import { goJobs } from "./jobs.ts";
import { goAmbiguity, goEvents, goLiveness, goMessages, goRestarts } from "./messages.ts";
import { goMethods } from "./methods.ts";
import { goPanes } from "./panes.ts";
import { goSockets } from "./sockets.ts";

/** Behaviour of the Go daemon alone. */
export const goGroups: readonly Group[] = [
  goEnvelope,
  goIdentity,
  goAmbiguity,
  goSockets,
  goMessages,
  goEvents,
  goLiveness,
  goRestarts,
  goJobs,
  goJobPanes,
  goMethods,
  goPanes,
];
