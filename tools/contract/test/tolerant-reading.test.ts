import {
  type DaemonFrame,
  daemonFrameSchemas,
  describeIssues,
  type Endpoint,
} from "@repowire/protocol";
import { explain } from "@repowire/protocol/explain";
import { describe, expect, test } from "vitest";
import { groups } from "../src/scenarios/index.ts";
import { readRecording } from "../src/runner/recordings.ts";
import { endpointOf } from "../src/runner/routes.ts";
import { recorded } from "../src/targets/releases.ts";

/** What stands in the recordings for what no two runs share, in the form that a daemon gives it. */
const originals: readonly [RegExp, string][] = [
  [/^<seconds>$/, "1.5"],
  [/^<process>$/, "4711"],
];

function restore(value: unknown): unknown {
  if (typeof value === "string") {
    const number = originals.find(([pattern]) => pattern.test(value));
    return number
      ? Number(number[1])
      : value.replaceAll("<time>", "2026-01-01T00:00:00.000001+00:00");
  }
  if (Array.isArray(value)) return value.map(restore);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, restore(inner)]));
}

function frameProblems(frame: unknown): string[] {
  const { type } = frame as { type: string };
  if (!Object.hasOwn(daemonFrameSchemas, type)) return [`there is no schema of a ${type} frame`];
  const schema = daemonFrameSchemas[type as DaemonFrame["type"]];
  const { error } = schema.safeParse(restore(frame));
  return error === undefined ? [] : describeIssues(error);
}

describe.each(recorded)("what repowire %s said", (release) => {
  let read = 0;

  test.each(groups)("in the group $name is read by the schemas of today", async ({ name }) => {
    const recording = await readRecording(release, name);
    const refused: string[] = [];
    for (const [id, transcript] of Object.entries(recording?.scenarios ?? {})) {
      for (const { call, status, answer, events, frame } of transcript) {
        if (frame !== undefined) {
          read += 1;
          refused.push(...frameProblems(frame).map((line) => `${id}: ${line}`));
        }
        const endpoint: Endpoint | undefined =
          typeof call === "string" ? endpointOf(call) : undefined;
        const good = status === undefined ? events !== undefined : Number(status) < 300;
        if (!endpoint || !good || (endpoint.response ?? "json") !== "json") continue;
        read += 1;
        refused.push(
          ...explain(endpoint.result, restore(answer ?? events)).map(
            (line) => `${id}: ${String(call)}: ${line}`,
          ),
        );
      }
    }
    expect(refused).toEqual([]);
  });

  test("there are more than a thousand answers and frames", () => {
    expect(read).toBeGreaterThan(1_000);
  });
});
