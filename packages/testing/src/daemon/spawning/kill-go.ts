import type { ParamsOf, ResultOf } from "@repowire/protocol";
import type { Daemon } from "../daemon.ts";
import { expelPeer } from "../peers/presence.ts";
import { endPane } from "./launcher.ts";
import { proofOfPane, withOwnPane } from "./ownership-go.ts";
import { exactlyOnePeer, staysRegistered } from "./target.ts";

/** `POST /kill-peer`. */
export function killPeerOfGo(
  daemon: Daemon,
  { peer_identifier, circle }: ParamsOf<"killPeer">,
): ResultOf<"killPeer"> {
  const peer = exactlyOnePeer(daemon, peer_identifier, circle);
  const proof = proofOfPane(daemon, withOwnPane(daemon, peer));
  if (proof.isProven) endPane(daemon, proof.pane_id, staysRegistered);
  expelPeer(daemon, peer);
  return { ok: true, tmux_killed: proof.isProven ? true : null };
}
