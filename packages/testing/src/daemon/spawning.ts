import type { Backend, ParamsOf, ResultOf } from "@repowire/protocol";

import type { Asks } from "./asks.ts";
import type { Core } from "./core.ts";
import type { Identities } from "./identity.ts";
import { type Launched, type Launcher } from "./launcher.ts";
import type { Liveness } from "./liveness.ts";
import type { Lookup } from "./lookup.ts";
import type { Peers } from "./peers.ts";
import { refuse } from "./refusal.ts";
import type { PeerRecord } from "./state.ts";

/** Peers that come and go by the daemon's hand: `/spawn`, `/kill-peer`, switch, rehook. */
export class Spawning {
  readonly #parts: SpawningParts;

  constructor(parts: SpawningParts) {
    this.#parts = parts;
  }

  /** `GET /spawn/config`. */
  config(): ResultOf<"spawnConfig"> {
    const { commands = {}, profiles = {}, allowed_paths = [] } = this.#parts.core.settings.spawn;
    const allowed_commands = Object.values(commands);
    const shownProfiles = Object.entries(profiles).map(([backend, named]) => [
      backend,
      Object.fromEntries(
        Object.entries(named).map(([name, { args = [], description = null }]) => [
          name,
          { args, description },
        ]),
      ),
    ]);
    return {
      enabled: allowed_commands.length > 0 && allowed_paths.length > 0,
      commands,
      profiles: Object.fromEntries(shownProfiles) as NonNullable<
        ResultOf<"spawnConfig">["profiles"]
      >,
      allowed_commands,
      allowed_paths,
    };
  }

  /** `POST /spawn`: a window opens; the agent in it registers by itself, or never. */
  spawn(params: ParamsOf<"spawn">): ResultOf<"spawn"> {
    const { core, launcher } = this.#parts;
    const backend = params.backend ?? launcher.backendOf(params.command!);
    const path = launcher.allowedPath(params.path);
    const launched = launcher.launch({
      path,
      circle: params.circle ?? "default",
      backend,
      command: launcher.command(backend, params.profile),
      role: params.role ?? "agent",
      message: params.message,
    });
    const { display_name, pane } = launched;
    const spawned = { ok: true, display_name, tmux_session: pane.tmux_session };
    if (!core.facts.spawnSaysRegistration) return spawned;
    if (backend === "antigravity") return { ...spawned, ...this.#registerFor(launched) };
    return { ...spawned, peer_id: null, registration_state: "pending_hook", warnings: [] };
  }

  /** `POST /kill-peer`. */
  async kill({ peer_identifier, circle }: ParamsOf<"killPeer">): Promise<ResultOf<"killPeer">> {
    const { core, launcher, peers } = this.#parts;
    await this.#parts.liveness.lazyRepair();
    const peer = this.one(peer_identifier, circle);
    if (!this.ownsPane(peer)) {
      peers.remove(peer, { identity: true });
      return { ok: true, tmux_killed: null };
    }
    const pane_id = peer.pane_id!;
    const tmux_killed = launcher.close(pane_id);
    if (!tmux_killed && core.facts.killOfGonePaneFails) {
      const hint =
        "tmux kill-pane failed for the peer's verified pane; the peer remains registered so the " +
        "operator can inspect it.";
      refuse(500, { error: "kill_failed", hint, pane_id });
    }
    core.state.spawned.delete(pane_id);
    peers.remove(peer, { identity: true });
    return { ok: true, tmux_killed };
  }

  /** `POST /peers/{name}/switch-backend`: the same folder, another agent, and so another peer. */
  async switchBackend(params: ParamsOf<"switchBackend">): Promise<ResultOf<"switchBackend">> {
    const { core, launcher, peers, lookup, asks } = this.#parts;
    const { name, circle, new_backend } = params;
    await this.#parts.liveness.lazyRepair();
    const peer = lookup.find(name, circle) ?? refuse(404, `Peer not found: ${name}`);
    this.refuseOtherHost(
      peer,
      "Backend switch is same-host only in v1; ACP transport required for remote peers.",
      { unknownIsOther: true },
    );
    if (peer.backend === new_backend) {
      const hint = `Peer is already running ${peer.backend}`;
      refuse(409, { error: "same_backend", hint, backend: peer.backend });
    }
    if (!peer.path) {
      const hint = "Peer has no recorded working directory; cannot respawn.";
      refuse(409, { error: "missing_path", hint });
    }
    const { path, command } = this.#switchTarget(peer, new_backend);
    refuseOpenAsks(asks, peer, "backend switch");
    if (peer.pane_id && core.state.spawned.has(peer.pane_id)) {
      if (!launcher.close(peer.pane_id)) {
        const hint =
          "tmux kill-pane failed for the peer's pane; the old agent may still be alive. Aborting " +
          "switch to avoid a zombie runtime. Check `tmux list-panes -a`.";
        refuse(500, { error: "kill_failed", hint, pane_id: peer.pane_id });
      }
      core.state.spawned.delete(peer.pane_id);
    }
    peers.remove(peer, { identity: true });
    const { display_name, pane } = launcher.launch({
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
  }

  #switchTarget({ path }: PeerRecord, new_backend: Backend): { path: string; command: string } {
    const { core, launcher } = this.#parts;
    const command = core.settings.spawn.commands?.[new_backend];
    if (core.facts.strictRestart) {
      const resolved = launcher.allowedPath(path);
      if (command) return { path: resolved, command };
      const hint = `No daemon.spawn.commands entry for '${new_backend}'. Add it to ~/.repowire/config.yaml.`;
      refuse(422, { error: "command_unavailable", hint, backend: new_backend, new_backend });
    }
    if (command === undefined) {
      const hint =
        `No entry in daemon.spawn.commands maps to '${new_backend}'. Add ` +
        `daemon.spawn.commands.${new_backend} to ~/.repowire/config.yaml.`;
      refuse(422, { error: "command_unavailable", hint, new_backend });
    }
    return { path: launcher.allowedPath(path), command };
  }

  /** `POST /peers/{name}/rehook`: finds out whether a peer's hook is healthy. */
  async rehook(params: ParamsOf<"rehookPeer">): Promise<ResultOf<"rehookPeer">> {
    const { core } = this.#parts;
    await this.#parts.liveness.lazyRepair();
    const peer = this.one(params.name, params.circle, { candidates: false });
    this.refuseOtherHost(peer, "Peer rehook is same-host only.");
    const { pane_id } = peer;
    if (!pane_id) {
      const hint = "Peer has no recorded pane; nothing to rehook.";
      refuse(409, { error: "missing_pane", hint });
    }
    if (!this.ownsPane(peer) && core.machine.pane(pane_id)?.cwd !== peer.path) {
      const hint =
        "Could not prove the pane belongs to this peer (no spawn ownership, pane path mismatch, " +
        "and hook metadata mismatch).";
      refuse(409, { error: "pane_unverified", hint, pane_id });
    }
    const ws_was_connected = core.connections.has(peer.peer_id);
    const pong = ws_was_connected ? await core.connections.ping(peer.peer_id, 2000) : undefined;
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
    if (ping_ok === false) core.connections.detach(peer.peer_id);
    return result(true, "respawn_skipped_pid_alive_or_contested");
  }

  /** Finds the one peer that is meant, strictly: an offline twin makes a name ambiguous. */
  one(
    identifier: string,
    circle: string | null | undefined,
    { candidates = true }: { candidates?: boolean } = {},
  ): PeerRecord {
    const { peers } = this.#parts;
    const inCircle = (peer: PeerRecord) => circle == null || peer.circle === circle;
    const byId = peers.get(identifier);
    if (byId && inCircle(byId)) return byId;
    const named = peers.named(identifier).filter(inCircle);
    if (named.length === 0) refuse(404, `Peer not found: ${identifier}`);
    if (named.length === 1) return named[0]!;
    refuse(409, {
      error: `Ambiguous peer identifier: ${identifier}`,
      ...(candidates && {
        candidates: named.map(({ peer_id, display_name, circle: home, tmux_session }) => ({
          peer_id,
          display_name,
          circle: home,
          tmux_session,
        })),
      }),
    });
  }

  /** Whether the daemon itself opened the peer's pane. */
  ownsPane({ pane_id }: PeerRecord): boolean {
    return pane_id !== null && this.#parts.core.state.spawned.has(pane_id);
  }

  refuseOtherHost(
    { machine: peer_machine }: PeerRecord,
    hint: string,
    { unknownIsOther = false }: { unknownIsOther?: boolean } = {},
  ): void {
    const self_machine = this.#parts.core.machine.name;
    if (peer_machine === "" || peer_machine === self_machine) return;
    if (peer_machine === "unknown" && !unknownIsOther) return;
    refuse(409, { error: "cross_host", hint, peer_machine, self_machine });
  }

  /** Some agents never register by themselves, so the daemon does it for them. */
  #registerFor({ backend, circle, path, pane, role, message }: Launched) {
    const peer = this.#parts.identities.claim({
      circle,
      backend,
      path,
      machine: "unknown",
      role,
      status: "online",
      pane_id: pane.pane_id,
      tmux_session: pane.tmux_session,
      turn_state: message ? "pending_first_turn" : null,
      metadata: {
        repowire_cli_fallback: true,
        spawn_registration: "daemon_pre_registered",
        spawn_warning:
          `${backend} hooks do not currently fire reliably; ` +
          "Repowire pre-registered this peer for CLI polling.",
      },
    });
    const warning =
      `${backend} plugin hooks are pending upstream; peer was pre-registered for CLI polling, so ` +
      "ask/notify delivery queues until the peer drains it with `repowire peer asks` / " +
      "`repowire peer deliveries`.";
    const { peer_id, display_name } = peer;
    return { display_name, peer_id, registration_state: "cli_fallback", warnings: [warning] };
  }
}

/** Refuses what would leave open asks without an answer. */
export function refuseOpenAsks(asks: Asks, { peer_id }: PeerRecord, what: string): void {
  const open = [...asks.inbound(peer_id), ...asks.outbound(peer_id)];
  if (open.length === 0) return;
  const hint = `Peer has open asks; ${what} would orphan them. Retry after they're acked or evicted.`;
  const ids = open.sort((left, right) => left.order - right.order).map((ask) => ask.correlation_id);
  refuse(409, { error: "in_flight_asks", hint, open_asks: [...new Set(ids)] });
}

/** What {@link Spawning} works with. */
export interface SpawningParts {
  readonly core: Core;
  readonly peers: Peers;
  readonly lookup: Lookup;
  readonly liveness: Liveness;
  readonly identities: Identities;
  readonly asks: Asks;
  readonly launcher: Launcher;
}
