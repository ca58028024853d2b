import type { EndpointName } from "@repowire/protocol";

/** What a moment is about. */
export type TimeField = "record" | "event" | "proof";

/**
 * How a moment is written: with six digits unless they are all zero (`python`), always with six
 * (`micros`), with up to nine and `Z` (`nanos`), or with three and `Z` (`millis`).
 */
export type TimeForm = "python" | "micros" | "nanos" | "millis";

/** What one release does, where releases differ: one behaviour for each fact. */
export interface Facts {
  /** The framework whose manner the answers have. */
  readonly manner: "python" | "go";
  /** Endpoints of the release that the fake does not imitate. */
  readonly notImitated: readonly EndpointName[];
  /** Calls that a due repair goes before. */
  readonly repairsBefore: readonly EndpointName[];
  /** Calls that a due repair runs beside. */
  readonly repairsBeside: readonly EndpointName[];
  /** How moments are written: of records, of what happened, and of proofs. */
  readonly times: Readonly<Record<TimeField, TimeForm>>;
  /** What `/health` says that the daemon is capable of. */
  readonly capabilities: Readonly<Record<string, boolean>> | undefined;
  /** The sentence about a name that peers of several circles have. */
  readonly ambiguousName: (name: string, circles: readonly string[]) => string;
  /** The sentence about a peer without a socket. */
  readonly noConnection: (peerId: string) => string;
  /** The sentence about a claim of a retired id. */
  readonly retiredClaim: (peerId: string, agentPid: number | null | undefined) => string;
  /** The sentence about an ask that its receiver could not pass on. */
  readonly failedInjection: (status: string, detail: string) => string;
  /** The first frame of a socket is checked in the order, and with the words, of which daemon. */
  readonly connectFrame: "python" | "go";
  /** A registration checks its texts by itself, and not by their types. */
  readonly checksRegistration: boolean;
  /** A registration answers with the circle and the role that are stored. */
  readonly registrationShowsIdentity: boolean;
  /** A registration without a known id gets the id of an offline peer of its name. */
  readonly offlineNameReturns: boolean;
  /** A registration in the circle `default` is adopted by an identity of another circle. */
  readonly adoptsAcrossCircles: boolean;
  /** Coming online and a change of the status are events, and all events of peers are brief. */
  readonly presenceEvents: boolean;
  /** A sign of life brings an offline peer back. */
  readonly statusRevives: boolean;
  /** Another socket of a peer ends the one of before. */
  readonly supersedesSockets: boolean;
  /** How the socket of a peer ends that is retired. */
  readonly retirementClose: readonly [code: number, reason: string];
  /** The removal of a peer ends its socket. */
  readonly removalClosesSocket: boolean;
  /** `DELETE` retires the id, and so does the removal of a peer that was offline for too long. */
  readonly removalRetires: boolean;
  /** The peers in an answer say whether they can be written to. */
  readonly showsAddressability: boolean;
  /** A session update of an unknown peer is a 404. */
  readonly unknownSessionIsRefused: boolean;
  /** The claim of a role answers with ids alone. */
  readonly briefRoleClaims: boolean;
  /** An ask to oneself is opened. */
  readonly asksItself: boolean;
  /** A busy peer gets no frame unless its socket has a capability for it. */
  readonly holdsForBusy: boolean;
  /** An ask says how its reply travels, and a reply that meets nobody is kept for a wait. */
  readonly keepsReplies: boolean;
  /** Asks and delivered notifications are events. */
  readonly messageEvents: boolean;
  /** What waits is replayed at once, and not each after the receipt of the one before. */
  readonly replaysAtOnce: boolean;
  /** The open asks to a peer are listed by its id alone. */
  readonly pendingWantsId: boolean;
  /** A wait of no seconds is one without an end. */
  readonly zeroWaitIsEndless: boolean;
  /** An ambiguous receiver of a notification is called forbidden. */
  readonly ambiguousIsForbidden: boolean;
  /** What becomes of a query is written into its event, and a peer that did not answer is pinged. */
  readonly followsQueries: boolean;
  /** Questions and attachments reach their receiver exactly as they were sent. */
  readonly questionsAsSent: boolean;
  /** A sender whose name several peers have counts as unknown, and so do names to leave out. */
  readonly ignoresAmbiguousSenders: boolean;
  /** A receipt in an answer names the sessions of both ends. */
  readonly receiptsNameSessions: boolean;
  /** Receipts of asks count as signs of whether messages arrive. */
  readonly askReceiptsCount: boolean;
  /** What stands for the reason of an open child of an ask to many. */
  readonly openCloseReason: string | null;
  /** A peer that announces receipts counts as one that sends them. */
  readonly announcedReceiptsCount: boolean;
  /** A query of an ambiguous name is answered with the sentence about it. */
  readonly queryTellsAmbiguity: boolean;
  /** An ask to a peer that only polls is queued. */
  readonly queuesForPolling: boolean;
  /** Events of an agent's turns name the peer, and leave out what was not said. */
  readonly turnsNamePeer: boolean;
  /** A doctor tells of panes only where a peer has one, and calls a backend by its name. */
  readonly briefDoctor: boolean;
  /** A list for the circle of no name is one of all circles. */
  readonly emptyCircleIsAll: boolean;
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
  /** A registration without a pane must name its circle. */
  readonly registerNeedsCircle: boolean;
  /** At most this many open asks are listed; 0: all. */
  readonly pendingPage: number;
  /** A peer without a pane goes offline as soon as its socket drops. */
  readonly dropIsOffline: boolean;
}
