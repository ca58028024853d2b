import type { PeerRecord } from "../state.ts";

/** The roles that reach every circle. */
export function crossesCircles(peer: PeerRecord): boolean {
  return peer.role !== "agent";
}

/** Why a sender may not reach a target; `undefined` if it may. */
export function circleBorder(
  sender: PeerRecord | undefined,
  target: PeerRecord,
  bypass: boolean | undefined,
): string | undefined {
  if (bypass || !sender || crossesCircles(sender) || crossesCircles(target)) return undefined;
  if (sender.circle === target.circle) return undefined;
  return (
    `Circle boundary: ${sender.display_name} (${sender.circle}) ` +
    `cannot access ${target.display_name} (${target.circle})`
  );
}
