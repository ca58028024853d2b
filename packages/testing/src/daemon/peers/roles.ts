import type { ParamsOf, ResultOf } from "@repowire/protocol";
import { unless } from "../../support.ts";
import type { Daemon, Route } from "../daemon.ts";
import { addEvent } from "../events.ts";
import { having, latest } from "../having.ts";
import { refuse } from "../refusal.ts";
import type { PeerRecord } from "../state.ts";
import { Ambiguous, findPeer } from "./lookup.ts";
import { briefly, isFreshOrchestrator, orchestratorOf, silenceTolerance } from "./presence.ts";
import { updatePeer } from "./registry.ts";

/** `GET /circles/{name}/orchestrator`. */
export const orchestratorStatus: Route<"orchestratorStatus"> = (daemon, { name }) => {
  const peer = orchestratorOf(daemon, name);
  return {
    circle: name,
    present: peer !== undefined,
    peer_id: peer?.peer_id ?? null,
    peer_name: peer?.display_name ?? null,
    last_seen: peer ? daemon.write(peer.last_seen) : null,
    stale_after_seconds: silenceTolerance(daemon),
  };
};

/** `POST /peers/claim-role`: one orchestrator a circle, and only a silent one loses the role. */
export const claimRole: Route<"claimRole"> = (daemon, params) => {
  const { role, circle, force = false } = params;
  if (role !== "orchestrator") refuse(400, "Only role=orchestrator can be claimed");
  const peer = claimant(daemon, params);
  const home = circle || peer.circle;
  const others = having(daemon.state.peers, { circle: home }).filter((other) => other !== peer);
  const fresh = others.filter((other) => isFreshOrchestrator(daemon, other));
  const holder = latest(fresh, ({ last_seen }) => last_seen);
  if (holder) {
    const note = force ? "; force cannot demote a fresh live orchestrator" : "";
    const who = `${holder.display_name} (${holder.peer_id})`;
    refuse(409, `role=${role} is already held by ${who} in circle ${home}${note}`);
  }
  const previous_holders = others
    .filter((other) => other.role === role)
    .map((other) => {
      updatePeer(daemon, other, { role: "agent" });
      return {
        peer_id: other.peer_id,
        display_name: other.display_name,
        status: other.status as string,
        last_seen: daemon.write(other.last_seen) as string | null,
      };
    });
  const already_held = peer.role === role;
  updatePeer(daemon, peer, { role });
  peer.last_seen = daemon.stamp();
  previous_holders.push(...demoteRemembered(daemon, peer, home));
  const { peer_id, display_name } = peer;
  if (daemon.facts.briefRoleClaims) {
    const ids = previous_holders.map((holder) => holder.peer_id);
    const claim = { ...briefly(peer), role, circle: home, force };
    addEvent(daemon, "role_claimed", { ...claim, previous_holders: ids.length > 0 ? ids : null });
    const answer = { peer_id, peer_name: display_name, role, circle: peer.circle, already_held };
    return { ...answer, previous_holders: ids } as unknown as ResultOf<"claimRole">;
  }
  addEvent(daemon, "role_claimed", {
    peer_id,
    peer: display_name,
    role,
    circle: home,
    force,
    previous_holders,
  });
  return {
    ok: true,
    peer_id,
    peer_name: display_name,
    role,
    circle: peer.circle,
    already_held,
    previous_holders,
  };
};

/** Orchestrators that the daemon only remembers lose the role as well. */
function demoteRemembered(daemon: Daemon, peer: PeerRecord, circle: string) {
  const now = daemon.timestamp();
  return having(daemon.state.identities, { circle, role: "orchestrator" })
    .filter((identity) => identity.peer_id !== peer.peer_id)
    .map((identity) => {
      identity.role = "agent";
      const { peer_id, display_name } = identity;
      return { peer_id, display_name, status: "mapping-only", last_seen: now };
    });
}

function claimant(daemon: Daemon, { peer_name, circle }: ParamsOf<"claimRole">): PeerRecord {
  return unless(
    Ambiguous,
    () => findPeer(daemon, peer_name, circle) ?? refuse(404, `Peer not found: ${peer_name}`),
    ({ message }) => refuse(400, message),
  );
}
