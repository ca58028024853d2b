import { longestTimer } from "./clock.ts";

/** What an option must be, and what it is when nobody says. */
export interface Rule<Value, Default = undefined> {
  /** Gives the value back as it is used, or throws a `TypeError` that begins with `at`. */
  readonly check: (at: string, value: unknown) => Value;
  readonly fallback: Default;
}

/** A rule for each option; a group of options is a rule too. */
export type Rules<Options> = {
  readonly [Name in keyof Options]-?: Rule<unknown, unknown>;
};

/** Options after the check: every known name is there, and has its default. */
export type Checked<Table> = {
  readonly [Name in keyof Table]: Table[Name] extends Rule<infer Value, infer Default>
    ? Value | Default
    : never;
};

/** A rule of a few words: `must` ends the sentence "timeout must be …". */
// @__NO_SIDE_EFFECTS__
export function rule<Value>(must: string, fits: (value: unknown) => boolean): Rule<Value> {
  const check = (at: string, value: unknown) => {
    if (fits(value)) return value as Value;
    throw new TypeError(`${at} must be ${must}`);
  };
  return { check, fallback: undefined };
}

/** The same rule, with a value for when nobody says. */
// @__NO_SIDE_EFFECTS__
export function byDefault<Value, const Default>(
  { check }: Rule<Value>,
  fallback: Default,
): Rule<Value, Default> {
  return { check, fallback };
}

const isTime = (value: unknown): value is number =>
  value === Infinity || (typeof value === "number" && value >= 0 && value <= longestTimer);

const isFunction = (value: unknown) => typeof value === "function";

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

/** A pause or an interval. */
export const duration: Rule<number> = rule("0 to 2147483647 milliseconds, or Infinity", isTime);

/** A time limit, which cannot be over before it begins. */
export const timeLimit: Rule<number> = rule(
  "more than 0 and at most 2147483647 milliseconds, or Infinity",
  (value) => isTime(value) && value > 0,
);

/** How many there may be of something. */
export const count: Rule<number> = rule(
  "a whole number above 0, or Infinity",
  (value) => value === Infinity || (Number.isSafeInteger(value) && (value as number) > 0),
);

/** How many there may be of something of which one is too few. */
export const several: Rule<number> = rule(
  "a whole number above 1, or Infinity",
  (value) => value === Infinity || (Number.isSafeInteger(value) && (value as number) > 1),
);

/** How often something may be repeated. */
export const repetitions: Rule<number> = rule(
  "a whole number from 0 to 100",
  (value) => Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= 100,
);

/** A size that has an end. */
export const size: Rule<number> = rule(
  "a whole number above 0",
  (value) => Number.isSafeInteger(value) && (value as number) > 0,
);

export const flag: Rule<boolean> = rule("true or false", (value) => typeof value === "boolean");

export const text: Rule<string> = rule(
  "a text, and not an empty one",
  (value) => typeof value === "string" && value !== "",
);

/** A function, whatever it takes and gives. */
// @__NO_SIDE_EFFECTS__
export function callback<Callback>(): Rule<Callback> {
  return rule("a function", isFunction);
}

/** An object of somebody's that has these functions. */
// @__NO_SIDE_EFFECTS__
export function having<Type>(...names: readonly (keyof Type & string)[]): Rule<Type> {
  const must = `an object with the function${names.length > 1 ? "s" : ""} ${names.join(" and ")}`;
  return rule(
    must,
    (value) => isObject(value) && names.every((name) => isFunction((value as Type)[name])),
  );
}

// @__NO_SIDE_EFFECTS__
export function oneOf<const Value extends string>(...values: readonly Value[]): Rule<Value> {
  return rule(listed(values.map((value) => JSON.stringify(value))), (value) =>
    values.includes(value as Value),
  );
}

export const abortSignal: Rule<AbortSignal> = rule(
  "an AbortSignal",
  (value) =>
    isObject(value) &&
    typeof (value as AbortSignal).aborted === "boolean" &&
    isFunction((value as AbortSignal).addEventListener) &&
    isFunction((value as AbortSignal).removeEventListener),
);

/** Options inside of an option. */
// @__NO_SIDE_EFFECTS__
export function group<Table extends Readonly<Record<string, Rule<unknown, unknown>>>>(
  table: Table,
): Rule<Checked<Table>> {
  return {
    check: (at, value) => checkGroup(at, at, `${at}.`, table, value),
    fallback: undefined,
  };
}

/**
 * Checks the options of a function, by its name, before anything is done: unknown names, types and
 * ranges. No message quotes a value, since it may be a secret.
 *
 * @throws TypeError
 */
export function checkOptions<Table extends Readonly<Record<string, Rule<unknown, unknown>>>>(
  name: string,
  table: Table,
  given: object | undefined,
): Checked<Table> {
  const options = given === undefined ? {} : given;
  return checkGroup(name, `${name}: the options`, `${name}: `, table, options);
}

function checkGroup<Table extends Readonly<Record<string, Rule<unknown, unknown>>>>(
  owner: string,
  at: string,
  before: string,
  table: Table,
  given: unknown,
): Checked<Table> {
  const values = propertiesOf(at, given);
  for (const name of Object.keys(values)) {
    if (!Object.hasOwn(table, name)) throw new TypeError(`${owner}: ${unknownName(name, table)}`);
  }
  const checked = Object.create(null) as Record<string, unknown>;
  for (const name of Object.keys(table)) {
    const { check, fallback } = table[name]!;
    // A class may have its options as getters or methods. What is on Object.prototype is no option.
    const value = Object.hasOwn(values, name) ? values[name] : inherited(given as object, name);
    checked[name] = value === undefined ? fallback : check(before + name, value);
  }
  return checked as Checked<Table>;
}

/**
 * The own properties of an object that names things, such as options and parameters. A `Map`, an
 * array or `Headers` has none, so that everything in it would get lost without a word.
 */
export function propertiesOf(at: string, given: unknown): Record<string, unknown> {
  if (!isObject(given) || Symbol.iterator in given) {
    throw new TypeError(`${at} must be an object with names and values`);
  }
  return Object.assign(Object.create(null) as Record<string, unknown>, given);
}

/** The prototypes of an object, the nearest first, without the root: `Object.prototype`. */
export function prototypesOf(given: object): object[] {
  const prototype = Object.getPrototypeOf(given) as object | null;
  if (prototype === null || Object.getPrototypeOf(prototype) === null) return [];
  return [prototype, ...prototypesOf(prototype)];
}

/** What a class of the caller's gives an object; nothing of `Object.prototype`. */
export function inherited(given: object, name: string): unknown {
  const from = prototypesOf(given).find((prototype) => Object.hasOwn(prototype, name));
  return from && Reflect.get(from, name, given);
}

/**
 * Adds what a class of the caller's gives its objects: getters, and what is inherited and can be
 * listed; nothing of `Object.prototype`.
 */
export function withGetters(
  values: Record<string, unknown>,
  given: object,
): Record<string, unknown> {
  for (const prototype of prototypesOf(given)) {
    const properties = Object.entries(Object.getOwnPropertyDescriptors(prototype));
    for (const [name, { get, enumerable }] of properties) {
      if ((get !== undefined || enumerable) && !Object.hasOwn(values, name)) {
        values[name] = Reflect.get(prototype, name, given);
      }
    }
  }
  return values;
}

function unknownName(name: string, table: object): string {
  const known = Object.keys(table);
  const hint = didYouMean(name, known) || `, only ${known.join(", ")}`;
  return `there is no option ${JSON.stringify(name)}${hint}`;
}

/** The end of a sentence about an unknown name: the nearest known one, if one is near. */
export function didYouMean(name: string, known: readonly string[]): string {
  const [nearest] = known
    .map((each) => ({ each, far: distance(name.toLowerCase(), each.toLowerCase()) }))
    .filter(({ far }) => far <= Math.max(2, name.length / 3))
    .sort((a, b) => a.far - b.far);
  return nearest === undefined ? "" : `; did you mean ${JSON.stringify(nearest.each)}?`;
}

/** How many letters have to be added, taken away or changed. */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      const changed = row[j - 1]! + (from[i - 1] === to[j - 1] ? 0 : 1);
      next.push(Math.min(changed, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[to.length]!;
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}
