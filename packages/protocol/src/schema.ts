import * as z from "zod/mini";

import { describeIssue } from "./issues.ts";
import * as rules from "./checks.ts";
import type { Open } from "./words.ts";

/** A schema of a model. Input and output have the same type. */
export type Schema<Model> = z.ZodMiniType<Model, Model>;

/**
 * The schema of an object, typed by its model. It is an object schema of `zod/mini`: `z.pick`, `z.extend`
 * and `z.omit` accept it. The compiler resolves zod's types only for the members that a program uses.
 */
export interface ObjectSchema<Model extends object> {
  readonly shape: ShapeOf<Model>;
  // The second signature of each is zod's, for `z.pick` and others, which compare it.
  /** Returns the value. Throws if it does not match. */
  parse(value: unknown, params?: ParseOptions): Model;
  parse(value: unknown, params?: ParseOptions): ZodObject<Model>["_zod"]["output"];
  /** Returns the value, or what is wrong with it: pass `error` to `describeIssues`. */
  safeParse(value: unknown, params?: ParseOptions): Parsed<Model>;
  safeParse(value: unknown, params?: ParseOptions): Parsed<ZodObject<Model>["_zod"]["output"]>;
  readonly parseAsync: ZodObject<Model>["parseAsync"];
  readonly safeParseAsync: ZodObject<Model>["safeParseAsync"];
  readonly "~standard": ZodObject<Model>["~standard"];
  readonly _zod: ZodObject<Model>["_zod"];
  readonly type: ZodObject<Model>["type"];
  readonly def: ZodObject<Model>["def"];
  readonly check: ZodObject<Model>["check"];
  readonly with: ZodObject<Model>["with"];
  readonly clone: ZodObject<Model>["clone"];
  readonly register: ZodObject<Model>["register"];
  readonly brand: ZodObject<Model>["brand"];
  readonly apply: ZodObject<Model>["apply"];
}

/** The type of zod behind an {@link ObjectSchema}. */
export type ZodObject<Model extends object> = z.ZodMiniObject<ShapeOf<Model>, z.core.$strip>;

/** The options of a parse, as zod defines them. */
export type ParseOptions = z.core.ParseContext<z.core.$ZodIssue>;

/** The result of a parse. */
export type Parsed<Model> =
  | { success: true; data: Model; error?: never }
  | { success: false; data?: never; error: ParseError<Model> };

/** The error of a parse: zod's own, resolved only as far as a program uses it. */
export interface ParseError<Model> extends Error {
  type: Model;
  issues: z.core.$ZodError["issues"];
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
  optin: "optional";
  optout: "optional";
}

/**
 * Proves that a shape and its model agree. If the shape has an extra field, lacks a field or has a field
 * of another type, the result is a type that no shape has.
 */
export type Agreeing<Model, Shape extends z.core.$ZodShape> =
  IsSame<Model, z.core.$InferObjectOutput<Shape, {}>> extends true
    ? unknown
    : "the model does not match its schema: pnpm run generate";

type IsSame<One, Other> = [One, Other, keyof One, keyof Other] extends [
  Other,
  One,
  keyof Other,
  keyof One,
]
  ? true
  : false;

type Rule = z.core.$ZodCheck<never>;

type NoFields = Readonly<Record<never, never>>;

/** Additional parts of a schema. */
interface More<Shared> {
  /** Fields that it shares with other schemas. */
  readonly also?: Shared;
  /** Rules between its fields. */
  readonly rules?: readonly Rule[];
}

const say = { error: describeIssue } as const;

// The functions below make every schema, so that each has its own error messages.

/** An object that the daemon receives. Unknown fields are refused. */
// @__NO_SIDE_EFFECTS__
export function closed<
  Model extends object,
  Shape extends z.core.$ZodShape,
  Shared extends z.core.$ZodShape = NoFields,
>(
  shape: Shape & Agreeing<Model, Shape & Shared>,
  { also, rules: checks = [] }: More<Shared> = {},
): ObjectSchema<Model> {
  const schema = z.strictObject({ ...also, ...(shape as Shape) }, say);
  return checked(schema, ...checks) as unknown as ObjectSchema<Model>;
}

/** An object that the daemon sends. Unknown fields pass unchanged. */
// @__NO_SIDE_EFFECTS__
export function tolerant<
  Model extends object,
  Shape extends z.core.$ZodShape,
  Shared extends z.core.$ZodShape = NoFields,
>(
  shape: Shape & Agreeing<Model, Shape & Shared>,
  { also }: Pick<More<Shared>, "also"> = {},
): ObjectSchema<Model> {
  return z.looseObject({ ...also, ...(shape as Shape) }, say) as unknown as ObjectSchema<Model>;
}

/** A string. */
export const string = z.string(say);

/** A boolean. */
export const boolean = z.boolean(say);

/** A number. */
export const number = z.number(say);

/** Any value. */
export const anything = z.unknown();

/** An object whose keys the daemon does not define. It is checked in place and passes unchanged. */
export const FreeFormSchema: Schema<Record<string, unknown>> = z.looseObject({}, say);

/** An object whose keys are data, with values of one kind. */
// @__NO_SIDE_EFFECTS__
export function mapOf<Value>(value: Schema<Value>): Schema<Record<string, Value>> {
  return z.catchall(z.looseObject({}, say), value) as unknown as Schema<Record<string, Value>>;
}

/** A list. */
// @__NO_SIDE_EFFECTS__
export function list<Entry>(entry: Schema<Entry>, ...checks: Rule[]): Schema<Entry[]> {
  return checked(z.array(entry, say), ...checks);
}

/** A field of a request that may be left out. */
// @__NO_SIDE_EFFECTS__
export function optional<Value>(schema: Schema<Value>): OptionalSchema<Value | undefined> {
  return z.optional(schema) as unknown as OptionalSchema<Value | undefined>;
}

/** A field that may be left out or null. */
// @__NO_SIDE_EFFECTS__
export function nullish<Value>(schema: Schema<Value>): OptionalSchema<Value | null | undefined> {
  return z.nullish(schema) as unknown as OptionalSchema<Value | null | undefined>;
}

/**
 * A string whose known values an editor completes. Any string passes, because almost every release of the
 * daemon has added a value somewhere, and forks have backends of their own.
 */
// @__NO_SIDE_EFFECTS__
export function open<const Known extends string>(known: readonly Known[]): Schema<Open<Known>> {
  return listed(z.string(say), known) as unknown as Schema<Open<Known>>;
}

/** One of the values of a list. */
// @__NO_SIDE_EFFECTS__
export function oneOf<const Known extends string>(known: readonly Known[]): Schema<Known> {
  return listed(z.enum(known, say), known) as unknown as Schema<Known>;
}

/**
 * One of the values of a list that the daemon itself checks. Another value is a 400 there, instead of the
 * 422 of its framework.
 */
// @__NO_SIDE_EFFECTS__
export function among<const Known extends string>(known: readonly Known[]): Schema<Known> {
  const values = known.map((value) => JSON.stringify(value)).join(", ");
  const schema = checked(z.string(say), rule(rules.isAmong, [known], `must be one of ${values}`));
  return listed(schema, known) as unknown as Schema<Known>;
}

/** A single string. */
// @__NO_SIDE_EFFECTS__
export function only<const Text extends string>(value: Text): Schema<Text> {
  return z.enum([value], say) as unknown as Schema<Text>;
}

// @__NO_SIDE_EFFECTS__
function listed<Listed extends z.ZodMiniType>(schema: Listed, known: readonly string[]): Listed {
  Object.assign(schema._zod.def, { known });
  return schema;
}

/**
 * Returns the known values of a string, for documents and fakes. `undefined` for a schema without such
 * a list.
 */
export function knownValues(schema: z.core.$ZodType): readonly string[] | undefined {
  return (schema._zod.def as { known?: readonly string[] }).known;
}

/** A schema with further checks, in a form that a bundler can drop. */
// @__NO_SIDE_EFFECTS__
export function checked<Checked extends z.ZodMiniType>(
  schema: Checked,
  ...checks: Rule[]
): Checked {
  return schema.check(...(checks as z.core.$ZodCheck<z.output<Checked>>[]));
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
    if (!fn(value)) issues.push({ code: "custom", input: value, message: error, path: [] });
  };
  const params = { holds, values, daemon } satisfies RuleParams;
  // The same as zod's own `refine`, but a kilobyte smaller.
  return { _zod: { check, def: { check: "custom", fn, params, error }, onattach: [] } } as never;
}

/** The parameters of a rule, for code that reads schemas. */
export function ruleParams(check: z.core.$ZodCheck<never>): RuleParams | undefined {
  const { params } = check._zod.def as { params?: Partial<RuleParams> };
  return params?.holds === undefined ? undefined : (params as RuleParams);
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

/** A whole number. */
export const int = checked(z.number(say), rule(rules.isWhole, [], "must be a whole number"));

/** Returns whether a schema accepts only whole numbers, for documents and fakes. */
export function isIntegerSchema(schema: z.core.$ZodType): boolean {
  const { checks = [] } = schema._zod.def;
  return checks.some((check) => ruleParams(check)?.holds === rules.isWhole);
}

/** A whole number with a lower and, optionally, an upper bound. */
// @__NO_SIDE_EFFECTS__
export function intFrom(least: number, most?: number): Schema<number> {
  const upper = most === undefined ? [] : [z.lte(most, say)];
  return checked(int, z.gte(least, say), ...upper);
}

// Fields that many models share. Sharing the schemas keeps a bundle small.

/** A string that a release may leave out or send as null. */
export const nullishString = nullish(string);

/** Strings that a release may leave out or send as null. */
export const nullishStrings = nullish(list(string));

/** A boolean that a release may leave out or send as null. */
export const nullishBoolean = nullish(boolean);

/** A number that a release may leave out or send as null. */
export const nullishNumber = nullish(number);

/** A whole number that a release may leave out or send as null. */
export const nullishInt = nullish(int);

/** A free-form object that a release may leave out or send as null. */
export const nullishFreeForm = nullish(FreeFormSchema);

/** Free-form objects that a release may leave out or send as null. */
export const nullishFreeForms = nullish(list(FreeFormSchema));

/** Any value, or an absent one. */
export const nullishAnything = nullish(anything);

/** A free-form object of a request. It may be absent, but not null. */
export const optionalFreeForm = optional(FreeFormSchema);

/** A string of a request. It may be absent, but not null. */
export const optionalString = optional(string);

/** A boolean of a request. It may be absent, but not null. */
export const optionalBoolean = optional(boolean);

/** An open enum that a release may leave out or send as null. */
// @__NO_SIDE_EFFECTS__
export function nullishOpen<const Known extends string>(known: readonly Known[]) {
  return nullish(open(known));
}

/** A string that the daemon would accept empty and then find nothing for. */
// @__NO_SIDE_EFFECTS__
export function nonEmpty(what: string): Schema<string> {
  return checked(string, rule(rules.isFilled, [], `must be ${what}, not an empty string`));
}

/** A peer id or display name. The daemon accepts an empty one and then finds nobody. */
export const peerReference = nonEmpty("a peer id or display name");

/** A parameter that becomes one segment of the path. */
// @__NO_SIDE_EFFECTS__
export function pathSegment(what: string): Schema<string> {
  return checked(
    string,
    rule(
      rules.isSegment,
      [],
      `must be ${what}; an empty string, "." and ".." cannot be sent in a path`,
    ),
  );
}

/** A peer id or display name in the path. */
export const peerSegment = pathSegment("a peer id or display name");

/** A string that the daemon refuses if it is empty. */
export const filled = checked(string, z.minLength(1, say));

/** The name that a registration gives. */
export const registeredName = checked(
  filled,
  z.regex(/^[a-zA-Z0-9._-]+$/, { error: 'may have only letters, digits, ".", "_" and "-"' }),
);

const shortNameError = 'must be 1 to 64 letters, digits, ".", "_" or "-"';

/** A circle, if the daemon checks it: at registration and on the socket. */
export const circleName = checked(
  string,
  daemonRule(
    rules.isShortName,
    [],
    "Circle must match ^[a-zA-Z0-9._-]+$ and be <= 64 chars",
    shortNameError,
  ),
);

/** A name or circle, as the socket checks it. */
export const namedOnSocket = checked(string, z.regex(rules.shortName, { error: shortNameError }));

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
  return checked(string, z.minLength(least, say), z.maxLength(most, say));
}

/** A file. */
export const blob: Schema<Blob> = z.custom<Blob>((value) => value instanceof Blob, {
  error: "must be a Blob or a File",
});
