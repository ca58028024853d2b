import { eventSchemas } from "@repowire/protocol";

import { type Rules, abortSignal, byDefault, checkOptions, count, rule } from "../option-rules.ts";
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

const eventTypes = [...Object.keys(eventSchemas), "unknown"];

const types = rule<readonly EventType[]>(
  `an array of ${eventTypes.join(", ")}`,
  (value) => Array.isArray(value) && value.every((type) => eventTypes.includes(type as string)),
);

const streamOptions = {
  since: rule<string>(
    "the id of an event, or left out",
    (value) => typeof value === "string" && value !== "",
  ),
  types,
  signal: abortSignal,
  maxWaiting: byDefault(count, 10_000),
  maxWaitingCharacters: byDefault(count, 32 * 1024 * 1024),
  attempts: byDefault(count, Infinity),
} satisfies Rules<EventStreamOptions>;

/** Checks the options of an event stream. */
export function eventStreamSettingsOf<Type extends EventType>(
  given: EventStreamOptions<Type>,
): EventStreamSettings {
  const { types: wanted, ...settings } = checkOptions("eventStream", streamOptions, given);
  return { ...settings, types: wanted && new Set<string>(wanted) };
}
