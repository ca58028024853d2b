import {
  backends,
  type DaemonRule,
  isIntegerSchema,
  knownValues,
  peerRoles,
} from "@repowire/protocol";
import type * as z from "zod/mini";

import { isRecord } from "../../support.ts";

/** One item of the daemon's 422. */
export interface ValidationItem {
  readonly type: string;
  readonly loc: readonly (string | number)[];
  readonly msg: string;
  readonly input: unknown;
  readonly ctx?: Record<string, unknown>;
}

type Location = readonly (string | number)[];

/** Checks and converts a value as the daemon's validation library does. */
export type Validator = (value: unknown, loc: Location, items: ValidationItem[]) => unknown;

type Schema = z.core.$ZodType;
type Definition = z.core.$ZodTypes["_zod"]["def"];

const made = new WeakMap<Schema, Validator>();

/** The validator of a request schema. The rules are only in the schemas. */
export function validatorOf(schema: Schema): Validator {
  let validator = made.get(schema);
  if (!validator) made.set(schema, (validator = withChecks(schema, make(schema))));
  return validator;
}

function make(schema: Schema): Validator {
  const definition = schema._zod.def as Definition;
  switch (definition.type) {
    case "optional":
      return validatorOf(definition.innerType);
    case "nullable": {
      const inner = validatorOf(definition.innerType);
      return (value, loc, items) => (value === null ? null : inner(value, loc, items));
    }
    case "string": {
      // The Python daemons accept only the known values, even if later releases may add some.
      const known = (definition.checks ?? []).length === 0 ? knownValues(schema) : undefined;
      return known
        ? oneOf(known)
        : typed(isString, "string_type", "Input should be a valid string");
    }
    case "boolean":
      return toBoolean;
    case "number":
      return isIntegerSchema(schema) ? toInteger : toNumber;
    case "enum":
      return oneOf(Object.values(definition.entries).map(String));
    case "literal":
      return oneOf(definition.values.map(String));
    case "array":
      return listOf(validatorOf(definition.element));
    case "object":
      return definition.catchall && definition.catchall._zod.def.type !== "never"
        ? mapOf(definition.catchall)
        : modelOf(fieldsOf(schema));
    default:
      return (value) => value;
  }
}

/** The validators of a model's fields, in the order of the model. */
export function fieldsOf(schema: Schema): [name: string, schema: Schema][] {
  return Object.entries((schema as z.core.$ZodObject)._zod.def.shape);
}

/** Whether a field may be left out. */
export function isOptional(schema: Schema): boolean {
  return schema._zod.def.type === "optional";
}

/** Applies the rules about the whole value, if its parts are valid. */
export function withChecks(schema: Schema, validator: Validator): Validator {
  const checks = (schema._zod.def.checks ?? []).map(checkOf).filter((check) => check !== undefined);
  if (checks.length === 0) return validator;
  return (value, loc, items) => {
    const before = items.length;
    const result = validator(value, loc, items);
    if (items.length > before) return result;
    for (const check of checks) {
      const problem = check(result);
      if (!problem) continue;
      items.push({ type: problem.type, loc, msg: problem.msg, input: value, ctx: problem.ctx });
      break;
    }
    return result;
  };
}

interface Problem {
  readonly type: string;
  readonly msg: string;
  readonly ctx: Record<string, unknown>;
}

type Check = (value: unknown) => Problem | undefined;

function checkOf(check: z.core.$ZodCheck<never>): Check | undefined {
  const definition = check._zod.def as z.core.$ZodChecks["_zod"]["def"] | CustomRule;
  switch (definition.check) {
    case "min_length":
      return lengthCheck("short", "least", "min_length", definition.minimum);
    case "max_length":
      return lengthCheck("long", "most", "max_length", definition.maximum);
    case "greater_than":
      return boundCheck("greater", definition.inclusive ? "ge" : "gt", Number(definition.value));
    case "less_than":
      return boundCheck("less", definition.inclusive ? "le" : "lt", Number(definition.value));
    case "string_format":
      return "pattern" in definition && definition.pattern
        ? patternCheck(definition.pattern)
        : undefined;
    case "custom":
      return ruleCheck(definition as CustomRule);
    default:
      return undefined;
  }
}

interface CustomRule {
  readonly check: "custom";
  readonly fn: (value: unknown) => boolean;
  readonly params?: { readonly daemon?: DaemonRule };
}

/** A rule belongs to the daemon only if it names the daemon's answer. */
function ruleCheck({ fn, params }: CustomRule): Check | undefined {
  const rule = params?.daemon;
  if (!rule) return undefined;
  return (value) => (fn(value) ? undefined : { ctx: { error: {} }, ...rule });
}

function lengthCheck(end: string, side: string, key: string, limit: number): Check {
  const noun = (many: string) => (limit === 1 ? many.slice(0, -1) : many);
  return (value) => {
    const length = isString(value) ? [...value].length : Object.keys(value as object).length;
    if (end === "short" ? length >= limit : length <= limit) return undefined;
    const ctx = { [key]: limit };
    return isString(value)
      ? {
          type: `string_too_${end}`,
          msg: `String should have at ${side} ${limit} ${noun("characters")}`,
          ctx,
        }
      : {
          type: `too_${end}`,
          msg: `Dictionary should have at ${side} ${limit} ${noun("items")} after validation, not ${length}`,
          ctx: { field_type: "Dictionary", ...ctx, actual_length: length },
        };
  };
}

function boundCheck(side: "greater" | "less", key: string, limit: number): Check {
  const orEqual = key.endsWith("e");
  return (value) => {
    const over = side === "greater" ? (value as number) - limit : limit - (value as number);
    if (over > 0 || (orEqual && over === 0)) return undefined;
    return {
      type: `${side}_than${orEqual ? "_equal" : ""}`,
      msg: `Input should be ${side} than ${orEqual ? "or equal to " : ""}${limit}`,
      ctx: { [key]: limit },
    };
  };
}

function patternCheck(pattern: RegExp): Check {
  return (value) =>
    pattern.test(value as string)
      ? undefined
      : {
          type: "string_pattern_mismatch",
          msg: `String should match pattern '${pattern.source}'`,
          ctx: { pattern: pattern.source },
        };
}

/** The validator of a model with these fields. */
export function modelOf(fields: readonly [name: string, schema: Schema][]): Validator {
  return (value, loc, items) => {
    if (!isRecord(value)) {
      const msg = "Input should be a valid dictionary or object to extract fields from";
      items.push({ type: "model_attributes_type", loc, msg, input: value });
      return value;
    }
    return readFields(fields, value, loc, items);
  };
}

/** Reads the fields of a model. Unknown keys are dropped. */
export function readFields(
  fields: readonly [name: string, schema: Schema][],
  value: Record<string, unknown>,
  loc: Location,
  items: ValidationItem[],
): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const [name, schema] of fields) {
    if (Object.hasOwn(value, name)) {
      result[name] = validatorOf(schema)(value[name], [...loc, name], items);
    } else if (!isOptional(schema)) {
      items.push({ type: "missing", loc: [...loc, name], msg: "Field required", input: value });
    }
  }
  return result;
}

function mapOf(catchall: Schema): Validator {
  const inner = validatorOf(catchall);
  return (value, loc, items) => {
    if (!isRecord(value)) {
      items.push({
        type: "dict_type",
        loc,
        msg: "Input should be a valid dictionary",
        input: value,
      });
      return value;
    }
    return Object.fromEntries(
      Object.entries(value).map(([key, entry]) => [key, inner(entry, [...loc, key], items)]),
    );
  };
}

function listOf(inner: Validator): Validator {
  return (value, loc, items) => {
    if (!Array.isArray(value)) {
      items.push({ type: "list_type", loc, msg: "Input should be a valid list", input: value });
      return value;
    }
    return value.map((entry, index) => inner(entry, [...loc, index], items));
  };
}

/** Two of the lists are enumerations in Python. The others are plain literals. */
const enumerations: readonly string[] = [backends, peerRoles].map(String);

function oneOf(values: readonly string[]): Validator {
  const quoted = values.map((value) => `'${value}'`);
  const expected =
    quoted.length === 1 ? quoted[0]! : `${quoted.slice(0, -1).join(", ")} or ${quoted.at(-1)}`;
  const type = enumerations.includes(String(values)) ? "enum" : "literal_error";
  return (value, loc, items) => {
    if (!values.includes(value as string)) {
      items.push({
        type,
        loc,
        msg: `Input should be ${expected}`,
        input: value,
        ctx: { expected },
      });
    }
    return value;
  };
}

function typed(holds: (value: unknown) => boolean, type: string, msg: string): Validator {
  return (value, loc, items) => {
    if (!holds(value)) items.push({ type, loc, msg, input: value });
    return value;
  };
}

const truths = new Map<unknown, boolean>([
  ...["true", "t", "yes", "y", "on", "1", 1].map((word) => [word, true] as const),
  ...["false", "f", "no", "n", "off", "0", 0].map((word) => [word, false] as const),
]);

const toBoolean: Validator = (value, loc, items) => {
  if (typeof value === "boolean") return value;
  const meant = truths.get(isString(value) ? value.toLowerCase() : value);
  if (meant !== undefined) return meant;
  const isWord = isString(value) || Number.isInteger(value);
  items.push({
    type: isWord ? "bool_parsing" : "bool_type",
    loc,
    msg: `Input should be a valid boolean${isWord ? ", unable to interpret input" : ""}`,
    input: value,
  });
  return value;
};

const toInteger: Validator = (value, loc, items) => {
  const item = (type: string, why: string) => {
    items.push({ type, loc, msg: `Input should be a valid integer${why}`, input: value });
    return value;
  };
  if (typeof value === "boolean") return Number(value);
  if (isString(value)) {
    const text = value.trim();
    if (/^[+-]?\d+(_\d+)*(\.0+)?$/.test(text)) return Number(text.replaceAll("_", ""));
    return item("int_parsing", ", unable to parse string as an integer");
  }
  if (typeof value !== "number") return item("int_type", "");
  if (Math.abs(value) >= 2 ** 63) {
    const msg = "Unable to parse input string as an integer, exceeded maximum size";
    items.push({ type: "int_parsing_size", loc, msg, input: value });
    return value;
  }
  if (Number.isInteger(value)) return value;
  return item("int_from_float", ", got a number with a fractional part");
};

const toNumber: Validator = (value, loc, items) => {
  if (typeof value === "number") return value;
  if (typeof value === "boolean") return Number(value);
  const number = isString(value) && value.trim() !== "" ? Number(value) : Number.NaN;
  if (!Number.isNaN(number)) return number;
  items.push({
    type: isString(value) ? "float_parsing" : "float_type",
    loc,
    msg: `Input should be a valid number${isString(value) ? ", unable to parse string as a number" : ""}`,
    input: value,
  });
  return value;
};

function isString(value: unknown): value is string {
  return typeof value === "string";
}
