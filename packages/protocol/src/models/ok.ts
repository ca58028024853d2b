import * as z from "zod/mini";

/** The schema of {@link NoParams}. */
export const NoParamsSchema = z.strictObject({});

/** The parameters of an endpoint that has none. */
export type NoParams = z.infer<typeof NoParamsSchema>;

/** The schema of {@link OkResult}. */
export const OkResultSchema = z.looseObject({ ok: z.boolean() });

/** The daemon's plain yes. */
export type OkResult = z.infer<typeof OkResultSchema>;
