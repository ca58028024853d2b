import fc from "fast-check";
import { expect, test } from "vitest";

import { parseReply } from "./reply-frame.ts";

const reply = { correlation_id: "ask-6c730739", from: "beta-claude-code" };

test.for([
  ["[ack #ask-6c730739 from @beta-claude-code] 8377", { ...reply, kind: "ack", text: "8377" }],
  ["[ack #ask-6c730739 from @beta-claude-code] ", { ...reply, kind: "ack", text: "" }],
  [
    "[declined #ask-6c730739 from @beta-claude-code] busy",
    { ...reply, kind: "declined", text: "busy" },
  ],
  [
    "[repowire recall]\n- notes.md: [ack #ask-1 from @x] old\n[/repowire recall]\n\n[ack #ask-6c730739 from @beta-claude-code] 1",
    { ...reply, kind: "ack", text: "1" },
  ],
  ["8377", undefined],
  ["see [ack #ask-6c730739 from @beta-claude-code] 8377", undefined],
  ["[ack #ask-6c730739 from @beta-claude-code]8377", undefined],
  ["[ack # from @beta-claude-code] 8377", undefined],
  ["[acknowledged #ask-6c730739 from @beta] 8377", undefined],
  ["[repowire recall]\nno reply\n[/repowire recall]\n\nhello", undefined],
] as const)("%s", ([text, expected]) => {
  expect(parseReply(text)).toEqual(expected);
});

test("exactly the frame is taken off, whatever the reply is", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.nat(2), (text, nested) => {
      const said = "[ack #ask-1 from @someone] ".repeat(nested) + text;
      const framed = `[ack #ask-6c730739 from @beta-claude-code] ${said}`;
      expect(parseReply(framed)).toEqual({ ...reply, kind: "ack", text: said });
    }),
  );
});
