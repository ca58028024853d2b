import { expect, test } from "vitest";

import { FakeDaemon } from "../../index.ts";

const job = {
  title: "x",
  prompt: "y",
  due_at: "2099-01-01T00:00:00Z",
  circle: "c",
  path: "/w",
  backend: "claude-code",
};

// As running daemons answered.
const keys = [
  ...["job_id", "work_id", "title", "kind", "state", "state_reason", "phase", "progress"],
  ...["progress_events", "owner_peer_id", "assigned_peer_id", "repowire_session_id"],
  ...["correlation_id", "circle", "created_by_peer_id", "source_kind", "source_id", "scope"],
  ...["visibility", "created_at", "updated_at", "deadline_at", "expires_at", "result_summary"],
  ...["cancel_requested", "cancel_requested_at", "cancel_requested_by_peer_id"],
  ...["cancellation_reason", "protocol_cancel", "request", "provenance", "execution", "runner"],
  ...["due_at", "links"],
];
const recurring = [
  ...["calendar_id", "recurring_id", "title", "kind", "state", "cron", "next_due_at"],
  ...["owner_peer_id", "assigned_peer_id", "circle", "created_by_peer_id", "source_kind"],
  ...["source_id", "scope", "visibility", "request", "provenance", "execution"],
  ...["last_occurrence_work_id", "last_materialized_at", "created_at", "updated_at"],
];
const summary = [
  ...["job_id", "work_id", "title", "kind", "state", "state_reason", "phase", "owner_peer_id"],
  ...["assigned_peer_id", "repowire_session_id", "correlation_id", "circle"],
  ...["created_by_peer_id", "source_kind", "source_id", "scope", "visibility", "created_at"],
  ...["updated_at", "deadline_at", "expires_at", "due_at", "result_summary", "cancel_requested"],
  ...["cancel_requested_at", "cancel_requested_by_peer_id", "cancellation_reason", "execution"],
];

test.each(["0.14.17", "0.17.0"] as const)(
  "the keys of jobs have the order of %s",
  async (emulate) => {
    await using daemon = new FakeDaemon({ emulate });
    const call = async (path: string, body?: object) => {
      const json = { headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
      const init = body && { method: "POST", ...json };
      return (await daemon.fetch(`${daemon.url}${path}`, init)).json();
    };
    const created = await call("/jobs", job);
    expect(Object.keys(created.status)).toEqual(keys);
    const { status } = await call(`/jobs/${created.job_id}`);
    expect(Object.keys(status)).toEqual(keys);
    // The daemon sorts the keys of what it writes to its disk.
    const execution = '{"continuity":"fresh","delivery":{"kind":"ask"},"process_scope":"per_fire",';
    expect(JSON.stringify(status.execution).slice(0, execution.length)).toBe(execution);
    const { calendar } = await call("/jobs", { title: "x", cron: "0 0 * * *" });
    expect(Object.keys(calendar)).toEqual(recurring);
    const { work } = await call("/jobs?view=summary");
    expect(Object.keys(work[0])).toEqual(summary);
  },
);
