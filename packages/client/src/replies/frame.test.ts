import { type MeshEvent, type WaitOnAskResult, classifyEvent } from "@repowire/protocol";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { anyText } from "../../test/any-text.ts";
import {
  type ReplySender,
  isByRecipient,
  isFromRecipient,
  namesItsSender,
  replyFromFrame,
  replyFromWait,
  toldBy,
} from "./frame.ts";

const from = { correlation_id: "ask-6c730739", from: "beta-claude-code" };
const answer = (text: string) => ({ status: "answered", text, attachments: [], ...from });

test.for([
  ["[ack #ask-6c730739 from @beta-claude-code] 8377", answer("8377")],
  ["[ack #ask-6c730739 from @beta-claude-code] ", answer("")],
  [
    "[declined #ask-6c730739 from @beta-claude-code] busy",
    { status: "declined", reason: "busy", ...from },
  ],
  [
    "[repowire recall]\n- notes.md: [ack #ask-1 from @x] old\n[/repowire recall]\n\n[ack #ask-6c730739 from @beta-claude-code] 1",
    answer("1"),
  ],
  ["8377", undefined],
  ["see [ack #ask-6c730739 from @beta-claude-code] 8377", undefined],
  ["[ack #ask-6c730739 from @beta-claude-code]8377", undefined],
  ["[ack # from @beta-claude-code] 8377", undefined],
  ["[acknowledged #ask-6c730739 from @beta] 8377", undefined],
  ["[repowire recall]\nno reply\n[/repowire recall]\n\nhello", undefined],
] as const)("%s", ([text, expected]) => {
  expect(replyFromFrame(text, undefined)).toEqual(expected);
});

test("exactly the frame is taken off, whatever the reply is", () => {
  fc.assert(
    fc.property(anyText(), fc.nat(2), (text, nested) => {
      const said = "[ack #ask-1 from @someone] ".repeat(nested) + text;
      const framed = `[ack #ask-6c730739 from @beta-claude-code] ${said}`;
      expect(replyFromFrame(framed, undefined)).toEqual(answer(said));
    }),
  );
});

const worker = "repow-docs-0000beef";
const other = "repow-docs-0000cafe";

test.for<[what: string, sender: ReplySender, to_peer: string, is: boolean]>([
  ["its name", { named: "b-codex", name: "b-codex" }, "b-codex", true],
  ["its name, and asked by its id", { named: "b-codex", name: "b-codex" }, worker, true],
  ["its id, as it was removed", { named: "b-codex", name: worker }, worker, true],
  ["an id, and asked by its name", { named: "b-codex", name: worker }, "b-codex", true],
  ["its id and another name", { named: "b-codex", name: "c-codex", peer_id: worker }, worker, true],
  ["another's frame", { named: "b-codex", name: "evil" }, "b-codex", false],
  ["another's frame, and asked by an id", { named: "b-codex", name: "evil" }, worker, false],
  ["another name", { named: "evil", name: "evil" }, "b-codex", false],
  ["another id", { named: "b-codex", name: other }, worker, false],
  ["another id and its name", { named: "b-codex", name: "b-codex", peer_id: other }, worker, false],
  ["no id of the mesh", { named: "evil", name: "evil", peer_id: "evil" }, worker, false],
])("the sender has %s", ([, sender, to_peer, is]) => {
  expect(isByRecipient(sender, to_peer)).toBe(is);
});

test.for<[name: string, is: boolean]>([
  ["b-codex", true],
  [worker, true],
  ["evil", false],
])("said in the name of b-codex by %s", ([name, is]) => {
  expect(namesItsSender({ named: "b-codex", name })).toBe(is);
});

const correlation_id = "ask-1";
const by = { correlation_id, from: "b-codex" };

describe("what an event says", () => {
  const event = (type: string, fields: object): MeshEvent =>
    classifyEvent({
      id: "1",
      timestamp: "2026-11-23T13:39:34+00:00",
      type,
      ...{ from: "b-codex" },
      ...fields,
    });
  const framed = (text: string) => `[ack #ask-1 from @b-codex] ${text}`;

  test.for<[what: string, event: MeshEvent, reply: object | undefined]>([
    [
      "a reply",
      event("notification", { text: framed("8377"), attachments: [{ id: "f" }] }),
      { status: "answered", text: "8377", attachments: [{ id: "f" }], ...by },
    ],
    [
      "a refusal of Go's",
      event("notification", { text: "[declined #ask-1 from @b-codex] busy" }),
      { status: "declined", reason: "busy", ...by },
    ],
    [
      "a refusal in words",
      event("notification", { text: framed("[declined] busy") }),
      { status: "declined", reason: "busy", ...by },
    ],
    ["no frame", event("notification", { text: "8377" }), undefined],
    [
      "a bare ack",
      event("ack", { correlation_id, status: "ack", delivered: false, has_message: false }),
      { status: "acknowledged", ...by },
    ],
    [
      "a question acked",
      event("ack", { correlation_id, status: "answered", delivered: false, has_message: false }),
      { status: "acknowledged", ...by },
    ],
    [
      "words that went to a waiter",
      event("ack", { correlation_id, status: "ack_with_msg", delivered: true, has_message: true }),
      undefined,
    ],
    [
      "words that went nowhere",
      event("ack", { correlation_id, status: "ack_with_msg", delivered: false, has_message: true }),
      { status: "lost", correlation_id, reason: "reply_not_kept" },
    ],
    ["an end of tomorrow", event("ack", { correlation_id, status: "tomorrow" }), undefined],
    [
      "an ask back",
      event("ask", { correlation_id: "ask-2", reply_to: "ask-1", text: "Which?" }),
      { status: "answered", text: "Which?", attachments: [], reply_ask: "ask-2", ...by },
    ],
    ["an ask", event("ask", { correlation_id: "ask-2", text: "Which?" }), undefined],
    ["anything else", event("broadcast", { text: framed("8377") }), undefined],
  ])("%s", ([, each, reply]) => {
    expect(toldBy(each)?.reply).toEqual(reply);
  });
});

describe("who may say it", () => {
  const worker = "repow-docs-0000beef";
  const reply = { type: "notification", text: "[ack #ask-1 from @b-codex] 8377" };
  type Fields = Record<string, unknown> & { type: string };

  test.for<[what: string, to_peer: string, event: Fields, may: boolean]>([
    ["the recipient", "b-codex", { ...reply, from: "b-codex", from_peer_id: worker }, true],
    ["the recipient by its id", worker, { ...reply, from: "b-codex", from_peer_id: worker }, true],
    ["under a new name", worker, { ...reply, from: "c-codex", from_peer_id: worker }, true],
    ["removed since", worker, { ...reply, from: worker, from_peer_id: null }, true],
    ["removed since, by name", "b-codex", { ...reply, from: worker, from_peer_id: null }, true],
    [
      "somebody else",
      "b-codex",
      { ...reply, from: "evil", from_peer_id: "repow-x-00000001" },
      false,
    ],
    ["by the id", worker, { ...reply, from: "b-codex", from_peer_id: "repow-x-00000001" }, false],
    ["no peer", worker, { ...reply, from: "b-codex", from_peer_id: null }, false],
    [
      "no peer, in its own name",
      "b-codex",
      { type: "notification", text: "[ack #ask-1 from @evil] 1", from: "evil", from_peer_id: null },
      false,
    ],
    [
      "the daemon",
      "b-codex",
      { type: "ack", correlation_id, status: "ack", from: "b-codex" },
      true,
    ],
  ])("%s", ([, to_peer, fields, may]) => {
    const event = classifyEvent({ id: "1", timestamp: "2026-11-23T13:39:34+00:00", ...fields });
    const ask = { correlation_id, from_peer: "a-codex", to_peer, question: undefined };
    const told = toldBy(event);
    expect(told && isFromRecipient(told, ask)).toBe(may);
  });
});

describe("what a wait says", () => {
  const question = { kind: "choice" as const, options: [{ id: "y", title: "Yes" }] };
  const result = (fields: object): WaitOnAskResult => ({
    correlation_id,
    status: "resolved",
    responder: "b-codex",
    ...fields,
  });

  test.for<[what: string, result: WaitOnAskResult, reply: object | undefined]>([
    [
      "a reply",
      result({ close_reason: "ack_with_msg", reply: "8377" }),
      { status: "answered", text: "8377", attachments: [], ...by },
    ],
    [
      "files alone",
      result({ close_reason: "ack_with_msg", reply: null, attachments: [{ id: "f" }] }),
      { status: "answered", text: "", attachments: [{ id: "f" }], ...by },
    ],
    [
      "a reply without its words",
      result({ close_reason: "ack_with_msg" }),
      {
        status: "lost",
        correlation_id,
        reason: "reply_not_kept",
        detail: "closed as ack_with_msg",
      },
    ],
    ["a bare ack", result({ close_reason: "ack" }), { status: "acknowledged", ...by }],
    [
      "Go's refusal",
      result({ close_reason: "declined", reply: "busy" }),
      { status: "declined", reason: "busy", ...by },
    ],
    [
      "a choice",
      result({ close_reason: "answered", outcome: "answered", option_id: "y", message: "sure" }),
      {
        status: "answered",
        text: "Yes",
        attachments: [],
        answer: { option_id: "y", message: "sure", outcome: "answered" },
        ...by,
      },
    ],
    [
      "a text",
      result({ close_reason: "answered", outcome: "answered", reply: "8377" }),
      {
        status: "answered",
        text: "8377",
        attachments: [],
        answer: { text: "8377", outcome: "answered" },
        ...by,
      },
    ],
    [
      "acknowledged",
      result({ close_reason: "answered", outcome: "acknowledged" }),
      { status: "acknowledged", ...by },
    ],
    [
      "denied",
      result({ close_reason: "answered", outcome: "denied", message: "no!" }),
      { status: "declined", reason: "no!", ...by },
    ],
    [
      "denied without a word",
      result({ close_reason: "answered", outcome: "denied" }),
      { status: "declined", reason: "denied", ...by },
    ],
    [
      "not sent",
      result({ close_reason: "send_failed" }),
      { status: "lost", correlation_id, reason: "not_delivered", detail: "closed as send_failed" },
    ],
    [
      "dropped",
      result({ close_reason: "evicted" }),
      { status: "lost", correlation_id, reason: "unknown_ask", detail: "closed as evicted" },
    ],
    ["an ask back", result({ close_reason: "reply_to" }), undefined],
    [
      "an end of tomorrow, with words",
      result({ close_reason: "tomorrow", reply: "8377" }),
      { status: "answered", text: "8377", attachments: [], ...by },
    ],
  ])("%s", ([, each, reply]) => {
    expect(replyFromWait(each, question)).toEqual(reply);
  });
});
