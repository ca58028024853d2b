import type { ParamsOf, ResultOf } from "@repowire/protocol";
import type { Daemon } from "../daemon.ts";
import { refuse } from "../refusal.ts";
import { paneById } from "./machine.ts";
import { exactlyOnePeer, ownsPane, refuseOtherHost } from "./target.ts";

/** `POST /peers/{name}/rehook`: checks whether a peer's hook is healthy. */
export async function rehookPeer(
  daemon: Daemon,
  params: ParamsOf<"rehookPeer">,
): Promise<ResultOf<"rehookPeer">> {
  const peer = exactlyOnePeer(daemon, params.name, params.circle, { candidates: false });
  refuseOtherHost(daemon, peer, "Peer rehook is same-host only.");
  const { pane_id } = peer;
  if (!pane_id) {
    const hint = "Peer has no recorded pane; nothing to rehook.";
    refuse(409, { error: "missing_pane", hint });
  }
  if (!ownsPane(daemon, peer) && paneById(daemon, pane_id)?.cwd !== peer.path) {
    const hint =
      "Could not prove the pane belongs to this peer (no spawn ownership, pane path mismatch, " +
      "and hook metadata mismatch).";
    refuse(409, { error: "pane_unverified", hint, pane_id });
  }
  const ws_was_connected = daemon.sockets.has(peer.peer_id);
  const pong = ws_was_connected ? await daemon.sockets.ping(peer.peer_id, 2000) : undefined;
  const ping_ok = ws_was_connected ? pong !== undefined : null;
  const result = (acted: boolean, reason: string) => ({
    ok: true,
    acted,
    peer_id: peer.peer_id,
    display_name: peer.display_name,
    pane_id,
    ws_was_connected,
    ping_ok,
    pane_verified: true,
    ws_hook_respawned: false,
    reason,
  });
  if (ping_ok) return result(false, "already_healthy");
  if (!params.apply) return result(false, "dry_run");
  if (ping_ok === false) daemon.sockets.detach(peer.peer_id);
  return result(true, "respawn_skipped_pid_alive_or_contested");
}
