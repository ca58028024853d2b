import type { Daemon } from "./daemon.ts";
import { Ambiguous, findPeer, findSender } from "./peers/lookup.ts";
import { NoConnection } from "./sockets.ts";
import type { PeerRecord } from "./state.ts";

/** Why a message has no receiver, in the daemon's words. */
export class Unreachable extends Error {
  readonly reason: "unknown_peer" | "ambiguous_peer" | "forbidden";

  constructor(reason: Unreachable["reason"], message: string) {
    super(message);
    this.reason = reason;
  }
}

/** Whether a message did not arrive because it has no receiver. */
export function isUndeliverable(error: unknown): boolean {
  return error instanceof Unreachable || error instanceof NoConnection;
}

/** Who sends to whom. */
export interface Envelope {
  readonly from_peer: string;
  readonly to_peer: string;
  readonly circle?: string | null | undefined;
  readonly bypass_circle?: boolean | undefined;
}

/**
 * Finds sender and receiver of a message. An unknown sender is `undefined` and may send to every peer.
 *
 * @throws {@link Unreachable}
 */
export function resolveEnds(
  daemon: Daemon,
  { from_peer, to_peer, circle, bypass_circle }: Envelope,
): { sender: PeerRecord | undefined; target: PeerRecord } {
  try {
    const target = findPeer(daemon, to_peer, circle);
    if (!target) throw new Unreachable("unknown_peer", `Unknown peer: ${to_peer}`);
    const sender = findSender(daemon, from_peer, target);
    const border = circleBorder(sender, target, bypass_circle);
    if (border) throw new Unreachable("forbidden", border);
    return { sender, target };
  } catch (error) {
    if (error instanceof Ambiguous) throw new Unreachable("ambiguous_peer", error.message);
    throw error;
  }
}

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
