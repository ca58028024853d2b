import { classifyEvent, isRawEvent as isRawOfProtocol } from "@repowire/protocol";
import fc from "fast-check";
import { expect, test } from "vitest";

import { eventOf, isRawEvent } from "./event-of.ts";

const types = fc.constantFrom(
  "ask",
  "ack",
  "notification",
  "broadcast",
  "chat_turn",
  "tomorrow",
  "constructor",
);
const values = fc.oneof(fc.string(), fc.constant(null), fc.boolean(), fc.array(fc.string()));

test("it says what the protocol says, of any event", () => {
  fc.assert(
    fc.property(
      types,
      fc.dictionary(
        fc.constantFrom("text", "from", "correlation_id", "peer", "role", "attachments", "x"),
        values,
      ),
      (type, fields) => {
        const raw = { id: "1", timestamp: "2026-11-23T13:39:34+00:00", type, ...fields };
        expect(eventOf(raw)).toEqual(classifyEvent(raw));
      },
    ),
  );
});

test("what is an event at all is the same too", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.anything(),
        fc.record({ id: fc.anything(), type: fc.anything(), timestamp: fc.anything() }),
      ),
      (value) => {
        expect(isRawEvent(value)).toBe(isRawOfProtocol(value));
      },
    ),
  );
});
