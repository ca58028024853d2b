import * as checks from "./checks.ts";
import { plainGuards, texts } from "./generated/explanations.ts";
import { hasNo, isOneOf } from "./issues.ts";

/**
 * Explains why a value does not match a model. Returns one string for each problem, without any part of
 * the value. The list is empty if the value matches.
 *
 * Import this module only after a guard has returned `false`, so that a program loads it only then:
 *
 * @example
 * ```ts
 * const isValid = endpoints.ask.params;
 * if (!isValid(params)) {
 *   const { explain } = await import("@repowire/protocol/explain");
 *   throw new TypeError(explain(isValid, params).join("; "));
 * }
 * ```
 */
export function explain(guard: checks.Guard<unknown>, value: unknown): string[] {
  return problems(guard, value, "");
}

/** What a check without parts says. */
const kinds = /* @__PURE__ */ new Map<checks.Check, string>([
  [checks.isString, "must be a string"],
  [checks.isNullishString, "must be a string"],
  [checks.isBoolean, "must be a boolean"],
  [checks.isNullishBoolean, "must be a boolean"],
  [checks.isNumber, "must be a number"],
  [checks.isNullishNumber, "must be a number"],
  [checks.isInteger, "must be a whole number"],
  [checks.isNullishInteger, "must be a whole number"],
  [checks.isObject, "must be an object"],
  [checks.isNullishObject, "must be an object"],
  [checks.isBlob, "must be a Blob or a File"],
]);

function problems(check: checks.Check, value: unknown, path: string): string[] {
  if (check(value)) return [];
  const say = (what: string) => [path === "" ? what : `${path} ${what}`];
  const within = (part: checks.Check, key: string | number, inside: unknown) =>
    problems(part, inside, path === "" ? String(key) : `${path}.${key}`);
  const parts = plainGuards.get(check) ?? (check as checks.Parts);
  const { inner, text, known, entry, values, fields, isClosed } = parts;
  if (inner && !inner(value)) return problems(inner, value, path);
  if (text !== undefined) return say(texts[text] ?? "");
  if (known) return say(isOneOf(known));
  if (entry) {
    if (!Array.isArray(value)) return say("must be an array");
    return value.flatMap((one: unknown, index) => within(entry, index, one));
  }
  if (!fields && !values) {
    const kind = kinds.get(check) ?? "is not valid";
    return say(checks.isNumber(value) ? kind : kind.replace("whole ", ""));
  }
  if (!checks.isObject(value)) return say("must be an object");
  if (values) return Object.keys(value).flatMap((key) => within(values, key, value[key]));
  const keys = Object.keys(fields ?? {});
  const unknown = isClosed ? Object.keys(value).filter((key) => !keys.includes(key)) : [];
  return [
    ...keys.flatMap((key) => within(fields![key]!, key, value[key])),
    ...(unknown.length > 0 ? say(hasNo(unknown, keys)) : []),
  ];
}
