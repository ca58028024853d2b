/** A JSON value. */
export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json };

/** A JSON object. */
export type JsonObject = { readonly [key: string]: Json };

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Returns a value inside a JSON value, or `undefined` if it does not exist. */
export function valueAt(
  value: Json | undefined,
  ...keys: readonly (string | number)[]
): Json | undefined {
  let found: unknown = value;
  for (const key of keys)
    found = (found as Record<string | number, unknown> | null | undefined)?.[key];
  return found as Json | undefined;
}
