import { describe, expect, test } from "vitest";
import type * as z from "zod/mini";

import { AskManyParamsSchema } from "./models/asks.ts";
import { AskParamsSchema, PendingAsksParamsSchema, WaitOnAskParamsSchema } from "./models/asks.ts";
import { UploadAttachmentParamsSchema } from "./models/attachments.ts";
import { IngestChatTurnDeltaParamsSchema } from "./models/chat.ts";
import { SearchTimelineParamsSchema } from "./models/sessions.ts";
import { describeIssues } from "./issues.ts";
import { CreateJobParamsSchema } from "./models/jobs.ts";
import { ConnectFrameSchema } from "./models/frames.ts";
import { UpdateSessionParamsSchema } from "./models/peers.ts";
import { GetPeerParamsSchema } from "./models/peers.ts";
import { RegisterPeerParamsSchema } from "./models/peers.ts";
import { CreateScheduleParamsSchema } from "./models/jobs.ts";
import { SpawnParamsSchema } from "./models/spawn.ts";

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
    [AskParamsSchema, { ...ask, to: "b" }, ['has no "to": check the spelling']],
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
