import { nearestName } from "@repowire/protocol/guards";

import { longestTimer } from "./scope.ts";

/** What an option must be, and its default. */
export interface Rule<Value, Default = undefined> {
  /** Returns the value as it is used. Throws a `TypeError` that begins with `at` if it is invalid. */
  readonly check: (at: string, value: unknown) => Value;
  readonly fallback: Default;
}

/** A rule for each option. A group of options is a rule too. */
export type Rules<Options> = {
  readonly [Name in keyof Options]-?: Rule<unknown, unknown>;
};

/** Options after the check: every known name is present, with its default if it was absent. */
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

/** The same rule, with a default. */
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

/** A time limit. 0 is refused, because it would be over at once. */
export const timeLimit: Rule<number> = rule(
  "more than 0 and at most 2147483647 milliseconds, or Infinity",
  (value) => isTime(value) && value > 0,
);

// @__NO_SIDE_EFFECTS__
function wholeNumber(
  range: string,
  least: number,
  most: number = Number.MAX_SAFE_INTEGER,
): Rule<number> {
  return rule(`a whole number ${range}`, (value) => {
    const isWhole = value === most || Number.isSafeInteger(value);
    return isWhole && (value as number) >= least && (value as number) <= most;
  });
}

/** A maximum number. */
export const count: Rule<number> = wholeNumber("above 0, or Infinity", 1, Infinity);

/** A maximum number that must be at least 2. */
export const several: Rule<number> = wholeNumber("above 1, or Infinity", 2, Infinity);

/** A number of repetitions. */
export const repetitions: Rule<number> = wholeNumber("from 0 to 100", 0, 100);

/** A size, which must be finite. */
export const size: Rule<number> = wholeNumber("above 0", 1);

export const flag: Rule<boolean> = rule("true or false", (value) => typeof value === "boolean");

export const text: Rule<string> = rule(
  "a non-empty string",
  (value) => typeof value === "string" && value !== "",
);

/** Any function. */
// @__NO_SIDE_EFFECTS__
export function callback<Callback>(): Rule<Callback> {
  return rule("a function", isFunction);
}

/** Any object that has these functions. */
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
  const words = values.map((value) => JSON.stringify(value));
  const must = `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
  return rule(must, (value) => values.includes(value as Value));
}

export const abortSignal: Rule<AbortSignal> = rule(
  "an AbortSignal",
  (value) =>
    isObject(value) &&
    typeof (value as AbortSignal).aborted === "boolean" &&
    isFunction((value as AbortSignal).addEventListener) &&
    isFunction((value as AbortSignal).removeEventListener),
);

/**
 * Normalises a path, so that the daemon can find the peer again: absolute, without `.`, `..`, doubled
 * separators or a trailing separator. The daemon compares the text of a registration with the normalised
 * path of a socket.
 *
 * @throws TypeError if the path is relative, or the root of a disk or a share.
 */
export function absolutePath(name: string, path: string): string {
  if (typeof path !== "string") throw new TypeError(`${name}: path must be a string`);
  // A drive, a share such as \\server\share or \\wsl$\Ubuntu, or a POSIX root.
  const root = /^[A-Za-z]:[\\/]|^\\\\[^\\/]+\\[^\\/]+|^\//.exec(path)?.[0];
  if (root === undefined) {
    throw new TypeError(
      `${name}: path must be absolute; resolve it first, with path.resolve() or, for a file: URL, fileURLToPath()`,
    );
  }
  const windows = root !== "/";
  const kept: string[] = [];
  for (const part of path.slice(root.length).split(windows ? /[\\/]/ : "/")) {
    if (part === "..") kept.pop();
    else if (part !== "" && part !== ".") kept.push(part);
  }
  if (kept.length === 0) throw new TypeError(`${name}: path must not be the root`);
  return (windows ? `${root.replace(/[\\/]$/, "")}\\` : root) + kept.join(windows ? "\\" : "/");
}

/** Options within an option. */
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
 * Checks the options of a function before it does anything: unknown names, types and ranges. Messages
 * begin with the function's name. They never quote a value, because it may be a secret.
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
  const values = propertiesOf(at, given, Object.keys(table));
  for (const name of Object.keys(values)) {
    if (!Object.hasOwn(table, name)) throw new TypeError(`${owner}: ${unknownName(name, table)}`);
  }
  const checked = Object.create(null) as Record<string, unknown>;
  for (const [name, { check, fallback }] of Object.entries(table)) {
    const value = values[name];
    checked[name] = value === undefined ? fallback : check(before + name, value);
  }
  return checked as Checked<Table>;
}

/**
 * Returns the properties of an object of options or parameters: its own, and what its class gives it. That
 * is its getters and what is enumerable, or else only `names`, which may be methods. Members of
 * `Object.prototype` do not count. A `Map`, an array and `Headers` are refused: they have no such
 * properties, so their content would be lost silently.
 */
export function propertiesOf(
  at: string,
  given: unknown,
  names?: readonly string[],
): Record<string, unknown> {
  if (!isObject(given) || Symbol.iterator in given) {
    throw new TypeError(`${at} must be an object with names and values`);
  }
  const values = Object.assign(Object.create(null) as Record<string, unknown>, given);
  for (const prototype of prototypesOf(given)) {
    const properties = Object.entries(Object.getOwnPropertyDescriptors(prototype));
    for (const [name, { get, enumerable }] of properties) {
      const counts = names === undefined ? get !== undefined || enumerable : names.includes(name);
      if (!counts || Object.hasOwn(values, name)) continue;
      values[name] = Reflect.get(prototype, name, given);
    }
  }
  return values;
}

/** The prototypes of an object, the nearest first, without `Object.prototype`. */
export function prototypesOf(given: object): object[] {
  const prototype = Object.getPrototypeOf(given) as object | null;
  if (prototype === null || Object.getPrototypeOf(prototype) === null) return [];
  return [prototype, ...prototypesOf(prototype)];
}

function unknownName(name: string, table: object): string {
  const known = Object.keys(table);
  const hint = didYouMean(name, known) || `, only ${known.join(", ")}`;
  return `there is no option ${JSON.stringify(name)}${hint}`;
}

/** The end of a message about an unknown name. It suggests the nearest known name, if one is similar. */
export function didYouMean(name: string, known: readonly string[]): string {
  const nearest = nearestName(name, known);
  return nearest === undefined ? "" : `; did you mean ${JSON.stringify(nearest)}?`;
}
