import { describe, expect, test } from "vitest";

import { ListPeersResultSchema } from "./models/peers.ts";
import { describeIssues } from "./issues.ts";
import { SpawnConfigSchema, SpawnParamsSchema } from "./models/spawn.ts";
import * as compiled from "./validate.ts";
import * as plain from "./validate-plain.ts";

const peer = {
  peer_id: "repow-default-00000001",
  name: "a-codex",
  display_name: "a-codex",
  backend: "an-agent-of-tomorrow",
  circle: "default",
  role: "agent",
  status: "online",
  metadata: JSON.parse('{"__proto__":{"polluted":true}}') as object,
  a_field_of_tomorrow: 1,
};

describe.each([
  ["compiled", compiled],
  ["plain", plain],
])("the %s validator", (_name, { issuesOf, validator }) => {
  test("lets a good value pass as it is, unknown fields and enum values included", () => {
    const answer = { peers: [peer] };
    const before = JSON.stringify(answer);
    expect(validator(ListPeersResultSchema)(answer)).toBe(true);
    expect(answer.peers[0]).toBe(peer);
    expect(JSON.stringify(answer)).toBe(before);
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  });

  test.each([
    ["no object", null],
    ["a required field missing", { peers: [{ ...peer, peer_id: undefined }] }],
    ["a field of another type", { peers: [{ ...peer, ws_connected: "yes" }] }],
    ["the list missing", {}],
  ])("refuses %s", (_what, answer) => {
    expect(validator(ListPeersResultSchema)(answer)).toBe(false);
  });

  test("looks into maps", () => {
    const isConfig = validator(SpawnConfigSchema);
    expect(
      isConfig({ enabled: true, commands: { pi: "pi" }, profiles: { pi: { fast: ["-f"] } } }),
    ).toBe(true);
    expect(isConfig({ enabled: true, commands: { pi: 1 } })).toBe(false);
    expect(isConfig({ enabled: true, profiles: { pi: 1 } })).toBe(false);
  });

  test("is made once for a schema", () => {
    expect(validator(ListPeersResultSchema)).toBe(validator(ListPeersResultSchema));
  });

  test.each<[what: string, answer: unknown, lines: string[]]>([
    ["nothing", { peers: [peer] }, []],
    [
      "a field of an entry",
      { peers: [peer, { ...peer, ws_connected: "yes" }] },
      ["peers.1.ws_connected must be a boolean"],
    ],
    [
      "a field that is missing",
      { peers: [{ ...peer, role: undefined }] },
      ["peers.0.role must be a string"],
    ],
    [
      "entries of many kinds",
      { peers: [1, { ...peer, circle: 2 }] },
      ["peers.0 must be an object", "peers.1.circle must be a string"],
    ],
    ["the whole", [], ["must be an object"]],
  ])("says where %s is wrong", (_what, answer, lines) => {
    expect(describeIssues({ issues: issuesOf(ListPeersResultSchema, answer) })).toEqual(lines);
  });

  test("says which parameters exclude each other", () => {
    const issues = issuesOf(SpawnParamsSchema, { path: "/", backend: "pi", command: "pi" });
    expect(describeIssues({ issues })).toEqual(["Pass backend or command, not both"]);
  });
});
