// All checks of values that work without zod.
export { type Guard } from "./checks.ts";
export * from "./generated/guards.ts";
export {
  type MalformedEvent,
  type MeshEvent,
  type UnknownEvent,
  classifyEvent,
  isDaemonFrame,
  isKnownEventType,
  isPeerFrame,
} from "./classify.ts";
export { type DaemonVersion, daemonVersions, placeOf } from "./endpoint.ts";

export {
  askDirections,
  backends,
  deliveryKinds,
  finalCloseCodes,
  finalJobStates,
  isBackend,
  isFinalCloseCode,
  isFinalJobState,
  isJobState,
  jobContinuities,
  jobStates,
  peerRoles,
  peerStatuses,
  pendingAskDirections,
  processScopes,
  receiptStatuses,
  socketBackends,
  turnStates,
} from "./words.ts";
