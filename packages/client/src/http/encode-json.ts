import { visible } from "../format-inbound.ts";
import { prototypesOf } from "../option-rules.ts";

/**
 * How deep a value may be nested. Python daemons accept more, but from about 255 levels on they answer
 * 500 to everybody who lists the peers.
 */
const deepest = 200;

/** The most characters of a field's name in a message. */
const longestField = 80;

/**
 * Converts a value to JSON, for all bodies and frames. It refuses what JSON would change or leave out
 * silently, and what a daemon cannot write again.
 *
 * @throws TypeError that names the field.
 */
export function encodeJson(value: unknown): string {
  check(value, "", 0, new Set());
  const json = JSON.stringify(value) as string | undefined;
  if (json === undefined) throw new TypeError("there is nothing to send as JSON");
  return json;
}

function check(value: unknown, field: string, depth: number, around: Set<object>): void {
  if (typeof value === "string") {
    if (/\p{Surrogate}/u.test(value)) refuse(field, "contains half of a surrogate pair");
  } else if (typeof value === "number") {
    if (!Number.isFinite(value)) refuse(field, "must be a finite number");
  } else if (typeof value === "object") {
    if (value !== null) checkObject(value, field, depth, around);
  } else if (typeof value !== "boolean" && value !== undefined) {
    refuse(field, `must not be a ${typeof value}`);
  }
}

function checkObject(value: object, field: string, depth: number, around: Set<object>): void {
  if (around.has(value)) refuse(field, "must not contain itself");
  if (depth >= deepest) refuse(field, `is nested more than ${deepest} levels deep`);
  around.add(value);
  const { toJSON } = value as { toJSON?: unknown };
  if (typeof toJSON === "function") {
    check(toJSON.call(value, ""), field, depth + 1, around);
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      check(item, `${field}[${index}]`, depth + 1, around);
    }
  } else {
    if (Symbol.iterator in value || hasGetters(value)) {
      refuse(
        field,
        "must be a plain object or an array, because JSON would leave out a part of it",
      );
    }
    for (const key of Object.keys(value)) {
      const name = field === "" ? key : `${field}.${key}`;
      check(key, name, depth, around);
      check((value as Record<string, unknown>)[key], name, depth + 1, around);
    }
  }
  around.delete(value);
}

/** JSON leaves out the getters of a class. */
function hasGetters(value: object): boolean {
  return prototypesOf(value).some((prototype) =>
    Object.values(Object.getOwnPropertyDescriptors(prototype)).some(({ get }) => get !== undefined),
  );
}

function refuse(field: string, why: string): never {
  const names = field.length > longestField ? `${field.slice(0, longestField)}…` : field;
  throw new TypeError(`${visible(names || "the value")} ${why}`);
}
