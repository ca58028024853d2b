import type { ParamsOf, ResultOf } from "@repowire/protocol";
import type { Daemon, Route } from "../daemon.ts";
import { refuse } from "../refusal.ts";
import type { PeerRecord } from "../state.ts";
import { isPlausiblePane, withOwnPane } from "./ownership-go.ts";
import { exactlyOnePeer, ownsPane, refuseOtherHost } from "./target.ts";

type Result = ResultOf<"rehookPeer">;

/** `POST /peers/{name}/rehook`: checks whether a peer's hook is healthy. */
export const rehookPeer: Route<"rehookPeer"> = async (daemon, params) => {
  if (daemon.facts.rehookPingsFirst) return pingThenRehook(daemon, params);
  const peer = exactlyOnePeer(daemon, params.name, params.circle, { candidates: false });
  refuseOtherHost(daemon, peer, "Peer rehook is same-host only.");
  const pane_id = recordedPane(peer);
  if (!ownsPane(daemon, peer) && daemon.state.panes.get(pane_id)?.cwd !== peer.path) {
    const hint =
      "Could not prove the pane belongs to this peer (no spawn ownership, pane path mismatch, " +
      "and hook metadata mismatch).";
    refuse(409, { error: "pane_unverified", hint, pane_id });
  }
  const ws_was_connected = daemon.sockets.has(peer.peer_id);
  const pong = ws_was_connected ? await daemon.sockets.ping(peer.peer_id, 2000) : undefined;
  const ping_ok = ws_was_connected ? pong !== undefined : null;
  const result = (acted: boolean, reason: string) =>
    answer(peer, { acted, ws_was_connected, ping_ok, ws_hook_respawned: false, reason });
  if (ping_ok) return result(false, "already_healthy");
  if (!params.apply) return result(false, "dry_run");
  if (ping_ok === false) daemon.sockets.detach(peer.peer_id);
  return result(true, "respawn_skipped_pid_alive_or_contested");
};

/** The same where a connection that answers is enough, and one that does not answer stays open. */
async function pingThenRehook(daemon: Daemon, params: ParamsOf<"rehookPeer">): Promise<Result> {
  const peer = withOwnPane(daemon, exactlyOnePeer(daemon, params.name, params.circle));
  const ws_was_connected = daemon.sockets.has(peer.peer_id);
  if (ws_was_connected && (await daemon.sockets.ping(peer.peer_id, 2000)) !== undefined) {
    const healthy = { acted: false, ping_ok: true, ws_hook_respawned: false };
    return answer(peer, { ...healthy, ws_was_connected, reason: "already_healthy" });
  }
  refuseOtherHost(daemon, peer, "Peer rehook is same-host only.");
  const pane_id = recordedPane(peer);
  if (!isPlausiblePane(daemon, peer)) {
    const hint =
      "Could not prove the pane belongs to this peer (no spawn ownership, pane path mismatch).";
    refuse(409, { error: "pane_unverified", hint, pane_id });
  }
  const acted = params.apply ?? false;
  return answer(peer, {
    acted,
    // A dry run does not look at the connection again.
    ws_was_connected: acted && ws_was_connected,
    ping_ok: null,
    ws_hook_respawned: acted,
    reason: acted ? "ws_hook_respawned" : "dry_run",
  });
}

function recordedPane({ pane_id }: PeerRecord): string {
  const hint = "Peer has no recorded pane; nothing to rehook.";
  return pane_id || refuse(409, { error: "missing_pane", hint });
}

/** The result, with its keys in the daemon's order. */
function answer(
  { peer_id, display_name, pane_id }: PeerRecord,
  what: Required<
    Pick<Result, "acted" | "ws_was_connected" | "ping_ok" | "ws_hook_respawned" | "reason">
  >,
): Result {
  const { acted, ws_was_connected, ping_ok, ws_hook_respawned, reason } = what;
  const peer = { peer_id, display_name, pane_id };
  const checked = { ws_was_connected, ping_ok, pane_verified: true };
  return { ok: true, acted, ...peer, ...checked, ws_hook_respawned, reason };
}
