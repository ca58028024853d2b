import type { JsonObject } from "../json.ts";
import type { Group } from "../scenario.ts";
import type { Stage } from "../stage.ts";

/** What the daemon may spawn in these groups: nothing that does anything. */
export const harmlessCommands: NonNullable<Group["config"]> = (folder) => ({
  spawn: {
    commands: { "claude-code": "cat", codex: "sleep 600", antigravity: "sleep 601" },
    allowed_paths: [folder],
    profiles: { "claude-code": { quiet: { args: ["-u"], description: "unbuffered" } } },
  },
});

/** Spawns a pane, and registers a peer for it as an agent's own hook would. */
export async function spawnPeer(stage: Stage, name: string, more: JsonObject = {}) {
  const { post, register, target, must, circle } = stage;
  const path = await stage.folder(name);
  const spawned = await post("/spawn", { path, backend: "claude-code", circle });
  const tmux_session = spawned.is(200, { ok: true }).text("tmux_session");
  const pane = (await target.panes?.())?.find((one) => one.tmux_session === tmux_session);
  must("tmux has the window", pane !== undefined);
  const { pane_id = "", pid = 0 } = pane ?? {};
  const { peer_id } = await register(name, {
    path,
    pane_id,
    tmux_session,
    agent_pid: pid,
    circle_source: "tmux",
    ...more,
  });
  return { peer_id, path, pane_id, pid, tmux_session };
}

/** Whether tmux has a pane. */
export const hasPane = async ({ target }: Stage, pane_id: string): Promise<boolean> =>
  (await target.panes?.())?.some((pane) => pane.pane_id === pane_id) ?? false;
