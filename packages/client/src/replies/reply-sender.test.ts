import { expect, test } from "vitest";

import { type ReplySender, isByRecipient, namesItsSender } from "./reply-sender.ts";

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
