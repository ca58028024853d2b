import type { Backend, Open, PeerRole } from "@repowire/protocol";
import type { Daemon } from "../daemon.ts";
import { isIdentifier, normalizePath } from "../names.ts";
import { refuse } from "../refusal.ts";
import type { PeerRecord, Spawned } from "../state.ts";
import { unprovenPane } from "./target.ts";

/** Whether a peer's pane may be closed, and why not. */
export type PaneProof =
  | { readonly isProven: true; readonly pane_id: string; readonly tmux_session: string | null }
  | { readonly isProven: false; readonly error: string; readonly hint: string };

/** The pane that the daemon opened for a peer, with its proof. */
interface Owned {
  readonly pane_id: string;
  readonly record: Spawned;
}

/** A registration or a first frame that claims a pane. */
interface PaneClaim {
  readonly pane_id: string;
  readonly backend: Open<Backend>;
  readonly path: string;
  readonly circle: string;
  readonly role: PeerRole | undefined;
}

/**
 * The circle and role of a claimed pane. tmux and the proof of the spawn decide.
 *
 * @throws a refusal if the claim contradicts them.
 */
export function verifiedPane(
  daemon: Daemon,
  { pane_id, backend, path, circle, role }: PaneClaim,
): { circle: string; role: PeerRole } {
  const reject = (words: string) => refuse(403, `pane-backed runtime ${words}`);
  const pane = daemon.state.panes.get(pane_id) ?? reject("registration rejected: pane_not_live");
  const record = daemon.state.spawned.get(pane_id);
  if (record && !matchesTmux(daemon, { pane_id, record })) {
    reject("registration rejected: pane_identity_mismatch");
  }
  if (record && (record.backend !== backend || !isSamePath(record.path, path))) {
    reject("registration does not match spawn ownership");
  }
  const found = record ?? { circle: pane.tmux_session.split(":")[0]!, role: "agent" as const };
  if (!isIdentifier(found.circle)) refuse(409, "pane evidence has invalid circle or role");
  if (!isSamePath(pane.cwd, path)) reject("path contradicts live tmux evidence");
  if (circle && circle !== found.circle) {
    reject("registration circle contradicts pane evidence");
  }
  if (role && role !== found.role) reject("registration role contradicts pane evidence");
  return { circle: found.circle, role: found.role };
}

/** The peer with the pane that the daemon opened for it, even if the peer does not name that pane. */
export function withOwnPane(daemon: Daemon, peer: PeerRecord): PeerRecord {
  const owned = ownedPane(daemon, peer);
  if ("error" in owned || owned.pane_id === peer.pane_id) return peer;
  const { machine } = daemon.settings;
  const { tmux_session } = owned.record;
  return { ...peer, pane_id: owned.pane_id, tmux_session, machine };
}

/** Whether the daemon opened the pane of a peer from {@link withOwnPane}. The same path is no proof. */
export function proofOfPane(daemon: Daemon, peer: PeerRecord): PaneProof {
  const { pane_id, tmux_session } = peer;
  if (pane_id !== null && daemon.state.spawned.has(pane_id)) {
    return { isProven: true, pane_id, tmux_session };
  }
  const owned = ownedPane(daemon, peer);
  const isKnown = "error" in owned && owned.error !== "missing_ownership";
  return { isProven: false, ...(isKnown ? owned : unprovenPane(daemon, pane_id)) };
}

/** Whether the daemon opened a peer's pane, or tmux shows the peer's folder in it. */
export function isPlausiblePane(daemon: Daemon, peer: PeerRecord): boolean {
  if (proofOfPane(daemon, peer).isProven) return true;
  const pane = daemon.state.panes.get(peer.pane_id!);
  return pane !== undefined && peer.path !== "" && isSamePath(pane.cwd, peer.path);
}

/** The one pane that the daemon opened for a peer with that backend, circle, role and folder. */
function ownedPane(daemon: Daemon, peer: PeerRecord): Owned | { error: string; hint: string } {
  const opened = [...daemon.state.spawned]
    .map(([pane_id, record]) => ({ pane_id, record }))
    .filter(({ record }) => record.peer_id === null || record.peer_id === peer.peer_id)
    .filter(
      ({ record }) =>
        record.backend === peer.backend &&
        record.circle === peer.circle &&
        record.role === peer.role &&
        isSamePath(record.path, peer.path),
    );
  const fitting = opened.filter((owned) => matchesTmux(daemon, owned));
  const own = fitting.find(({ pane_id }) => pane_id === peer.pane_id);
  if (own ?? fitting.length === 1) return own ?? fitting[0]!;
  const isGone = opened.some(({ pane_id }) => !daemon.state.panes.get(pane_id));
  const error =
    fitting.length > 1
      ? "ambiguous_ownership"
      : isGone
        ? "pane_not_live"
        : opened.length > 0
          ? "pane_identity_mismatch"
          : "missing_ownership";
  return { error, hint: hints[error] };
}

const hints = {
  ambiguous_ownership:
    "Multiple durable Repowire spawn ownership proofs match this peer identity; refusing to guess " +
    "which pane to kill.",
  pane_not_live: "The recorded pane is not visible in tmux; refusing to use stale proof.",
  pane_identity_mismatch: "Live tmux pane evidence does not match the ownership proof.",
  missing_ownership: "No durable Repowire spawn ownership proof exists for this peer identity.",
};

function matchesTmux(daemon: Daemon, { pane_id, record }: Owned): boolean {
  const pane = daemon.state.panes.get(pane_id);
  return (
    pane !== undefined &&
    pane.tmux_session === record.tmux_session &&
    isSamePath(pane.cwd, record.path)
  );
}

function isSamePath(left: string, right: string): boolean {
  return pathOf(left) === pathOf(right);
}

function pathOf(path: string): string {
  return path === "" ? "" : normalizePath(path);
}
