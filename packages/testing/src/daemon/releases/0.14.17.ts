import type { Backend, EndpointName } from "@repowire/protocol";
import { backends } from "@repowire/protocol/guards";

import { readPythonDue, parseTime } from "../parse-time.ts";
import { quoted, quotedList } from "../names.ts";
import { type Match, matchInPython } from "../sessions/matches.ts";
import { type MissingHistory, missingInPython } from "../sessions/missing-history.ts";
import { sessionOfPython, wordOfPython } from "../spawning/tmux.ts";
import type { Binding, PeerRecord } from "../state.ts";
import type { TimeField, TimeForm } from "../time.ts";

/** The framework whose habits a release has. */
type Framework = "python" | "go";

/** How a socket ends. */
type CloseArguments = readonly [code: number, reason: string];

/** How a release behaves where releases differ. Each fact is one behaviour. */
export type Facts = Readonly<typeof release>;

/** Observed on running daemons of this release. */
export const release = {
  /** The framework that serves HTTP. */
  manner: "python" as Framework,
  /** Calls before which a due repair runs. */
  repairsBefore: [
    "listPeers",
    "doctorPeer",
    "ask",
    "askMany",
    "notify",
    "broadcast",
    "query",
    "killPeer",
    "restartPeer",
    "rehookPeer",
    "switchBackend",
  ] as readonly EndpointName[],
  /** Calls beside which a due repair runs. */
  repairsBeside: [] as readonly EndpointName[],
  /** How moments are written: of records, of what happened, and of proofs. */
  times: { record: "python", event: "python", proof: "python" } as Readonly<
    Record<TimeField, TimeForm>
  >,
  /** The error for a name that exists in several circles. */
  ambiguousName: (name: string, circles: readonly string[]) =>
    `Ambiguous peer name ${quoted(name)}: matches in circles ${quotedList(circles)}. ` +
    "Specify a circle= or pass a peer_id.",
  /** The error for a peer without a socket. */
  noConnection: (peerId: string) => `No connection for session ${peerId}`,
  /** The error for a claim of a retired id. */
  retiredClaim: (peerId: string, agentPid: number | null | undefined) =>
    `peer_id ${peerId} was retired (agent_pid=${agentPid || "absent"}); ` +
    "re-register via a fresh SessionStart",
  /** The error for an ask that its receiver could not pass on. */
  failedInjection: (status: string, detail: string) => `Ask injection ${status}: ${detail}`,
  /** A first frame is refused if a field has a wrong type. Otherwise each field has its own rule. */
  connectFrameIsTyped: false,
  /** A socket must name its circle. Otherwise the circle is `default`. */
  socketsNeedCircle: false,
  /** The sources of a circle that a socket may name. */
  circleSources: ["tmux", "spawn_hint", "fallback"] as readonly string[],
  /** The backends that may open a socket. */
  socketBackends: backends.filter((backend) => backend !== "mcp-http") as readonly Backend[],
  /** The error of a first frame lists the valid backends or roles. */
  explainsHandshakes: true,
  /** The first frame of a peer without a pane must repeat what the daemon has stored. */
  socketsRepeatIdentity: false,
  /** tmux, and the proof of the spawn, decide the circle and the role of a peer with a pane. */
  panesProvePlace: false,
  /** A first frame with a process id of 0 or less counts as one without. */
  pidsArePositive: true,
  /** A frame that is not a JSON object is ignored. Otherwise it ends the socket. */
  ignoresUnreadableFrames: false,
  /** The frame `set_circle` moves a peer. */
  socketsSetCircles: true,
  /** A registration checks its texts with its own rules, not with types. */
  checksRegistration: false,
  /** A registration answers with the circle and the role that are stored. */
  registrationShowsIdentity: false,
  /** A registration without a known id gets the id of an offline peer of its name. */
  offlineNameReturns: false,
  /** A registration in the circle `default` is adopted by an identity of another circle. */
  adoptsAcrossCircles: true,
  /** Coming online and a change of the status are events, and all events of peers are brief. */
  presenceEvents: false,
  /** A sign of life brings an offline peer back. */
  statusRevives: true,
  /** A new socket of a peer ends its earlier one. */
  supersedesSockets: false,
  /** How the socket of a retired peer ends. */
  retirementClose: [4004, "peer retired"] as CloseArguments,
  /** The removal of a peer ends its socket. */
  removalClosesSocket: false,
  /** `DELETE` retires the id, and so does the removal of a peer that was offline for too long. */
  removalRetires: false,
  /** Peers in answers say whether they can receive messages. */
  showsAddressability: false,
  /** A session update of an unknown peer returns 404. */
  unknownSessionIsRefused: false,
  /** The claim of a role answers with ids alone. */
  briefRoleClaims: false,
  /** A peer may ask itself. */
  asksItself: true,
  /** A busy peer gets no frame unless its socket has a capability for it. */
  holdsForBusy: false,
  /** An ask can choose how its reply is delivered. */
  keepsReplies: false,
  /** Asks and delivered notifications are events. */
  messageEvents: true,
  /** Queued messages are replayed at once. Otherwise each waits for the receipt of the one before. */
  replaysAtOnce: false,
  /** The open asks to a peer are listed by its id alone. */
  pendingWantsId: false,
  /** A wait with a timeout of 0 has no end. */
  zeroWaitIsEndless: false,
  /** A notification to an ambiguous name returns 403. */
  ambiguousIsForbidden: false,
  /** The outcome of a query is added to its event, and a peer that did not answer is pinged. */
  followsQueries: true,
  /** Questions, attachments and names to leave out are shown exactly as they were sent. */
  shownAsSent: false,
  /** A sender with an ambiguous name counts as unknown. */
  ignoresAmbiguousSenders: false,
  /** A message belongs to the newest session of its peer. No session is guessed from the folder. */
  newestSessionCounts: false,
  /** How a backend is shown in an error. */
  quote: (backend: string) => `'${backend}'`,
  /** The error of an unknown command repeats it. */
  repeatsUnknownCommand: true,
  /**
   * The tmux session for a circle, beside the sessions that exist.
   *
   * @throws Refusal if tmux cannot have it.
   */
  tmuxSession: sessionOfPython as (circle: string, sessions: ReadonlySet<string>) => string,
  /** A text as one word of a command line. */
  shellWord: wordOfPython as (text: string) => string,
  /** The first message of an agent is typed into its pane. */
  typesFirstMessage: true,
  /** The settings of spawning show what can be started, profiles as their arguments, and a boundary. */
  briefSpawnConfig: false,
  /** A spawn is checked with the daemon's own rules. It must name its circle, and not every backend will do. */
  checksSpawn: false,
  /** The folder of a new agent is checked before its command. */
  checksFolderFirst: true,
  /** Answers name a tmux session after its circle, even if tmux has another name for it. */
  namesSessionByCircle: false,
  /** A pane that the daemon opened for a peer is found without its id, and tmux must still show it there. */
  findsOwnPanes: false,
  /** What stands for a pane or a session that is not known. */
  missingPane: null as null | "",
  /** The open asks that forbid a restart are listed with the newest first. */
  newestOpenAskFirst: false,
  /** What would leave open asks behind, in the refusal of a restart. */
  restartInWords: "restart",
  /** A restart looks for the command of its backend before the session. The error has no details. */
  restartChecksCommandFirst: false,
  /** The refusal of a restart without a session to resume has a code instead of the session. */
  codesFailedResume: false,
  /** A rehook is content with a connection that answers, and leaves one that does not. */
  rehookPingsFirst: false,
  /** The answer to a resume is the plan of the daemon, without the peer's name and without empty fields. */
  resumeShowsPlan: false,
  /** A session is resumed as its peer: in the circle that was recorded, and with the peer's id. */
  resumesAsPeer: false,
  /** A name in `exclude` leaves out every peer with that name. */
  excludesNamesakes: false,
  /** A retired peer stays offline, even if its id is claimed again. Its name stays taken. */
  retirementIsFinal: false,
  /** How the sockets end when the daemon ends. */
  shutdownClose: [1012, ""] as CloseArguments,
  /** An identity whose folder does not exist is kept over a restart. */
  keepsMissingFolders: false,
  /** Identities are written to the disk by a repair and at an orderly end. */
  savesIdentitiesLate: false,
  /** The contradiction of a peer whose agent is dead names the process. */
  namesDeadProcess: true,
  /** A certificate restores a peer with the daemon's machine, and without a session it does not name. */
  certificateNamesMachine: false,
  /** Of peers with one name, the removal takes the one that a lookup prefers, and not the first. */
  removesPreferred: false,
  /** A peer in the pane of a live orchestrator of its circle and backend gets its identity. */
  orchestratorSharesPane: false,
  /** Two parts of the error of a pane that a child of its agent claims: the beginning, and an adjective. */
  paneClaimWords: ["", "existing"] as readonly [beginning: string, holder: string],
  /** A receipt in an answer names the sessions of both ends. */
  receiptsNameSessions: true,
  /** Receipts of asks count as signs of whether messages arrive. */
  askReceiptsCount: true,
  /** An answer that has nothing to send back counts as delivered. */
  silenceIsDelivered: false,
  /** The reason in an open child of an ask to many. */
  openCloseReason: null as string | null,
  /** A peer that announces receipts counts as one that sends them. */
  announcedReceiptsCount: true,
  /** A query to an ambiguous name returns the error for it. */
  queryTellsAmbiguity: false,
  /** An ask to a peer that only polls its queue is queued. */
  queuesForPolling: true,
  /** Events of an agent's turns name the peer and omit missing values. */
  turnsNamePeer: false,
  /** The roles, numbers and kinds of turns are checked with the daemon's own rules. */
  checksTurns: false,
  /** The doctor reports panes only for a peer with a pane, and writes the backend's name. */
  briefDoctor: false,
  /** A list for an empty circle contains all circles. */
  emptyCircleIsAll: false,
  /** The name of the service in `/health`. */
  version: "0.14.17" as string | undefined,
  /** The errors of sessions are sentences. */
  briefSessionErrors: false,
  /** A session can be notified while its peer is offline. */
  notifiesOfflineSessions: false,
  /** The answer to the notification of a session names its peer. */
  namesExecutor: true,
  /** Why the history of a peer is missing. */
  missingHistory: missingInPython as (
    peer: PeerRecord,
    binding?: Binding,
    session?: string,
  ) => MissingHistory,
  /** A search is shown without the blanks around it, and refused if nothing else is in it. */
  trimsSearches: false,
  /** A search says how many items it looked through. */
  countsSearched: true,
  /** Finds a text in an item of a history. */
  matchIn: matchInPython as (text: string, query: string) => Match | undefined,
  /** A history has the parts of an unfinished turn in their order, and not as they came. */
  ordersParts: true,
  /** A history has tool calls also of events that were not read back from the disk. */
  showsFreshToolCalls: true,
  /** The answer to a notification says `queued` for a busy peer, although the frame was sent. */
  callsBusyQueued: true,
  /** An ack with a message is refused if the reply could only be queued. */
  refusesQueuedReply: false,
  /** What follows the 410 of an ack with a message on a closed ask. */
  closedAskHint: "",
  /** Queued notifications are pushed when their peer connects. */
  replaysQueue: false,
  /** A query is sent as its own frame, or as an ask with a text question. */
  queryTravelsAs: "query" as "query" | "ask",
  /** The default timeout of a query, in seconds. */
  queryTimeout: 300,
  /** A touch brings an offline peer back. */
  touchRevives: true,
  /** `/session/update` takes `model`. */
  sessionUpdateModel: false,
  /** `/session/update` takes `metadata`. */
  sessionUpdateMetadata: false,
  /** Peers have a `model`. */
  peerModel: false,
  /** The first frame of a socket may name the process of the agent. */
  socketAgentPid: false,
  /** A peer id can be retired, by a terminal offline or by three failed pane probes. */
  retiresIds: false,
  /** A peer with an open socket counts as seen just now. */
  socketIsSignOfLife: false,
  /** An orchestrator that registers without an id gets the one it had, if it is offline. */
  orchestratorReturnsByName: false,
  /** `GET /peers/by-pane` computes the health fields. */
  healthByPane: false,
  /** Going offline writes an event. */
  offlineEvents: false,
  /** A repair ping without an answer takes the peer offline. */
  silentPingIsOffline: true,
  /** The daemon lists a peer of its own, `jobs`. */
  jobsPeer: false,
  /** The sender of the asks that carry jobs. */
  jobSender: "daemon-job-runner",
  /** A change of a job's state writes an event. */
  jobStateEvents: false,
  /** The end of a job closes its ask, and its owner is notified. */
  tellsOfJobEnds: false,
  /** The end of the agent's turn ends the job, and the agent is told so. */
  jobsEndWithTurn: false,
  /** A job without an attempt ends neither with a turn nor with its peer. */
  onlyAttemptsEnd: false,
  /** The message with which an agent acks the ask of a job is stored and sent to nobody. */
  keepsJobReplies: false,
  /** The error of a job whose agent could not be started counts the attempts. */
  countsSpawnAttempts: false,
  /** A delivered job that nobody takes up within its lease is taken back. */
  leaseCoversDelivered: true,
  /** A kill whose pane is already gone is refused, and the peer stays. */
  killOfGonePaneFails: false,
  /** A restart needs a session that can be resumed, and proof of the pane. */
  strictRestart: false,
  /** `/controls/resume` refuses every session that cannot be resumed. */
  strictResume: false,
  /** A switch of the backend checks the path before the command. */
  switchChecksPathFirst: false,
  /** A spawn says how its peer will register. */
  spawnSaysRegistration: false,
  /** Only texts count as the status and the detail of a receipt. */
  receiptsAreTexts: false,
  /** A reply that was sent to the asker is an event. */
  announcesReplies: false,
  /** The trace of an ask has its text, its reply and why it was closed. */
  tracesTexts: false,
  /** An ask to many with a deadline of 0 seconds has the usual one. */
  zeroDeadlineIsUsual: false,
  /** A caller that gives up an ask before its receipt closes it. */
  givenUpAsksClose: false,
  /** A new state of the turn counts as a sign of life. */
  turnIsSignOfLife: false,
  /** A repair drops traces that are too old. */
  forgetsTraces: true,
  /** The trace of a queued message names its sender. */
  tracesNameSenders: false,
  /** An empty text counts as missing. */
  emptyIsMissing: false,
  /** Cuts a report of a job to a size. */
  shorten: (text: string, size: number) => [...text].slice(0, size).join(""),
  /** Execution settings of a wrong type count as missing. Otherwise they are converted. */
  jobSettingsAreTyped: false,
  /** An empty text is a choice in the execution settings, and is not replaced by a default. */
  emptyIsChosen: false,
  /** A job may name a file with its prompt. */
  readsPromptFiles: true,
  /**
   * Reads the due time of a job. `undefined` means at once.
   *
   * @throws RangeError if it stops all jobs.
   */
  readDueTime: readPythonDue,
  /** A job without a circle finds no peer. */
  jobsNeedCircle: false,
  /** A job that finds no peer reports the reason. */
  explainsMissingExecutor: true,
  /** The error of a job whose agent could not be started is a sentence. */
  briefSpawnErrors: false,
  /** How often the daemon looks whether a started agent has registered, in milliseconds. 0 means at once. */
  executorPoll: 0,
  /** The end of a job removes the peer that was started for it, and leaves its pane. */
  releaseLeavesPane: false,
  /** A job that ends with its peer needs a pane, even if the daemon did not start the peer. */
  everyExecutorIsReleased: true,
  /** The attempt of a job describes its peer. */
  describesExecutor: true,
  /** The attempt of a job names the agent's session even if it is unknown. */
  showsMissingSession: true,
  /** The error of a job whose ask did not arrive has a type. */
  namesDeliveryErrors: true,
  /** The id of the current attempt of a job that has none, after its lease ended. */
  noAttempt: null as string | null,
  /** A cancellation ends a job that is under way. Its agent is not told. */
  cancelEndsJobs: false,
  /** An event tells when the agent's turn, or its death, changes a job. Its owner is told of the end. */
  announcesTurns: false,
  /**
   * Reads the time of a schedule.
   *
   * @throws RangeError with the reason.
   */
  readMoment: parseTime,
  /** The error for a value that is not in a list. */
  oneOf: (field: string, values: readonly string[], value: string) =>
    `${field} must be one of ${quotedList(values)}; got ${quoted(value)}`,
  /** The deletion of a schedule answers with a status. */
  deletionShowsStatus: false,
  /** Unknown keys of a job are refused. */
  jobsRefuseUnknownKeys: false,
  /** A registration without a pane must name its circle. */
  registerNeedsCircle: false,
  /** How many open asks are listed at most. 0 means all. */
  pendingPage: 10,
  /** A peer without a pane goes offline as soon as its socket drops. */
  dropIsOffline: false,
};
