import type {
  DefaultAnswer,
  AttachmentRef,
  Backend,
  PeerRole,
  PeerStatus,
  Question,
  TurnState,
} from "@repowire/protocol";

import type { ManyParent } from "./ask-many.ts";
import type { StoredFile } from "./attachments.ts";
import type { Certificate } from "./certificates.ts";
import type { EventRecord } from "./events.ts";
import type { Job, RecurringJob } from "./job.ts";
import type { Pane } from "./machine.ts";
import type { Schedule } from "./schedules.ts";
import type { Stamp } from "./time.ts";

/** A peer in the registry. */
export interface PeerRecord {
  readonly peer_id: string;
  display_name: string;
  circle: string;
  readonly backend: Backend;
  role: PeerRole;
  status: PeerStatus;
  turn_state: TurnState | null;
  last_seen: Stamp;
  path: string;
  machine: string;
  tmux_session: string | null;
  pane_id: string | null;
  agent_pid: number | null;
  model: string | null;
  metadata: Record<string, unknown>;
  description: string;
  description_set_at: Stamp | undefined;
}

/** An identity that the daemon keeps on its disk. */
export interface Identity {
  readonly peer_id: string;
  display_name: string;
  circle: string;
  readonly backend: Backend;
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
  | "evicted";

/** An ask, open or closed. */
export interface AskRecord {
  readonly correlation_id: string;
  readonly order: number;
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
  /** Whether the asker waits for the reply, so that it is kept and not pushed. */
  pulled: boolean;
  close_reason: CloseReason | null;
  reply_text: string | null;
  reply_attachments: readonly AttachmentRef[] | null;
  answer: DefaultAnswer | null;
  /** A framed answer whose asker had no socket. */
  undelivered: string | null;
}

/** A message that waits for its peer to fetch it. */
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

/** When a peer's hook last said that a message arrived, and that one did not. */
export interface InjectionTimes {
  succeeded?: Stamp;
  failed?: Stamp;
}

/** What binds a runtime session of an agent to a peer. */
export interface Binding {
  readonly repowire_session_id: string;
  peer_id: string;
  readonly backend: Backend;
  project_path: string;
  runtime_session_id: string | null;
  runtime_source_uri: string | null;
  last_seen_at: Stamp;
}

/** All that a daemon knows, as plain data. */
export interface EngineState {
  last_stamp: Stamp;
  /** When the last repair ran. */
  last_repair: Stamp | undefined;
  /** When a look at the open asks last dropped the old ones. */
  last_sweep: Stamp | undefined;
  /** The number of asks ever opened. */
  asked: number;
  readonly peers: Map<string, PeerRecord>;
  readonly peers_by_name: Map<string, PeerRecord[]>;
  readonly identities: Map<string, Identity>;
  readonly identities_by_name: Map<string, Identity[]>;
  readonly asks: Map<string, AskRecord>;
  /** The open asks to a peer, the oldest first. */
  readonly inbound: Map<string, AskRecord[]>;
  /** The open asks of a peer, the oldest first. */
  readonly outbound: Map<string, AskRecord[]>;
  readonly ask_manys: Map<string, ManyParent>;
  readonly queues: Map<string, QueuedDelivery[]>;
  readonly events: EventRecord[];
  readonly traces: Map<string, Trace>;
  readonly injections: Map<string, InjectionTimes>;
  readonly bindings: Map<string, Binding>;
  readonly bindings_by_peer: Map<string, Binding[]>;
  readonly certificates: Map<string, { certificate: Certificate; expires: Stamp }>;
  /** Contradictions that were reported and are not over. */
  readonly contradictions: Set<string>;
  /** Retired ids, and since when. */
  readonly retired: Map<string, Stamp>;
  /** Failed pane probes in a row. */
  readonly strikes: Map<string, number>;
  readonly panes: Map<string, Pane>;
  /** Panes that the daemon itself opened, and what for. */
  readonly spawned: Map<string, { path: string; peer_id: string | null }>;
  next_pane: number;
  /** Folders that exist besides those of the settings. */
  readonly folders: Set<string>;
  /** Sessions of agents that could be taken up again: ids, or files below the home folder. */
  readonly sessions: Set<string>;
  /** Turns of agents whose end was reported. */
  readonly finished_turns: Set<string>;
  readonly attachments: Map<string, StoredFile>;
  /** Whether there was ever an upload. */
  uploaded: boolean;
  readonly schedules: Map<string, Schedule>;
  readonly jobs: Map<string, Job>;
  readonly recurring_jobs: Map<string, RecurringJob>;
  /** Processes that live, besides those in panes. */
  readonly pids: Set<number>;
}

/** The state of a daemon that was never used. */
export function emptyState(): EngineState {
  return {
    last_stamp: 0,
    last_repair: undefined,
    last_sweep: undefined,
    asked: 0,
    peers: new Map(),
    peers_by_name: new Map(),
    identities: new Map(),
    identities_by_name: new Map(),
    asks: new Map(),
    inbound: new Map(),
    outbound: new Map(),
    ask_manys: new Map(),
    queues: new Map(),
    events: [],
    traces: new Map(),
    injections: new Map(),
    bindings: new Map(),
    bindings_by_peer: new Map(),
    certificates: new Map(),
    contradictions: new Set(),
    retired: new Map(),
    strikes: new Map(),
    panes: new Map(),
    spawned: new Map(),
    next_pane: 1,
    folders: new Set(),
    sessions: new Set(),
    finished_turns: new Set(),
    attachments: new Map(),
    uploaded: false,
    schedules: new Map(),
    jobs: new Map(),
    recurring_jobs: new Map(),
    pids: new Set(),
  };
}
