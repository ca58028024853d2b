import { type DaemonVersion, daemonVersions } from "@repowire/protocol";
import { describe, expect, test } from "vitest";

import { type Facts, releases } from "../../../packages/testing/src/daemon/releases/index.ts";
import { checkGroup } from "./runner/check-group.ts";
import { gapOf } from "./runner/gaps.ts";
import { groups } from "./scenarios/index.ts";
import { fakeGaps } from "./targets/fake-gaps.ts";
import { openFakeTarget } from "./targets/fake-target.ts";

/**
 * For each fact a recorded scenario, with its release, that fails if the release has the fact of
 * another release.
 */
const noticedBy: Readonly<Record<keyof Facts, string>> = {
  manner: "go registration/name-comes-from-the-folder",
  repairsBefore: "0.17.0 repair-triggers/ask-repairs",
  repairsBeside: "go identity/offline-twins-make-room",
  times: "go go-envelope/escapes",
  ambiguousName: "go lookup/two-of-a-name-are-ambiguous",
  noConnection: "go go-events/failed-ask-is-traced",
  retiredClaim: "go go-identity/retired-id-is-409",
  failedInjection: "go asks/failed-receipt-without-detail",
  connectFrameIsTyped: "go go-sockets/first-frame-is-connect",
  socketsNeedCircle: "go go-sockets/fields-are-checked",
  circleSources: "0.17.0 handshake/window-is-no-source",
  socketBackends: "0.17.0 handshake/all-backends-connect",
  explainsHandshakes: "go go-sockets/fields-are-checked",
  socketsRepeatIdentity: "go go-sockets/only-what-is-registered-connects",
  panesProvePlace: "go go-panes/contradictions-are-403",
  pidsArePositive: "go go-sockets/what-a-frame-tells",
  ignoresUnreadableFrames: "go go-sockets/first-frame-is-connect",
  socketsSetCircles: "go socket-frames/set-circle",
  checksRegistration: "go go-identity/name-is-checked",
  registrationShowsIdentity: "0.17.0 registration/name-comes-from-the-folder",
  offlineNameReturns: "go go-identity/two-folders-of-one-name",
  adoptsAcrossCircles: "go go-identity/nobody-adopts-from-another-circle",
  presenceEvents: "go go-events/online-twice",
  statusRevives: "go go-events/status-of-an-offline-peer",
  supersedesSockets: "go go-sockets/second-socket-supersedes",
  retirementClose: "go go-sockets/terminal-offline-closes",
  removalClosesSocket: "0.17.0 peers/unregister",
  removalRetires: "0.17.0 identity/deleted-id-is-gone",
  showsAddressability: "0.17.0 registration/name-comes-from-the-folder",
  unknownSessionIsRefused: "go lookup/unknown-is-no-error",
  briefRoleClaims: "go go-identity/role-is-claimed",
  asksItself: "0.17.0 asks/self-ask",
  holdsForBusy: "0.17.0 asks/busy-and-offline-peers-are-asked",
  keepsReplies: "0.17.0 asks/reply-delivery-is-ignored",
  announcesReplies: "0.17.0 asks/travels-end-to-end",
  tracesTexts: "0.17.0 traces/ask-with-a-receipt",
  messageEvents: "go go-events/failed-ask-is-traced",
  replaysAtOnce: "go notifications/replayed-row-is-pending-until-then",
  pendingWantsId: "go go-messages/pending-takes-ids-alone",
  zeroWaitIsEndless: "go go-liveness/wait-of-zero-has-no-end",
  ambiguousIsForbidden: "go lookup/ambiguous-where-it-is-an-answer",
  followsQueries: "go queries/without-a-connection",
  shownAsSent: "go go-events/blocking-question-is-an-event",
  ignoresAmbiguousSenders: "go lookup/ambiguous-where-nobody-thought-of-it",
  removesPreferred: "go go-identity/removal-by-a-shared-name-takes-the-live-peer",
  orchestratorSharesPane: "go go-panes/orchestrator-keeps-its-pane",
  paneClaimWords: "go go-panes/pane-changes-hands",
  newestSessionCounts: "go returning-peers/session-that-moved",
  briefSessionErrors: "go sessions/unknown-session-is-404",
  notifiesOfflineSessions: "go sessions/session-without-an-executor",
  namesExecutor: "go sessions/notify-by-session",
  missingHistory: "go sessions/timeline",
  trimsSearches: "go validation/query-parameters",
  countsSearched: "go sessions/timeline",
  matchIn: "go sessions/search-in-any-script",
  ordersParts: "go sessions/timeline-of-pieces",
  showsFreshToolCalls: "go sessions/timeline-of-pieces",
  quote: "go jobs/job-that-nobody-can-do",
  repeatsUnknownCommand: "go spawning/spawn-refuses",
  tmuxSession: "go go-panes/circle-is-the-beginning-of-a-session",
  shellWord: "go go-panes/restart-quotes-the-session",
  typesFirstMessage: "go spawning/first-message-is-typed",
  briefSpawnConfig: "go spawning/config",
  checksSpawn: "go spawning/spawn-refuses",
  checksFolderFirst: "go jobs/job-that-nobody-can-do",
  namesSessionByCircle: "go go-panes/circle-is-the-beginning-of-a-session",
  findsOwnPanes: "go go-panes/two-panes-of-one-folder",
  missingPane: "go go-panes/two-panes-of-one-folder",
  newestOpenAskFirst: "go go-panes/open-asks-are-listed",
  restartInWords: "go agent-restarts/open-asks-block-a-restart",
  restartChecksCommandFirst: "go go-panes/restart-proves-the-pane",
  codesFailedResume: "go agent-restarts/restart-without-a-session",
  rehookPingsFirst: "go agent-restarts/rehook-of-a-connection",
  resumeShowsPlan: "go agent-restarts/session-is-resumed",
  resumesAsPeer: "go agent-restarts/session-is-resumed",
  excludesNamesakes: "go ambiguity/of-a-sender",
  retirementIsFinal: "go identity/retired-id-is-refused",
  shutdownClose: "go daemon-restarts/connections-end-with-1012",
  keepsMissingFolders: "go daemon-restarts/invented-path-is-forgotten",
  savesIdentitiesLate: "go go-restarts/crash-forgets-what-no-repair-saw",
  namesDeadProcess: "go spawning/pane-keeps-a-peer-online",
  certificateNamesMachine: "go daemon-restarts/certificate-puts-a-peer-back",
  receiptsNameSessions: "go notifications/delivered",
  askReceiptsCount: "go asks/health-of-the-target",
  silenceIsDelivered: "go questions/tool-permission-sends-nothing-back",
  openCloseReason: "go ambiguity/of-one-of-many",
  announcedReceiptsCount: "go go-identity/role-is-claimed",
  queryTellsAmbiguity: "go lookup/ambiguous-where-nobody-thought-of-it",
  queuesForPolling: "go notifications/queued-asks-are-not-replayed",
  turnsNamePeer: "go returning-peers/turn-of-a-user",
  checksTurns: "go sessions/pieces-of-no-turn",
  briefDoctor: "go peers/doctor",
  emptyCircleIsAll: "go circles/list-of-a-circle",
  version: "0.17.0 envelope/health",
  callsBusyQueued: "0.17.0 notifications/busy-target",
  refusesQueuedReply: "0.17.0 acks/reply-to-an-asker-without-a-connection",
  closedAskHint: "0.17.0 asks/failed-receipt-is-503",
  replaysQueue: "0.17.0 notifications/queue-is-replayed-on-connect",
  queryTravelsAs: "0.17.0 circles/bypass-crosses",
  queryTimeout: "0.17.0 queries/limit-of-its-own",
  touchRevives: "0.17.0 peers/touch",
  sessionUpdateModel: "0.17.0 peers/session-update",
  sessionUpdateMetadata: "0.17.0 peers/session-update-metadata",
  peerModel: "0.17.0 registration/name-comes-from-the-folder",
  socketAgentPid: "0.17.0 identity-takeover/living-process-connects-with-a-retired-id",
  retiresIds: "0.17.0 identity/retired-id-is-refused",
  socketIsSignOfLife: "0.17.0 short-limits/pane-of-a-silent-parent",
  orchestratorReturnsByName: "0.17.0 identity/orchestrator-that-comes-back",
  healthByPane: "0.17.0 identity/pane-has-one-owner",
  offlineEvents: "0.17.0 asks/target-without-a-connection-is-503",
  silentPingIsOffline: "0.17.0 repairs/silent-pane-is-offline",
  jobsPeer: "0.17.0 identity/offline-twins-make-room",
  jobSender: "0.17.0 jobs/assigned-to-a-connected-peer",
  jobStateEvents: "0.17.0 jobs/progress-and-result",
  tellsOfJobEnds: "0.17.0 job-outcomes/end-is-told",
  jobsEndWithTurn: "0.17.0 jobs/assigned-to-a-connected-peer",
  onlyAttemptsEnd: "go job-outcomes/jobs-without-an-attempt",
  keepsJobReplies: "0.17.0 jobs/assigned-to-a-connected-peer",
  countsSpawnAttempts: "0.17.0 jobs/job-that-nobody-can-do",
  leaseCoversDelivered: "0.17.0 job-outcomes/left-on-the-way",
  killOfGonePaneFails: "0.17.0 spawning/kill-of-a-pane-that-is-gone",
  strictRestart: "0.17.0 other-routes/peers-of-another-machine",
  strictResume: "0.17.0 sessions/session-of-a-runtime",
  switchChecksPathFirst: "0.17.0 agent-restarts/switch-backend",
  spawnSaysRegistration: "0.17.0 job-panes/started-to-stay",
  receiptsAreTexts: "go socket-field-types/receipt-with-any-detail",
  zeroDeadlineIsUsual: "go pending/many-have-a-deadline",
  givenUpAsksClose: "go asks/given-up-calls-go-on",
  turnIsSignOfLife: "go short-limits/orchestrator-gives-a-sign-by-session",
  forgetsTraces: "go short-retention/repair-forgets-traces",
  tracesNameSenders: "go traces/queued-notification",
  emptyIsMissing: "go go-jobs/empty-texts-are-missing",
  shorten: "go go-jobs/long-report",
  jobSettingsAreTyped: "go jobs/execution-that-is-no-object",
  emptyIsChosen: "go go-jobs/scope-and-continuity",
  readsPromptFiles: "0.17.0 jobs/bad-jobs",
  readDueTime: "0.17.0 job-due-times/bad-time-jams-all-jobs",
  jobsNeedCircle: "go job-executors/without-a-circle",
  explainsMissingExecutor: "go job-executors/half-a-target",
  briefSpawnErrors: "go jobs/job-that-nobody-can-do",
  everyExecutorIsReleased: "go job-executors/for-one-job-alone",
  executorPoll: "go go-job-panes/started-to-stay",
  releaseLeavesPane: "go go-job-panes/started-for-one-job",
  describesExecutor: "go jobs/assigned-to-a-connected-peer",
  showsMissingSession: "go jobs/assigned-to-a-connected-peer",
  namesDeliveryErrors: "go job-executors/ask-that-does-not-arrive",
  noAttempt: "go job-outcomes/lease-ends",
  cancelEndsJobs: "go jobs/later-job-stays-away",
  announcesTurns: "go job-outcomes/turn-ends-it",
  readMoment: "go schedule-times/no-moments",
  oneOf: "go jobs/lists",
  deletionShowsStatus: "go schedules/list-and-cancel",
  jobsRefuseUnknownKeys: "0.17.0 jobs/unknown-keys",
  registerNeedsCircle: "0.17.0 identity/http-default-circle-is-global",
  pendingPage: "0.17.0 pending/newest-first-and-at-most-ten",
  dropIsOffline: "0.17.0 asks/target-that-left-is-503",
};

const table = releases as Record<DaemonVersion, Facts>;

describe("a fact of a release", () => {
  test.concurrent.each(Object.entries(noticedBy))(
    "%s is read, and %s notices if it is flipped",
    async (fact, noticer) => {
      const name = fact as keyof Facts;
      const [version = "", scenario = ""] = noticer.split(" ");
      const release = version as DaemonVersion;
      const own = table[release];
      const others = daemonVersions.map((one) => table[one]);
      const other = others.findLast((one) => one[name] !== own[name]);
      const group = groups.find((one) => scenario.startsWith(`${one.name}/`))!;
      const run = async (facts: Facts) => {
        // A daemon reads its facts when it is made. The other tests run meanwhile.
        table[release] = facts;
        const opened = openFakeTarget(release, group, "in process");
        table[release] = own;
        const target = await opened;
        try {
          const only = (one: string) => one === scenario;
          const verdicts = await checkGroup(group, target, { only });
          expect(verdicts).toHaveLength(1);
          return verdicts.flatMap(({ problems }) => problems);
        } finally {
          await target.close();
        }
      };
      expect(other).toBeDefined();
      // The contract shows that the scenario has no problem with the release as it is.
      expect(gapOf(fakeGaps, scenario, release)).toBeUndefined();
      expect(await run({ ...own, [name]: other![name] })).not.toEqual([]);
    },
  );
});
