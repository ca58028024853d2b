import type * as models from "../generated/models.ts";
import { type ObjectSchema, boolean, closed, tolerant } from "../schema.ts";

/** The parameters of an endpoint that has none. */
export const NoParamsSchema: ObjectSchema<models.NoParams> = closed({});

/** The daemon did it. */
export const OkResultSchema: ObjectSchema<models.OkResult> = tolerant({ ok: boolean });
