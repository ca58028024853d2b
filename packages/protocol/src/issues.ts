import type * as z from "zod/mini";

/**
 * Describes the problems that a schema found, one string each, without any value of the input.
 *
 * @example
 * ```ts
 * const checked = AskParamsSchema.safeParse(input);
 * if (!checked.success) console.error(describeIssues(checked.error).join("\n"));
 * ```
 */
export function describeIssues(error: Pick<z.core.$ZodError, "issues">): string[] {
  return error.issues.map((issue) => {
    const where = issue.path.map(String).join(".");
    const what =
      issue.message === byDefault ? describeIssue(issue as z.core.$ZodRawIssue) : issue.message;
    return where === "" ? what : `${where} ${what}`;
  });
}

/** A message of zod for a schema from outside this package. */
const byDefault = "Invalid input";

/**
 * Describes one problem. Every schema of this package passes it to zod as `error`; pass it for schemas of
 * your own, and they use the same words, whichever locale zod has.
 *
 * @example
 * ```ts
 * import * as z from "zod";
 *
 * const checked = z.object({ port: z.int() }).safeParse(input, { error: describeIssue });
 * ```
 */
export function describeIssue(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return `must be ${article(issue.expected)}`;
    case "invalid_value":
      return `must be one of ${issue.values.map((value) => JSON.stringify(value)).join(", ")}`;
    case "unrecognized_keys":
      return `has no ${issue.keys.map((key) => JSON.stringify(key)).join(", ")}: check the spelling`;
    case "too_small":
      return issue.origin === "string" && issue.minimum === 1
        ? "must not be empty"
        : `must ${sized(issue.origin, "at least", issue.minimum)}`;
    case "too_big":
      return `must ${sized(issue.origin, "at most", issue.maximum)}`;
    case "not_multiple_of":
      return issue.divisor === 1
        ? "must be a whole number"
        : `must be a multiple of ${issue.divisor}`;
    default:
      return "is not valid";
  }
}

function sized(origin: string, side: string, limit: number | bigint): string {
  return origin === "string" ? `have ${side} ${limit} characters` : `be ${side} ${limit}`;
}

function article(expected: string): string {
  return /^[aeiou]/.test(expected) ? `an ${expected}` : `a ${expected}`;
}
