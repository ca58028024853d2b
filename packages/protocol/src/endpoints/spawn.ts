import * as z from "zod/mini";

import {
  ForkBackendResultSchema,
  RehookPeerParamsSchema,
  RehookPeerResultSchema,
  RestartPeerParamsSchema,
  RestartPeerResultSchema,
  SwitchBackendParamsSchema,
  SwitchBackendResultSchema,
} from "../restart.ts";
import {
  KillPeerParamsSchema,
  KillPeerResultSchema,
  SpawnConfigSchema,
  SpawnParamsSchema,
  SpawnResultSchema,
} from "../spawn.ts";
import { daemonVersions } from "../versions.ts";
import { type Endpoint, pythonDaemons } from "./endpoint.ts";

/** Routes about spawning and restarting. */
export const spawnEndpoints = {
  /** Tells what may be spawned, and where. */
  spawnConfig: {
    name: "spawnConfig",
    method: "GET",
    path: "/spawn/config",
    params: z.strictObject({}),
    result: SpawnConfigSchema,
    daemons: daemonVersions,
    actsTwice: false,
  },
  /** Starts an agent in a tmux window. It registers later by itself, or never. */
  spawn: {
    name: "spawn",
    method: "POST",
    path: "/spawn",
    params: SpawnParamsSchema,
    result: SpawnResultSchema,
    daemons: daemonVersions,
    actsTwice: true,
  },
  /** Ends a peer, and its pane where the daemon made it. */
  killPeer: {
    name: "killPeer",
    method: "POST",
    path: "/kill-peer",
    params: KillPeerParamsSchema,
    result: KillPeerResultSchema,
    daemons: daemonVersions,
    actsTwice: true,
  },
  /** Ends the agent of a peer and starts it again, under the same id. */
  restartPeer: {
    name: "restartPeer",
    method: "POST",
    path: "/peers/{name}/restart",
    params: RestartPeerParamsSchema,
    result: RestartPeerResultSchema,
    daemons: daemonVersions,
    actsTwice: true,
  },
  /** Starts a peer's socket hook again. */
  rehookPeer: {
    name: "rehookPeer",
    method: "POST",
    path: "/peers/{name}/rehook",
    params: RehookPeerParamsSchema,
    result: RehookPeerResultSchema,
    daemons: daemonVersions,
    actsTwice: false,
    hold: { default: 2_000, most: 2_000 },
  },
  /** Ends the agent of a peer and starts another in its place. */
  switchBackend: {
    name: "switchBackend",
    method: "POST",
    path: "/peers/{name}/switch-backend",
    params: SwitchBackendParamsSchema,
    query: ["circle"],
    result: SwitchBackendResultSchema,
    daemons: pythonDaemons,
    actsTwice: true,
  },
  /** Starts another agent beside a peer, in the same folder and circle. */
  forkBackend: {
    name: "forkBackend",
    method: "POST",
    path: "/peers/{name}/fork-backend",
    params: SwitchBackendParamsSchema,
    query: ["circle"],
    result: ForkBackendResultSchema,
    daemons: ["go"],
    actsTwice: true,
  },
} as const satisfies Record<string, Endpoint>;
