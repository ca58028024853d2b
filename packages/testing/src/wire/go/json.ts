import { withSortedKeys } from "../../support.ts";

/** JSON as Go's encoder writes it: safe in HTML. */
export function goJson(value: unknown): string {
  return (JSON.stringify(value) ?? "null").replaceAll(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** A value with the keys of its objects in order, as Go writes maps. */
export function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, entry]) => [key, inOrder(entry)]);
  return withSortedKeys(Object.fromEntries(entries) as object);
}
