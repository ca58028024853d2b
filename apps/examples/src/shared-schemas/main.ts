// A service that never calls the daemon. It checks messages from outside with the daemon's own schemas,
// explains what is wrong, and reads events of any release.
import assert from "node:assert/strict";

import { AskParamsSchema, classifyEvent, describeIssues } from "@repowire/protocol";

const inbox: unknown[] = [
  { from_peer: "ci", to_peer: "project-b-claude-code", text: "Is main green?" },
  { from_peer: "ci", to_peer: "", text: "Is main green?" },
  { from_peer: "ci", to: "project-b-claude-code", text: 42 },
];

const accepted = inbox.map((message) => {
  const checked = AskParamsSchema.safeParse(message);
  console.log(`  ${JSON.stringify(message)}`);
  console.log(`    ${checked.success ? "is an ask" : describeIssues(checked.error).join("; ")}`);
  return checked.success;
});
assert.deepEqual(accepted, [true, false, false]);

const head = { id: "0f1e2d3c", timestamp: "2026-01-01T00:00:00+00:00" };
const reaped = { ...head, type: "peer_reaped", peer_id: "repow-docs-0a1b2c3d" };
const teleported = { ...head, type: "peer_teleported", where: "elsewhere" };
const known = classifyEvent(reaped);
const newer = classifyEvent(teleported);
console.log(`  an event that this release knows: ${known.type}`);
console.log(`  one of a newer daemon: ${newer.type}, kept as it came`);
assert.equal(newer.type, "unknown");
assert.deepEqual("raw" in newer && newer.raw, {
  ...head,
  type: "peer_teleported",
  where: "elsewhere",
});
