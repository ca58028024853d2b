import type * as models from "../generated/models.ts";
import { type ObjectSchema, boolean, closed, tolerant } from "../schema.ts";

/** The parameters of an endpoint without parameters. */
export const NoParamsSchema: ObjectSchema<models.NoParams> = closed({});

/** The daemon has done it. */
export const OkResultSchema: ObjectSchema<models.OkResult> = tolerant({ ok: boolean });
