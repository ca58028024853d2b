import type { JsonObject } from "../stage/json.ts";
import type { Group } from "../runner/scenario.ts";
import type { Stage } from "../stage/stage.ts";
import type { Target } from "../targets/target.ts";

/** The commands that the daemon may spawn in these groups. They have no effect. */
export const harmlessCommands: NonNullable<Group["config"]> = (folder) => ({
  spawn: {
    commands: { "claude-code": "cat", codex: "sleep 600", antigravity: "sleep 601" },
    allowed_paths: [folder],
    profiles: { "claude-code": { quiet: { args: ["-u"], description: "unbuffered" } } },
  },
});

/** Spawns a pane and registers a peer for it, as an agent's own hook would. */
export async function spawnPeer(stage: Stage, name: string, more: JsonObject = {}) {
  const { post, circle } = stage;
  const path = await stage.folder(name);
  const spawned = await post("/spawn", { path, backend: "claude-code", circle });
  const tmux_session = spawned.is(200, { ok: true }).text("tmux_session");
  return { ...(await registerInPane(stage, name, tmux_session, { path, ...more })), path };
}

/** Registers a peer for the pane that a daemon has opened, as an agent's own hook would. */
export async function registerInPane(
  { register, target, must }: Stage,
  name: string,
  tmux_session: string,
  more: JsonObject,
) {
  const pane = (await target.panes?.())?.find((one) => one.tmux_session === tmux_session);
  must("tmux has the window", pane !== undefined);
  const { pane_id = "", pid = 0 } = pane ?? {};
  const { peer_id, answer } = await register(name, {
    pane_id,
    tmux_session,
    agent_pid: pid,
    circle_source: "tmux",
    ...more,
  });
  return { peer_id, answer, pane_id, pid, tmux_session };
}

/** Spawns a peer with a session that can be resumed. */
export async function spawnResumable(stage: Stage, name: string, session: string) {
  const me = await spawnPeer(stage, name, { metadata: { hook_session_id: session } });
  await stage.target.makeFile?.(sessionFile(stage.target, me.path, session));
  return me;
}

/** The home of the daemon's user. */
export function homeOf({ words = {} }: Target): string {
  return Object.keys(words).find((text) => words[text] === "<home>") ?? "";
}

/** The file in which the agent keeps a session of a folder. */
export function sessionFile(target: Target, path: string, session: string): string {
  return `${homeOf(target)}/.claude/projects/${path.replaceAll("/", "-")}/${session}.jsonl`;
}

/** Whether tmux has a pane. */
export const hasPane = async ({ target }: Stage, pane_id: string): Promise<boolean> =>
  (await target.panes?.())?.some((pane) => pane.pane_id === pane_id) ?? false;
