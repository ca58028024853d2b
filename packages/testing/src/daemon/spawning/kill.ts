import type { ParamsOf, ResultOf } from "@repowire/protocol";
import type { Daemon } from "../daemon.ts";
import { removePeer } from "../peers/registry.ts";
import { refuse } from "../refusal.ts";
import { closePane } from "./launcher.ts";
import { exactlyOnePeer, ownsPane } from "./target.ts";

/** `POST /kill-peer`. */
export async function killPeer(
  daemon: Daemon,
  { peer_identifier, circle }: ParamsOf<"killPeer">,
): Promise<ResultOf<"killPeer">> {
  const peer = exactlyOnePeer(daemon, peer_identifier, circle);
  if (!ownsPane(daemon, peer)) {
    removePeer(daemon, peer, { identity: true });
    return { ok: true, tmux_killed: null };
  }
  const pane_id = peer.pane_id!;
  const tmux_killed = closePane(daemon, pane_id);
  if (!tmux_killed && daemon.facts.killOfGonePaneFails) {
    const hint =
      "tmux kill-pane failed for the peer's verified pane; the peer remains registered so the " +
      "operator can inspect it.";
    refuse(500, { error: "kill_failed", hint, pane_id });
  }
  daemon.state.spawned.delete(pane_id);
  removePeer(daemon, peer, { identity: true });
  return { ok: true, tmux_killed };
}
