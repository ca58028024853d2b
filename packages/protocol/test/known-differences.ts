import {
  type DaemonVersion,
  backends,
  deliveryKinds,
  jobContinuities,
  jobStates,
  pendingAskDirections,
  peerStatuses,
  processScopes,
} from "@repowire/protocol";

interface Difference {
  readonly what: string;
  /** Absent: both releases. */
  readonly only?: DaemonVersion;
}

const list: readonly Difference[] = [
  // The daemon serves it and leaves it out of its own document.
  { what: "POST /peers/claim-role: covered and not served" },

  // The daemon's validation takes any text here. The daemon then checks the value itself and returns
  // 400.
  checkedByItself("createJob.continuity", jobContinuities),
  checkedByItself("createJob.process_scope", processScopes),
  checkedByItself("createSchedule.kind", deliveryKinds),
  checkedByItself("listJobs.state", jobStates),
  checkedByItself("listJobs.view", ["full", "summary"]),
  checkedByItself("pendingAsks.direction", pendingAskDirections),
  checkedByItself("updateJob.state", jobStates),
  checkedByItself("updateSession.status", peerStatuses),

  // Lists that forks and the Go daemon extend.
  openHere("createJob.backend", backends),
  openHere("listPeers.backend", backends),
  openHere("registerPeer.backend", backends),
  openHere("registerPeer.circle_source", ["tmux", "spawn_hint", "fallback"]),
  openHere("spawn.backend", backends),
  openHere("switchBackend.new_backend", backends),
  openHere("validateIdentity.backend", backends),

  // Only Go has these.
  { what: "ask.reply_delivery is not known there" },
  { what: "listPeers.addressable is not known there" },
  { what: "listPeers.listed is not known there" },
  { what: "listPeers.source is not known there" },
  { what: "registerPeer.provenance is not known there" },
  { what: "spawn.source_pane is not known there" },

  // Later releases have these, and this release ignores them.
  { what: "markPeerOffline.detail is not known there", only: "0.14.17" },
  { what: "markPeerOffline.reason is not known there", only: "0.14.17" },
  { what: "markPeerOffline.source is not known there", only: "0.14.17" },
  { what: "markPeerOffline.terminal is not known there", only: "0.14.17" },
  { what: "registerPeer.model is not known there", only: "0.14.17" },
  { what: "updateSession.model is not known there", only: "0.14.17" },

  // Python has an object with its own model here, and Go has a list.
  { what: "spawnConfig().profiles{}{} has no model here" },

  // It is sent in the part of the file, not as its own part.
  { what: "uploadAttachment.filename is not known there" },
];

function openHere(field: string, values: readonly string[]): Difference {
  return { what: `${field} enum is undefined here, ${JSON.stringify(values)} there` };
}

function checkedByItself(field: string, values: readonly string[]): Difference {
  return { what: `${field} enum is ${JSON.stringify(values)} here, undefined there` };
}

/** The intended differences, in order. A difference that no longer exists fails the test. */
export function known(version: DaemonVersion): string[] {
  return list
    .filter(({ only = version }) => only === version)
    .map(({ what }) => what)
    .toSorted();
}

/** Omitted routes that are not in the daemons' documents, or that only Go has. */
export const knownOmissions: readonly string[] = [
  "DELETE /push/devices/{token}",
  "GET /",
  "GET /dashboard",
  "GET /docs",
  "GET /openapi.json",
  "GET /push/devices",
  "GET /redoc",
  "POST /mcp",
  "POST /push/devices",
  "POST /sessions/resume",
  "POST /shutdown",
];
