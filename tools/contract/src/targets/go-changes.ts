import { isJsonObject, type Json, type JsonObject } from "../stage/json.ts";

/**
 * What today's upstream of the Go daemon adds to the answers of the recorded commit. It is known from
 * reading the source, not from a running daemon. The fake follows today's upstream.
 */
interface Change {
  /** The objects that got new keys, or are others today. */
  readonly of: (value: JsonObject) => boolean;
  /** `"all"` if the whole object has changed, `"added"` if upstream added it to a list. */
  readonly keys: readonly string[] | "all" | "added";
  /** The keys whose values have changed. */
  readonly values?: readonly string[];
}

/** What changed upstream since the recorded commit, known from reading the source. */
export const goChanges: Readonly<Record<string, Change>> = {
  "a registration answers circle and role": {
    of: (value) => "birth_certificate" in value && "pane_assigned" in value,
    keys: ["circle", "role"],
  },
  "a peer has its pane, source and addressability": {
    of: (value) => "display_name" in value && "inbound_status" in value,
    keys: ["pane_id", "source", "addressable"],
  },
  "health has capabilities and a later schema_version": {
    of: (value) => "schema_version" in value,
    keys: ["capabilities"],
    values: ["schema_version"],
  },
  "the configuration of spawning has a circle boundary": {
    of: (value) => "allowed_commands" in value,
    keys: ["circle_boundary"],
  },
  "the configuration of spawning lists only what may be spawned": {
    of: (value) => "allowed_commands" in value,
    keys: [],
    values: ["commands", "allowed_commands"],
  },
  "a reply that was delivered is an event": {
    of: ({ type, status, delivered }) =>
      type === "ack" && status === "ack_with_msg" && delivered === true,
    keys: "added",
  },
  "a backend that is not supported is not spawned": {
    of: (value) => value["error"] === "unsupported_backend",
    keys: "all",
  },
  "the backend of a peer is not switched": {
    of: (value) => String(value["call"]).endsWith("/switch-backend"),
    keys: "all",
  },
};

/** Undoes in `actual` what upstream added or changed since and `recorded` does not have. */
export function withoutChanges(recorded: Json | undefined, actual: Json): Json {
  if (Array.isArray(actual)) {
    const list = (Array.isArray(recorded) ? recorded : []) as readonly Json[];
    const kept = list.some(isAdded) ? actual : actual.filter((element: Json) => !isAdded(element));
    return kept.map((element: Json, index) => withoutChanges(list[index], element));
  }
  if (!isJsonObject(actual)) return actual;
  const changes = Object.values(goChanges).filter(({ of }) => of(actual));
  if (recorded !== undefined && changes.some(({ keys }) => keys === "all")) return recorded;
  const before = isJsonObject(recorded) ? recorded : {};
  const added = changes.flatMap(({ keys }) => keys);
  const changed = changes.flatMap(({ values = [] }) => values);
  return Object.fromEntries(
    Object.entries(actual)
      .filter(([key]) => key in before || !added.includes(key))
      .map(([key, value]) => [
        key,
        withoutChanges(before[key], key in before && changed.includes(key) ? before[key]! : value),
      ]),
  );
}

/** Whether upstream added an element to the lists of the recorded commit. */
function isAdded(element: Json): boolean {
  return (
    isJsonObject(element) &&
    Object.values(goChanges).some(({ keys, of }) => keys === "added" && of(element))
  );
}
