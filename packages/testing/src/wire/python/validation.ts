import { backends, peerRoles } from "@repowire/protocol/guards";

import { isIdentifier } from "../../daemon/names.ts";
import { isRecord } from "../../support.ts";
import type { DaemonRule, Limit, Model, Parameter } from "../parameter.ts";

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

/** The parameters of a model, in its order. */
export type Fields = readonly (readonly [name: string, parameter: Parameter])[];

const made = new WeakMap<Parameter, Validator>();

/** The validator of a parameter. */
export function validatorOf(parameter: Parameter): Validator {
  let validator = made.get(parameter);
  if (!validator) made.set(parameter, (validator = make(parameter)));
  return validator;
}

function make(parameter: Parameter): Validator {
  const inner = withLimits(parameter, ofType(parameter));
  if (!parameter.nullable) return inner;
  return (value, loc, items) => (value === null ? null : inner(value, loc, items));
}

function ofType(parameter: Parameter): Validator {
  switch (parameter.type) {
    case "string":
      return parameter.known
        ? oneOf(parameter.known)
        : typed(isString, "string_type", "Input should be a valid string");
    case "boolean":
      return toBoolean;
    case "integer":
      return toInteger;
    case "number":
      return toNumber;
    case "list":
      return listOf(validatorOf(parameter.entries));
    case "map":
      return mapOf(validatorOf(parameter.values));
    case "model":
      return modelOf(fieldsOf(parameter));
    case "any":
      return (value) => value;
  }
}

export function fieldsOf({ fields }: Model): Fields {
  return Object.entries(fields);
}

/** Applies the limits of a value, if its parts are valid. */
export function withLimits({ limits = [] }: Parameter, validator: Validator): Validator {
  if (limits.length === 0) return validator;
  const checks = limits.map(checkOf);
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
  readonly ctx: Readonly<Record<string, unknown>>;
}

type Check = (value: unknown) => Problem | undefined;

function checkOf(limit: Limit): Check {
  if ("rule" in limit) return ruleCheck(limit);
  if ("pattern" in limit) return patternCheck(limit.pattern);
  if ("minLength" in limit) return lengthCheck("short", "least", "min_length", limit.minLength);
  if ("maxLength" in limit) return lengthCheck("long", "most", "max_length", limit.maxLength);
  return "least" in limit
    ? boundCheck("greater", "ge", limit.least)
    : boundCheck("less", "le", limit.most);
}

const rules: Readonly<
  Record<DaemonRule["rule"], (value: never, ...of: readonly string[]) => boolean>
> = {
  isShortName: isIdentifier,
  hasEntries: (value: object) => Object.keys(value).length > 0,
  excludes: (value: Values, one, other) => value[one!] == null || value[other!] == null,
  hasSome: (value: Values, ...names) => names.some((name) => value[name] != null),
  needs: (value: Values, name, other) => value[name!] == null || value[other!] != null,
};

type Values = Readonly<Record<string, unknown>>;

function ruleCheck({ rule, of, type, msg, ctx = { error: {} } }: DaemonRule): Check {
  const holds = rules[rule];
  return (value) => (holds(value as never, ...of) ? undefined : { type, msg, ctx });
}

function lengthCheck(end: "short" | "long", side: string, key: string, limit: number): Check {
  const characters = limit === 1 ? "character" : "characters";
  const msg = `String should have at ${side} ${limit} ${characters}`;
  return (value) => {
    const { length } = [...(value as string)];
    const fits = end === "short" ? length >= limit : length <= limit;
    return fits ? undefined : { type: `string_too_${end}`, msg, ctx: { [key]: limit } };
  };
}

function boundCheck(side: "greater" | "less", key: "ge" | "le", limit: number): Check {
  const type = `${side}_than_equal`;
  const msg = `Input should be ${side} than or equal to ${limit}`;
  return (value) => {
    const fits = side === "greater" ? (value as number) >= limit : (value as number) <= limit;
    return fits ? undefined : { type, msg, ctx: { [key]: limit } };
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
export function modelOf(fields: Fields): Validator {
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
  fields: Fields,
  value: Record<string, unknown>,
  loc: Location,
  items: ValidationItem[],
): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const [name, parameter] of fields) {
    if (Object.hasOwn(value, name)) {
      result[name] = validatorOf(parameter)(value[name], [...loc, name], items);
    } else if (!parameter.optional) {
      items.push({ type: "missing", loc: [...loc, name], msg: "Field required", input: value });
    }
  }
  return result;
}

function mapOf(inner: Validator): Validator {
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
