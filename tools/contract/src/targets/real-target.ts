import { execFile } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { startDaemon } from "@repowire/real-daemon";
import type { Group } from "../runner/scenario.ts";
import type { Pane, Target } from "./target.ts";

/** Starts a released daemon with the settings and programs that a group needs. */
export async function openRealTarget(version: string, group: Group): Promise<Target> {
  const daemon = await startDaemon({ version, config: group.config });
  const folder = daemon.workFolder;
  const authToken = group.config?.(folder)["auth_token"];
  return {
    name: `repowire ${version}`,
    version,
    baseUrl: daemon.url,
    fetch: globalThis.fetch,
    WebSocket: globalThis.WebSocket,
    clock: { now: () => performance.now(), sleep: (milliseconds) => sleep(milliseconds) },
    authToken: typeof authToken === "string" ? authToken : undefined,
    words: {
      [daemon.home]: "<home>",
      [folder]: "<folder>",
      [`127.0.0.1:${daemon.port}`]: "<address>",
    },
    folder,
    async restart({ crash = false } = {}) {
      if (crash) await daemon.kill();
      await daemon.restart();
    },
    panes: () => listPanes(daemon.tmuxFolder),
    textOf: (pane_id) => tmux(daemon.tmuxFolder, "capture-pane", "-p", "-t", pane_id),
    makeFolder: async (path) => void (await mkdir(path, { recursive: true })),
    makeFile: async (path, text = "") => {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, text);
    },
    endProcess: async (pid) => void process.kill(pid, "SIGKILL"),
    close: () => daemon.stop(),
  };
}

async function listPanes(tmuxFolder: string): Promise<Pane[]> {
  const format = "#{pane_id}\t#{session_name}:#{window_name}\t#{pane_pid}";
  const listed = await tmux(tmuxFolder, "list-panes", "-a", "-F", format);
  return listed
    .trim()
    .split("\n")
    .map((line) => {
      const [pane_id = "", tmux_session = "", pid] = line.split("\t");
      return { pane_id, tmux_session, pid: Number(pid) };
    });
}

async function tmux(folder: string, ...tmuxArguments: string[]): Promise<string> {
  const env = { ...process.env, TMUX_TMPDIR: folder };
  return (await promisify(execFile)("tmux", tmuxArguments, { env })).stdout;
}
