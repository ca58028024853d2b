import { release as before } from "./0.17.0.ts";
import type { Facts } from "./facts.ts";

/** Read in the sources of the Go daemon. */
export const release: Facts = {
  ...before,
  version: undefined,
  refusesQueuedReply: false,
  queryTimeout: 60,
  utcSuffix: "Z",
  registerNeedsCircle: true,
  pendingPage: 0,
  dropIsOffline: true,
};
