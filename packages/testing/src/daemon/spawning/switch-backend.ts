import type { Backend, Open } from "@repowire/protocol";
import type { Daemon, Route } from "../daemon.ts";
import { findPeer } from "../peers/lookup.ts";
import { removePeer } from "../peers/registry.ts";
import { refuse } from "../refusal.ts";
import type { PeerRecord } from "../state.ts";
import { allowedPath, endPane, launch, mappedCommand } from "./launcher.ts";
import { idsOfOpenAsks, refuseOpenAsks, refuseOtherHost, knownFolder } from "./target.ts";

/**
 * `POST /peers/{name}/switch-backend`: starts another agent, and so another peer, in the same folder.
 */
export const switchBackend: Route<"switchBackend"> = async (daemon, params) => {
  const { name, circle, new_backend } = params;
  const peer = findPeer(daemon, name, circle) ?? refuse(404, `Peer not found: ${name}`);
  refuseOtherHost(
    daemon,
    peer,
    "Backend switch is same-host only in v1; ACP transport required for remote peers.",
    { unknownIsOther: true },
  );
  if (peer.backend === new_backend) {
    const hint = `Peer is already running ${peer.backend}`;
    refuse(409, { error: "same_backend", hint, backend: peer.backend });
  }
  knownFolder(peer, "respawn");
  const { path, command } = switchTarget(daemon, peer, new_backend);
  refuseOpenAsks(idsOfOpenAsks(daemon, peer.peer_id), "backend switch");
  if (peer.pane_id && daemon.state.spawned.has(peer.pane_id)) {
    const hint =
      "tmux kill-pane failed for the peer's pane; the old agent may still be alive. Aborting " +
      "switch to avoid a zombie runtime. Check `tmux list-panes -a`.";
    endPane(daemon, peer.pane_id, hint);
  }
  removePeer(daemon, peer);
  const { display_name, pane } = launch(daemon, {
    path,
    circle: peer.circle,
    backend: new_backend,
    command,
    role: "agent",
  });
  return {
    ok: true,
    display_name,
    tmux_session: pane.tmux_session,
    old_backend: peer.backend,
    new_backend,
    command,
  };
};

function switchTarget(
  daemon: Daemon,
  { path }: PeerRecord,
  new_backend: Open<Backend>,
): { path: string; command: string } {
  if (daemon.facts.switchChecksPathFirst) {
    const resolved = allowedPath(daemon, path);
    const command = daemon.settings.spawn.commands?.[new_backend];
    if (command) return { path: resolved, command };
    const hint = `No daemon.spawn.commands entry for '${new_backend}'. Add it to ~/.repowire/config.yaml.`;
    refuse(422, { error: "command_unavailable", hint, backend: new_backend, new_backend });
  }
  const command = mappedCommand(daemon, new_backend, { new_backend });
  return { path: allowedPath(daemon, path), command };
}
