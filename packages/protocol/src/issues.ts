import { nearestName } from "./words.ts";

/** A problem that a schema found. zod's own and those of every Standard Schema are of this form. */
export interface Issue {
  /** What kind of problem it is, such as `"invalid_type"`. */
  readonly code?: string | undefined;
  /** Where it is: keys and indexes. */
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
  /** What is wrong, without the value. */
  readonly message: string;
}

/**
 * Describes the problems that a schema found, one string each, without any value of the input. It takes
 * the error of a parse, and the result of a Standard Schema.
 *
 * @example
 * ```ts
 * const checked = AskParamsSchema.safeParse(input);
 * if (!checked.success) console.error(describeIssues(checked.error).join("\n"));
 * ```
 */
export function describeIssues(error: { readonly issues: readonly Issue[] }): string[] {
  return error.issues.map((issue) => {
    const keys = (issue.path ?? []).map((key) => String(typeof key === "object" ? key.key : key));
    const what = issue.message === byDefault ? describeIssue({ ...issue }) : issue.message;
    return [...(keys.length === 0 ? [] : [keys.join(".")]), what].join(" ");
  });
}

/** A message of zod for a schema from outside this package. */
const byDefault = "Invalid input";

/**
 * Describes one problem in the words of this package's schemas. Pass it to zod as `error` for schemas of
 * your own, and they use the same words, whichever locale zod has.
 *
 * @example
 * ```ts
 * import * as z from "zod";
 *
 * const checked = z.object({ port: z.int() }).safeParse(input, { error: describeIssue });
 * ```
 */
export function describeIssue(issue: {
  readonly code?: string | undefined;
  readonly [detail: string]: unknown;
}): string {
  const { code, origin, values, keys } = issue;
  switch (code) {
    case "invalid_type":
      return `must be ${/^[aeiou]/.test(String(issue["expected"])) ? "an" : "a"} ${String(issue["expected"])}`;
    case "invalid_value":
      return isOneOf(values as readonly unknown[]);
    case "unrecognized_keys":
      return hasNo(keys as readonly string[], knownKeys(issue["inst"]));
    case "too_small":
      return atLeast(origin, issue["minimum"]);
    case "too_big":
      return atMost(origin, issue["maximum"]);
    case "not_multiple_of":
      return issue["divisor"] === 1
        ? "must be a whole number"
        : `must be a multiple of ${String(issue["divisor"])}`;
    default:
      return "is not valid";
  }
}

// The sentences. The schemas of this package use them too; a bundle has only those of its schemas.

export function isOneOf(values: readonly unknown[]): string {
  return `must be one of ${values.map((value) => JSON.stringify(value)).join(", ")}`;
}

export function hasNo(keys: readonly string[], known: readonly string[]): string {
  const only = known.length === 0 ? ": check the spelling" : `, only ${known.join(", ")}`;
  return keys
    .map((key) => {
      const nearest = nearestName(key, known);
      const hint = nearest === undefined ? only : `: did you mean ${JSON.stringify(nearest)}?`;
      return `has no ${JSON.stringify(key)}${hint}`;
    })
    .join("; ");
}

/** The keys of a strict object of zod, in the issue that it passes to a function. */
function knownKeys(schema: unknown): string[] {
  const { _zod: { def: { shape = {} } = {} } = {} } = (schema ?? {}) as {
    readonly _zod?: { readonly def?: { readonly shape?: object } };
  };
  return Object.keys(shape);
}

export function atLeast(origin: unknown, limit: unknown): string {
  return origin === "string" && limit === 1
    ? "must not be empty"
    : sized(origin, "at least", limit);
}

export function atMost(origin: unknown, limit: unknown): string {
  return sized(origin, "at most", limit);
}

function sized(origin: unknown, side: string, limit: unknown): string {
  return origin === "string"
    ? `must have ${side} ${String(limit)} characters`
    : `must be ${side} ${String(limit)}`;
}
