import {
  type KnownEvent,
  type MeshEvent,
  type RawEvent,
  eventSchemas,
  isKnownEventType,
} from "@repowire/protocol";
import { validator } from "@repowire/protocol/validate";

/** The protocol's `classifyEvent` and `isRawEvent` for many events: with compiled schemas. */
export function eventOf(raw: RawEvent): MeshEvent {
  const { type, id, timestamp } = raw;
  if (isKnownEventType(type) && validator(eventSchemas[type])(raw)) {
    return raw as unknown as KnownEvent;
  }
  return { type: "unknown", id, timestamp, raw };
}

/** Tells whether a value has what every event has. */
export function isRawEvent(value: unknown): value is RawEvent {
  if (typeof value !== "object" || value === null) return false;
  const { id, type, timestamp } = value as Partial<RawEvent>;
  return typeof id === "string" && typeof type === "string" && typeof timestamp === "string";
}
