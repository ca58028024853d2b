import type { ParamsOf, ResultOf } from "@repowire/protocol";
import type { Daemon } from "../daemon.ts";
import { expelPeer } from "../peers/presence.ts";
import { refuse } from "../refusal.ts";
import { closePane } from "./launcher.ts";
import { proofOfPane, withOwnPane } from "./ownership-go.ts";
import { exactlyOnePeer } from "./target.ts";

/** `POST /kill-peer`. */
export function killPeerOfGo(
  daemon: Daemon,
  { peer_identifier, circle }: ParamsOf<"killPeer">,
): ResultOf<"killPeer"> {
  const peer = exactlyOnePeer(daemon, peer_identifier, circle);
  const proof = proofOfPane(daemon, withOwnPane(daemon, peer));
  if (proof.isProven) {
    const { pane_id } = proof;
    if (!closePane(daemon, pane_id)) {
      const hint =
        "tmux kill-pane failed for the peer's verified pane; the peer remains registered so the " +
        "operator can inspect it.";
      refuse(500, { error: "kill_failed", hint, pane_id });
    }
    daemon.state.spawned.delete(pane_id);
  }
  expelPeer(daemon, peer);
  return { ok: true, tmux_killed: proof.isProven ? true : null };
}
