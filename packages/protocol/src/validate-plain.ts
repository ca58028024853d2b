import * as z from "zod/mini";

import { type IssuesOf, issuesWith } from "./invalid-parts.ts";
import { type ValidatorOf, oncePerSchema } from "./validator.ts";

export type { IssuesOf } from "./invalid-parts.ts";
export type { Validator, ValidatorOf } from "./validator.ts";

/** The `validator` of `validate.ts` for browsers and workers: without zod's compiler. */
export const validator: ValidatorOf = /* @__PURE__ */ oncePerSchema(
  (schema) => (value) => z.validate(schema, value),
);

/** The `issuesOf` of `validate.ts` for browsers and workers. */
export const issuesOf: IssuesOf = /* @__PURE__ */ issuesWith(validator);
