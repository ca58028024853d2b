// The kinds of schemas. Each is a kind of `zod/mini` with the same members, made from the core of zod. A
// bundle with one schema is a fifth smaller than with zod's own kinds.
import type * as z from "zod/mini";
// Not as a namespace: a bundler must see that to name them has no effect.
import {
  $ZodArray,
  $ZodBoolean,
  $ZodCustom,
  $ZodEnum,
  $ZodNever,
  $ZodNumber,
  $ZodObject,
  $ZodString,
  $ZodType,
  $ZodUnknown,
  $constructor,
  clone,
  safeParse,
  safeParseAsync,
} from "zod/v4/core";

type Base = Pick<typeof $ZodType, "init">;
type Init = (schema: z.core.$ZodType, def: never) => void;

interface Tracing {
  captureStackTrace(error: object, above: unknown): void;
}

/** Makes a schema. Without an `error` it says what a value must be. */
type Kind = new (def: object) => z.ZodMiniType;

const members: Partial<z.ZodMiniObject> & ThisType<z.ZodMiniObject> = {
  parse(value, params) {
    return valueOf(safeParse(this, value, params));
  },
  async parseAsync(value, params) {
    return valueOf(await safeParseAsync(this, value, params));
  },
  safeParse(value, params) {
    return safeParse(this, value, params) as never;
  },
  safeParseAsync(value, params) {
    return safeParseAsync(this, value, params) as never;
  },
  check(...checks) {
    const { def } = this;
    const added = checks.map((check) =>
      "_zod" in check ? check : { _zod: { check, def: { check: "custom" }, onattach: [] } },
    );
    return clone(this, { ...def, checks: [...(def.checks ?? []), ...added] } as never, {
      parent: true,
    });
  },
  get with() {
    return this.check;
  },
  clone(def, params) {
    return clone(this, def, params);
  },
  register(registry, meta?: unknown) {
    registry.add(this, meta as never);
    return this;
  },
  brand() {
    return this as never;
  },
  apply(fn, ...args) {
    return fn(this, ...args);
  },
  get shape() {
    return this.def.shape;
  },
};

function valueOf<Value>(result: z.core.util.SafeParseResult<Value>): Value {
  if (result.success) return result.data;
  (Error as Partial<Tracing>).captureStackTrace?.(result.error, valueOf);
  throw result.error;
}

export const StringKind = kind("String", $ZodString, "a string");
export const NumberKind = kind("Number", $ZodNumber, "a number");
export const BooleanKind = kind("Boolean", $ZodBoolean, "a boolean");
export const UnknownKind = kind("Unknown", $ZodUnknown);
export const NeverKind = kind("Never", $ZodNever);
export const EnumKind = kind("Enum", $ZodEnum);
export const ArrayKind = kind("Array", $ZodArray, "an array");
export const ObjectKind = kind("Object", $ZodObject, "an object");
export const CustomKind = kind("Custom", $ZodCustom, "a Blob or a File");

// zod's own kinds of these two also know the patterns of template literals and the values of unions.

export const OptionalKind = wrapper("Optional", undefined);
export const NullableKind = wrapper("Nullable", null);

// @__NO_SIDE_EFFECTS__
function wrapper(name: string, empty: null | undefined): Kind {
  return made(name, (schema, def: z.core.$ZodOptionalDef) => {
    const base: Base = $ZodType;
    base.init(schema, def as never);
    if (empty === undefined) schema._zod.optin = schema._zod.optout = "optional";
    schema._zod.parse = (payload, context) =>
      payload.value === empty ? payload : def.innerType._zod.run(payload, context);
  });
}

// @__NO_SIDE_EFFECTS__
function kind(name: string, base: unknown, what?: string): Kind {
  return made(name, (schema, def: { error?: () => string }) => {
    def.error ??= () => `must be ${what}`;
    (base as { init: Init }).init(schema, def as never);
  });
}

// @__NO_SIDE_EFFECTS__
function made(name: string, init: Init): Kind {
  const constructor = $constructor<z.ZodMiniType>(
    `ZodMini${name}`,
    (schema, def) => {
      init(schema, def as never);
      Object.assign(schema, { def, type: def.type });
    },
    members as never,
  );
  return constructor as unknown as Kind;
}
