import { release as before } from "./0.14.17.ts";
import type { Facts } from "./facts.ts";

/** Observed on running daemons of this release. */
export const release: Facts = {
  ...before,
  version: "0.17.0",
  busyNotify: "sent",
  refusesQueuedReply: true,
  closedAskHint: " Send a new notify/ask instead.",
  replaysQueue: true,
  queryTravelsAs: "ask",
  touchRevives: false,
  sessionUpdateModel: true,
  peerModel: true,
  retiresIds: true,
  healthByPane: true,
  offlineEvents: true,
  silentPingIsOffline: false,
  jobsPeer: true,
  jobSender: "jobs",
  jobEvents: true,
  killOfGonePaneFails: true,
  strictRestart: true,
  spawnSaysRegistration: true,
  jobsRefuseUnknownKeys: true,
};
