import * as z from "zod/mini";

import {
  ForkBackendParamsSchema,
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

export const spawnEndpoints = {
  spawnConfig: {
    name: "spawnConfig",
    method: "GET",
    path: "/spawn/config",
    params: z.strictObject({}),
    result: SpawnConfigSchema,
    daemons: daemonVersions,
    actsTwice: false,
  },
  spawn: {
    name: "spawn",
    method: "POST",
    path: "/spawn",
    params: SpawnParamsSchema,
    result: SpawnResultSchema,
    daemons: daemonVersions,
    actsTwice: true,
  },
  killPeer: {
    name: "killPeer",
    method: "POST",
    path: "/kill-peer",
    params: KillPeerParamsSchema,
    result: KillPeerResultSchema,
    daemons: daemonVersions,
    actsTwice: true,
  },
  restartPeer: {
    name: "restartPeer",
    method: "POST",
    path: "/peers/{name}/restart",
    params: RestartPeerParamsSchema,
    result: RestartPeerResultSchema,
    daemons: daemonVersions,
    actsTwice: true,
  },
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
  forkBackend: {
    name: "forkBackend",
    method: "POST",
    path: "/peers/{name}/fork-backend",
    params: ForkBackendParamsSchema,
    query: ["circle"],
    result: ForkBackendResultSchema,
    daemons: ["go"],
    actsTwice: true,
  },
} as const satisfies Record<string, Endpoint>;
