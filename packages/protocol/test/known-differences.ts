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
  /** Absent: of both. */
  readonly only?: DaemonVersion;
}

const list: readonly Difference[] = [
  // Served, and left out of the document by the daemon itself.
  { what: "POST /peers/claim-role: covered and not served" },

  // Texts to the daemon's validation, whose values it checks by itself and answers with 400.
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

  // Of Go alone.
  { what: "ask.reply_delivery is not known there" },
  { what: "listPeers.addressable is not known there" },
  { what: "listPeers.listed is not known there" },
  { what: "listPeers.source is not known there" },
  { what: "registerPeer.provenance is not known there" },
  { what: "spawn.source_pane is not known there" },

  // Of later releases, and ignored by this one.
  { what: "markPeerOffline.detail is not known there", only: "0.14.17" },
  { what: "markPeerOffline.reason is not known there", only: "0.14.17" },
  { what: "markPeerOffline.source is not known there", only: "0.14.17" },
  { what: "markPeerOffline.terminal is not known there", only: "0.14.17" },
  { what: "registerPeer.model is not known there", only: "0.14.17" },
  { what: "updateSession.model is not known there", only: "0.14.17" },

  // An object to Python, described in a model of its own, and a list to Go.
  { what: "spawnConfig().profiles{}{} has no model here" },

  // Travels with the part of the file, not as a part of its own.
  { what: "uploadAttachment.filename is not known there" },
];

function openHere(field: string, values: readonly string[]): Difference {
  return { what: `${field} enum is undefined here, ${JSON.stringify(values)} there` };
}

function checkedByItself(field: string, values: readonly string[]): Difference {
  return { what: `${field} enum is ${JSON.stringify(values)} here, undefined there` };
}

/** The differences that are meant, in order. One that is no longer there fails the test. */
export function known(version: DaemonVersion): string[] {
  return list
    .filter(({ only = version }) => only === version)
    .map(({ what }) => what)
    .toSorted();
}

/** Routes left out that the daemons do not list in their document, or that only Go has. */
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
