import type { ParamsOf, ResultOf } from "@repowire/protocol";
import type { Daemon } from "../daemon.ts";
import { removePeer } from "../peers/registry.ts";
import { endPane } from "./launcher.ts";
import { exactlyOnePeer, ownsPane, staysRegistered } from "./target.ts";

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
  const hint = daemon.facts.killOfGonePaneFails ? staysRegistered : undefined;
  const tmux_killed = endPane(daemon, pane_id, hint);
  removePeer(daemon, peer, { identity: true });
  return { ok: true, tmux_killed };
}
