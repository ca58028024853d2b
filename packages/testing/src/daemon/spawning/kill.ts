import type { Daemon, Route } from "../daemon.ts";
import { expelPeer } from "../peers/presence.ts";
import type { PeerRecord } from "../state.ts";
import { endPane } from "./launcher.ts";
import { proofOfPane, withOwnPane } from "./ownership-go.ts";
import { exactlyOnePeer, ownsPane } from "./target.ts";

/** The operator can inspect a peer whose pane could not be killed. */
const staysRegistered =
  "tmux kill-pane failed for the peer's verified pane; the peer remains registered so the operator " +
  "can inspect it.";

/** `POST /kill-peer`. */
export const killPeer: Route<"killPeer"> = async (daemon, { peer_identifier, circle }) => {
  const peer = exactlyOnePeer(daemon, peer_identifier, circle);
  const pane_id = paneToEnd(daemon, peer);
  const hint = daemon.facts.killOfGonePaneFails ? staysRegistered : undefined;
  const tmux_killed = pane_id === null ? null : endPane(daemon, pane_id, hint);
  expelPeer(daemon, peer);
  return { ok: true, tmux_killed };
};

/** The pane that the daemon opened for a peer. */
function paneToEnd(daemon: Daemon, peer: PeerRecord): string | null {
  if (!daemon.facts.findsOwnPanes) return ownsPane(daemon, peer) ? peer.pane_id : null;
  const proof = proofOfPane(daemon, withOwnPane(daemon, peer));
  return proof.isProven ? proof.pane_id : null;
}
