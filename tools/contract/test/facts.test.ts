import type { DaemonVersion } from "@repowire/protocol";
import { describe, expect, test } from "vitest";

import type { Facts } from "../../../packages/testing/src/daemon/releases/facts.ts";
import { checkGroup } from "../src/runner/check-group.ts";
import { groups } from "../src/scenarios/index.ts";
import { openFakeTarget } from "../src/targets/fake-target.ts";

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
  utcSuffix: "registration/name-comes-from-the-folder",
  registerNeedsCircle: "identity/http-default-circle-is-global",
  pendingPage: "pending/newest-first-and-at-most-ten",
  dropIsOffline: "asks/target-that-left-is-503",
} satisfies Record<Exclude<keyof Facts, "manner">, string>;

// The built package shows no facts.
describe.skipIf(process.env["REPOWIRE_DIST"])("a fact of a release", async () => {
  const { releases } = process.env["REPOWIRE_DIST"]
    ? { releases: {} as Record<DaemonVersion, Facts> }
    : ((await import("../../../packages/testing/src/daemon/releases/index.ts")) as {
        releases: Record<DaemonVersion, Facts>;
      });

  test.each(Object.entries(noticedBy))("%s is read, and %s notices", async (fact, scenario) => {
    const name = fact as keyof Facts;
    const own = releases["0.17.0"];
    const other = [releases["0.14.17"], releases.go].find((one) => one[name] !== own[name]);
    const [groupName] = scenario.split("/");
    const group = groups.find((one) => one.name === groupName)!;
    const run = async (facts: Facts) => {
      releases["0.17.0"] = facts;
      const target = await openFakeTarget("0.17.0", group, "in process");
      try {
        const only = (one: string) => one === scenario;
        return (await checkGroup(group, target, { only })).flatMap(({ problems }) => problems);
      } finally {
        await target.close();
        releases["0.17.0"] = own;
      }
    };
    expect(other).toBeDefined();
    expect(await run(own)).toEqual([]);
    expect(await run({ ...own, [name]: other![name] })).not.toEqual([]);
  });
});
