import * as z from "zod/mini";

import type { EndpointName } from "./endpoint.ts";
import { endpointSchemas } from "./endpoint-schemas.ts";
import type { ModelName } from "./generated/models.ts";
import { modelSchemas } from "./generated/schemas.ts";
import { describeIssues } from "./issues.ts";

/**
 * Says what is wrong with the parameters of an endpoint: a line for each problem, without any value
 * of the parameters. The list is empty if the daemon takes them.
 *
 * This module loads zod. Import it only when a guard has said no:
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
 * Says what is wrong with the answer of an endpoint: a line for each problem, without any value of
 * the answer. The list is empty if the answer matches. For an event stream it describes one event.
 */
export function explainResult(name: EndpointName, result: unknown): string[] {
  return describeIssues({ issues: issuesOf(endpointSchemas[name].result, result) });
}

/**
 * Says what is wrong with a value that should be a model, such as `"AskFrame"`: a line for each
 * problem, without any of the value. The list is empty if the value matches.
 */
export function explain(model: ModelName, value: unknown): string[] {
  return describeIssues({ issues: issuesOf(modelSchemas[model], value) });
}

// A parse copies, and in a long answer it copies what is right as well: go only where something is wrong.
function issuesOf(schema: z.ZodMiniType, value: unknown): z.core.$ZodIssue[] {
  const inside = partsOf(schema, value).flatMap(({ key, schema: part, value: inner }) =>
    z.validate(part, inner)
      ? []
      : issuesOf(part, inner).map((issue) => ({ ...issue, path: [key, ...issue.path] })),
  );
  // A field that is missing, or a rule between fields, is found by the parse of the whole.
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
