import type { Route } from "../daemon.ts";
import { expelPeer } from "../peers/presence.ts";
import { removePeer } from "../peers/registry.ts";
import { endPane } from "./launcher.ts";
import { proofOfPane, withOwnPane } from "./ownership-go.ts";
import { exactlyOnePeer, ownsPane, staysRegistered } from "./target.ts";

/** `POST /kill-peer`. */
export const killPeer: Route<"killPeer"> = async (daemon, { peer_identifier, circle }) => {
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
};

/** The same of Go, which needs a proof that it may end the pane. */
export const killPeerOfGo: Route<"killPeer"> = (daemon, { peer_identifier, circle }) => {
  const peer = exactlyOnePeer(daemon, peer_identifier, circle);
  const proof = proofOfPane(daemon, withOwnPane(daemon, peer));
  if (proof.isProven) endPane(daemon, proof.pane_id, staysRegistered);
  expelPeer(daemon, peer);
  return { ok: true, tmux_killed: proof.isProven ? true : null };
};
