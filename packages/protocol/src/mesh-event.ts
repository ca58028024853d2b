import * as z from "zod/mini";

import {
  AcpPermissionDecisionEventSchema,
  AcpPermissionRequestEventSchema,
  AckEventSchema,
  AskEventSchema,
  BroadcastEventSchema,
  ChatTurnDeltaEventSchema,
  ChatTurnEventSchema,
  JobStateChangedEventSchema,
  NotificationEventSchema,
  PeerContradictionEventSchema,
  PeerOfflineEventSchema,
  PeerReapedEventSchema,
  PendingReplyLostEventSchema,
  QueryEventSchema,
  type RawEvent,
  RawEventSchema,
  ResponseEventSchema,
  RoleClaimedEventSchema,
} from "./events.ts";
import { isTagged } from "./tagged.ts";

/** The schema of each known type of event. */
export const eventSchemas = {
  ask: AskEventSchema,
  notification: NotificationEventSchema,
  ack: AckEventSchema,
  broadcast: BroadcastEventSchema,
  query: QueryEventSchema,
  response: ResponseEventSchema,
  chat_turn: ChatTurnEventSchema,
  chat_turn_delta: ChatTurnDeltaEventSchema,
  role_claimed: RoleClaimedEventSchema,
  peer_contradiction: PeerContradictionEventSchema,
  peer_reaped: PeerReapedEventSchema,
  peer_offline: PeerOfflineEventSchema,
  job_state_changed: JobStateChangedEventSchema,
  pending_reply_lost: PendingReplyLostEventSchema,
  acp_permission_request: AcpPermissionRequestEventSchema,
  acp_permission_decision: AcpPermissionDecisionEventSchema,
};

/** A type of event known to this release. */
export type KnownEventType = keyof typeof eventSchemas;

/** An event of a known type, as the daemon sent it. */
export type KnownEvent = z.infer<(typeof eventSchemas)[KnownEventType]>;

/** An event of a type, or in a form, that this release does not know. */
export interface UnknownEvent {
  readonly type: "unknown";
  readonly id: string;
  /** ISO 8601. */
  readonly timestamp: string;
  /** The event as the daemon sent it. */
  readonly raw: RawEvent;
}

/**
 * Something that happened in the mesh. `switch (event.type)` tells which, and its last member,
 * `"unknown"`, is what a daemon newer than this release says.
 */
export type MeshEvent = KnownEvent | UnknownEvent;

/** Tells whether a text is a type of event known to this release. */
export function isKnownEventType(type: unknown): type is KnownEventType {
  return typeof type === "string" && Object.hasOwn(eventSchemas, type);
}

/**
 * Says what an event of the daemon is. A known event comes back as it is, not copied; any other
 * is kept whole in {@link UnknownEvent.raw}.
 *
 * @example
 * ```ts
 * const event = classifyEvent(raw);
 * switch (event.type) {
 *   case "ask":
 *     console.log(event.from, event.text);
 *     break;
 *   case "unknown":
 *     console.log("a newer daemon says", event.raw.type);
 * }
 * ```
 */
export function classifyEvent(raw: RawEvent): MeshEvent {
  if (isTagged(eventSchemas, raw)) return raw;
  return { type: "unknown", id: raw.id, timestamp: raw.timestamp, raw };
}

/** Tells whether a value, as of a stream's line, has what every event has. */
export function isRawEvent(value: unknown): value is RawEvent {
  return z.validate(RawEventSchema, value);
}
