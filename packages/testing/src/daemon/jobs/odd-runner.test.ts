import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { FakeDaemon } from "../../index.ts";

const acquired = (acquisition: unknown) => ({
  attempts: [{ attempt_id: "a", acquisition }],
  current_attempt_id: "a",
});

// What running Python daemons answered to an update that ends a job, to a run of it, and to a
// cancellation and an update of a running job. Go answered 200, unless the cancellation had ended the job.
const cases: readonly [runner: unknown, statuses: readonly number[]][] = [
  [5, [500, 500, 500, 500]],
  ["x", [500, 500, 500, 500]],
  [[], [200, 200, 200, 200]],
  [true, [500, 500, 500, 500]],
  [{ attempts: 5 }, [500, 500, 500, 500]],
  [{ attempts: "x" }, [200, 500, 200, 200]],
  [{ attempts: [1, null], current_attempt_id: "a" }, [200, 500, 200, 200]],
  [{ current_attempt_id: {} }, [200, 200, 200, 200]],
  [acquired(5), [500, 200, 500, 500]],
  [acquired({ release_handle: 5 }), [200, 200, 200, 200]],
  [{ lease_until: 5 }, [200, 200, 200, 200]],
  [{ lease_until: "zzz" }, [200, 200, 200, 200]],
];

describe.each(["0.14.17", "0.17.0", "go"] as const)("a record of attempts in %s", (emulate) => {
  let daemon: FakeDaemon;

  beforeEach(() => {
    daemon = new FakeDaemon({ emulate, strict: { openAsks: false } });
  });

  afterEach(() => daemon.close());

  async function call(method: string, path: string, body?: object) {
    const headers = { "content-type": "application/json" };
    const sent = body && { body: JSON.stringify(body) };
    return daemon.fetch(daemon.url + path, { method, headers, ...sent });
  }

  async function make(assigned_peer_id: string) {
    const due_at = "2999-01-01T00:00:00Z";
    const answer = await call("POST", "/jobs", { prompt: "x", due_at, assigned_peer_id });
    return `/jobs/${((await answer.json()) as { job_id: string }).job_id}`;
  }

  test.each(cases)("may be anything: %j", async (runner, statuses) => {
    const bob = daemon.peer("bob");
    const provenance = { runner };
    const [ended, running] = [await make(bob.peer_id), await make(bob.peer_id)];
    const answers = [
      await call("PATCH", ended, { state: "unavailable", provenance }),
      await call("POST", `${ended}/run`, {}),
    ];
    expect((await call("PATCH", running, { state: "running", provenance })).status).toBe(200);
    answers.push(
      await call("POST", `${running}/cancel`, {}),
      await call("PATCH", running, { state: "failed", attempt_id: "a" }),
    );
    const isUnderWay = JSON.stringify(runner).includes('"current_attempt_id":"a"');
    const expected = emulate === "go" ? [200, 200, 200, isUnderWay ? 400 : 200] : statuses;
    expect(answers.map(({ status }) => status)).toEqual(expected);
    await call("POST", `/peers/${bob.peer_id}/offline`, { terminal: true });
    await daemon.clock.advance("10m");
    daemon.verify();
  });
});
