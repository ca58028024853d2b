import type * as z from "zod/mini";
import { _gte, _lte, _maxLength, _minLength, _regex } from "zod/v4/core";

import * as rules from "./checks.ts";
import { type Issue, isOneOf, atLeast, atMost, hasNo } from "./issues.ts";
import * as kinds from "./kinds.ts";
import type * as words from "./words.ts";
import type { Open } from "./words.ts";

/** A schema of a model. Input and output have the same type. */
export type Schema<Model> = z.ZodMiniType<Model, Model>;

/**
 * The schema of an object, typed by its model. It is an object schema of `zod/mini`: `z.pick`, `z.extend`
 * and `z.omit` accept it. The compiler resolves zod's types only for the members that a program uses.
 */
export interface ObjectSchema<Model extends object> {
  /** The schema of each field. */
  readonly shape: ShapeOf<Model>;
  // The second signature of each is zod's, for `z.pick` and others, which compare it.
  /** Returns the value. Throws if it does not match. */
  parse(value: unknown, params?: ParseOptions): Model;
  parse(value: unknown, params?: ParseOptions): ZodObject<Model>["_zod"]["output"];
  /** Returns the value, or what is wrong with it: pass `error` to `describeIssues`. */
  safeParse(value: unknown, params?: ParseOptions): Parsed<Model>;
  safeParse(value: unknown, params?: ParseOptions): ReturnType<ZodObject<Model>["safeParse"]>;
  /** As `parse`, for checks of your own that are async. */
  readonly parseAsync: ZodObject<Model>["parseAsync"];
  /** As `safeParse`, for checks of your own that are async. */
  readonly safeParseAsync: ZodObject<Model>["safeParseAsync"];
  /** The Standard Schema. */
  readonly "~standard": ZodObject<Model>["~standard"];
  /** What zod stores. */
  readonly _zod: ZodObject<Model>["_zod"];
  /** `"object"`. */
  readonly type: ZodObject<Model>["type"];
  /** The definition. */
  readonly def: ZodObject<Model>["def"];
  /** Returns a copy with further checks. */
  readonly check: ZodObject<Model>["check"];
  /** The same as `check`. */
  readonly with: ZodObject<Model>["with"];
  /** Returns a copy. */
  readonly clone: ZodObject<Model>["clone"];
  /** Adds the schema to a registry of zod. */
  readonly register: ZodObject<Model>["register"];
  /** Marks its type. */
  readonly brand: ZodObject<Model>["brand"];
  /** Passes the schema to a function. */
  readonly apply: ZodObject<Model>["apply"];
}

/** The type of zod behind an {@link ObjectSchema}. */
export type ZodObject<Model extends object> = z.ZodMiniObject<ShapeOf<Model>, z.core.$strip>;

/** The options of a parse, as zod defines them. */
export type ParseOptions = z.core.ParseContext<z.core.$ZodIssue>;

/** The result of a parse. */
export type Parsed<Model> =
  | {
      /** Whether the value matches. */
      success: true;
      /** The value, if it matches. */
      data: Model;
      /** What is wrong, if it does not match. */
      error?: never;
    }
  | { success: false; data?: never; error: ParseError<Model> };

/**
 * The error of a parse. It is zod's own; `z.safeParse(schema, value)` returns it with the types of zod, for
 * functions such as `z.treeifyError`.
 */
export interface ParseError<Model> extends Error {
  /** For the compiler alone. */
  type: Model;
  /** The problems. */
  issues: Issue[];
  /** What zod stores. */
  _zod: z.core.$ZodError<Model>["_zod"];
}

/** A schema for each field of a model. */
export type ShapeOf<Model> = { [Key in keyof Model]-?: FieldSchema<Model, Key> };

/** The schema of a field. It knows whether the field may be left out. */
export type FieldSchema<Model, Key extends keyof Model> =
  {} extends Pick<Model, Key> ? OptionalSchema<Model[Key]> : Schema<Model[Key]>;

/** The schema of a field that may be left out. */
export interface OptionalSchema<Value> extends z.ZodMiniType<
  Value,
  Value,
  OptionalInternals<Value>
> {}

/** What zod stores for a field that may be left out. */
export interface OptionalInternals<Value> extends z.core.$ZodTypeInternals<Value, Value> {
  /** A value may lack the field. */
  optin: "optional";
  /** A result may lack the field. */
  optout: "optional";
}

/**
 * The schema of a model, as users see it. If the model and what the schema accepts differ, the result is
 * a type that no schema has.
 */
export type SchemaOf<Model, Made extends z.core.$ZodType> =
  IsSame<Model, z.output<Made>> extends true
    ? Model extends readonly unknown[]
      ? Schema<Model>
      : ObjectSchema<Model & object>
    : { readonly "the model does not match its schema: pnpm run generate": never };

/** The value that a shape describes. */
type OutputOf<Shape extends z.core.$ZodShape> = z.core.$InferObjectOutput<Shape, {}>;

/** An answer. It comes from JSON, which has no `undefined`. */
type AnswerOf<Shape extends z.core.$ZodShape> = {
  [Key in keyof OutputOf<Shape>]: Exclude<OutputOf<Shape>[Key], undefined>;
};

type IsSame<One, Other> = [One, Other, keyof One, keyof Other] extends [
  Other,
  One,
  keyof Other,
  keyof One,
]
  ? true
  : false;

type Rule = z.core.$ZodCheck<never>;

// The functions below make every schema, so that each has its own error messages.

/** An object that the daemon receives, with rules between its fields. Unknown fields are refused. */
// @__NO_SIDE_EFFECTS__
export function closed<Shape extends z.core.$ZodShape>(
  shape: Shape,
  ...checks: readonly Rule[]
): Schema<OutputOf<Shape>> {
  return new kinds.ObjectKind({
    type: "object",
    shape,
    catchall: new kinds.NeverKind({ type: "never" }),
    checks,
    error: ({ keys }: { keys?: string[] }) =>
      keys ? hasNo(keys, Object.keys(shape)) : "must be an object",
  }) as Schema<OutputOf<Shape>>;
}

/** The same, with fields that it shares with other schemas. */
// @__NO_SIDE_EFFECTS__
export function closedWith<Shared extends z.core.$ZodShape, Own extends z.core.$ZodShape>(
  shared: Shared,
  own: Own,
  ...checks: readonly Rule[]
): Schema<OutputOf<Shared & Own>> {
  return closed({ ...shared, ...own }, ...checks);
}

/** An object that the daemon sends. Unknown fields pass unchanged. */
// @__NO_SIDE_EFFECTS__
export function tolerant<Shape extends z.core.$ZodShape>(shape: Shape): Schema<AnswerOf<Shape>> {
  return objectOf(shape, anything) as Schema<AnswerOf<Shape>>;
}

/** The same, with fields that it shares with other schemas. */
// @__NO_SIDE_EFFECTS__
export function tolerantWith<Shared extends z.core.$ZodShape, Own extends z.core.$ZodShape>(
  shared: Shared,
  own: Own,
): Schema<AnswerOf<Shared & Own>> {
  return tolerant({ ...shared, ...own });
}

// @__NO_SIDE_EFFECTS__
function objectOf(shape: object, catchall: z.ZodMiniType, checks?: readonly Rule[]): z.ZodMiniType {
  return new kinds.ObjectKind({ type: "object", shape, catchall, checks });
}

/** A string that keeps rules. */
// @__NO_SIDE_EFFECTS__
export function stringWith(...checks: readonly Rule[]): Schema<string> {
  return new kinds.StringKind({ type: "string", checks }) as Schema<string>;
}

/** A number that keeps rules. */
// @__NO_SIDE_EFFECTS__
export function numberWith(...checks: readonly Rule[]): Schema<number> {
  return new kinds.NumberKind({ type: "number", checks }) as Schema<number>;
}

export const string = stringWith();
export const boolean = /* @__PURE__ */ new kinds.BooleanKind({
  type: "boolean",
}) as Schema<boolean>;
export const number = numberWith();
const whole = rule(rules.isInteger, [], "must be a whole number");
export const int = numberWith(whole);
export const anything = /* @__PURE__ */ new kinds.UnknownKind({
  type: "unknown",
}) as Schema<unknown>;

/** An object whose keys the daemon does not define. It is checked in place and passes unchanged. */
export const FreeFormSchema: Schema<Record<string, unknown>> = mapOf(anything);

/** An object whose keys are data, with values of one kind. */
// @__NO_SIDE_EFFECTS__
export function mapOf<Value>(
  value: Schema<Value>,
  ...checks: readonly Rule[]
): Schema<Record<string, Value>> {
  return objectOf({}, value, checks) as Schema<Record<string, Value>>;
}

/** A list. */
// @__NO_SIDE_EFFECTS__
export function list<Entry>(element: Schema<Entry>, ...checks: Rule[]): Schema<Entry[]> {
  const def = { type: "array", element, checks };
  return new kinds.ArrayKind(def) as Schema<Entry[]>;
}

/** A field of a request that may be left out. */
// @__NO_SIDE_EFFECTS__
export function optional<Value>(innerType: Schema<Value>): OptionalSchema<Value | undefined> {
  return new kinds.OptionalKind({ type: "optional", innerType }) as never;
}

/** A field that may be left out or null. */
// @__NO_SIDE_EFFECTS__
export function nullish<Value>(innerType: Schema<Value>): OptionalSchema<Value | null | undefined> {
  return optional(new kinds.NullableKind({ type: "nullable", innerType }) as Schema<Value | null>);
}

/** The name of a list of known values. A bundle with a schema has only the name, not the list. */
type ListName = {
  [Name in keyof typeof words]: (typeof words)[Name] extends readonly string[] ? Name : never;
}[keyof typeof words];

/**
 * A string whose known values an editor completes. Any string passes, because almost every release of the
 * daemon has added a value somewhere, and forks have backends of their own.
 */
// @__NO_SIDE_EFFECTS__
export function open<Name extends ListName>(
  known: Name,
): Schema<Open<(typeof words)[Name][number]>> {
  return new kinds.StringKind({ type: "string", known }) as never;
}

/** One of the values of a list. */
// @__NO_SIDE_EFFECTS__
export function oneOf<const Known extends string>(known: readonly Known[]): Schema<Known> {
  const entries = Object.fromEntries(known.map((value) => [value, value]));
  const error = () => isOneOf(known);
  return new kinds.EnumKind({ type: "enum", known, entries, error }) as Schema<Known>;
}

/**
 * One of the values of a list that the daemon itself checks. Another value is a 400 there, instead of the
 * 422 of its framework.
 */
// @__NO_SIDE_EFFECTS__
export function among<const Known extends string>(known: readonly Known[]): Schema<Known> {
  const checks = [rule(rules.isAmong, [known], isOneOf(known))];
  const def = { type: "string", known, checks, error: () => isOneOf(known) };
  return new kinds.StringKind(def) as unknown as Schema<Known>;
}

/** A single string. */
// @__NO_SIDE_EFFECTS__
export function only<const Text extends string>(value: Text): Schema<Text> {
  const def = { type: "enum", entries: { [value]: value }, error: () => isOneOf([value]) };
  return new kinds.EnumKind(def) as Schema<Text>;
}

/** The fields of several models with further fields, in a form that a bundler can drop. */
// @__NO_SIDE_EFFECTS__
export function fieldsWith<Base extends object, More extends object>(
  base: Base,
  more: More,
): Base & More {
  return { ...base, ...more };
}

/** The item of the daemon's 422 for a broken rule that a schema cannot express. */
export interface DaemonRule {
  /** The item's `type`. */
  readonly type: string;
  /** The item's `msg`. */
  readonly msg: string;
  /** The item's `ctx`. Default: the `ctx` of a rule in the daemon's own code. */
  readonly ctx?: Readonly<Record<string, unknown>>;
}

/** A rule in the form that the generator reads: a function of `rules.ts` with its arguments. */
export interface RuleParams {
  readonly holds: unknown;
  readonly values: readonly unknown[];
  readonly error: string;
  readonly daemon?: DaemonRule | undefined;
}

/**
 * A rule that the type cannot express. Without `daemon` it is our own rule: the daemon accepts such a
 * value, or answers with something other than a 422.
 */
// @__NO_SIDE_EFFECTS__
export function rule<Value, Values extends readonly unknown[]>(
  holds: (value: Value, ...values: Values) => boolean,
  values: Values,
  error: string,
  daemon?: DaemonRule,
): Rule {
  const fn = (value: Value) => holds(value, ...values);
  const check = ({ value, issues }: z.core.ParsePayload<Value>) => {
    // One problem of a value is enough: the others may be its consequence.
    if (issues.length === 0 && !fn(value))
      issues.push({ code: "custom", input: value, message: error });
  };
  const params = { holds, values, error, daemon } satisfies RuleParams;
  // The same as zod's own `refine`, but a kilobyte smaller.
  return { _zod: { check, def: { check: "custom", fn, params }, onattach: [] } } as never;
}

/** A rule of the daemon, with the daemon's message. If that does not help, pass our own message too. */
// @__NO_SIDE_EFFECTS__
export function daemonRule<Value, Values extends readonly unknown[]>(
  holds: (value: Value, ...values: Values) => boolean,
  values: Values,
  words: string,
  error: string = words,
): Rule {
  return rule(holds, values, error, { type: "value_error", msg: `Value error, ${words}` });
}

/** A whole number with a lower and, optionally, an upper bound. */
// @__NO_SIDE_EFFECTS__
export function intFrom(least: number, most?: number): Schema<number> {
  const upper = most === undefined ? [] : [_lte(most, { error: () => atMost("number", most) })];
  return numberWith(whole, _gte(least, { error: () => atLeast("number", least) }), ...upper);
}

// Fields that many models share; a schema for all of them keeps a bundle small. A release may leave out a
// nullish field or send it as null. An optional field of a request may be absent, but not null.

export const nullishString = nullish(string);
export const nullishStrings = nullish(list(string));
export const nullishBoolean = nullish(boolean);
export const nullishNumber = nullish(number);
export const nullishInt = nullish(int);
export const nullishFreeForm = nullish(FreeFormSchema);
export const nullishFreeForms = nullish(list(FreeFormSchema));
export const nullishAnything = nullish(anything);
export const optionalFreeForm = optional(FreeFormSchema);
export const optionalString = optional(string);
export const optionalBoolean = optional(boolean);

/** An open enum that a release may leave out or send as null. */
// @__NO_SIDE_EFFECTS__
export function nullishOpen<Name extends ListName>(known: Name) {
  return nullish(open(known));
}

/** A string that the daemon would accept empty and then find nothing for. */
// @__NO_SIDE_EFFECTS__
export function nonEmpty(what: string): Schema<string> {
  return stringWith(rule(rules.isFilled, [], `must be ${what}, not an empty string`));
}

/** A peer id or display name. The daemon accepts an empty one and then finds nobody. */
export const peerReference = nonEmpty("a peer id or display name");

/** A parameter that becomes one segment of the path. */
// @__NO_SIDE_EFFECTS__
export function pathSegment(what: string): Schema<string> {
  return stringWith(
    rule(
      rules.isSegment,
      [],
      `must be ${what}; an empty string, "." and ".." cannot be sent in a path`,
    ),
  );
}

/** A peer id or display name in the path. */
export const peerSegment = pathSegment("a peer id or display name");

// @__NO_SIDE_EFFECTS__
function matches(expression: RegExp, error: string): Rule {
  return _regex(expression, { error, ...first });
}

/** The option of a check of zod that skips it after another problem. */
const first: object = { when: ({ issues }: z.core.ParsePayload) => issues.length === 0 };

/** A string that the daemon refuses if it is empty. */
export const filled = stringWith(hasAtLeast(1));

/** The name that a registration gives. */
export const registeredName = stringWith(
  hasAtLeast(1),
  matches(/^[a-zA-Z0-9._-]+$/, 'may have only letters, digits, ".", "_" and "-"'),
);

const shortNameError = 'must be 1 to 64 letters, digits, ".", "_" or "-"';

/** A circle, if the daemon checks it: at registration and on the socket. */
export const circleName = stringWith(
  daemonRule(
    rules.isShortName,
    [],
    "Circle must match ^[a-zA-Z0-9._-]+$ and be <= 64 chars",
    shortNameError,
  ),
);

/** A name or circle, as the socket checks it. */
export const namedOnSocket = stringWith(matches(rules.shortName, shortNameError));

/** The fields that identify a peer by exactly one of its id and its pane. */
export const peerOrPane = {
  /** A tmux pane, `%` and digits. */
  pane_id: optionalString,
  /** A peer id. The Python daemons also accept a display name. */
  peer_id: optionalString,
};

/** The rule of {@link peerOrPane}. */
export const onePeerOrPane = rule(
  rules.hasExactlyOne,
  ["pane_id", "peer_id"],
  "needs exactly one of pane_id and peer_id",
);

/** A string with a limited length. */
// @__NO_SIDE_EFFECTS__
export function stringOf(least: number, most: number): Schema<string> {
  const upper = _maxLength(most, { error: () => atMost("string", most), ...first });
  return stringWith(hasAtLeast(least), upper);
}

// @__NO_SIDE_EFFECTS__
function hasAtLeast(least: number): Rule {
  return _minLength(least, { error: () => atLeast("string", least), ...first });
}

/** A file. */
export const blob = file();

// @__NO_SIDE_EFFECTS__
function file(): Schema<Blob> {
  const fn = (value: unknown) => value instanceof Blob;
  const def = { type: "custom", check: "custom", fn, abort: true };
  return new kinds.CustomKind(def) as Schema<Blob>;
}
