import type * as z from "zod/mini";
import { validate } from "zod/v4/core";

import type { EndpointName } from "./endpoint.ts";
import { endpointSchemas, modelSchemas } from "./generated/tables.ts";
import { describeIssues } from "./issues.ts";
import type { ModelName } from "./schema.ts";

/**
 * Explains why the parameters of an endpoint are invalid. Returns one string for each problem, without
 * any value of the parameters. The list is empty if the daemon accepts them.
 *
 * This module loads zod. Import it only after a guard has returned `false`:
 *
 * @example
 * ```ts
 * if (!endpoints.ask.params(params)) {
 *   const { explainParams } = await import("@repowire/protocol/explain");
 *   throw new TypeError(explainParams("ask", params).join("; "));
 * }
 * ```
 */
export function explainParams(name: EndpointName, params: unknown): string[] {
  const { error } = endpointSchemas[name].params.safeParse(params);
  return error === undefined ? [] : describeIssues(error);
}

/**
 * Explains why the answer of an endpoint is invalid. Returns one string for each problem, without any
 * value of the answer. The list is empty if the answer matches. For an event stream, pass one event.
 */
export function explainResult(name: EndpointName, result: unknown): string[] {
  return describeIssues({ issues: issuesOf(endpointSchemas[name].result, result) });
}

/**
 * Explains why a value does not match a model, such as `"AskFrame"`. Returns one string for each problem,
 * without any part of the value. The list is empty if the value matches.
 */
export function explain(model: ModelName, value: unknown): string[] {
  return describeIssues({ issues: issuesOf(modelSchemas[model], value) });
}

// A parse copies the value, including the valid parts of a long answer. So parse only where something is
// invalid.
function issuesOf(schema: z.ZodMiniType, value: unknown): z.core.$ZodIssue[] {
  const inside = partsOf(schema, value).flatMap(({ key, schema: part, value: inner }) =>
    validate(part, inner)
      ? []
      : issuesOf(part, inner).map((issue) => ({ ...issue, path: [key, ...issue.path] })),
  );
  // The parse of the whole finds a missing field and a broken rule between fields.
  return inside.length > 0 ? inside : (schema.safeParse(value).error?.issues ?? []);
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
  return Object.entries(definition.shape)
    .filter(([key]) => Object.hasOwn(value, key))
    .map(([key, part]) => ({
      key,
      schema: part as z.ZodMiniType,
      value: (value as Record<string, unknown>)[key],
    }));
}
