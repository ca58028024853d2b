import { isJsonObject, type Json, type JsonObject } from "../stage/json.ts";

/**
 * What today's upstream of the Go daemon adds to the answers of the recorded commit. It is known from
 * reading the source, not from a running daemon. The fake follows today's upstream.
 */
interface Change {
  /** The source of this knowledge. */
  readonly section: string;
  /** The objects that got new keys. */
  readonly of: (value: JsonObject) => boolean;
  readonly keys: readonly string[];
  /** The keys whose values have changed. */
  readonly values?: readonly string[];
}

/** Each is "changed upstream since, read". */
export const goChanges: Readonly<Record<string, Change>> = {
  "a registration answers circle and role": {
    section: "go-newest.md 3",
    of: (value) => "birth_certificate" in value && "pane_assigned" in value,
    keys: ["circle", "role"],
  },
  "a peer has its pane, source and addressability": {
    section: "go-newest.md 3",
    of: (value) => "display_name" in value && "inbound_status" in value,
    keys: ["pane_id", "source", "addressable"],
  },
  "health has capabilities and a later schema_version": {
    section: "go-newest.md 2",
    of: (value) => "schema_version" in value,
    keys: ["capabilities"],
    values: ["schema_version"],
  },
  "the configuration of spawning has a circle boundary": {
    section: "go-newest.md 2",
    of: (value) => "allowed_commands" in value,
    keys: ["circle_boundary"],
  },
};

/** Undoes in `actual` what upstream added or changed since and `recorded` does not have. */
export function withoutChanges(recorded: Json | undefined, actual: Json): Json {
  if (Array.isArray(actual)) {
    const list = (Array.isArray(recorded) ? recorded : []) as readonly Json[];
    return actual.map((element: Json, index) => withoutChanges(list[index], element));
  }
  if (!isJsonObject(actual)) return actual;
  const before = isJsonObject(recorded) ? recorded : {};
  const added = Object.values(goChanges).flatMap(({ of, keys }) => (of(actual) ? keys : []));
  const changed = Object.values(goChanges).flatMap(({ of, values = [] }) =>
    of(actual) ? values : [],
  );
  return Object.fromEntries(
    Object.entries(actual)
      .filter(([key]) => key in before || !added.includes(key))
      .map(([key, value]) => [
        key,
        withoutChanges(before[key], key in before && changed.includes(key) ? before[key]! : value),
      ]),
  );
}
