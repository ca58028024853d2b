import * as s from "../schema.ts";
import * as words from "../words.ts";

/** The daemon accepted the peer. */
export const ConnectedFrame = s.tolerant({
  type: s.only("connected"),
  /** The peer id. It may differ from the id that was claimed. */
  session_id: s.string,
  /** The name that the daemon chose. */
  display_name: s.string,
});

/** The daemon refused the peer, or could not read a frame. */
export const ErrorFrame = s.tolerant({
  type: s.only("error"),
  error: s.string,
  /** Such as `"peer_retired"`. Since 0.15.3. */
  code: s.nullishString,
});

/** An ask to the peer. */
export const AskFrame = s.tolerant({
  type: s.only("ask"),
  /** Repeat it in the receipt. */
  delivery_id: s.nullishString,
  correlation_id: s.string,
  from_peer: s.string,
  to_peer: s.nullishString,
  /** The text, followed by a line that tells an agent how to answer. */
  text: s.string,
  reply_to: s.nullishString,
  attachments: s.nullishFreeForms,
  question: s.nullishFreeForm,
});

/** A notification, or the reply to an ask of the peer. */
export const NotifyFrame = s.tolerant({
  type: s.only("notify"),
  /** Repeat it in the receipt. It is `qd-…` for a message that was queued. */
  delivery_id: s.nullishString,
  from_peer: s.string,
  to_peer: s.nullishString,
  /** The text. A reply has the frame `[ack #<correlation id> from @<name>] …`. */
  text: s.string,
  attachments: s.nullishFreeForms,
});

/** A broadcast. It needs no receipt. */
export const BroadcastFrame = s.tolerant({
  type: s.only("broadcast"),
  /** The sender, as the call named it. */
  from_peer: s.string,
  text: s.string,
});

/** A query to the peer. Only up to 0.15.1; later daemons send an ask instead. */
export const QueryFrame = s.tolerant({
  type: s.only("query"),
  correlation_id: s.string,
  from_peer: s.string,
  /** The text, with instructions for the agent around it. */
  text: s.string,
});

/** The daemon expects a `pong`. */
export const PingFrame = s.tolerant({ type: s.only("ping") });

/** The schema of each frame that the daemon sends. */
export const daemonFrameSchemas = {
  connected: ConnectedFrame,
  error: ErrorFrame,
  ask: AskFrame,
  notify: NotifyFrame,
  broadcast: BroadcastFrame,
  query: QueryFrame,
  ping: PingFrame,
};

/** The first frame of a socket. */
export const ConnectFrame = s.closed({
  type: s.only("connect"),
  /** The daemon checks it and then ignores it. `display_name` of `connected` is the name. */
  display_name: s.namedOnSocket,
  /**
   * Default: `"default"`. With the default, the peer takes over the peer of the same folder in any other
   * circle.
   */
  circle: s.optional(s.namedOnSocket),
  circle_source: s.nullish(s.open("circleSources")),
  /** Default: `"claude-code"`. */
  backend: s.optional(s.open("socketBackends")),
  /** Absolute and normalised, as in the registration. It must not be the root. */
  path: s.optionalString,
  /** Claims an earlier identity. Send the id from the registration or from `connected`. */
  peer_id: s.optionalString,
  /** Default: `"agent"`. Ignored if an identity is claimed. */
  role: s.optional(s.oneOf(words.peerRoles)),
  tmux_session: s.optionalString,
  /** A tmux pane. The daemon pings a peer that has one. */
  pane_id: s.optionalString,
  hook_version: s.optional(s.int),
  /** `"delivery_receipts"` means that the peer sends `delivery_ack`. */
  capabilities: s.optional(s.list(s.string)),
  /** Required if the daemon has a token. The daemon ignores a header here. */
  auth_token: s.optionalString,
  /** Since 0.15.2. */
  model: s.optionalString,
  /** Since 0.15.2. */
  model_details: s.optionalFreeForm,
  /** Since 0.15.3: if the process is alive, a retired id can be used again. */
  agent_pid: s.optional(s.intFrom(1)),
});

/** The receipt for an ask or a notification. Send it within 0.75 seconds. */
export const DeliveryAckFrame = s.tolerant({
  type: s.only("delivery_ack"),
  delivery_id: s.string,
  /**
   * `"injected"` means success, `"failed"` and `"rejected"` mean failure, and any other value only means
   * that the frame arrived. For Go, `"accepted"` means success too.
   */
  status: s.open("receiptStatuses"),
  detail: s.nullishString,
});

/** The status of a peer. */
export const StatusFrame = s.closed({
  type: s.only("status"),
  status: s.oneOf(words.peerReports),
  turn_state: s.optional(s.oneOf(words.turnStates)),
});

/** The answer to `ping`. */
export const PongFrame = s.closed({
  type: s.only("pong"),
  /** Leave it out if you do not know it: `false` sets the peer offline. */
  pane_alive: s.optionalBoolean,
  circle: s.optionalString,
});

/** The answer to `query`, up to 0.15.1. */
export const ResponseFrame = s.closed({
  type: s.only("response"),
  correlation_id: s.string,
  text: s.string,
});

/** The reason why a `query` has no answer, up to 0.15.1. */
export const QueryErrorFrame = s.closed({
  type: s.only("error"),
  correlation_id: s.string,
  error: s.string,
});

/** Moves the peer to another circle. Go does not know it. */
export const SetCircleFrame = s.closed({
  type: s.only("set_circle"),
  /** The daemon silently ignores an invalid circle. */
  circle: s.namedOnSocket,
});

/** Renames the peer. */
export const UpdateDisplayNameFrame = s.closed({
  type: s.only("update_display_name"),
  /** The daemon silently ignores an invalid name, and a name in use. */
  display_name: s.namedOnSocket,
});

/** The schema of each frame that a peer sends. */
export const peerFrameSchemas = {
  connect: ConnectFrame,
  delivery_ack: DeliveryAckFrame,
  status: StatusFrame,
  pong: PongFrame,
  response: ResponseFrame,
  error: QueryErrorFrame,
  set_circle: SetCircleFrame,
  update_display_name: UpdateDisplayNameFrame,
};
