/** What one release does, where releases differ: one behaviour for each fact. */
export interface Facts {
  /** The framework whose manner the answers have. */
  readonly manner: "python";
  /** What `/health` calls itself. */
  readonly version: string | undefined;
  /** The answer says of a notification that a busy peer was sent that it is queued. */
  readonly callsBusyQueued: boolean;
  /** An ack with a message is refused when the reply could only be queued. */
  readonly refusesQueuedReply: boolean;
  /** What follows the 410 of an ack with a message on a closed ask. */
  readonly closedAskHint: string;
  /** Queued notifications are pushed when their peer connects. */
  readonly replaysQueue: boolean;
  /** A query travels as a frame of its own, or as an ask with a text question. */
  readonly queryTravelsAs: "query" | "ask";
  /** Seconds that a query waits when the caller says nothing. */
  readonly queryTimeout: number;
  /** A touch brings an offline peer back. */
  readonly touchRevives: boolean;
  /** `/session/update` takes `model`. */
  readonly sessionUpdateModel: boolean;
  /** `/session/update` takes `metadata`. */
  readonly sessionUpdateMetadata: boolean;
  /** `model` of a peer is known and sent. */
  readonly peerModel: boolean;
  /** The first frame of a socket may name the process of the agent. */
  readonly socketAgentPid: boolean;
  /** A peer id can be retired, by a terminal offline or by three failed pane probes. */
  readonly retiresIds: boolean;
  /** A peer with an open socket counts as seen just now. */
  readonly socketIsSignOfLife: boolean;
  /** An orchestrator that registers without an id gets the one it had, if it is offline. */
  readonly orchestratorReturnsByName: boolean;
  /** `GET /peers/by-pane` computes the health fields. */
  readonly healthByPane: boolean;
  /** Going offline is an event of its own. */
  readonly offlineEvents: boolean;
  /** A repair ping without an answer takes the peer offline. */
  readonly silentPingIsOffline: boolean;
  /** The daemon lists a peer of its own, `jobs`. */
  readonly jobsPeer: boolean;
  /** The sender of the asks by which jobs travel. */
  readonly jobSender: string;
  /** A change of a job's state is an event. */
  readonly jobStateEvents: boolean;
  /** The end of a job closes its ask, and its owner is notified. */
  readonly tellsOfJobEnds: boolean;
  /** The end of the agent's turn ends the job, and the agent is told so. */
  readonly jobsEndWithTurn: boolean;
  /** The words with which an agent acks the ask of a job are kept, and not sent to anybody. */
  readonly keepsJobReplies: boolean;
  /** The error of a job whose agent could not be started counts the attempts. */
  readonly countsSpawnAttempts: boolean;
  /** A delivered job that nobody takes up within its lease is taken back. */
  readonly leaseCoversDelivered: boolean;
  /** A kill whose pane is already gone is refused, and the peer stays. */
  readonly killOfGonePaneFails: boolean;
  /** A restart needs a session that can be resumed, and proof of the pane. */
  readonly strictRestart: boolean;
  /** Only a session that can be resumed has an answer of `/controls/resume` other than a refusal. */
  readonly strictResume: boolean;
  /** A switch of the backend looks at the path before it looks at the command. */
  readonly switchChecksPathFirst: boolean;
  /** A spawn says how its peer will register. */
  readonly spawnSaysRegistration: boolean;
  /** Unknown keys of a job are refused. */
  readonly jobsRefuseUnknownKeys: boolean;
  /** The end of a timestamp. */
  readonly utcSuffix: string;
  /** A registration without a pane must name its circle. */
  readonly registerNeedsCircle: boolean;
  /** At most this many open asks are listed; 0: all. */
  readonly pendingPage: number;
  /** A peer without a pane goes offline as soon as its socket drops. */
  readonly dropIsOffline: boolean;
}
