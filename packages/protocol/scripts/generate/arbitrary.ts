import fc from "fast-check";
import * as z from "zod/mini";

import { isIntegerSchema, knownValues } from "./source.ts";

const keys = fc.oneof(fc.string({ maxLength: 8 }), fc.constant("__proto__"));

type Definition = z.core.$ZodTypes["_zod"]["def"];

/** Options for the values to make. */
export interface ArbitraryOptions {
  /** Whether to use only the known values of an open list. */
  readonly onlyKnown?: boolean;
}

/** Makes values that a schema accepts. */
export function arbitraryOf(
  schema: z.core.$ZodType,
  options: ArbitraryOptions = {},
): fc.Arbitrary<unknown> {
  const values = unchecked(schema, options);
  const hasRules = (schema._zod.def.checks ?? []).some(
    (check) => check._zod.def.check === "custom" && !isIntegerSchema(schema),
  );
  return hasRules ? values.filter((value) => z.validate(schema, value)) : values;
}

function unchecked(schema: z.core.$ZodType, options: ArbitraryOptions): fc.Arbitrary<unknown> {
  const definition = schema._zod.def as Definition;
  switch (definition.type) {
    case "string":
      return textOf(schema, options);
    case "number":
      return numberOf(schema);
    case "boolean":
      return fc.boolean();
    case "unknown":
      return fc.jsonValue({ maxDepth: 2 });
    case "enum":
      return fc.constantFrom(...Object.values(definition.entries));
    case "optional":
      return fc.option(arbitraryOf(definition.innerType, options), { nil: undefined });
    case "nullable":
      return fc.option(arbitraryOf(definition.innerType, options), { nil: null });
    case "array":
      return fc.array(arbitraryOf(definition.element, options), { maxLength: 3 });
    case "union":
      return fc.oneof(...definition.options.map((option) => arbitraryOf(option, options)));
    case "object":
      return objectOf(definition, options);
    case "custom":
      return fc.constant(new File(["content"], "note.txt"));
    default:
      throw new TypeError(`no values for ${definition.type}`);
  }
}

function textOf(schema: z.core.$ZodType, { onlyKnown }: ArbitraryOptions): fc.Arbitrary<string> {
  const { minLength = 0, maxLength } = limits(schema);
  const { pattern } = limits(schema);
  const known = knownValues(schema);
  const texts = pattern
    ? fc.stringMatching(pattern)
    : fc.string({ minLength, maxLength: maxLength ?? minLength + 12 });
  if (!known) return texts;
  return onlyKnown ? fc.constantFrom(...known) : fc.oneof(fc.constantFrom(...known), texts);
}

function numberOf(schema: z.core.$ZodType): fc.Arbitrary<number> {
  const { min = -1000, max = 1000 } = limits(schema);
  return isIntegerSchema(schema)
    ? fc.integer({ min, max })
    : fc.double({ min, max, noNaN: true }).map((value) => value || 0);
}

interface Limits {
  minLength?: number;
  maxLength?: number;
  pattern?: RegExp;
  min?: number;
  max?: number;
}

function limits(schema: z.core.$ZodType): Limits {
  const found: Limits = {};
  for (const check of schema._zod.def.checks ?? []) {
    const definition = check._zod.def as z.core.$ZodChecks["_zod"]["def"];
    if (definition.check === "min_length") found.minLength = definition.minimum;
    if (definition.check === "max_length") found.maxLength = definition.maximum;
    if (definition.check === "greater_than") found.min = Number(definition.value);
    if (definition.check === "less_than") found.max = Number(definition.value);
    if (definition.check === "string_format" && definition.pattern)
      found.pattern = definition.pattern;
  }
  return found;
}

function objectOf(
  { shape, catchall }: z.core.$ZodObjectDef,
  options: ArbitraryOptions,
): fc.Arbitrary<unknown> {
  const fields = Object.fromEntries(
    Object.entries(shape).map(([name, field]) => [name, arbitraryOf(field, options)]),
  );
  const required = Object.entries(shape)
    .filter(([, field]) => field._zod.def.type !== "optional")
    .map(([name]) => name);
  const known = fc
    .record(fields, { requiredKeys: required })
    .map((value) =>
      Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)),
    );
  if (!catchall || catchall._zod.def.type === "never") return known;
  const more = fc.array(fc.tuple(keys, arbitraryOf(catchall, options)), { maxLength: 2 });
  return fc.tuple(more, known).map(([extra, value]) => {
    // Like JSON.parse, treat "__proto__" as an ordinary key.
    const entries = [
      ...extra.filter(([key]) => !Object.hasOwn(shape, key)),
      ...Object.entries(value),
    ];
    return Object.fromEntries(entries);
  });
}
