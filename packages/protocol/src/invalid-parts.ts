import type * as z from "zod/mini";

import type { ValidatorOf } from "./validator.ts";

/** What is wrong with a value, as zod says it. */
export type IssuesOf = (schema: z.ZodMiniType, value: unknown) => z.core.$ZodIssue[];

/**
 * Finds what is wrong with a value by going only where something is: in a list of thousands the
 * slow, copying parse sees the bad entries alone.
 */
// @__NO_SIDE_EFFECTS__
export function issuesWith(validator: ValidatorOf): IssuesOf {
  const issuesOf: IssuesOf = (schema, value) => {
    const inside = partsOf(schema, value).flatMap(({ key, schema: part, value: inner }) =>
      validator(part)(inner)
        ? []
        : issuesOf(part, inner).map((issue) => ({ ...issue, path: [key, ...issue.path] })),
    );
    // What is wrong with the whole alone, such as parameters that exclude each other.
    return inside.length > 0 ? inside : (schema.safeParse(value).error?.issues ?? []);
  };
  return issuesOf;
}

interface Part {
  readonly key: string | number;
  readonly schema: z.ZodMiniType;
  readonly value: unknown;
}

function partsOf(schema: z.ZodMiniType, value: unknown): Part[] {
  const definition = schema._zod.def as z.core.$ZodTypes["_zod"]["def"];
  if (definition.type === "array" && Array.isArray(value)) {
    const element = definition.element as z.ZodMiniType;
    return value.map((entry: unknown, key) => ({ key, schema: element, value: entry }));
  }
  if (definition.type !== "object" || typeof value !== "object" || value === null) return [];
  if (Array.isArray(value)) return [];
  // A field that is missing is named best by the parse of the whole.
  return Object.entries(definition.shape)
    .filter(([key]) => Object.hasOwn(value, key))
    .map(([key, part]) => ({
      key,
      schema: part as z.ZodMiniType,
      value: (value as Record<string, unknown>)[key],
    }));
}
