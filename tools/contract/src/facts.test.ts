import type { DaemonVersion } from "@repowire/protocol";
import { describe, expect, test } from "vitest";

import type { Facts } from "../../../packages/testing/src/daemon/releases/facts.ts";
import { releases } from "../../../packages/testing/src/daemon/releases/index.ts";
import { checkGroup } from "./runner/check-group.ts";
import { groups } from "./scenarios/index.ts";
import { openFakeTarget } from "./targets/fake-target.ts";

/** For each fact: a scenario of 0.17.0 that notices when the fact is another release's. */
const noticedBy = {
  version: "envelope/health",
  callsBusyQueued: "notifications/busy-target",
  refusesQueuedReply: "acks/reply-to-an-asker-without-a-connection",
  closedAskHint: "asks/failed-receipt-is-503",
  replaysQueue: "notifications/queue-is-replayed-on-connect",
  queryTravelsAs: "circles/bypass-crosses",
  queryTimeout: "queries/limit-of-its-own",
  touchRevives: "peers/touch",
  sessionUpdateModel: "peers/session-update",
  sessionUpdateMetadata: "peers/session-update-metadata",
  peerModel: "registration/name-comes-from-the-folder",
  socketAgentPid: "identity-takeover/living-process-connects-with-a-retired-id",
  retiresIds: "identity/retired-id-is-refused",
  socketIsSignOfLife: "short-limits/pane-of-a-silent-parent",
  orchestratorReturnsByName: "identity/orchestrator-that-comes-back",
  healthByPane: "identity/pane-has-one-owner",
  offlineEvents: "asks/target-without-a-connection-is-503",
  silentPingIsOffline: "repairs/silent-pane-is-offline",
  jobsPeer: "identity/offline-twins-make-room",
  jobSender: "jobs/assigned-to-a-connected-peer",
  jobStateEvents: "jobs/progress-and-result",
  tellsOfJobEnds: "job-outcomes/end-is-told",
  jobsEndWithTurn: "jobs/assigned-to-a-connected-peer",
  keepsJobReplies: "jobs/assigned-to-a-connected-peer",
  countsSpawnAttempts: "jobs/job-that-nobody-can-do",
  leaseCoversDelivered: "job-outcomes/left-on-the-way",
  killOfGonePaneFails: "spawning/kill-of-a-pane-that-is-gone",
  strictRestart: "other-routes/peers-of-another-machine",
  strictResume: "sessions/session-of-a-runtime",
  switchChecksPathFirst: "agent-restarts/switch-backend",
  spawnSaysRegistration: "job-panes/started-to-stay",
  jobsRefuseUnknownKeys: "jobs/unknown-keys",
  registerNeedsCircle: "identity/http-default-circle-is-global",
  pendingPage: "pending/newest-first-and-at-most-ten",
  dropIsOffline: "asks/target-that-left-is-503",
} satisfies Partial<Record<keyof Facts, string>>;

/** For each fact in which Go differs from both: a scenario of Go that notices when it does not. */
const noticedByGo = {
  repairsBeside: "identity/offline-twins-make-room",
  times: "go-envelope/escapes",
  ambiguousName: "lookup/two-of-a-name-are-ambiguous",
  noConnection: "go-events/failed-ask-is-traced",
  retiredClaim: "go-identity/retired-id-is-409",
  connectFrame: "handshake/bad-circle-is-4002",
  checksRegistration: "go-identity/name-is-checked",
  offlineNameReturns: "go-identity/two-folders-of-one-name",
  adoptsAcrossCircles: "go-identity/nobody-adopts-from-another-circle",
  presenceEvents: "go-events/online-twice",
  statusRevives: "go-events/status-of-an-offline-peer",
  unknownSessionIsRefused: "lookup/unknown-is-no-error",
  briefRoleClaims: "go-identity/role-is-claimed",
  messageEvents: "go-events/failed-ask-is-traced",
  replaysAtOnce: "notifications/replayed-row-is-pending-until-then",
  ambiguousIsForbidden: "lookup/ambiguous-where-it-is-an-answer",
  followsQueries: "queries/without-a-connection",
  shownAsSent: "go-events/blocking-question-is-an-event",
  openCloseReason: "ambiguity/of-one-of-many",
  announcedReceiptsCount: "go-identity/role-is-claimed",
  briefDoctor: "peers/doctor",
  emptyCircleIsAll: "circles/list-of-a-circle",
  queuesForPolling: "notifications/queued-asks-are-not-replayed",
  turnsNamePeer: "returning-peers/turn-of-a-user",
  registerNeedsCircle: "go-identity/circle-is-required",
  failedInjection: "asks/failed-receipt-without-detail",
  receiptsNameSessions: "notifications/delivered",
  askReceiptsCount: "asks/health-of-the-target",
  supersedesSockets: "go-sockets/second-socket-supersedes",
  retirementClose: "go-sockets/terminal-offline-closes",
  silenceIsDelivered: "questions/tool-permission-sends-nothing-back",
  pendingWantsId: "go-messages/pending-takes-ids-alone",
  receiptsAreTexts: "socket-field-types/receipt-with-any-detail",
  zeroDeadlineIsUsual: "pending/many-have-a-deadline",
  givenUpAsksClose: "asks/given-up-calls-go-on",
  turnIsSignOfLife: "short-limits/orchestrator-gives-a-sign-by-session",
  forgetsTraces: "short-retention/repair-forgets-traces",
  shutdownClose: "daemon-restarts/connections-end-with-1012",
  jobSender: "jobs/assigned-to-a-connected-peer",
  jobExecution: "jobs/execution-that-is-no-object",
  readDueTime: "go-jobs/unreadable-due-time-is-now",
  jobsNeedCircle: "go-jobs/no-circle-no-peer",
  emptyIsMissing: "go-jobs/empty-texts-are-missing",
  shorten: "go-jobs/long-report",
  briefSpawnErrors: "jobs/job-that-nobody-can-do",
  explainsMissingExecutor: "job-executors/half-a-target",
  everyExecutorIsReleased: "job-executors/for-one-job-alone",
  describesExecutor: "jobs/assigned-to-a-connected-peer",
  showsMissingSession: "jobs/assigned-to-a-connected-peer",
  namesDeliveryErrors: "job-executors/ask-that-does-not-arrive",
  noAttempt: "job-outcomes/lease-ends",
  cancelEndsJobs: "jobs/later-job-stays-away",
  announcesTurns: "job-outcomes/turn-ends-it",
  readMoment: "schedule-times/no-moments",
  oneOf: "jobs/lists",
  deletionShowsStatus: "schedules/list-and-cancel",
  newestSessionCounts: "returning-peers/session-that-moved",
  launching: "spawning/circle-becomes-a-tmux-session",
  excludesNamesakes: "ambiguity/of-a-sender",
  retirementIsFinal: "identity/retired-id-is-refused",
  keepsMissingFolders: "daemon-restarts/invented-path-is-forgotten",
  savesIdentitiesLate: "go-restarts/crash-forgets-what-no-repair-saw",
  namesDeadProcess: "spawning/pane-keeps-a-peer-online",
  certificateNamesMachine: "daemon-restarts/certificate-puts-a-peer-back",
} satisfies Partial<Record<keyof Facts, string>>;

const table = releases as Record<DaemonVersion, Facts>;

describe("a fact of a release", () => {
  test.each([
    ...Object.entries(noticedBy).map((entry) => ["0.17.0", ...entry] as const),
    ...Object.entries(noticedByGo).map((entry) => ["go", ...entry] as const),
  ])("of %s, %s, is read, and %s notices", async (release, fact, scenario) => {
    const name = fact as keyof Facts;
    const own = table[release];
    const others = (["0.17.0", "0.14.17", "go"] as const).map((one) => table[one]);
    const other = others.find((one) => one[name] !== own[name]);
    const [groupName] = scenario.split("/");
    const group = groups.find((one) => one.name === groupName)!;
    const run = async (facts: Facts) => {
      table[release] = facts;
      const target = await openFakeTarget(release, group, "in process");
      try {
        const only = (one: string) => one === scenario;
        return (await checkGroup(group, target, { only })).flatMap(({ problems }) => problems);
      } finally {
        await target.close();
        table[release] = own;
      }
    };
    expect(other).toBeDefined();
    expect(await run(own)).toEqual([]);
    expect(await run({ ...own, [name]: other![name] })).not.toEqual([]);
  });
});
