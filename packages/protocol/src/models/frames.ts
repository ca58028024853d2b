import type * as models from "../generated/models.ts";
import {
  type ObjectSchema,
  closed,
  int,
  intFrom,
  list,
  namedOnSocket,
  nullish,
  nullishFreeForm,
  nullishFreeForms,
  nullishString,
  oneOf,
  only,
  open,
  optional,
  optionalBoolean,
  optionalFreeForm,
  optionalString,
  string,
  tolerant,
} from "../schema.ts";
import {
  peerRoles,
  turnStates,
  circleSources,
  socketBackends,
  receiptStatuses,
  peerReports,
} from "../words.ts";

/** The daemon accepted the peer. */
export const ConnectedFrameSchema: ObjectSchema<models.ConnectedFrame> = tolerant({
  type: only("connected"),
  /** The peer id; it may be another than the one that was claimed. */
  session_id: string,
  /** The name that the daemon chose. */
  display_name: string,
});

/** The daemon refused the peer, or could not read a frame. */
export const ErrorFrameSchema: ObjectSchema<models.ErrorFrame> = tolerant({
  type: only("error"),
  error: string,
  /** As `"peer_retired"`, since 0.15.3. */
  code: nullishString,
});

/** The peer is asked. */
export const AskFrameSchema: ObjectSchema<models.AskFrame> = tolerant({
  type: only("ask"),
  /** For the receipt. */
  delivery_id: nullishString,
  correlation_id: string,
  /** A display name. */
  from_peer: string,
  /** A display name. */
  to_peer: nullishString,
  /** The text, and a line that tells an agent how to answer. */
  text: string,
  reply_to: nullishString,
  attachments: nullishFreeForms,
  question: nullishFreeForm,
});

/** A notification, or the reply to an ask of the peer. */
export const NotifyFrameSchema: ObjectSchema<models.NotifyFrame> = tolerant({
  type: only("notify"),
  /** For the receipt; `qd-…` of a message that waited. */
  delivery_id: nullishString,
  /** A display name. */
  from_peer: string,
  /** A display name. */
  to_peer: nullishString,
  /** A reply is framed, as `[ack #<correlation id> from @<name>] …`. */
  text: string,
  attachments: nullishFreeForms,
});

/** A broadcast; it has no receipt. */
export const BroadcastFrameSchema: ObjectSchema<models.BroadcastFrame> = tolerant({
  type: only("broadcast"),
  /** As it was sent. */
  from_peer: string,
  text: string,
});

/** The peer is queried. Only up to 0.15.1; later daemons send an ask instead. */
export const QueryFrameSchema: ObjectSchema<models.QueryFrame> = tolerant({
  type: only("query"),
  correlation_id: string,
  from_peer: string,
  /** The text, between words to the agent. */
  text: string,
});

/** The daemon wants a `pong`. */
export const PingFrameSchema: ObjectSchema<models.PingFrame> = tolerant({ type: only("ping") });

/** The schema of each frame that the daemon sends. */
export const daemonFrameSchemas = {
  connected: ConnectedFrameSchema,
  error: ErrorFrameSchema,
  ask: AskFrameSchema,
  notify: NotifyFrameSchema,
  broadcast: BroadcastFrameSchema,
  query: QueryFrameSchema,
  ping: PingFrameSchema,
};

/** The first frame of a socket. */
export const ConnectFrameSchema: ObjectSchema<models.ConnectFrame> = closed({
  type: only("connect"),
  /** Checked by the daemon, and then not used: `display_name` of `connected` is the name. */
  display_name: namedOnSocket,
  /** Default: `"default"`, which takes over the peer of the same folder from any other circle. */
  circle: optional(namedOnSocket),
  circle_source: nullish(open(circleSources)),
  /** Default: `"claude-code"`. */
  backend: optional(open(socketBackends)),
  /** Absolute and normalised, as at registration; not the root. */
  path: optionalString,
  /** Claims an identity of before: send what registration or `connected` said. */
  peer_id: optionalString,
  /** Default: `"agent"`; without effect when an identity is claimed. */
  role: optional(oneOf(peerRoles)),
  tmux_session: optionalString,
  /** A tmux pane; such a peer is pinged. */
  pane_id: optionalString,
  hook_version: optional(int),
  /** `"delivery_receipts"` tells that the peer sends `delivery_ack`. */
  capabilities: optional(list(string)),
  /** Needed when the daemon has a token; a header does not count. */
  auth_token: optionalString,
  /** Since 0.15.2. */
  model: optionalString,
  /** Since 0.15.2. */
  model_details: optionalFreeForm,
  /** Since 0.15.3: a living process brings back a retired id. */
  agent_pid: optional(intFrom(1)),
});

/** The receipt for an ask or a notification, within 0.75 seconds. */
export const DeliveryAckFrameSchema: ObjectSchema<models.DeliveryAckFrame> = tolerant({
  type: only("delivery_ack"),
  delivery_id: string,
  /**
   * `"injected"` is good, `"failed"` and `"rejected"` are bad, another says only that it came; to Go,
   * `"accepted"` is good as well.
   */
  status: open(receiptStatuses),
  detail: nullishString,
});

/** What a peer is doing. */
export const StatusFrameSchema: ObjectSchema<models.StatusFrame> = closed({
  type: only("status"),
  status: oneOf(peerReports),
  turn_state: optional(oneOf(turnStates)),
});

/** The answer to `ping`. */
export const PongFrameSchema: ObjectSchema<models.PongFrame> = closed({
  type: only("pong"),
  /** Leave it out unless it is known: false sets the peer offline. */
  pane_alive: optionalBoolean,
  circle: optionalString,
});

/** The answer to `query`, up to 0.15.1. */
export const ResponseFrameSchema: ObjectSchema<models.ResponseFrame> = closed({
  type: only("response"),
  correlation_id: string,
  text: string,
});

/** Why a `query` has no answer, up to 0.15.1. */
export const QueryErrorFrameSchema: ObjectSchema<models.QueryErrorFrame> = closed({
  type: only("error"),
  correlation_id: string,
  error: string,
});

/** Moves the peer to another circle; unknown to Go. */
export const SetCircleFrameSchema: ObjectSchema<models.SetCircleFrame> = closed({
  type: only("set_circle"),
  /** The daemon ignores a bad one without a word. */
  circle: namedOnSocket,
});

/** Renames the peer. */
export const UpdateDisplayNameFrameSchema: ObjectSchema<models.UpdateDisplayNameFrame> = closed({
  type: only("update_display_name"),
  /** The daemon ignores a bad one, and one in use, without a word. */
  display_name: namedOnSocket,
});

/** The schema of each frame that a peer sends. */
export const peerFrameSchemas = {
  connect: ConnectFrameSchema,
  delivery_ack: DeliveryAckFrameSchema,
  status: StatusFrameSchema,
  pong: PongFrameSchema,
  response: ResponseFrameSchema,
  error: QueryErrorFrameSchema,
  set_circle: SetCircleFrameSchema,
  update_display_name: UpdateDisplayNameFrameSchema,
};
