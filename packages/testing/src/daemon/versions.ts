import type { DaemonVersion } from "@repowire/protocol";

/**
 * All that the releases do differently, a line each. The columns of the Python releases were
 * observed on running daemons; the one of Go was read in its source and never run.
 */
const table = {
  //                            0.14.17         0.17.0          go
  /** What /health calls itself. */
  version: /*                */ ["0.14.17", "0.17.0", undefined],
  /** A notification to a busy peer is sent at once; what the answer says of it. */
  busyNotify: /*             */ ["queued", "sent", "sent"],
  /** An ack with a message whose asker has no socket: the reply is queued, the call is … */
  queuedReply: /*            */ ["ok", "refused", "ok"],
  /** What follows the 410 of an ack with a message on a closed ask. */
  closedAskHint: /*          */ [
    "",
    " Send a new notify/ask instead.",
    " Send a new notify/ask instead.",
  ],
  /** Queued notifications are pushed when their peer connects. */
  replaysQueue: /*           */ [false, true, true],
  /** A query travels as a frame of its own, or as an ask with a text question. */
  queryTravelsAs: /*         */ ["query", "ask", "ask"],
  /** Seconds that a query waits when the caller says nothing. */
  queryTimeout: /*           */ [300, 300, 60],
  /** A touch brings an offline peer back. */
  touchRevives: /*           */ [true, false, false],
  /** /session/update takes `model` and `metadata`. */
  sessionUpdateModel: /*     */ [false, true, true],
  /** `model` of a peer is known and sent. */
  peerModel: /*              */ [false, true, true],
  /** A peer id can be retired, by a terminal offline or by three failed pane probes. */
  retiresIds: /*             */ [false, true, true],
  /** GET /peers/by-pane computes the health fields. */
  healthByPane: /*           */ [false, true, true],
  /** Going offline is an event of its own. */
  offlineEvents: /*          */ [false, true, true],
  /** A repair ping without an answer takes the peer offline. */
  silentPingIsOffline: /*    */ [true, false, false],
  /** The daemon lists a peer of its own, `jobs`. */
  jobsPeer: /*               */ [false, true, true],
  /** The sender of the asks by which jobs travel. */
  jobSender: /*              */ ["daemon-job-runner", "jobs", "jobs"],
  /** A change of a job's state is an event. */
  jobEvents: /*              */ [false, true, true],
  /** A kill whose pane is already gone is refused, and the peer stays. */
  killOfGonePaneFails: /*    */ [false, true, true],
  /** A restart needs a session that can be resumed, and proof of the pane. */
  strictRestart: /*          */ [false, true, true],
  /** A spawn says how its peer will register. */
  spawnSaysRegistration: /*  */ [false, true, true],
  /** Unknown keys of a job are refused. */
  jobsRefuseUnknownKeys: /*  */ [false, true, true],
  /** Absent values of an answer are `null`, or left out. */
  sendsNulls: /*             */ [true, true, false],
  /** The end of a timestamp. */
  utcSuffix: /*              */ ["+00:00", "+00:00", "Z"],
  /** A body that is no JSON, or of wrong types. */
  badBody: /*                */ [422, 422, 400],
  /** An ask to oneself is opened. */
  asksItself: /*             */ [true, true, false],
  /** A registration without a pane must name its circle. */
  registerNeedsCircle: /*    */ [false, false, true],
  /** At most this many open asks are listed; 0: all. */
  pendingPage: /*            */ [10, 10, 0],
  /** A name that several peers have, where the Python daemons break down with a plain 500. */
  ambiguityIsConflict: /*    */ [false, false, true],
  /** A peer without a pane goes offline as soon as its socket drops. */
  dropIsOffline: /*          */ [false, false, true],
  /** DELETE retires the id. */
  deleteRetires: /*          */ [false, false, true],
} as const satisfies Record<string, readonly [unknown, unknown, unknown]>;

type Widen<Value> = Value extends boolean ? boolean : Value extends number ? number : Value;

/** What one release does, where releases differ. */
export type Facts = {
  readonly [Name in keyof typeof table]: Widen<(typeof table)[Name][number]>;
};

const columns: Record<DaemonVersion, number> = { "0.14.17": 0, "0.17.0": 1, go: 2 };

/** The facts of a release. */
export function factsOf(version: DaemonVersion): Facts {
  const column = columns[version];
  return Object.fromEntries(
    Object.entries(table).map(([name, values]) => [name, values[column]]),
  ) as Facts;
}
