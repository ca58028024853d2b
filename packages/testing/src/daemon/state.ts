import type {
  DefaultAnswer,
  AttachmentRef,
  Backend,
  CreateJobParams,
  JobState,
  PeerRole,
  PeerStatus,
  Question,
  TurnState,
  Open,
} from "@repowire/protocol";

/** One asked peer of an ask to many. */
export interface AskManyChild {
  readonly peer: string;
  readonly peer_id: string | null;
  readonly correlation_id: string | null;
  readonly error: string | null;
}

/** An ask to many. */
export interface AskManyRecord {
  readonly parent_id: string;
  readonly from_peer: string;
  readonly text: string;
  readonly created_at: number;
  readonly timeout_seconds: number;
  readonly children: AskManyChild[];
}

/** An uploaded file. */
export interface StoredFile {
  readonly id: string;
  /** With its dot. */
  readonly extension: string;
  readonly content: Uint8Array;
  readonly stored_at: number;
}

/** The order to start an agent. */
export interface Launch {
  /** Absolute and existing. */
  readonly path: string;
  /** The circle of the agent. */
  readonly circle: string;
  /** The backend of the agent. */
  readonly backend: Open<Backend>;
  /** The command that starts the agent. */
  readonly command: string;
  /** The role of the agent. */
  readonly role: PeerRole;
  /** The text that is typed into the pane. */
  readonly message?: string | null | undefined;
  /** The peer whose identity the agent should take. */
  readonly peer_id?: string | undefined;
}

/** A started agent, as a listener of `onSpawn` gets it. */
export interface Launched extends Launch {
  /** The pane that was opened. */
  readonly pane: Pane;
  /** The window's name. */
  readonly display_name: string;
}

/** The proof that the daemon itself opened a pane. */
export interface Spawned {
  readonly path: string;
  readonly circle: string;
  readonly backend: Open<Backend>;
  readonly role: PeerRole;
  readonly tmux_session: string;
  readonly peer_id: string | null;
}

/** A pane of the fake's imitated tmux. */
export interface Pane {
  /** The id of the pane, `%` and digits. */
  readonly pane_id: string;
  /** The process in the pane. */
  readonly pid: number;
  /** `session:window`. */
  readonly tmux_session: string;
  /** The command that runs in the pane. */
  readonly command: string;
  /** The folder of the pane. */
  readonly cwd: string;
  /** The texts that were typed into it. */
  readonly typed: string[];
}

/** A scheduled message. */
export interface Schedule {
  readonly schedule_id: string;
  readonly from_peer: string;
  readonly to_peer: string;
  readonly text: string;
  fire_at: number;
  readonly kind: "notify" | "ask";
  readonly circle: string | null;
  readonly cron: string | null;
  readonly created_at: number;
}

export type JsonObject = Record<string, unknown>;

/** An event, as the daemon writes it. */
export type EventRecord = { id: string; type: string; timestamp: string } & Record<string, unknown>;

/** The birth certificate of a registration, as the daemon keeps and sends it. */
export type Certificate = Record<string, unknown> & {
  readonly nonce: string;
  readonly peer_id: string;
  readonly display_name: string;
  readonly backend: Open<Backend>;
  readonly project_path: string;
  readonly runtime_session_id: string | null;
  readonly pane_id: string | null;
  readonly agent_pid: number | null;
  readonly parent_pid: number | null;
};

/** One attempt at a job. */
export interface Attempt {
  readonly attempt_id: string;
  status: string;
  phase: string;
  completed_at: string | null;
  [key: string]: unknown;
}

/** The values of a new job or recurring job. A missing one is null. */
export type NewJob = Pick<
  CreateJobParams,
  | "owner_peer_id"
  | "assigned_peer_id"
  | "repowire_session_id"
  | "correlation_id"
  | "circle"
  | "created_by_peer_id"
  | "source_kind"
  | "source_id"
  | "scope"
  | "deadline_at"
  | "expires_at"
> & {
  readonly title: string;
  readonly kind: string;
  readonly visibility: string;
  readonly request: JsonObject & { readonly execution: Execution };
  readonly provenance: JsonObject;
};

/** Where a job comes from, and who may see it. */
function sourceOf(job: NewJob) {
  return {
    circle: job.circle ?? null,
    created_by_peer_id: job.created_by_peer_id ?? null,
    source_kind: job.source_kind ?? null,
    source_id: job.source_id ?? null,
    scope: job.scope ?? null,
    visibility: job.visibility,
  };
}

/** A job. */
export type Job = ReturnType<typeof newJob>;

/** Makes a job. Answers show the fields in this order, up to the cancellation. */
export function newJob(work_id: string, now: string, job: NewJob) {
  return {
    work_id,
    title: job.title,
    kind: job.kind,
    state: "queued" as JobState,
    state_reason: null as string | null,
    phase: null as string | null,
    progress: {} as JsonObject,
    progress_events: [] as JsonObject[],
    owner_peer_id: job.owner_peer_id ?? null,
    assigned_peer_id: job.assigned_peer_id ?? null,
    repowire_session_id: job.repowire_session_id ?? null,
    correlation_id: job.correlation_id ?? null,
    ...sourceOf(job),
    created_at: now,
    updated_at: now,
    deadline_at: job.deadline_at ?? null,
    expires_at: job.expires_at ?? null,
    result_summary: null as string | null,
    cancel_requested: false,
    cancel_requested_at: null as string | null,
    cancel_requested_by_peer_id: null as string | null,
    cancellation_reason: null as string | null,
    request: job.request,
    provenance: job.provenance,
    result_data: {} as JsonObject,
    error: {} as JsonObject,
    artifacts: [] as unknown[],
    completed_at: null as string | null,
  };
}

/** A recurring job. */
export type RecurringJob = ReturnType<typeof newRecurringJob>;

/** Makes a recurring job. Answers show the fields in this order. */
export function newRecurringJob(
  calendar_id: string,
  now: string,
  job: NewJob & { readonly cron: string; readonly next_due_at: string },
) {
  return {
    calendar_id,
    title: job.title,
    kind: job.kind,
    state: "active" as "active" | "paused" | "cancelled",
    cron: job.cron,
    next_due_at: job.next_due_at,
    owner_peer_id: job.owner_peer_id ?? null,
    assigned_peer_id: job.assigned_peer_id ?? null,
    ...sourceOf(job),
    request: job.request,
    provenance: job.provenance,
    last_occurrence_work_id: null as string | null,
    last_materialized_at: null as string | null,
    created_at: now,
    updated_at: now,
  };
}

/** The execution settings of a job. */
export type Execution = {
  readonly prompt: JsonObject;
  readonly target: JsonObject;
  readonly schedule: JsonObject;
  readonly delivery: JsonObject;
  readonly process_scope?: string;
  readonly continuity?: string;
};

/** A peer in the registry. */
export interface PeerRecord extends Omit<Identity, "is_saved" | "path"> {
  status: PeerStatus;
  turn_state: TurnState | null;
  last_seen: Stamp;
  path: string;
  machine: string;
  tmux_session: string | null;
  pane_id: string | null;
  metadata: Record<string, unknown>;
  description_set_at: Stamp | undefined;
  /** Whether its id was retired. */
  is_retired: boolean;
}

/** An identity that the daemon keeps on its disk. */
export interface Identity {
  /** Whether it is on the disk already. */
  is_saved: boolean;
  readonly peer_id: string;
  display_name: string;
  circle: string;
  readonly backend: Open<Backend>;
  path: string | null;
  role: PeerRole;
  description: string;
  agent_pid: number | null;
  model: string | null;
}

/** Why an ask is closed. */
export type CloseReason =
  | "ack"
  | "ack_with_msg"
  | "answered"
  | "declined"
  | "send_failed"
  | "reply_to"
  | "fire_completed"
  | "executor_died"
  | "evicted";

/** An ask, open or closed. */
export interface AskRecord {
  readonly correlation_id: string;
  from_peer_id: string;
  readonly from_peer_name: string;
  readonly to_peer_id: string;
  readonly to_peer_name: string;
  readonly text: string;
  readonly created_at: Stamp;
  readonly from_session: string | null;
  readonly to_session: string | null;
  readonly question: Question | null;
  readonly parent_id: string | null;
  /** Whether the asker waits for the reply. The daemon then keeps it and does not push it. */
  pulled: boolean;
  close_reason: CloseReason | null;
  reply_text: string | null;
  reply_attachments: readonly AttachmentRef[] | null;
  answer: DefaultAnswer | null;
  /** An answer to push when the asker has a socket again. */
  undelivered: string | null;
}

/** A queued message. */
export interface QueuedDelivery {
  readonly delivery_id: string;
  readonly kind: "notify" | "ask";
  readonly from_peer: string;
  readonly to_peer: string;
  readonly text: string;
  readonly created_at: Stamp;
  readonly expires_at: Stamp;
  readonly correlation_id: string | null;
  readonly attachments: readonly Record<string, unknown>[];
}

/** One step of a message on its way. */
export interface TraceStage {
  readonly seq: number;
  readonly stage: string;
  readonly status: "ok" | "fail";
  readonly peer_id: string | null;
  readonly from_peer_id: string | null;
  readonly ts: Stamp;
  readonly detail: Record<string, unknown>;
}

/** The steps of one message. */
export interface Trace {
  readonly kind: "ask" | "notify";
  readonly stages: TraceStage[];
}

/** When a peer's hook last reported that a message arrived, and that a message failed. */
export interface InjectionTimes {
  succeeded?: Stamp;
  failed?: Stamp;
}

/** The binding of an agent's runtime session to a peer. */
export interface Binding {
  readonly repowire_session_id: string;
  peer_id: string;
  /** The circle of the last registration. */
  circle: string | null;
  readonly backend: Open<Backend>;
  project_path: string;
  runtime_session_id: string | null;
  runtime_source_uri: string | null;
  /** How the agent can resume it, as reported by registrations. */
  resume_capability: JsonObject;
  last_seen_at: Stamp;
}

/** The whole state of a daemon, as plain data. */
export type DaemonState = ReturnType<typeof emptyState>;

/** A moment in microseconds since 1970, the daemon's resolution. */
export type Stamp = number;

/** The state of a new daemon. */
export function emptyState() {
  return {
    last_stamp: 0,
    /** When the last repair ran. */
    last_repair: undefined as Stamp | undefined,
    /** When a read of the open asks last dropped the old ones. */
    last_sweep: undefined as Stamp | undefined,
    /** In the order of their registration. */
    peers: new Map<string, PeerRecord>(),
    identities: new Map<string, Identity>(),
    asks: new Map<string, AskRecord>(),
    ask_manys: new Map<string, AskManyRecord>(),
    queues: new Map<string, QueuedDelivery[]>(),
    events: [] as EventRecord[],
    /** The ids of the events that were read from the disk after a restart. */
    restored_events: new Set<string>(),
    traces: new Map<string, Trace>(),
    injections: new Map<string, InjectionTimes>(),
    bindings: new Map<string, Binding>(),
    certificates: new Map<string, { certificate: Certificate; expires: Stamp }>(),
    /** Contradictions that were reported and still exist. */
    contradictions: new Set<string>(),
    /** Retired ids, with the time of their retirement. */
    retired: new Map<string, Stamp>(),
    /** Failed pane probes in a row. */
    strikes: new Map<string, number>(),
    panes: new Map<string, Pane>(),
    /** Panes that the daemon itself opened. */
    spawned: new Map<string, Spawned>(),
    next_pane: 1,
    /** Folders that exist in addition to those of the settings. */
    folders: new Set<string>(),
    /** Sessions of agents that can be resumed: ids, or files below the home folder. */
    sessions: new Set<string>(),
    /** Ended turns of agents. */
    finished_turns: new Set<string>(),
    attachments: new Map<string, StoredFile>(),
    /** Whether there was ever an upload. */
    uploaded: false,
    schedules: new Map<string, Schedule>(),
    jobs: new Map<string, Job>(),
    recurring_jobs: new Map<string, RecurringJob>(),
    /** Live processes in addition to those in panes. */
    pids: new Set<number>(),
  };
}
