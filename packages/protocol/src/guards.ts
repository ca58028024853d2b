// The checks of parameters, results and their parts, which work without zod.
export { type Guard } from "./checks.ts";
export * from "./generated/guards.ts";
export {
  type DaemonVersion,
  type OmittedRoute,
  daemonVersions,
  omittedRoutes,
  placeOf,
} from "./endpoint.ts";

export {
  askDirections,
  backends,
  deliveryKinds,
  editDistance,
  finalCloseCodes,
  finalJobStates,
  isBackend,
  isFinalCloseCode,
  isFinalJobState,
  isJobState,
  jobContinuities,
  jobStates,
  nearestName,
  peerRoles,
  peerStatuses,
  pendingAskDirections,
  processScopes,
  receiptStatuses,
  socketBackends,
  turnStates,
} from "./words.ts";
