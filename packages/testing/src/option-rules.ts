import { misuse } from "./fake-daemon-error.ts";
import { isRecord, noSuch } from "./support.ts";
import { type Duration, milliseconds } from "./time/duration.ts";

/** What is wrong with a value, or with the part of it to which the path leads. */
interface Problem {
  readonly path: string;
  /** Follows the path in a sentence: `"must be a string"`. */
  readonly what: string;
}

/** Returns what is wrong with a value. `Value` is the type of a value with which nothing is wrong. */
export interface Rule<Value> {
  (value: unknown): readonly Problem[];
  /** For the compiler alone. */
  readonly right?: Value;
}

/** The type of what a rule lets pass. */
export type ValueOf<Given> = Given extends Rule<infer Value> ? Value : never;

type Fields = Readonly<Record<string, Rule<unknown>>>;

type Values<Given> = { readonly [Name in keyof Given]: ValueOf<Given[Name]> };

/**
 * Checks a value at run time, because JavaScript callers have no types.
 *
 * @throws FakeDaemonError that says what to write.
 */
export function check<Value>(what: string, rule: Rule<Value>, value: unknown): Value {
  const problems = rule(value);
  const [first] = problems;
  if (!first) return value as Value;
  const said = problems.map(({ path, what: problem }) => `${path} ${problem}`.trimStart());
  throw misuse(`${what}${first.path === "" ? " " : ": "}${said.join("; ")}`);
}

/** What a value must be, in a few words. */
export function rule<Value>(words: string, fits: (value: unknown) => boolean): Rule<Value> {
  return also(anything as Rule<Value>, `must be ${words}`, fits);
}

/** A rule for values that keep another one. */
function also<Value>(
  first: Rule<Value>,
  what: string,
  fits: (value: Value) => boolean,
): Rule<Value> {
  return (value) => {
    const problems = first(value);
    if (problems.length > 0 || fits(value as Value)) return problems;
    return [{ path: "", what }];
  };
}

export const anything: Rule<unknown> = () => [];
export const text = rule<string>("a string", (value) => typeof value === "string");
export const filledText = also(text, "must not be empty", (value) => value !== "");
export const flag = rule<boolean>("a boolean", (value) => typeof value === "boolean");
export const number = rule<number>("a number", Number.isFinite);
export const wholeNumber = also(number, "must be a whole number", Number.isSafeInteger);

export function atLeast(least: number, first: Rule<number>): Rule<number> {
  return also(first, `must be at least ${least}`, (value) => value >= least);
}

export function atMost(most: number, first: Rule<number>): Rule<number> {
  return also(first, `must be at most ${most}`, (value) => value <= most);
}

export function oneOf<const Value extends string>(values: readonly Value[]): Rule<Value> {
  const words = values.map((value) => JSON.stringify(value)).join(", ");
  return rule(`one of ${words}`, (value) => values.includes(value as Value));
}

export function optional<Value>(inner: Rule<Value>): Rule<Value | undefined> {
  return (value) => (value === undefined ? [] : inner(value));
}

export function nullable<Value>(inner: Rule<Value>): Rule<Value | null> {
  return (value) => (value === null ? [] : inner(value));
}

const list = rule<readonly unknown[]>("an array", Array.isArray);
const object = rule<Readonly<Record<string, unknown>>>("an object", isRecord);

export function listOf<Entry>(entry: Rule<Entry>): Rule<readonly Entry[]> {
  return withParts(list, (entries) => entries.map((one, index) => [String(index), entry(one)]));
}

/** An object with any keys. */
export function mapOf<Value>(values: Rule<Value>): Rule<Readonly<Record<string, Value>>> {
  return withParts(object, (map) =>
    Object.entries(map).map(([key, value]) => [key, values(value)]),
  );
}

/** An object with these keys, and any others. */
export function open<Given extends Fields>(
  fields: Given,
): Rule<Values<Given> & Readonly<Record<string, unknown>>> {
  return withParts(object, (given) =>
    Object.entries(fields).map(([key, field]) => [key, field(given[key])]),
  );
}

/** An object with these keys, and no others: a misspelt one would have no effect. */
export function closed<Given extends Fields>(fields: Given): Rule<Values<Given>> {
  const hasFields = open(fields);
  return (value) => {
    const unknown = isRecord(value)
      ? Object.keys(value).filter((key) => !Object.hasOwn(fields, key))
      : [];
    const said = unknown.map((key) => noSuch(key, Object.keys(fields)));
    return [...hasFields(value), ...said.map((what) => ({ path: "", what }))];
  };
}

/** A rule for a value and its parts. */
function withParts<Whole, Value extends Whole>(
  whole: Rule<Whole>,
  problemsOf: (value: Whole) => readonly [key: string, problems: readonly Problem[]][],
): Rule<Value> {
  return (value) => {
    const problems = whole(value);
    if (problems.length > 0) return problems;
    return problemsOf(value as Whole).flatMap(([key, inside]) =>
      inside.map(({ path, what }) => ({ path: path === "" ? key : `${key}.${path}`, what })),
    );
  };
}

export const maybeText = optional(text);
export const maybeFlag = optional(flag);

/** A span of time. */
export const duration = rule<Duration>('milliseconds, or a text such as "2s"', isDuration);

/** A signal that ends a wait. */
export const maybeSignal = optional(
  rule<AbortSignal>(
    "an AbortSignal",
    (value) => isRecord(value) && typeof value["addEventListener"] === "function",
  ),
);

/** The options of a wait for a call, an ask or a broadcast. */
export const waitRule = closed({ signal: maybeSignal });

function isDuration(value: unknown): boolean {
  try {
    milliseconds(value as Duration);
    return true;
  } catch {
    return false;
  }
}
