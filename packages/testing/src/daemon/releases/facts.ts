import type { EndpointName } from "@repowire/protocol";

import type { Stamp } from "../state.ts";

/** The kinds of moments. */
export type TimeField = "record" | "event" | "proof";

/**
 * How a moment is written: with six digits unless they are all zero (`python`), always with six
 * (`micros`), with up to nine and `Z` (`nanos`), or with three and `Z` (`millis`).
 */
export type TimeForm = "python" | "micros" | "nanos" | "millis";

/** How a release behaves where releases differ. Each fact is one behaviour. */
export interface Facts {
  /** The framework that serves HTTP. */
  readonly manner: "python" | "go";
  /** Calls before which a due repair runs. */
  readonly repairsBefore: readonly EndpointName[];
  /** Calls beside which a due repair runs. */
  readonly repairsBeside: readonly EndpointName[];
  /** How moments are written: of records, of what happened, and of proofs. */
  readonly times: Readonly<Record<TimeField, TimeForm>>;
  /** The error for a name that exists in several circles. */
  readonly ambiguousName: (name: string, circles: readonly string[]) => string;
  /** The error for a peer without a socket. */
  readonly noConnection: (peerId: string) => string;
  /** The error for a claim of a retired id. */
  readonly retiredClaim: (peerId: string, agentPid: number | null | undefined) => string;
  /** The error for an ask that its receiver could not pass on. */
  readonly failedInjection: (status: string, detail: string) => string;
  /** The daemon whose order and words the check of the first frame follows. */
  readonly connectFrame: "python" | "go";
  /** The frame `set_circle` moves a peer. */
  readonly socketsSetCircles: boolean;
  /** A registration checks its texts with its own rules, not with types. */
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
  /** A new socket of a peer ends its earlier one. */
  readonly supersedesSockets: boolean;
  /** How the socket of a retired peer ends. */
  readonly retirementClose: readonly [code: number, reason: string];
  /** The removal of a peer ends its socket. */
  readonly removalClosesSocket: boolean;
  /** `DELETE` retires the id, and so does the removal of a peer that was offline for too long. */
  readonly removalRetires: boolean;
  /** Peers in answers say whether they can receive messages. */
  readonly showsAddressability: boolean;
  /** A session update of an unknown peer returns 404. */
  readonly unknownSessionIsRefused: boolean;
  /** The claim of a role answers with ids alone. */
  readonly briefRoleClaims: boolean;
  /** A peer may ask itself. */
  readonly asksItself: boolean;
  /** A busy peer gets no frame unless its socket has a capability for it. */
  readonly holdsForBusy: boolean;
  /** An ask can choose how its reply is delivered. */
  readonly keepsReplies: boolean;
  /** Asks and delivered notifications are events. */
  readonly messageEvents: boolean;
  /** Queued messages are replayed at once. Otherwise each waits for the receipt of the one before. */
  readonly replaysAtOnce: boolean;
  /** The open asks to a peer are listed by its id alone. */
  readonly pendingWantsId: boolean;
  /** A wait with a timeout of 0 has no end. */
  readonly zeroWaitIsEndless: boolean;
  /** A notification to an ambiguous name returns 403. */
  readonly ambiguousIsForbidden: boolean;
  /** The outcome of a query is added to its event, and a peer that did not answer is pinged. */
  readonly followsQueries: boolean;
  /** Questions, attachments and names to leave out are shown exactly as they were sent. */
  readonly shownAsSent: boolean;
  /** A sender with an ambiguous name counts as unknown. */
  readonly ignoresAmbiguousSenders: boolean;
  /** A message belongs to the newest session of its peer. No session is guessed from the folder. */
  readonly newestSessionCounts: boolean;
  /** The daemon whose way to start agents in tmux is followed: sessions, quoting and first message. */
  readonly launching: "python" | "go";
  /** A name in `exclude` leaves out every peer with that name. */
  readonly excludesNamesakes: boolean;
  /** A retired peer stays offline, even if its id is claimed again. Its name stays taken. */
  readonly retirementIsFinal: boolean;
  /** How the sockets end when the daemon ends. */
  readonly shutdownClose: readonly [code: number, reason: string];
  /** An identity whose folder does not exist is kept over a restart. */
  readonly keepsMissingFolders: boolean;
  /** Identities are written to the disk by a repair and at an orderly end. */
  readonly savesIdentitiesLate: boolean;
  /** The contradiction of a peer whose agent is dead names the process. */
  readonly namesDeadProcess: boolean;
  /** A certificate restores a peer with the daemon's machine, and without a session it does not name. */
  readonly certificateNamesMachine: boolean;
  /** Of peers with one name, the removal takes the one that a lookup prefers, and not the first. */
  readonly removesPreferred: boolean;
  /** A peer in the pane of a live orchestrator of its circle and backend gets its identity. */
  readonly orchestratorSharesPane: boolean;
  /** Two parts of the error of a pane that a child of its agent claims: the beginning, and an adjective. */
  readonly paneClaimWords: readonly [beginning: string, holder: string];
  /** A receipt in an answer names the sessions of both ends. */
  readonly receiptsNameSessions: boolean;
  /** Receipts of asks count as signs of whether messages arrive. */
  readonly askReceiptsCount: boolean;
  /** An answer that has nothing to send back counts as delivered. */
  readonly silenceIsDelivered: boolean;
  /** The reason in an open child of an ask to many. */
  readonly openCloseReason: string | null;
  /** A peer that announces receipts counts as one that sends them. */
  readonly announcedReceiptsCount: boolean;
  /** A query to an ambiguous name returns the error for it. */
  readonly queryTellsAmbiguity: boolean;
  /** An ask to a peer that only polls its queue is queued. */
  readonly queuesForPolling: boolean;
  /** Events of an agent's turns name the peer and omit missing values. */
  readonly turnsNamePeer: boolean;
  /** The doctor reports panes only for a peer with a pane, and writes the backend's name. */
  readonly briefDoctor: boolean;
  /** A list for an empty circle contains all circles. */
  readonly emptyCircleIsAll: boolean;
  /** The name of the service in `/health`. */
  readonly version: string | undefined;
  /** The answer to a notification says `queued` for a busy peer, although the frame was sent. */
  readonly callsBusyQueued: boolean;
  /** An ack with a message is refused if the reply could only be queued. */
  readonly refusesQueuedReply: boolean;
  /** What follows the 410 of an ack with a message on a closed ask. */
  readonly closedAskHint: string;
  /** Queued notifications are pushed when their peer connects. */
  readonly replaysQueue: boolean;
  /** A query is sent as its own frame, or as an ask with a text question. */
  readonly queryTravelsAs: "query" | "ask";
  /** The default timeout of a query, in seconds. */
  readonly queryTimeout: number;
  /** A touch brings an offline peer back. */
  readonly touchRevives: boolean;
  /** `/session/update` takes `model`. */
  readonly sessionUpdateModel: boolean;
  /** `/session/update` takes `metadata`. */
  readonly sessionUpdateMetadata: boolean;
  /** Peers have a `model`. */
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
  /** Going offline writes an event. */
  readonly offlineEvents: boolean;
  /** A repair ping without an answer takes the peer offline. */
  readonly silentPingIsOffline: boolean;
  /** The daemon lists a peer of its own, `jobs`. */
  readonly jobsPeer: boolean;
  /** The sender of the asks that carry jobs. */
  readonly jobSender: string;
  /** A change of a job's state writes an event. */
  readonly jobStateEvents: boolean;
  /** The end of a job closes its ask, and its owner is notified. */
  readonly tellsOfJobEnds: boolean;
  /** The end of the agent's turn ends the job, and the agent is told so. */
  readonly jobsEndWithTurn: boolean;
  /** The message with which an agent acks the ask of a job is stored and sent to nobody. */
  readonly keepsJobReplies: boolean;
  /** The error of a job whose agent could not be started counts the attempts. */
  readonly countsSpawnAttempts: boolean;
  /** A delivered job that nobody takes up within its lease is taken back. */
  readonly leaseCoversDelivered: boolean;
  /** A kill whose pane is already gone is refused, and the peer stays. */
  readonly killOfGonePaneFails: boolean;
  /** A restart needs a session that can be resumed, and proof of the pane. */
  readonly strictRestart: boolean;
  /** `/controls/resume` refuses every session that cannot be resumed. */
  readonly strictResume: boolean;
  /** A switch of the backend checks the path before the command. */
  readonly switchChecksPathFirst: boolean;
  /** A spawn says how its peer will register. */
  readonly spawnSaysRegistration: boolean;
  /** Only texts count as the status and the detail of a receipt. */
  readonly receiptsAreTexts: boolean;
  /** A reply that was sent to the asker is an event. */
  readonly announcesReplies: boolean;
  /** The trace of an ask has its text, its reply and why it was closed. */
  readonly tracesTexts: boolean;
  /** An ask to many with a deadline of 0 seconds has the usual one. */
  readonly zeroDeadlineIsUsual: boolean;
  /** A caller that gives up an ask before its receipt closes it. */
  readonly givenUpAsksClose: boolean;
  /** A new state of the turn counts as a sign of life. */
  readonly turnIsSignOfLife: boolean;
  /** A repair drops traces that are too old. */
  readonly forgetsTraces: boolean;
  /** The trace of a queued message names its sender. */
  readonly tracesNameSenders: boolean;
  /** An empty kind, visibility, reason or filter of jobs counts as missing. */
  readonly emptyIsMissing: boolean;
  /** Cuts a report of a job to a size. */
  readonly shorten: (text: string, size: number) => string;
  /** How the execution settings of a job are read. */
  readonly jobExecution: "python" | "go";
  /**
   * Reads the due time of a job. `undefined` means at once.
   *
   * @throws RangeError if it stops all jobs.
   */
  readonly readDueTime: (due: unknown) => Stamp | undefined;
  /** A job without a circle finds no peer. */
  readonly jobsNeedCircle: boolean;
  /** A job that finds no peer reports the reason. */
  readonly explainsMissingExecutor: boolean;
  /** The error of a job whose agent could not be started is a sentence. The folder is checked last. */
  readonly briefSpawnErrors: boolean;
  /** How often the daemon looks whether a started agent has registered, in milliseconds. 0 means at once. */
  readonly executorPoll: number;
  /** The end of a job removes the peer that was started for it, and leaves its pane. */
  readonly releaseLeavesPane: boolean;
  /** A job that ends with its peer needs a pane, even if the daemon did not start the peer. */
  readonly everyExecutorIsReleased: boolean;
  /** The attempt of a job describes its peer. */
  readonly describesExecutor: boolean;
  /** The attempt of a job names the agent's session even if it is unknown. */
  readonly showsMissingSession: boolean;
  /** The error of a job whose ask did not arrive has a type. */
  readonly namesDeliveryErrors: boolean;
  /** The id of the current attempt of a job that has none, after its lease ended. */
  readonly noAttempt: string | null;
  /** A cancellation ends a job that is under way. Its agent is not told. */
  readonly cancelEndsJobs: boolean;
  /** An event tells when the agent's turn, or its death, changes a job. Its owner is told of the end. */
  readonly announcesTurns: boolean;
  /**
   * Reads the time of a schedule.
   *
   * @throws RangeError with the reason.
   */
  readonly readMoment: (text: string) => Stamp;
  /** The error for a value that is not in a list. */
  readonly oneOf: (field: string, values: readonly string[], value: string) => string;
  /** The deletion of a schedule answers with a status. */
  readonly deletionShowsStatus: boolean;
  /** Unknown keys of a job are refused. */
  readonly jobsRefuseUnknownKeys: boolean;
  /** A registration without a pane must name its circle. */
  readonly registerNeedsCircle: boolean;
  /** How many open asks are listed at most. 0 means all. */
  readonly pendingPage: number;
  /** A peer without a pane goes offline as soon as its socket drops. */
  readonly dropIsOffline: boolean;
}
