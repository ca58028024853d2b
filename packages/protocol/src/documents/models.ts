import type * as z from "zod/mini";

import * as protocol from "../index.ts";

/** A JSON Schema of the draft 2020-12, as OpenAPI 3.1 and AsyncAPI 3 contain it. */
export type JsonSchema = { [keyword: string]: unknown };

/** Every model of this package by its name, which is the name of its type. */
export const models: Readonly<Record<string, z.ZodMiniType>> = Object.fromEntries(
  Object.entries(protocol)
    .filter(([name]) => /^[A-Z]\w+Schema$/.test(name))
    .map(([name, schema]) => [name.slice(0, -"Schema".length), schema as z.ZodMiniType]),
);
