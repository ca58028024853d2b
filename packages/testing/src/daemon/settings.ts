/** The daemon's constants; those with a name in its configuration carry that name. */
export interface DaemonSettings {
  /** Seconds that queued messages live; 0 switches the queue off. Default: 86400. */
  delivery_queue_ttl_seconds: number;
  /** Queued messages a peer; the oldest is pushed out. Default: 100. */
  delivery_queue_max_per_peer: number;
  /** Seconds after which a repair removes an offline peer; 0: never. Default: 600. */
  peer_reap_ttl_seconds: number;
  /** Seconds after which a repair frees a busy peer; 0: never. Default: 1800. */
  stale_busy_timeout_seconds: number;
  /** Seconds that a description lives; 0: for ever. Default: 900. */
  description_ttl_seconds: number;
  /** Seconds; an orchestrator is present for twice as long after its last sign. Default: 30. */
  heartbeat_interval: number;
  /** Hours that open asks and traces live. Default: 24. */
  prune_max_age_hours: number;
  /** The name of the daemon's machine. Peers of another name are on another host. Default: `"fake-host"`. */
  machine: string;
  /**
   * Whether the processes of this machine live, besides those of the test: for peers that register
   * their own `agent_pid`. Default: `false`.
   */
  real_processes: boolean;
  /** The folders that exist on it, with those above them. Default: every folder exists. */
  folders: readonly string[] | undefined;
  /** What may be spawned. Default: nothing. */
  spawn: SpawnSettings;
}

/** What may be spawned, as in the daemon's configuration. */
export interface SpawnSettings {
  /** Backend to command line. */
  commands?: Record<string, string>;
  /** Backend to name to arguments. */
  profiles?: Record<string, Record<string, { args?: string[]; description?: string | null }>>;
  /** Folders below which a peer may be spawned. */
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

/** Milliseconds that a call waits for the receiver's receipt. */
export const receiptWait = 750;
