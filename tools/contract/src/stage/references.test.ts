import { expect, test } from "vitest";
import { References } from "./references.ts";

test("an id always gets the same reference, and each kind is counted separately", () => {
  const references = new References([]);
  expect(
    references.replace([
      "repow-docs-0123abcd",
      "ask-0123abcd answers ask-delivery-0123abcd",
      "repow-docs-0123abcd",
      "repow-docs-9999abcd",
      "517c39a0-1111-4222-8333-444444444444",
      "no-id-0123abcd",
    ]),
  ).toEqual([
    "repow-docs-<1>",
    "ask-<1> answers ask-delivery-<1>",
    "repow-docs-<1>",
    "repow-docs-<2>",
    "uuid-<1>",
    "no-id-0123abcd",
  ]);
});

test("the numbers do not depend on the order of keys", () => {
  const first = new References([]).replace({ a: "ask-00000001", b: "ask-00000002" });
  const second = new References([]).replace({ b: "ask-00000002", a: "ask-00000001" });
  expect(first).toEqual(second);
});

test("only times in the daemon's form are replaced", () => {
  const references = new References([]);
  const times = ["2026-01-01T00:00:00.123456+00:00", "2026-01-01T00:00:00+00:00"];
  const others = [
    "2999-01-01T00:00:00+00:00",
    "2001-01-01T00:00:00+00:00",
    "2026-01-01T00:00:00Z",
    "2026-01-01T00:00:00.123+00:00",
  ];
  expect(references.replace([...times, ...others])).toEqual(["<time>", "<time>", ...others]);
});

test("longer words are replaced first, and no word breaks an id or a time", () => {
  const references = new References([
    ["/tmp/x", "<folder>"],
    ["/tmp/x/home", "<home>"],
    ["39", "<number>"],
    ["qzk", "<run>"],
  ]);
  expect(
    references.replace([
      "/tmp/x/home/a",
      "/tmp/x/a",
      "2026-01-01T00:00:39.393939+00:00",
      "repow-qzk-39393939",
    ]),
  ).toEqual(["<home>/a", "<folder>/a", "<time>", "repow-<run>-<1>"]);
});

test("values of the machine or the moment are recognized by their key and form", () => {
  const references = new References([]);
  expect(
    references.replace({
      machine: "vm",
      nested: [
        { machine: "elsewhere", nonce: "short", pane_id: "%3", oldest_pending_age_seconds: null },
      ],
      pane_id: "%7001",
      agent_pid: 4711,
    }),
  ).toEqual({
    machine: "<machine>",
    nested: [
      { machine: "elsewhere", nonce: "short", pane_id: "<pane>", oldest_pending_age_seconds: null },
    ],
    pane_id: "%7001",
    agent_pid: "<process>",
  });
});
