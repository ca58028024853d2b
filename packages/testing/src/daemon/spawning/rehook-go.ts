import type { ParamsOf, ResultOf } from "@repowire/protocol";
import type { Daemon } from "../daemon.ts";
import { refuse } from "../refusal.ts";
import { isPlausiblePane, withOwnPane } from "./ownership-go.ts";
import { exactlyOnePeer, refuseOtherHost } from "./target.ts";

/** `POST /peers/{name}/rehook`. A connection that does not answer stays open. */
export async function rehookPeerOfGo(
  daemon: Daemon,
  params: ParamsOf<"rehookPeer">,
): Promise<ResultOf<"rehookPeer">> {
  const peer = withOwnPane(daemon, exactlyOnePeer(daemon, params.name, params.circle));
  const { peer_id, display_name, pane_id } = peer;
  const isConnected = daemon.sockets.has(peer_id);
  const result = (
    reason: string,
    is: { connected: boolean; healthy: boolean; acted: boolean },
  ) => ({
    ok: true,
    acted: is.acted,
    peer_id,
    display_name,
    pane_id,
    ws_was_connected: is.connected,
    ping_ok: is.healthy ? true : null,
    pane_verified: true,
    ws_hook_respawned: is.acted,
    reason,
  });
  if (isConnected && (await daemon.sockets.ping(peer_id, 2000)) !== undefined) {
    return result("already_healthy", { connected: true, healthy: true, acted: false });
  }
  refuseOtherHost(daemon, peer, "Peer rehook is same-host only.");
  if (pane_id === null) {
    const hint = "Peer has no recorded pane; nothing to rehook.";
    refuse(409, { error: "missing_pane", hint });
  }
  if (!isPlausiblePane(daemon, peer)) {
    const hint =
      "Could not prove the pane belongs to this peer (no spawn ownership, pane path mismatch).";
    refuse(409, { error: "pane_unverified", hint, pane_id });
  }
  if (!params.apply) return result("dry_run", { connected: false, healthy: false, acted: false });
  return result("ws_hook_respawned", { connected: isConnected, healthy: false, acted: true });
}
