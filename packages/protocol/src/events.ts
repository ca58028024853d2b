// Events and frames: what the daemon and its peers say by themselves. Works without zod.
import { daemonFrameGuards, eventGuards, peerFrameGuards } from "./generated/event-guards.ts";
import type {
  DaemonFrame,
  EventFields,
  KnownEvent,
  PeerFrame,
  RawEvent,
} from "./generated/models.ts";
import type { Guard } from "./checks.ts";

export * from "./generated/event-guards.ts";
export { isKnownEventType, isRawEvent, knownEventTypes } from "./generated/guards.ts";

/** An event of a type that this release does not know. */
export interface UnknownEvent extends EventFields<"unknown"> {
  /** The event as the daemon sent it; `raw.type` is its type. */
  readonly raw: RawEvent;
}

/** An event of a known type that lacks required fields. */
export interface MalformedEvent extends EventFields<"malformed"> {
  /** The event as the daemon sent it; `raw.type` is the type that it claims. */
  readonly raw: RawEvent;
}

/**
 * Something that happened in the mesh. Use `switch (event.type)` to tell events apart. `"unknown"` is an
 * event of a newer daemon. `"malformed"` is an event of a known type that lacks something.
 */
export type MeshEvent = KnownEvent | UnknownEvent | MalformedEvent;

/**
 * Classifies an event of the daemon. An event of a known type is returned unchanged, not copied. Any
 * other event is returned complete in {@link UnknownEvent.raw} or {@link MalformedEvent.raw}.
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
 *     break;
 *   case "malformed":
 *     console.log("not what this type of event should be:", event.raw);
 * }
 * ```
 */
export function classifyEvent(raw: RawEvent): MeshEvent {
  const { type, id, timestamp } = raw;
  if (!isTypeOf(eventGuards, type)) return { type: "unknown", id, timestamp, raw };
  const guard: Guard<KnownEvent> = eventGuards[type];
  const event: unknown = raw;
  return guard(event) ? event : { type: "malformed", id, timestamp, raw };
}

/**
 * Returns whether a value is a frame of the daemon that this release knows. A peer ignores any other
 * frame, because a newer daemon may send more.
 */
export function isDaemonFrame(value: unknown): value is DaemonFrame {
  return isTagged(daemonFrameGuards, value);
}

/** Returns whether a value is a frame that a peer may send. */
export function isPeerFrame(value: unknown): value is PeerFrame {
  return isTagged(peerFrameGuards, value);
}

function isTagged(guards: Readonly<Record<string, Guard<unknown>>>, value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const { type } = value as { type?: unknown };
  return isTypeOf(guards, type) && guards[type]?.(value) === true;
}

function isTypeOf<Type extends string>(
  guards: Readonly<Record<Type, unknown>>,
  type: unknown,
): type is Type {
  return typeof type === "string" && Object.hasOwn(guards, type);
}
