import * as z from "zod/mini";

import { type IssuesOf, issuesWith } from "./invalid-parts.ts";
import { type ValidatorOf, oncePerSchema } from "./validator.ts";

export type { IssuesOf } from "./invalid-parts.ts";
export type { Validator, ValidatorOf } from "./validator.ts";

/**
 * Makes a guard of a schema that checks a value in place: nothing is copied, and what passes is
 * what came in, unknown fields included. To learn what is wrong with a value that does not pass,
 * ask {@link issuesOf}.
 *
 * The schema is compiled when the guard is first used, which takes about half a millisecond once
 * and then checks a long list in the time that `JSON.parse` needs for it. Where code may not be
 * made from text (a browser's policy, a worker) the plain schema does the same, slower; bundles
 * for browsers and workers do not contain the compiler.
 *
 * @example
 * ```ts
 * const isPeerList = validator(ListPeersResultSchema);
 * const answer: unknown = await response.json();
 * if (isPeerList(answer)) console.log(answer.peers.length);
 * ```
 */
export const validator: ValidatorOf = /* @__PURE__ */ oncePerSchema((schema) => {
  let compiled: z.ZodMiniType | undefined;
  return (value) => z.validate((compiled ??= z.compile(schema)), value);
});

/**
 * Finds what is wrong with a value that did not pass. It looks closely only at the parts that are
 * wrong, so that one bad entry of a long list costs little more than the check itself.
 *
 * @returns The issues, none for a value that is right. `describeIssues` puts them into words.
 *
 * @example
 * ```ts
 * const issues = issuesOf(ListPeersResultSchema, { peers: [{}] });
 * console.error(describeIssues({ issues }).join("\n"));
 * ```
 */
export const issuesOf: IssuesOf = /* @__PURE__ */ issuesWith(validator);
