import { describe, expect, test } from "vitest";
import * as z from "zod/mini";

import { AskParamsSchema, SpawnParamsSchema } from "./generated/schemas.ts";
import { endpointSchemas } from "./generated/tables.ts";
import { explain } from "./explain.ts";
import { endpoints } from "./generated/tables.ts";
import { describeIssues } from "./issues.ts";

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

describe("explain", () => {
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
  ])("says that %s is wrong", (_what, answer, lines) => {
    expect(explain(endpoints.listPeers.result, answer)).toEqual(lines);
    expect(endpoints.listPeers.result(answer)).toBe(lines.length === 0);
  });

  test("says everything that is wrong with parameters", () => {
    const params = { from_peer: "", text: 1, to: "b" };
    expect(explain(endpoints.ask.params, params).toSorted()).toEqual([
      "from_peer must be a peer id or display name, not an empty string",
      'has no "to": did you mean "to_peer"?',
      "text must be a string",
      "to_peer must be a string",
    ]);
    expect(endpoints.ask.params(params)).toBe(false);
  });

  test("says little about a check that is not of this package", () => {
    const isShort = (value: unknown): value is string => String(value).length < 3;
    expect(explain(isShort, "long")).toEqual(["is not valid"]);
  });

  test("says which parameters exclude each other", () => {
    const params = { path: "/", backend: "pi", command: "pi" };
    expect(explain(endpoints.spawn.params, params)).toEqual(["Pass backend or command, not both"]);
  });
});

// Hono, tRPC and others use a schema only through this property.
describe("a Standard Schema consumer", () => {
  test.each([
    [AskParamsSchema, { from_peer: "", to_peer: 1, to: "b" }],
    [AskParamsSchema, { from_peer: "a", to_peer: "b", text: "x", attachments: null }],
    [AskParamsSchema, []],
    [SpawnParamsSchema, { path: "/" }],
    [endpointSchemas.searchTimeline.params, { name: ".", q: "", limit: 0.5 }],
    [endpointSchemas.registerPeer.params, { name: "a b", circle: "a b", role: "boss" }],
    [endpointSchemas.listPeers.result, { peers: [{ ...peer, pending_ask_count: 1.5 }] }],
  ] satisfies [z.ZodMiniType, unknown][])(
    "%# reads the words of describeIssues",
    async (schema, value) => {
      const result = await schema["~standard"].validate(value);
      const { error } = z.safeParse(schema, value);
      const lines = describeIssues(error ?? { issues: [] });
      expect(lines.length).toBeGreaterThan(0);
      expect(result.issues?.map(({ path = [], message }) => [...path, message].join(" "))).toEqual(
        lines.map((line, index) => {
          const path = error?.issues[index]?.path ?? [];
          return [...path, line.slice(path.length === 0 ? 0 : path.join(".").length + 1)].join(" ");
        }),
      );
      expect(lines.join()).not.toContain("Invalid input");
    },
  );
});
