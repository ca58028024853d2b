// The parts of the generated guards. Each checks in place and copies nothing.

// The names that these declarations need, for programs without the types of Node or the DOM. They merge
// with the real ones.
declare global {
  interface Blob {}
  interface URL {}
}

/** Recognizes a value of a model. */
export type Guard<Model> = (value: unknown) => value is Model;

/** Checks a value without narrowing its type. */
export type Check = Guard<unknown> | ((value: unknown) => boolean);

/** The unchecked fields of an object. */
export type Unchecked<Model> = { readonly [Key in keyof Model]-?: unknown };

/** An object that is not a list. */
export function isObject<Model = Record<string, unknown>>(
  value: unknown,
): value is Unchecked<Model> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isUnknown(_value: unknown): _value is unknown {
  return true;
}

export function isString(value: unknown): value is string {
  return typeof value === "string";
}

export function isBoolean(value: unknown): value is boolean {
  return typeof value === "boolean";
}

export function isNumber(value: unknown): value is number {
  return Number.isFinite(value);
}

export function isInteger(value: unknown): value is number {
  return Number.isInteger(value);
}

export function isNullishString(value: unknown): value is string | null | undefined {
  return value == null || typeof value === "string";
}

export function isNullishBoolean(value: unknown): value is boolean | null | undefined {
  return value == null || typeof value === "boolean";
}

export function isNullishNumber(value: unknown): value is number | null | undefined {
  return value == null || Number.isFinite(value);
}

export function isNullishInteger(value: unknown): value is number | null | undefined {
  return value == null || Number.isInteger(value);
}

export function isNullishObject(value: unknown): value is object | null | undefined {
  return value == null || isObject(value);
}

export function isBlob(value: unknown): value is Blob {
  return value instanceof Blob;
}

export function isOneOf(value: unknown, known: readonly string[]): value is string {
  return (known as readonly unknown[]).includes(value);
}

export function isNullish(value: unknown, check: Check): boolean {
  return value == null || check(value);
}

export function isOptional(value: unknown, check: Check): boolean {
  return value === undefined || check(value);
}

export function isArrayOf(value: unknown, check: Check): value is readonly unknown[] {
  if (!Array.isArray(value)) return false;
  for (const entry of value as readonly unknown[]) if (!check(entry)) return false;
  return true;
}

export function isMapOf(value: unknown, check: Check): boolean {
  if (!isObject(value)) return false;
  // Check own names only, here and below: other code may have put more on Object.prototype.
  return Object.keys(value).every((key) => key === "__proto__" || check(value[key]));
}

/** An object with only these fields. */
export function isClosed<Model>(
  value: unknown,
  fields: { readonly [Key in keyof Model]-?: Check },
): value is Model & object {
  if (!isObject(value)) return false;
  return (
    Object.keys(value).every((key) => Object.hasOwn(fields, key)) &&
    (Object.keys(fields) as (keyof Model & string)[]).every((key) => fields[key](value[key]))
  );
}
