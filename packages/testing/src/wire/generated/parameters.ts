// Generated from the schemas in packages/protocol/src/models: pnpm run generate

import type { EndpointName } from "@repowire/protocol";

import type { Model } from "../parameter.ts";

const NoParams: Model = {
  type: "model",
  fields: {},
};

const backends: readonly string[] = ["claude-code","opencode","codex","gemini","antigravity","pi","mcp-http"];

const peerSources: readonly string[] = ["hook","codex-app-server","unknown"];

const ListPeersParams: Model = {
  type: "model",
  fields: {
    status: { type: "string", optional: true },
    path: { type: "string", optional: true },
    backend: { type: "string", known: backends, optional: true },
    circle: { type: "string", optional: true },
    source: { type: "string", known: peerSources, optional: true },
    addressable: { type: "boolean", optional: true },
    listed: { type: "boolean", optional: true },
  },
};

const GetPeerParams: Model = {
  type: "model",
  fields: {
    identifier: { type: "string" },
    circle: { type: "string", optional: true },
  },
};

const GetPeerByPaneParams: Model = {
  type: "model",
  fields: {
    pane_id: { type: "string" },
  },
};

const circleSources: readonly string[] = ["tmux","spawn_hint","fallback"];

const peerRoles: readonly string[] = ["agent","service","orchestrator","human"];

const turnStates: readonly string[] = ["idle","working","awaiting_input","pending_first_turn"];

const peerInitiators: readonly string[] = ["user","agent","system"];

const Provenance: Model = {
  type: "model",
  fields: {
    source: { type: "string", known: peerSources },
    initiator: { type: "string", known: peerInitiators, optional: true },
    parent_runtime_id: { type: "string", optional: true },
    ephemeral: { type: "boolean", optional: true },
    addressable: { type: "boolean", optional: true },
    addressable_reason: { type: "string", optional: true },
  },
};

const RegisterPeerParams: Model = {
  type: "model",
  fields: {
    peer_id: { type: "string", optional: true, nullable: true },
    name: { type: "string", limits: [{ minLength: 1 }, { pattern: /^[a-zA-Z0-9._-]+$/ }] },
    path: { type: "string", optional: true, nullable: true },
    machine: { type: "string", optional: true, nullable: true },
    tmux_session: { type: "string", optional: true, nullable: true },
    pane_id: { type: "string", optional: true, nullable: true },
    backend: { type: "string", known: backends, optional: true },
    model: { type: "string", optional: true, nullable: true },
    circle: { type: "string", limits: [{ rule: "isShortName", of: [], type: "value_error", msg: "Value error, Circle must match ^[a-zA-Z0-9._-]+$ and be <= 64 chars" }], optional: true, nullable: true },
    circle_source: { type: "string", known: circleSources, optional: true, nullable: true },
    role: { type: "string", known: peerRoles, optional: true },
    turn_state: { type: "string", known: turnStates, optional: true, nullable: true },
    agent_pid: { type: "integer", optional: true, nullable: true },
    parent_pid: { type: "integer", optional: true, nullable: true },
    metadata: { type: "map", values: { type: "any" }, optional: true },
    provenance: { ...Provenance, optional: true },
  },
};

const UnregisterPeerParams: Model = {
  type: "model",
  fields: {
    name: { type: "string" },
    circle: { type: "string", optional: true },
  },
};

const ValidateIdentityParams: Model = {
  type: "model",
  fields: {
    birth_certificate: { type: "map", values: { type: "any" }, limits: [{ rule: "hasEntries", of: [], type: "too_short", msg: "Dictionary should have at least 1 item after validation, not 0", ctx: {"field_type":"Dictionary","min_length":1,"actual_length":0} }] },
    backend: { type: "string", known: backends },
    path: { type: "string", optional: true, nullable: true },
    pane_id: { type: "string", optional: true, nullable: true },
    agent_pid: { type: "integer", optional: true, nullable: true },
  },
};

const MarkPeerOfflineParams: Model = {
  type: "model",
  fields: {
    name: { type: "string" },
    reason: { type: "string", optional: true },
    source: { type: "string", optional: true },
    detail: { type: "string", optional: true, nullable: true },
    terminal: { type: "boolean", optional: true },
  },
};

const SetDescriptionParams: Model = {
  type: "model",
  fields: {
    name: { type: "string" },
    circle: { type: "string", optional: true },
    description: { type: "string" },
  },
};

const TouchPeerParams: Model = {
  type: "model",
  fields: {
    name: { type: "string" },
    circle: { type: "string", optional: true },
  },
};

const SetCircleParams: Model = {
  type: "model",
  fields: {
    peer_name: { type: "string", limits: [{ minLength: 1 }] },
    circle: { type: "string", limits: [{ minLength: 1 }] },
  },
};

const SetProvenanceParams: Model = {
  type: "model",
  fields: {
    source: { type: "string", known: peerSources },
    initiator: { type: "string", known: peerInitiators, optional: true },
    parent_runtime_id: { type: "string", optional: true },
    ephemeral: { type: "boolean", optional: true },
    addressable: { type: "boolean", optional: true },
    addressable_reason: { type: "string", optional: true },
    name: { type: "string" },
    circle: { type: "string", optional: true },
  },
};

const ClaimRoleParams: Model = {
  type: "model",
  fields: {
    role: { type: "string", known: peerRoles },
    peer_name: { type: "string", limits: [{ minLength: 1 }] },
    circle: { type: "string", optional: true, nullable: true },
    force: { type: "boolean", optional: true },
  },
};

const UpdateSessionParams: Model = {
  type: "model",
  fields: {
    peer_name: { type: "string", optional: true, nullable: true },
    pane_id: { type: "string", optional: true, nullable: true },
    status: { type: "string", optional: true, nullable: true },
    turn_state: { type: "string", known: turnStates, optional: true, nullable: true },
    model: { type: "string", optional: true, nullable: true },
    metadata: { type: "map", values: { type: "any" }, optional: true, nullable: true },
  },
};

const OrchestratorStatusParams: Model = {
  type: "model",
  fields: {
    name: { type: "string" },
  },
};

const AttachmentRef: Model = {
  type: "model",
  fields: {
    id: { type: "string", optional: true, nullable: true },
    path: { type: "string", optional: true, nullable: true },
    filename: { type: "string", optional: true, nullable: true },
    size: { type: "integer", optional: true, nullable: true },
    content_type: { type: "string", optional: true, nullable: true },
  },
};

const NotifyParams: Model = {
  type: "model",
  fields: {
    from_peer: { type: "string" },
    to_peer: { type: "string" },
    text: { type: "string" },
    attachments: { type: "list", entries: AttachmentRef, optional: true },
    bypass_circle: { type: "boolean", optional: true },
    circle: { type: "string", optional: true, nullable: true },
  },
};

const BroadcastParams: Model = {
  type: "model",
  fields: {
    from_peer: { type: "string" },
    text: { type: "string" },
    exclude: { type: "list", entries: { type: "string" }, optional: true },
    bypass_circle: { type: "boolean", optional: true },
  },
};

const QueryParams: Model = {
  type: "model",
  fields: {
    from_peer: { type: "string", optional: true, nullable: true },
    to_peer: { type: "string" },
    text: { type: "string" },
    timeout: { type: "number", optional: true },
    bypass_circle: { type: "boolean", optional: true },
    circle: { type: "string", optional: true, nullable: true },
  },
};

const PendingDeliveriesParams: Model = {
  type: "model",
  fields: {
    pane_id: { type: "string", optional: true },
    peer_id: { type: "string", optional: true },
    max_results: { type: "integer", optional: true },
  },
};

const TraceParams: Model = {
  type: "model",
  fields: {
    trace_id: { type: "string" },
  },
};

const questionKinds: readonly string[] = ["acknowledge","choice","text"];

const QuestionOption: Model = {
  type: "model",
  fields: {
    id: { type: "string" },
    title: { type: "string" },
    description: { type: "string", optional: true, nullable: true },
  },
};

const questionOutcomes: readonly string[] = ["answered","acknowledged","denied","timed_out","cancelled"];

const DefaultAnswer: Model = {
  type: "model",
  fields: {
    option_id: { type: "string", optional: true, nullable: true },
    text: { type: "string", optional: true, nullable: true },
    outcome: { type: "string", known: questionOutcomes, optional: true },
    message: { type: "string", optional: true, nullable: true },
  },
};

const questionScopes: readonly string[] = ["mesh_ask","tool_permission","user_question"];

const Question: Model = {
  type: "model",
  fields: {
    kind: { type: "string", known: questionKinds },
    prompt: { type: "string", optional: true, nullable: true },
    options: { type: "list", entries: QuestionOption, optional: true },
    blocking: { type: "boolean", optional: true },
    timeout_seconds: { type: "number", optional: true, nullable: true },
    default_answer: { ...DefaultAnswer, optional: true, nullable: true },
    scope: { type: "string", known: questionScopes, optional: true, nullable: true },
    metadata: { type: "map", values: { type: "any" }, optional: true },
  },
};

const replyDeliveries: readonly string[] = ["push","pull"];

const AskParams: Model = {
  type: "model",
  fields: {
    from_peer: { type: "string" },
    to_peer: { type: "string" },
    text: { type: "string" },
    attachments: { type: "list", entries: AttachmentRef, optional: true },
    reply_to: { type: "string", optional: true, nullable: true },
    bypass_circle: { type: "boolean", optional: true },
    circle: { type: "string", optional: true, nullable: true },
    question: { ...Question, optional: true, nullable: true },
    reply_delivery: { type: "string", known: replyDeliveries, optional: true },
  },
};

const AskManyParams: Model = {
  type: "model",
  fields: {
    from_peer: { type: "string" },
    to_peers: { type: "list", entries: { type: "string" } },
    text: { type: "string" },
    circle: { type: "string", optional: true, nullable: true },
    bypass_circle: { type: "boolean", optional: true },
    timeout_seconds: { type: "integer", optional: true },
  },
};

const GetAskManyParams: Model = {
  type: "model",
  fields: {
    parent_id: { type: "string" },
  },
};

const BlockingOption: Model = {
  type: "model",
  fields: {
    id: { type: "string" },
    title: { type: "string" },
  },
};

const AskBlockingParams: Model = {
  type: "model",
  fields: {
    prompt: { type: "string" },
    options: { type: "list", entries: BlockingOption, optional: true },
    scope: { type: "string", known: questionScopes, optional: true, nullable: true },
    metadata: { type: "map", values: { type: "any" }, optional: true, nullable: true },
    timeout_seconds: { type: "number", optional: true, nullable: true },
    correlation_id: { type: "string", optional: true, nullable: true },
    origin: { type: "string", optional: true, nullable: true },
    from_peer: { type: "string", optional: true, nullable: true },
  },
};

const AckParams: Model = {
  type: "model",
  fields: {
    correlation_id: { type: "string" },
    message: { type: "string", optional: true, nullable: true },
    attachments: { type: "list", entries: AttachmentRef, optional: true },
    from_peer: { type: "string", optional: true, nullable: true },
  },
};

const AnswerParams: Model = {
  type: "model",
  fields: {
    correlation_id: { type: "string" },
    option_id: { type: "string", optional: true, nullable: true },
    text: { type: "string", optional: true, nullable: true },
    outcome: { type: "string", known: questionOutcomes, optional: true },
    message: { type: "string", optional: true, nullable: true },
    attachments: { type: "list", entries: AttachmentRef, optional: true },
  },
};

const DeclineParams: Model = {
  type: "model",
  fields: {
    correlation_id: { type: "string" },
    reason: { type: "string" },
    from_peer: { type: "string", optional: true, nullable: true },
  },
};

const PendingAsksParams: Model = {
  type: "model",
  fields: {
    pane_id: { type: "string", optional: true },
    peer_id: { type: "string", optional: true },
    direction: { type: "string", optional: true },
  },
};

const WaitOnAskParams: Model = {
  type: "model",
  fields: {
    correlation_id: { type: "string" },
    peer_id: { type: "string" },
    timeout_seconds: { type: "number", optional: true, nullable: true },
  },
};

const AskHistoryParams: Model = {
  type: "model",
  fields: {
    pane_id: { type: "string", optional: true },
    peer_id: { type: "string", optional: true },
    since: { type: "string", optional: true },
  },
};

const EventsParams: Model = {
  type: "model",
  fields: {
    since: { type: "string", optional: true },
  },
};

const chatRoles: readonly string[] = ["user","assistant"];

const ToolCall: Model = {
  type: "model",
  fields: {
    name: { type: "string" },
    input: { type: "string", optional: true },
  },
};

const IngestChatTurnParams: Model = {
  type: "model",
  fields: {
    peer: { type: "string" },
    role: { type: "string", known: chatRoles },
    text: { type: "string" },
    session_id: { type: "string", optional: true, nullable: true },
    tool_calls: { type: "list", entries: ToolCall, optional: true, nullable: true },
    turn_id: { type: "string", optional: true, nullable: true },
    peer_id: { type: "string", optional: true, nullable: true },
    pane_id: { type: "string", optional: true, nullable: true },
  },
};

const chatDeltaKinds: readonly string[] = ["text","tool_use"];

const IngestChatTurnDeltaParams: Model = {
  type: "model",
  fields: {
    peer: { type: "string" },
    role: { type: "string", known: ["assistant"], optional: true },
    session_id: { type: "string", optional: true, nullable: true },
    turn_id: { type: "string" },
    chunk_index: { type: "integer", limits: [{ least: 0 }] },
    kind: { type: "string", known: chatDeltaKinds, optional: true },
    text: { type: "string", optional: true },
    tool_call: { ...ToolCall, optional: true, nullable: true },
    is_final: { type: "boolean", optional: true },
    peer_id: { type: "string", optional: true, nullable: true },
    pane_id: { type: "string", optional: true, nullable: true },
  },
};

const SpawnParams: Model = {
  type: "model",
  fields: {
    path: { type: "string" },
    backend: { type: "string", known: backends, optional: true, nullable: true },
    profile: { type: "string", optional: true, nullable: true },
    command: { type: "string", optional: true, nullable: true },
    circle: { type: "string", optional: true },
    message: { type: "string", optional: true, nullable: true },
    role: { type: "string", known: peerRoles, optional: true },
    source_pane: { type: "string", optional: true },
  },
  limits: [
    { rule: "excludes", of: ["backend","command"], type: "value_error", msg: "Value error, Pass backend or command, not both" },
    { rule: "hasSome", of: ["backend","command"], type: "value_error", msg: "Value error, Pass backend or command" },
    { rule: "needs", of: ["profile","backend"], type: "value_error", msg: "Value error, Pass backend with profile" },
  ],
};

const KillPeerParams: Model = {
  type: "model",
  fields: {
    peer_identifier: { type: "string" },
    circle: { type: "string", optional: true, nullable: true },
    from_peer: { type: "string", optional: true, nullable: true },
  },
};

const RestartPeerParams: Model = {
  type: "model",
  fields: {
    name: { type: "string" },
    circle: { type: "string", optional: true, nullable: true },
    from_peer: { type: "string", optional: true, nullable: true },
    dry_run: { type: "boolean", optional: true },
    message: { type: "string", optional: true, nullable: true },
  },
};

const RehookPeerParams: Model = {
  type: "model",
  fields: {
    name: { type: "string" },
    circle: { type: "string", optional: true, nullable: true },
    from_peer: { type: "string", optional: true, nullable: true },
    apply: { type: "boolean", optional: true },
  },
};

const SwitchBackendParams: Model = {
  type: "model",
  fields: {
    name: { type: "string" },
    circle: { type: "string", optional: true },
    new_backend: { type: "string", known: backends },
  },
};

const ForkBackendParams: Model = {
  type: "model",
  fields: {
    name: { type: "string" },
    circle: { type: "string", optional: true },
    new_backend: { type: "string", known: backends },
  },
};

const NotifySessionParams: Model = {
  type: "model",
  fields: {
    repowire_session_id: { type: "string" },
    from_peer: { type: "string", optional: true },
    text: { type: "string" },
    attachments: { type: "list", entries: AttachmentRef, optional: true },
    bypass_circle: { type: "boolean", optional: true },
  },
};

const ResumeSessionParams: Model = {
  type: "model",
  fields: {
    repowire_session_id: { type: "string" },
    from_peer: { type: "string", optional: true },
    dry_run: { type: "boolean", optional: true },
    profile: { type: "string", optional: true, nullable: true },
    message: { type: "string", optional: true, nullable: true },
  },
};

const TimelineParams: Model = {
  type: "model",
  fields: {
    name: { type: "string" },
    session_id: { type: "string", optional: true },
    circle: { type: "string", optional: true },
    limit: { type: "integer", limits: [{ least: 1 }, { most: 500 }], optional: true },
  },
};

const SearchTimelineParams: Model = {
  type: "model",
  fields: {
    name: { type: "string" },
    session_id: { type: "string", optional: true },
    circle: { type: "string", optional: true },
    q: { type: "string", limits: [{ minLength: 1 }, { maxLength: 200 }] },
    limit: { type: "integer", limits: [{ least: 1 }, { most: 100 }], optional: true },
  },
};

const TranscriptParams: Model = {
  type: "model",
  fields: {
    name: { type: "string" },
    session_id: { type: "string", optional: true },
    circle: { type: "string", optional: true },
    limit: { type: "integer", limits: [{ least: 1 }, { most: 500 }], optional: true },
    before: { type: "string", optional: true },
  },
};

const UploadAttachmentParams: Model = {
  type: "model",
  fields: {
    file: { type: "any" },
    filename: { type: "string", optional: true },
  },
};

const DownloadAttachmentParams: Model = {
  type: "model",
  fields: {
    attachment_id: { type: "string" },
  },
};

const CreateJobParams: Model = {
  type: "model",
  fields: {
    title: { type: "string", optional: true },
    kind: { type: "string", optional: true },
    created_by_peer_id: { type: "string", optional: true, nullable: true },
    owner_peer_id: { type: "string", optional: true, nullable: true },
    assigned_peer_id: { type: "string", optional: true, nullable: true },
    repowire_session_id: { type: "string", optional: true, nullable: true },
    correlation_id: { type: "string", optional: true, nullable: true },
    circle: { type: "string", optional: true, nullable: true },
    source_kind: { type: "string", optional: true, nullable: true },
    source_id: { type: "string", optional: true, nullable: true },
    scope: { type: "string", optional: true, nullable: true },
    visibility: { type: "string", optional: true },
    request: { type: "map", values: { type: "any" }, optional: true },
    deadline_at: { type: "string", optional: true, nullable: true },
    expires_at: { type: "string", optional: true, nullable: true },
    provenance: { type: "map", values: { type: "any" }, optional: true },
    prompt: { type: "string", optional: true, nullable: true },
    prompt_file: { type: "string", optional: true, nullable: true },
    path: { type: "string", optional: true, nullable: true },
    backend: { type: "string", known: backends, optional: true, nullable: true },
    profile: { type: "string", optional: true, nullable: true },
    due_at: { type: "string", optional: true, nullable: true },
    cron: { type: "string", optional: true, nullable: true },
    result_surface: { type: "string", optional: true, nullable: true },
    process_scope: { type: "string", optional: true, nullable: true },
    continuity: { type: "string", optional: true, nullable: true },
  },
};

const ListJobsParams: Model = {
  type: "model",
  fields: {
    state: { type: "string", optional: true },
    owner_peer_id: { type: "string", optional: true },
    created_by_peer_id: { type: "string", optional: true },
    repowire_session_id: { type: "string", optional: true },
    circle: { type: "string", optional: true },
    view: { type: "string", optional: true },
  },
};

const JobIdParams: Model = {
  type: "model",
  fields: {
    work_id: { type: "string" },
  },
};

const UpdateJobParams: Model = {
  type: "model",
  fields: {
    work_id: { type: "string" },
    state: { type: "string" },
    attempt_id: { type: "string", optional: true, nullable: true },
    state_reason: { type: "string", optional: true, nullable: true },
    phase: { type: "string", optional: true, nullable: true },
    progress: { type: "map", values: { type: "any" }, optional: true, nullable: true },
    progress_note: { type: "string", optional: true, nullable: true },
    result_summary: { type: "string", optional: true, nullable: true },
    result_data: { type: "map", values: { type: "any" }, optional: true, nullable: true },
    error: { type: "map", values: { type: "any" }, optional: true, nullable: true },
    artifacts: { type: "list", entries: { type: "any" }, optional: true, nullable: true },
    provenance: { type: "map", values: { type: "any" }, optional: true, nullable: true },
  },
};

const RunJobParams: Model = {
  type: "model",
  fields: {
    work_id: { type: "string" },
    requested_by_peer_id: { type: "string", optional: true, nullable: true },
  },
};

const CancelJobParams: Model = {
  type: "model",
  fields: {
    work_id: { type: "string" },
    requested_by_peer_id: { type: "string", optional: true, nullable: true },
    reason: { type: "string", optional: true },
  },
};

const CreateScheduleParams: Model = {
  type: "model",
  fields: {
    from_peer: { type: "string" },
    to_peer: { type: "string" },
    text: { type: "string" },
    fire_at: { type: "string", optional: true, nullable: true },
    cron: { type: "string", optional: true, nullable: true },
    kind: { type: "string", optional: true },
    circle: { type: "string", optional: true, nullable: true },
  },
};

const ListSchedulesParams: Model = {
  type: "model",
  fields: {
    from_peer: { type: "string", optional: true },
  },
};

const DeleteScheduleParams: Model = {
  type: "model",
  fields: {
    schedule_id: { type: "string" },
  },
};

/** The parameters of each endpoint, in the order in which the daemon looks for a route. */
export const parameters: Readonly<Record<EndpointName, Model>> = {
  health: NoParams,
  listPeers: ListPeersParams,
  getPeer: GetPeerParams,
  getPeerByPane: GetPeerByPaneParams,
  registerPeer: RegisterPeerParams,
  unregisterPeer: UnregisterPeerParams,
  validateIdentity: ValidateIdentityParams,
  doctorPeer: GetPeerParams,
  markPeerOffline: MarkPeerOfflineParams,
  setDescription: SetDescriptionParams,
  touchPeer: TouchPeerParams,
  setCircle: SetCircleParams,
  setProvenance: SetProvenanceParams,
  claimRole: ClaimRoleParams,
  updateSession: UpdateSessionParams,
  orchestratorStatus: OrchestratorStatusParams,
  notify: NotifyParams,
  broadcast: BroadcastParams,
  query: QueryParams,
  pendingDeliveries: PendingDeliveriesParams,
  trace: TraceParams,
  ask: AskParams,
  askMany: AskManyParams,
  getAskMany: GetAskManyParams,
  askBlocking: AskBlockingParams,
  ack: AckParams,
  answer: AnswerParams,
  decline: DeclineParams,
  pendingAsks: PendingAsksParams,
  waitOnAsk: WaitOnAskParams,
  askHistory: AskHistoryParams,
  events: EventsParams,
  eventStream: NoParams,
  ingestChatTurn: IngestChatTurnParams,
  ingestChatTurnDelta: IngestChatTurnDeltaParams,
  spawnConfig: NoParams,
  spawn: SpawnParams,
  killPeer: KillPeerParams,
  restartPeer: RestartPeerParams,
  rehookPeer: RehookPeerParams,
  switchBackend: SwitchBackendParams,
  forkBackend: ForkBackendParams,
  notifySession: NotifySessionParams,
  resumeSession: ResumeSessionParams,
  timeline: TimelineParams,
  searchTimeline: SearchTimelineParams,
  transcript: TranscriptParams,
  uploadAttachment: UploadAttachmentParams,
  downloadAttachment: DownloadAttachmentParams,
  createJob: CreateJobParams,
  listJobs: ListJobsParams,
  getJob: JobIdParams,
  updateJob: UpdateJobParams,
  runJob: RunJobParams,
  retryJob: RunJobParams,
  jobResult: JobIdParams,
  cancelJob: CancelJobParams,
  createSchedule: CreateScheduleParams,
  listSchedules: ListSchedulesParams,
  deleteSchedule: DeleteScheduleParams,
};
