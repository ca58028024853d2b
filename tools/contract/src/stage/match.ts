import { ContractFailure } from "./contract-failure.ts";
import { isJsonObject } from "./json.ts";

/**
 * A pattern for a value. An object must have these keys, and must not have a key with `undefined`. An
 * array must have this length. A regular expression must match. Any other value must be equal.
 */
export type Pattern =
  | null
  | undefined
  | boolean
  | number
  | string
  | RegExp
  | readonly Pattern[]
  | { readonly [key: string]: Pattern };

/** @throws ContractFailure that names the first place where `actual` does not match. */
export function mustMatch(what: string, actual: unknown, pattern: Pattern): void {
  if (pattern instanceof RegExp) {
    if (typeof actual !== "string" || !pattern.test(actual)) fail(what, actual, String(pattern));
  } else if (Array.isArray(pattern)) {
    if (!Array.isArray(actual)) return fail(what, actual, "an array");
    if (actual.length !== pattern.length) fail(what, actual, `${pattern.length} elements`);
    pattern.forEach((element: Pattern, index) => {
      mustMatch(`${what}[${index}]`, actual[index], element);
    });
  } else if (isJsonObject(pattern)) {
    if (!isJsonObject(actual)) return fail(what, actual, "an object");
    for (const [key, value] of Object.entries(pattern as Record<string, Pattern>)) {
      mustMatch(`${what}.${key}`, actual[key], value);
    }
  } else if (actual !== pattern) {
    fail(what, actual, show(pattern));
  }
}

/** A value as a failure shows it: on one line, with a limited length. */
export function show(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 500 ? `${text.slice(0, 500)}…` : text;
}

function fail(what: string, actual: unknown, expected: string): never {
  throw new ContractFailure(`${what} is ${show(actual)}, expected ${expected}`);
}
