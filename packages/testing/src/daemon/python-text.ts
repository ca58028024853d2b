import { quoted } from "./names.ts";
import { breakDown } from "./refusal.ts";

/** The Python type name of a JSON value. */
export function pythonType(value: unknown): string {
  if (Array.isArray(value)) return "list";
  if (typeof value === "object") return "dict";
  if (typeof value === "boolean") return "bool";
  return Number.isInteger(value) ? "int" : "float";
}

/** Whether a value is true in Python. Empty values are not. */
export function isTruthy(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (typeof value === "object" && value !== null) return Object.keys(value).length > 0;
  return Boolean(value);
}

/** Whether a value is hashable in Python. */
export function isHashable(value: unknown): boolean {
  return typeof value !== "object" || value === null;
}

/**
 * The mapping that Python makes from a JSON value. An empty value becomes an empty mapping.
 *
 * @throws Refusal if it cannot become a mapping.
 */
export function pythonDict(value: unknown): Record<string, unknown> {
  if (!isTruthy(value)) return {};
  if (!Array.isArray(value)) return typeof value === "object" ? { ...value } : breakDown();
  const pairs = value.map((item: unknown) => {
    const pair = typeof item === "string" ? [...item] : item;
    if (!Array.isArray(pair) || pair.length !== 2 || !isHashable(pair[0])) breakDown();
    return [String(pair[0]), pair[1]] as const;
  });
  return Object.fromEntries(pairs);
}

/** A value as Python formats it in a sentence. */
export function pythonText(value: unknown): string {
  return typeof value === "string" ? value : shown(value);
}

function shown(value: unknown): string {
  if (typeof value === "string") return quoted(value);
  if (typeof value === "boolean") return value ? "True" : "False";
  if (Array.isArray(value)) return `[${value.map(shown).join(", ")}]`;
  if (typeof value !== "object") return String(value);
  if (value === null) return "None";
  const entries = Object.entries(value).map(([key, inner]) => `${quoted(key)}: ${shown(inner)}`);
  return `{${entries.join(", ")}}`;
}
