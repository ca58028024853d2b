// The parts of the generated guards. Each checks in place and copies nothing. The schemas use the rules too.

// The names that these declarations need, for programs without the types of Node or the DOM. They merge
// with the real ones.
declare global {
  interface Blob {}
  interface URL {}
}

/** Recognizes a value of a model. */
export interface Guard<Model> {
  /** Returns whether a value is valid for its model. It copies nothing and needs no zod. */
  (value: unknown): value is Model;
}

/** Checks a value without narrowing its type. */
export type Check = (value: unknown) => boolean;

/** What a check consists of. It explains with them what is wrong with a value. */
export interface Parts {
  /** The check of a value that is present. */
  readonly inner?: Check;
  /** Which of the generated texts says that a rule is broken. `inner` comes before the rule. */
  readonly text?: number;
  /** The values to choose from. */
  readonly known?: readonly unknown[];
  /** The check of each entry of a list. */
  readonly entry?: Check;
  /** The check of each value of a map. */
  readonly values?: Check;
  /** The check of each field of an object. */
  readonly fields?: Readonly<Record<string, Check>>;
  /** Whether an object may have only these fields. */
  readonly isClosed?: boolean;
}

/** A check for fields of a model. */
type Checks<Model> = { readonly [Key in keyof Model]?: Check };

/** An object that is not a list. */
export function isObject<Model = Record<string, unknown>>(
  value: unknown,
): value is { readonly [Key in keyof Model]-?: unknown } {
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

// The functions below make a check. Models of which a list has many are checked without them, because
// the engine optimizes plain code better.

// @__NO_SIDE_EFFECTS__
export function oneOf<Known>(known: readonly Known[]): Guard<Known> {
  const isKnown = (value: unknown): value is Known => known.includes(value as Known);
  return Object.assign(isKnown, { known } satisfies Parts);
}

// @__NO_SIDE_EFFECTS__
export function nullish(inner: Check): Check {
  const check = (value: unknown) => value == null || inner(value);
  return Object.assign(check, { inner } satisfies Parts);
}

// @__NO_SIDE_EFFECTS__
export function optional(inner: Check): Check {
  const check = (value: unknown) => value === undefined || inner(value);
  return Object.assign(check, { inner } satisfies Parts);
}

// @__NO_SIDE_EFFECTS__
export function listOf<Entry>(entry: Check): Guard<Entry[]> {
  const isList = (value: unknown): value is Entry[] => {
    if (!Array.isArray(value)) return false;
    for (const one of value as readonly unknown[]) if (!entry(one)) return false;
    return true;
  };
  return Object.assign(isList, { entry } satisfies Parts);
}

// @__NO_SIDE_EFFECTS__
export function mapOf(values: Check): Check {
  // Check own names only, here and below: other code may have put more on Object.prototype.
  const check = (value: unknown) =>
    isObject(value) && Object.keys(value).every((key) => key === "__proto__" || values(value[key]));
  return Object.assign(check, { values } satisfies Parts);
}

/** An object that may have other fields. */
// @__NO_SIDE_EFFECTS__
export function tolerant<Model>(fields: Checks<NoInfer<Model>>): Guard<Model> {
  const checks = Object.entries(fields) as [string, Check][];
  const hasFields = (value: unknown): value is Model =>
    isObject(value) && checks.every(([key, check]) => check(value[key]));
  return Object.assign(hasFields, { fields: fields as Record<string, Check> } satisfies Parts);
}

/** An object with only these fields. */
// @__NO_SIDE_EFFECTS__
export function closed<Model>(fields: Required<Checks<NoInfer<Model>>>): Guard<Model> {
  const hasFields = tolerant<Model>(fields as Checks<NoInfer<Model>>);
  const isClosed = (value: unknown): value is Model =>
    hasFields(value) && Object.keys(value as object).every((key) => Object.hasOwn(fields, key));
  return Object.assign(isClosed, {
    fields: fields as Record<string, Check>,
    isClosed: true,
  } satisfies Parts);
}

/** A value that keeps a rule, too. */
// @__NO_SIDE_EFFECTS__
export function ruled<Model>(
  inner: Guard<Model>,
  holds: (value: NoInfer<Model>) => boolean,
  text: number,
): Guard<Model> {
  const keeps = (value: unknown): value is Model => inner(value) && holds(value);
  return Object.assign(keeps, { inner, text } satisfies Parts);
}

// Rules that a type cannot express. Schemas and guards call them with a value that already has the right
// type and with literal arguments.

/** A string that is not empty. */
export function isFilled(text: string): boolean {
  return text !== "";
}

/** A string that can be sent as one segment of a path. */
export function isSegment(text: string): boolean {
  return text !== "" && text !== "." && text !== "..";
}

/** The allowed characters and length of a circle, and of a name on the socket. */
export const shortName = /^[a-zA-Z0-9._-]{1,64}$/;

/** A circle, or a name on the socket. */
export function isShortName(text: string): boolean {
  return shortName.test(text);
}

/** One of the values that the daemon itself checks. */
export function isAmong(text: string, known: readonly string[]): boolean {
  return known.includes(text);
}

/** A number greater than zero. */
export function isPositive(value: number): boolean {
  return value > 0;
}

/** A list with at least one entry, or an object with at least one key. zod does not see `__proto__`. */
export function hasEntries(value: object): boolean {
  return Object.keys(value).some((key) => key !== "__proto__");
}

/** A list with at most this many entries. */
export function hasAtMost(list: readonly unknown[], limit: number): boolean {
  return list.length <= limit;
}

/** Exactly one of two strings is given and not empty. */
export function hasExactlyOne(value: object, one: string, other: string): boolean {
  return isTruthy(value, one) !== isTruthy(value, other);
}

/** At most one of two strings is given and not empty. */
export function hasNotBoth(value: object, one: string, other: string): boolean {
  return !(isTruthy(value, one) && isTruthy(value, other));
}

/** At least one of two strings is given and not empty. */
export function hasEither(value: object, one: string, other: string): boolean {
  return isTruthy(value, one) || isTruthy(value, other);
}

/** At least one of the fields is present and not null. */
export function hasSome(value: object, ...keys: string[]): boolean {
  return keys.some((key) => isGiven(value, key));
}

/** At most one of two fields is present and not null. */
export function excludes(value: object, one: string, other: string): boolean {
  return !(isGiven(value, one) && isGiven(value, other));
}

/** If a field is present and not null, another field is required. */
export function needs(value: object, key: string, other: string): boolean {
  return !isGiven(value, key) || isGiven(value, other);
}

/** If a field has a certain value, a list must have entries. */
export function needsEntriesFor(value: object, key: string, text: string, list: string): boolean {
  if (read(value, key) !== text) return true;
  return hasEntries((read(value, list) ?? []) as readonly unknown[]);
}

/** A file with a name, or with a `filename` beside it. */
export function hasFilename(value: object): boolean {
  const file = read(value, "file") as Blob;
  const filename = read(value, "filename") ?? ("name" in file ? String(file.name) : "");
  return filename !== "";
}

function read(value: object, key: string): unknown {
  return (value as Readonly<Record<string, unknown>>)[key];
}

function isTruthy(value: object, key: string): boolean {
  return Boolean(read(value, key));
}

function isGiven(value: object, key: string): boolean {
  return read(value, key) != null;
}
