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
  /** The peer id. It may differ from the id that was claimed. */
  session_id: string,
  /** The name that the daemon chose. */
  display_name: string,
});

/** The daemon refused the peer, or could not read a frame. */
export const ErrorFrameSchema: ObjectSchema<models.ErrorFrame> = tolerant({
  type: only("error"),
  error: string,
  /** Such as `"peer_retired"`. Since 0.15.3. */
  code: nullishString,
});

/** An ask to the peer. */
export const AskFrameSchema: ObjectSchema<models.AskFrame> = tolerant({
  type: only("ask"),
  /** Repeat it in the receipt. */
  delivery_id: nullishString,
  correlation_id: string,
  /** A display name. */
  from_peer: string,
  /** A display name. */
  to_peer: nullishString,
  /** The text, followed by a line that tells an agent how to answer. */
  text: string,
  reply_to: nullishString,
  attachments: nullishFreeForms,
  question: nullishFreeForm,
});

/** A notification, or the reply to an ask of the peer. */
export const NotifyFrameSchema: ObjectSchema<models.NotifyFrame> = tolerant({
  type: only("notify"),
  /** Repeat it in the receipt. It is `qd-…` for a message that was queued. */
  delivery_id: nullishString,
  /** A display name. */
  from_peer: string,
  /** A display name. */
  to_peer: nullishString,
  /** The text. A reply has the frame `[ack #<correlation id> from @<name>] …`. */
  text: string,
  attachments: nullishFreeForms,
});

/** A broadcast. It needs no receipt. */
export const BroadcastFrameSchema: ObjectSchema<models.BroadcastFrame> = tolerant({
  type: only("broadcast"),
  /** The sender, as the call named it. */
  from_peer: string,
  text: string,
});

/** A query to the peer. Only up to 0.15.1; later daemons send an ask instead. */
export const QueryFrameSchema: ObjectSchema<models.QueryFrame> = tolerant({
  type: only("query"),
  correlation_id: string,
  from_peer: string,
  /** The text, with instructions for the agent around it. */
  text: string,
});

/** The daemon expects a `pong`. */
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
  /** The daemon checks it and then ignores it. `display_name` of `connected` is the name. */
  display_name: namedOnSocket,
  /**
   * Default: `"default"`. With the default, the peer takes over the peer of the same folder in any other
   * circle.
   */
  circle: optional(namedOnSocket),
  circle_source: nullish(open(circleSources)),
  /** Default: `"claude-code"`. */
  backend: optional(open(socketBackends)),
  /** Absolute and normalised, as in the registration. It must not be the root. */
  path: optionalString,
  /** Claims an earlier identity. Send the id from the registration or from `connected`. */
  peer_id: optionalString,
  /** Default: `"agent"`. Ignored if an identity is claimed. */
  role: optional(oneOf(peerRoles)),
  tmux_session: optionalString,
  /** A tmux pane. The daemon pings a peer that has one. */
  pane_id: optionalString,
  hook_version: optional(int),
  /** `"delivery_receipts"` means that the peer sends `delivery_ack`. */
  capabilities: optional(list(string)),
  /** Required if the daemon has a token. The daemon ignores a header here. */
  auth_token: optionalString,
  /** Since 0.15.2. */
  model: optionalString,
  /** Since 0.15.2. */
  model_details: optionalFreeForm,
  /** Since 0.15.3: if the process is alive, a retired id can be used again. */
  agent_pid: optional(intFrom(1)),
});

/** The receipt for an ask or a notification. Send it within 0.75 seconds. */
export const DeliveryAckFrameSchema: ObjectSchema<models.DeliveryAckFrame> = tolerant({
  type: only("delivery_ack"),
  delivery_id: string,
  /**
   * `"injected"` means success, `"failed"` and `"rejected"` mean failure, and any other value only means
   * that the frame arrived. For Go, `"accepted"` means success too.
   */
  status: open(receiptStatuses),
  detail: nullishString,
});

/** The status of a peer. */
export const StatusFrameSchema: ObjectSchema<models.StatusFrame> = closed({
  type: only("status"),
  status: oneOf(peerReports),
  turn_state: optional(oneOf(turnStates)),
});

/** The answer to `ping`. */
export const PongFrameSchema: ObjectSchema<models.PongFrame> = closed({
  type: only("pong"),
  /** Leave it out if you do not know it: `false` sets the peer offline. */
  pane_alive: optionalBoolean,
  circle: optionalString,
});

/** The answer to `query`, up to 0.15.1. */
export const ResponseFrameSchema: ObjectSchema<models.ResponseFrame> = closed({
  type: only("response"),
  correlation_id: string,
  text: string,
});

/** The reason why a `query` has no answer, up to 0.15.1. */
export const QueryErrorFrameSchema: ObjectSchema<models.QueryErrorFrame> = closed({
  type: only("error"),
  correlation_id: string,
  error: string,
});

/** Moves the peer to another circle. Go does not know it. */
export const SetCircleFrameSchema: ObjectSchema<models.SetCircleFrame> = closed({
  type: only("set_circle"),
  /** The daemon silently ignores an invalid circle. */
  circle: namedOnSocket,
});

/** Renames the peer. */
export const UpdateDisplayNameFrameSchema: ObjectSchema<models.UpdateDisplayNameFrame> = closed({
  type: only("update_display_name"),
  /** The daemon silently ignores an invalid name, and a name in use. */
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
