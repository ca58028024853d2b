import { describe, expect, test } from "vitest";
import * as z from "zod/mini";

import {
  AskManyParamsSchema,
  AskParamsSchema,
  ConnectFrameSchema,
  CreateJobParamsSchema,
  CreateScheduleParamsSchema,
  GetPeerParamsSchema,
  IngestChatTurnDeltaParamsSchema,
  PendingAsksParamsSchema,
  RegisterPeerParamsSchema,
  SearchTimelineParamsSchema,
  SpawnParamsSchema,
  UpdateSessionParamsSchema,
  UploadAttachmentParamsSchema,
  WaitOnAskParamsSchema,
} from "./generated/schemas.ts";
import { describeIssue, describeIssues } from "./issues.ts";
import { nearestName } from "./words.ts";

const ask = { from_peer: "a", to_peer: "b", text: "x" };
const delta = { peer: "a", turn_id: "1", chunk_index: 0 };
const schedule = { ...ask, fire_at: "2026-11-23T12:00:00Z" };

describe("describeIssues", () => {
  test.each<[schema: z.ZodMiniType, params: unknown, lines: string[]]>([
    [AskParamsSchema, ask, []],
    [
      AskParamsSchema,
      { from_peer: "a", to_peer: "", text: 1 },
      ["to_peer must be a peer id or display name, not an empty string", "text must be a string"],
    ],
    [AskParamsSchema, { ...ask, to: "b" }, ['has no "to": did you mean "to_peer"?']],
    [AskParamsSchema, { ...ask, fromPeer: "a" }, ['has no "fromPeer": did you mean "from_peer"?']],
    [
      AskParamsSchema,
      { ...ask, txt: "x", form_peer: "a" },
      ['has no "txt": did you mean "text"?; has no "form_peer": did you mean "from_peer"?'],
    ],
    [
      AskParamsSchema,
      { ...ask, question: { kind: "choice", options: [{ id: "1", titel: "x", title: "x" }] } },
      ['question.options.0 has no "titel": did you mean "title"?'],
    ],
    [
      GetPeerParamsSchema,
      { identifier: "a", secret: "hunter2" },
      ['has no "secret", only identifier, circle'],
    ],
    [AskParamsSchema, { ...ask, attachments: null }, ["attachments must be an array"]],
    [
      AskParamsSchema,
      { ...ask, question: { kind: "maybe" } },
      ['question.kind must be one of "acknowledge", "choice", "text"'],
    ],
    [
      GetPeerParamsSchema,
      { identifier: ".." },
      [
        'identifier must be a peer id or display name; an empty string, "." and ".." cannot be sent in a path',
      ],
    ],
    [
      RegisterPeerParamsSchema,
      { name: "a b" },
      ['name may have only letters, digits, ".", "_" and "-"'],
    ],
    [
      RegisterPeerParamsSchema,
      { name: "a", circle: "a b" },
      ['circle must be 1 to 64 letters, digits, ".", "_" or "-"'],
    ],
    [RegisterPeerParamsSchema, { name: "a", agent_pid: 1.5 }, ["agent_pid must be a whole number"]],
    [
      ConnectFrameSchema,
      { type: "connect", display_name: "x".repeat(65) },
      ['display_name must be 1 to 64 letters, digits, ".", "_" or "-"'],
    ],
    [PendingAsksParamsSchema, {}, ["needs exactly one of pane_id and peer_id"]],
    [
      PendingAsksParamsSchema,
      { peer_id: "a", direction: "up" },
      ['direction must be one of "inbound", "outbound", "both"'],
    ],
    [
      WaitOnAskParamsSchema,
      { correlation_id: "ask-1", peer_id: "a", timeout_seconds: 0 },
      ["timeout_seconds must be more than 0, because the daemons read 0 differently"],
    ],
    [
      AskManyParamsSchema,
      { from_peer: "a", to_peers: [], text: "x" },
      ["to_peers must name at least one peer"],
    ],
    [
      AskManyParamsSchema,
      { from_peer: "a", to_peers: Array(51).fill("b"), text: "x" },
      ["to_peers may name at most 50 peers: ask in several calls"],
    ],
    [
      UpdateSessionParamsSchema,
      { pane_id: "%1", model: null },
      ["needs at least one of status, turn_state and model"],
    ],
    [UpdateSessionParamsSchema, { status: "busy" }, ["needs peer_name or pane_id"]],
    [
      UpdateSessionParamsSchema,
      { peer_name: "a" },
      ["needs at least one of status, turn_state and model"],
    ],
    [SpawnParamsSchema, { path: "/" }, ["Pass backend or command"]],
    [
      SpawnParamsSchema,
      { path: "/", command: "pi", profile: "fast" },
      ["Pass backend with profile"],
    ],
    [
      IngestChatTurnDeltaParamsSchema,
      { ...delta, chunk_index: -1 },
      ["chunk_index must be at least 0"],
    ],
    [SearchTimelineParamsSchema, { name: "a", q: "" }, ["q must not be empty"]],
    [
      SearchTimelineParamsSchema,
      { name: "a", q: "x".repeat(201) },
      ["q must have at most 200 characters"],
    ],
    [SearchTimelineParamsSchema, { name: "a", q: "x", limit: 101 }, ["limit must be at most 100"]],
    [
      CreateJobParamsSchema,
      { due_at: "2026-11-23", cron: "* * * * *" },
      ["takes due_at or cron, not both"],
    ],
    [
      CreateScheduleParamsSchema,
      { ...schedule, cron: "* * * * *" },
      ["needs exactly one of fire_at and cron"],
    ],
    [
      UploadAttachmentParamsSchema,
      { file: new Blob(["x"]) },
      ["needs a filename: a Blob has none"],
    ],
    [UploadAttachmentParamsSchema, { file: new File(["x"], "a.txt") }, []],
    [UploadAttachmentParamsSchema, { file: "x" }, ["file must be a Blob or a File"]],
  ])("%# says what to do, and no value", (schema, params, lines) => {
    expect(describeIssues(schema.safeParse(params).error ?? { issues: [] })).toEqual(lines);
  });
});

test("describeIssue names the nearest key for a schema of the user's own", () => {
  const settings = z.strictObject({
    port: z.number(),
    nested: z.strictObject({ host: z.string() }),
  });
  const { error } = settings.safeParse(
    { prot: 1, port: 1, nested: { host: "a", hots: "b" } },
    { error: describeIssue },
  );
  expect(describeIssues(error ?? { issues: [] })).toEqual([
    'nested has no "hots": did you mean "host"?',
    'has no "prot": did you mean "port"?',
  ]);
});

test.each([
  ["TO_PEER", "to_peer"],
  ["from", "from_peer"],
  ["form_peer", "from_peer"],
  ["x", undefined],
])("the name nearest to %j is %j", (name, nearest) => {
  expect(nearestName(name, ["from_peer", "to_peer", "text"])).toBe(nearest);
});
