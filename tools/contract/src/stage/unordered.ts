import { isJsonObject, type Json } from "./json.ts";

/** Lists that the Go daemon returns in random order. */
const UNORDERED = ["peers", "sent_to", "candidates", "allowed_commands"];

/** Sorts the unordered lists in a value. */
export function sortUnordered(value: Json): Json {
  if (Array.isArray(value)) return value.map((element: Json) => sortUnordered(element));
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value).map(([key, inner]): [string, Json] => [
    key,
    UNORDERED.includes(key) && Array.isArray(inner) ? sorted(inner) : sortUnordered(inner),
  ]);
  return Object.fromEntries(entries);
}

function sorted(list: readonly Json[]): Json {
  return list.toSorted((left, right) => (order(left) < order(right) ? -1 : 1));
}

function order(entry: Json): string {
  return isJsonObject(entry)
    ? `${String(entry["display_name"])} ${String(entry["circle"])}`
    : String(entry);
}
