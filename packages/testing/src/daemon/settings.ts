import {
  atLeast,
  closed,
  listOf,
  mapOf,
  maybeFlag,
  maybeText,
  nullable,
  number,
  optional,
  text,
} from "../option-rules.ts";

/** The daemon's constants. They have the names of the daemon's configuration, if it has them. */
export interface DaemonSettings {
  /** How long queued messages live, in seconds. 0 switches the queue off. Default: 86400. */
  delivery_queue_ttl_seconds: number;
  /** The most queued messages of a peer. A further one drops the oldest. Default: 100. */
  delivery_queue_max_per_peer: number;
  /** The seconds after which a repair removes an offline peer. 0 means never. Default: 600. */
  peer_reap_ttl_seconds: number;
  /** The seconds after which a repair sets a busy peer to online. 0 means never. Default: 1800. */
  stale_busy_timeout_seconds: number;
  /** How long a description lives, in seconds. 0 means for ever. Default: 900. */
  description_ttl_seconds: number;
  /** Seconds. An orchestrator counts as present for twice as long after its last sign. Default: 30. */
  heartbeat_interval: number;
  /** How long open asks and traces live, in hours. Default: 24. */
  prune_max_age_hours: number;
  /** The name of the daemon's machine. Peers with another name are on another host. Default: `"fake-host"`. */
  machine: string;
  /**
   * Whether the daemon also sees the real processes of this machine. Set it if peers register their
   * own `agent_pid`. Default: `false`.
   */
  real_processes: boolean;
  /** The folders that exist on the machine, with their parents. Default: every folder exists. */
  folders: readonly string[] | undefined;
  /** What may be spawned. Default: nothing. */
  spawn: SpawnSettings;
}

/** What may be spawned, in the form of the daemon's configuration. */
export interface SpawnSettings {
  /** The command line of each backend. */
  commands?: Record<string, string>;
  /** The arguments of each profile of each backend. */
  profiles?: Record<string, Record<string, { args?: string[]; description?: string | null }>>;
  /** The folders in which peers may be spawned, with their subfolders. */
  allowed_paths?: string[];
}

export const defaultSettings: DaemonSettings = {
  delivery_queue_ttl_seconds: 86_400,
  delivery_queue_max_per_peer: 100,
  peer_reap_ttl_seconds: 600,
  stale_busy_timeout_seconds: 1800,
  description_ttl_seconds: 900,
  heartbeat_interval: 30,
  prune_max_age_hours: 24,
  machine: "fake-host",
  real_processes: false,
  folders: undefined,
  spawn: {},
};

/** Returns settings with changes. A change that is undefined counts as absent. */
export function withSettings(
  before: DaemonSettings,
  changes: Partial<DaemonSettings> = {},
): DaemonSettings {
  const given = Object.entries(changes).filter(
    ([name, value]) => value !== undefined || name === "folders",
  );
  return structuredClone({ ...before, ...Object.fromEntries(given) });
}

/** How long a call waits for the receiver's receipt, in milliseconds. */
export const receiptWait = 750;

const amount = optional(atLeast(0, number));

/** The values that the daemon's constants may have. */
export const settingsRule = closed({
  delivery_queue_ttl_seconds: amount,
  delivery_queue_max_per_peer: amount,
  peer_reap_ttl_seconds: amount,
  stale_busy_timeout_seconds: amount,
  description_ttl_seconds: amount,
  heartbeat_interval: amount,
  prune_max_age_hours: amount,
  machine: maybeText,
  real_processes: maybeFlag,
  folders: optional(listOf(text)),
  spawn: optional(
    closed({
      commands: optional(mapOf(text)),
      profiles: optional(
        mapOf(
          mapOf(
            closed({
              args: optional(listOf(text)),
              description: optional(nullable(text)),
            }),
          ),
        ),
      ),
      allowed_paths: optional(listOf(text)),
    }),
  ),
} satisfies Record<keyof DaemonSettings, unknown>);
