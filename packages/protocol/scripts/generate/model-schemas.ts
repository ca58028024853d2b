import type * as z from "zod/mini";

import * as schemas from "../../src/generated/schemas.ts";

/** The schema of each model by its name, for tests of all of them. */
export const modelSchemas: Readonly<Record<string, z.ZodMiniType>> = Object.fromEntries(
  Object.entries(schemas)
    .filter(([name]) => name.endsWith("Schema"))
    .map(([name, schema]) => [name.slice(0, -"Schema".length), schema as unknown as z.ZodMiniType]),
);
