import { eventSchemas, isKnownEventType } from "@repowire/protocol";

import { checkSignal, ownOptions } from "../settings.ts";
import type { EventStreamOptions, EventType } from "./event-stream.ts";

/** What the options of an event stream come to once they are checked. */
export interface EventStreamSettings {
  readonly since: string | undefined;
  readonly types: ReadonlySet<string> | undefined;
  readonly signal: AbortSignal | undefined;
  readonly maxWaiting: number;
  readonly maxWaitingCharacters: number;
  readonly attempts: number;
}

const streamOptions = new Set([
  "since",
  "types",
  "signal",
  "maxWaiting",
  "maxWaitingCharacters",
  "attempts",
]);

/** Checks the options of an event stream. */
export function eventStreamSettingsOf<Type extends EventType>(
  given: EventStreamOptions<Type>,
): EventStreamSettings {
  const options = ownOptions("eventStream", given, streamOptions) as EventStreamOptions<Type>;
  return {
    since: checkSince(options.since),
    types: checkTypes(options.types),
    signal: checkSignal("eventStream", options.signal),
    maxWaiting: checkCount("maxWaiting", options.maxWaiting ?? 10_000),
    maxWaitingCharacters: checkCount(
      "maxWaitingCharacters",
      options.maxWaitingCharacters ?? 32 * 1024 * 1024,
    ),
    attempts: checkCount("attempts", options.attempts ?? Infinity),
  };
}

function checkSince(since: unknown): string | undefined {
  if (since === undefined) return undefined;
  if (typeof since !== "string" || since === "") {
    throw new TypeError("eventStream: since must be the id of an event, or left out");
  }
  return since;
}

function checkTypes(types: unknown): ReadonlySet<string> | undefined {
  if (types === undefined) return undefined;
  if (!Array.isArray(types) || !types.every(isEventType)) {
    const names = [...Object.keys(eventSchemas), "unknown"].join(", ");
    throw new TypeError(`eventStream: types must be an array of ${names}`);
  }
  return new Set(types);
}

function isEventType(type: unknown): type is EventType {
  return type === "unknown" || isKnownEventType(type);
}

function checkCount(name: string, count: unknown): number {
  if (count !== Infinity && !(Number.isSafeInteger(count) && (count as number) > 0)) {
    throw new TypeError(`eventStream: ${name} must be a whole number above 0, or Infinity`);
  }
  return count as number;
}
