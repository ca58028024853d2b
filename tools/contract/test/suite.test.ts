import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { isFinalJobState, type JobState } from "@repowire/protocol";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { checkGroup } from "../src/runner/check-group.ts";
import { problemsBesideGaps, strayGaps } from "../src/runner/gaps.ts";
import { acks } from "../src/scenarios/acks.ts";
import { groups } from "../src/scenarios/index.ts";
import { runContract } from "../src/runner/run-contract.ts";
import type { Target } from "../src/targets/target.ts";
import { urlTarget } from "../src/targets/url-target.ts";
import { FakeDaemon } from "@repowire/testing";
import { openFakeTarget } from "../src/targets/fake-target.ts";

let target: Target;

beforeEach(async () => {
  target = await openFakeTarget("0.14.17", acks, "in process");
});

afterEach(() => target.close());

/** The same daemon, with some of its answers changed on the way. */
function tampered(change: (path: string, text: string) => string): Target {
  return {
    ...target,
    fetch: async (input, init) => {
      const response = await target.fetch(input, init);
      const text = change(new URL(String(input)).pathname, await response.text());
      return new Response(text, response);
    },
  };
}

describe("a difference is noticed", () => {
  test("in the rule of a scenario", async () => {
    const daemon = tampered((path, text) =>
      path === "/ack" ? text.replace('"ok":true', '"ok":false') : text,
    );
    const verdicts = await checkGroup(acks, daemon, {
      only: (name) => name.endsWith("bare-ack-closes-silently"),
    });
    expect(verdicts[0]?.problems[0]).toBe("the answer of POST /ack.ok is false, expected true");
  });

  test("in a part of an answer that no rule checks", async () => {
    const daemon = tampered((path, text) =>
      path === "/peers" ? text.replace('"pane_assigned":true', '"pane_assigned":null') : text,
    );
    const verdicts = await checkGroup(acks, daemon, { only: (name) => name.endsWith("no-ops") });
    const others = await checkGroup(acks, daemon, {
      only: (name) => name.endsWith("bare-re-ack-is-200"),
    });
    expect(verdicts[0]?.problems.join()).not.toContain("pane_assigned");
    expect(others[0]?.problems).toContain(
      "line 1 (POST /peers) .answer.pane_assigned: null, recorded true",
    );
  });

  test("between two releases", async () => {
    const verdicts = await checkGroup(acks, target, { release: "0.17.0" });
    const failed = verdicts.filter(({ problems }) => problems.length > 0).map(({ name }) => name);
    expect(failed).toContain("acks/message-on-a-closed-ask-is-410");
  });

  test("only in the rules if the release has no recording", async () => {
    const verdicts = await checkGroup(acks, target, {
      release: "9.9.9",
      only: (name) => !name.endsWith("no-ops"),
    });
    expect(verdicts.flatMap(({ problems }) => problems)).toEqual([]);
  });
});

describe("a gap", () => {
  const gap = { scenario: "acks/x", releases: ["0.14.17"], reason: "it is known" };
  const verdict = { name: "acks/x", rule: "", calls: [] };

  test("excuses a failure of its release, and no other", () => {
    expect(problemsBesideGaps({ ...verdict, problems: ["bad"] }, [gap], "0.14.17")).toEqual([]);
    expect(problemsBesideGaps({ ...verdict, problems: ["bad"] }, [gap], "0.17.0")).toEqual(["bad"]);
    expect(
      problemsBesideGaps({ ...verdict, name: "acks/y", problems: ["bad"] }, [gap], "0.14.17"),
    ).toEqual(["bad"]);
  });

  test("is a failure if its scenario passes again", () => {
    expect(problemsBesideGaps({ ...verdict, problems: [] }, [gap], "0.14.17")).toEqual([
      "acks/x is listed as a gap, but passes: take it off the list",
    ]);
  });

  test("names a scenario that its releases have", () => {
    const late = { scenario: "jobs-peer/own-peer", reason: "it is known" };
    expect(strayGaps([late, { ...late, releases: ["0.14.17", "0.17.0"] }], groups)).toEqual([]);
    const stray = strayGaps([gap, { ...late, releases: ["0.14.17"] }], groups);
    expect(stray.flatMap(({ problems }) => problems)).toEqual([
      "acks/x is listed as a gap, but there is no such scenario with 0.14.17",
      "jobs-peer/own-peer is listed as a gap, but there is no such scenario with 0.14.17",
    ]);
  });
});

describe("a whole run", () => {
  test("reports what passed, failed and was skipped, and leaves no peer behind", async () => {
    const lines: string[] = [];
    const gaps = [{ scenario: "acks/no-ops", reason: "not imitated" }];
    const report = await runContract({
      url: target,
      only: "acks/",
      gaps,
      log: (line) => lines.push(line),
    });
    expect(report).toMatchObject({ failed: [], skipped: [], unrecorded: [] });
    expect(report.gaps.map(({ name }) => name)).toEqual(["acks/no-ops"]);
    expect(report.passed.length).toBeGreaterThan(10);
    expect(lines).toEqual(["acks: 14 scenarios"]);
    const left = await target.fetch(`${target.baseUrl}/peers`);
    expect(await left.json()).toEqual({ peers: [] });
  });

  test("says what is wrong, and what could not be checked", async () => {
    const lines: string[] = [];
    const daemon = tampered((path, text) =>
      path === "/ack" ? text.replace('"ok":true', '"ok":false') : text,
    );
    const report = await runContract({
      url: daemon,
      only: "bare",
      log: (line) => lines.push(line),
    });
    expect(report.failed.map(({ name }) => name)).toContain("acks/bare-re-ack-is-200");
    expect(lines.join("\n")).toContain(
      "FAILED acks/bare-re-ack-is-200: A second bare ack of a closed ask succeeds",
    );
    const { skipped } = await runContract({ url: daemon, only: "queue-off/" });
    expect(skipped[0]?.reason).toBe("it needs a daemon with its own settings");
  });

  test("fails for a gap that names no scenario", async () => {
    const gaps = [{ scenario: "acks/no-such-thing", reason: "it was renamed" }];
    const lines: string[] = [];
    const log = (line: string) => lines.push(line);
    const { failed } = await runContract({ url: target, only: "acks/bare-re", gaps, log });
    expect(failed.map(({ name }) => name)).toEqual(["acks/no-such-thing"]);
    expect(lines).toContain("FAILED acks/no-such-thing: A gap names a scenario.");
  });

  test("says once that a release has no recording", async () => {
    const lines: string[] = [];
    const log = (line: string) => lines.push(line);
    const only = "acks/bare";
    const report = await runContract({ url: target, release: "9.9.9", only, log });
    expect(report.unrecorded).toEqual(report.passed.map(({ name }) => name));
    expect(lines).toEqual([
      "9.9.9 has no recording: only the rules are checked",
      `acks: ${report.passed.length} scenarios`,
    ]);
  });

  test("removes its jobs and schedules, and leaves the daemon's own peer as it was", async () => {
    const daemon = await openFakeTarget("0.17.0", acks, "in process");
    const read = async (path: string) => (await daemon.fetch(daemon.baseUrl + path)).json();
    for (const only of ["jobs", "schedule"]) {
      expect((await runContract({ url: daemon, only })).failed).toEqual([]);
    }
    const { work } = (await read("/jobs")) as { work: { state: JobState }[] };
    expect(work.length).toBeGreaterThan(10);
    expect(work.filter(({ state }) => !isFinalJobState(state))).toEqual([]);
    expect(await read("/schedules")).toEqual({ schedules: [] });
    expect(await read("/peers")).toMatchObject({
      peers: [{ display_name: "jobs", status: "online" }],
    });
    await daemon.close();
  });
});

describe("a daemon at an address", () => {
  test("is refused if it has peers", async () => {
    await using daemon = new FakeDaemon({ strict: false });
    const { url } = await daemon.listen();
    const body = JSON.stringify({ name: "x", path: "/w/x", circle: "docs" });
    const headers = { "content-type": "application/json" };
    await fetch(`${url}/peers`, { method: "POST", headers, body });
    await expect(urlTarget(url)).rejects.toThrow(/has 1 peers/);
  });

  test("is reported if none answers", async () => {
    await expect(urlTarget("http://127.0.0.1:9")).rejects.toThrow(
      "No daemon answers at http://127.0.0.1:9.",
    );
  });

  test("needs the option --as if it reports no version", async () => {
    const server = createServer((_request, response) => response.end('{"status":"ok"}'));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    await expect(urlTarget(`http://127.0.0.1:${port}`)).rejects.toThrow(/pass it with --as/);
    server.close();
  });
});
