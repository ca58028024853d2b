import * as z from "zod/mini";

/** A string whose known values are listed, but which a newer daemon may extend. */
export type Open<Known extends string> = Known | (string & {});

/**
 * An enum of a response: any string passes, the known values complete in an editor.
 *
 * Responses never use a closed enum, because almost every daemon release added a value.
 */
// @__NO_SIDE_EFFECTS__
export function open<const Known extends string>(
  known: readonly Known[],
): z.ZodMiniType<Open<Known>, Open<Known>> {
  return listed(z.string(), known) as unknown as z.ZodMiniType<Open<Known>, Open<Known>>;
}

/** An open enum that a release may leave out or send as null. */
// @__NO_SIDE_EFFECTS__
export function nullishOpen<const Known extends string>(known: readonly Known[]) {
  return z.nullish(open(known));
}

/**
 * A closed list of a request that the daemon takes for any text and checks by itself, so that
 * another value is a 400 there and no 422.
 */
// @__NO_SIDE_EFFECTS__
export function among<const Known extends string>(
  known: readonly Known[],
): z.ZodMiniType<Known, Known> {
  const schema = checked(
    z.string(),
    z.refine((text: string) => (known as readonly string[]).includes(text), {
      error: `must be one of ${known.map((value) => JSON.stringify(value)).join(", ")}`,
    }),
  );
  return listed(schema, known) as unknown as z.ZodMiniType<Known, Known>;
}

// @__NO_SIDE_EFFECTS__
function listed<Schema extends z.ZodMiniType>(schema: Schema, known: readonly string[]): Schema {
  Object.assign(schema._zod.def, { known });
  return schema;
}

/**
 * The values that a daemon is known to send or take for a text, for documents and imitations.
 * `undefined` for a schema that is no such list.
 */
export function knownValues(schema: z.core.$ZodType): readonly string[] | undefined {
  return (schema._zod.def as { known?: readonly string[] }).known;
}

/** A guard that tells whether a string is one of the known values. */
// @__NO_SIDE_EFFECTS__
export function guard<const Known extends string>(known: readonly Known[]) {
  return (value: unknown): value is Known => (known as readonly unknown[]).includes(value);
}

/** An object whose keys the daemon does not define; checked in place it passes untouched. */
export const FreeFormSchema = z.looseObject({});

/** An object whose keys are data, with values of one kind. */
// @__NO_SIDE_EFFECTS__
export function mapOf<Value extends z.ZodMiniType>(value: Value) {
  return z.catchall(FreeFormSchema, value);
}

/** A whole number. zod's `int` says the same, and costs a bundle a quarter of a kilobyte more. */
export const int = checked(z.number(), z.multipleOf(1));

/** Tells whether a schema takes whole numbers only, for documents and imitations. */
export function isIntegerSchema(schema: z.core.$ZodType): boolean {
  const { checks = [] } = schema._zod.def;
  return checks.some((check) => check._zod.def.check === "multiple_of");
}

// Fields that many models share. One schema in place of hundreds keeps a bundle small.

/** A text that a release may leave out or send as null. */
export const nullishText = z.nullish(z.string());

/** Texts that a release may leave out or send as null. */
export const nullishTexts = z.nullish(z.array(z.string()));

/** A flag that a release may leave out or send as null. */
export const nullishFlag = z.nullish(z.boolean());

/** A number that a release may leave out or send as null. */
export const nullishNumber = z.nullish(z.number());

/** A whole number that a release may leave out or send as null. */
export const nullishInt = z.nullish(int);

/** A free-form object that a release may leave out or send as null. */
export const nullishFreeForm = z.nullish(FreeFormSchema);

/** Free-form objects that a release may leave out or send as null. */
export const nullishFreeForms = z.nullish(z.array(FreeFormSchema));

/** Whatever a release may send, or not. */
export const anything = z.nullish(z.unknown());

/** A free-form object of a request, which may be absent but not null. */
export const optionalFreeForm = z.optional(FreeFormSchema);

/** A text of a request, which may be absent but not null. */
export const optionalText = z.optional(z.string());

/** A flag of a request, which may be absent but not null. */
export const optionalFlag = z.optional(z.boolean());

/** A schema with further checks, in a form that a bundler can drop. */
// @__NO_SIDE_EFFECTS__
export function checked<Schema extends z.ZodMiniType>(
  schema: Schema,
  ...checks: z.core.$ZodCheck<z.output<Schema>>[]
): Schema {
  return schema.check(...checks);
}

/** What a circle and a name on the socket may be. */
const shortName = /^[a-zA-Z0-9._-]{1,64}$/;

const shortNameError = 'must be 1 to 64 letters, digits, ".", "_" or "-"';

// Native checks (length, pattern, bounds) are rules of the daemon; a `refine` without
// `daemon` in its parameters is a rule of ours, which the daemon would let pass or answer
// with something other than a 422.

/** What the daemon reports, as an item of its 422, when a rule that a schema cannot say is broken. */
export interface DaemonRule {
  /** The item's `type`. */
  readonly type: string;
  /** The item's `msg`. */
  readonly msg: string;
  /** The item's `ctx`. Absent: that of a rule in the daemon's own code. */
  readonly ctx?: Readonly<Record<string, unknown>>;
}

/** A rule of the daemon itself, with what it says and, if that is no help, what we say. */
// @__NO_SIDE_EFFECTS__
export function daemonRule<Value>(
  holds: (value: NoInfer<Value>) => boolean,
  words: string,
  error: string = words,
): z.core.$ZodCheck<Value> {
  const daemon: DaemonRule = { type: "value_error", msg: `Value error, ${words}` };
  return z.refine(holds, { error, params: { daemon } });
}

/** A rule that says which parameters go together. */
// @__NO_SIDE_EFFECTS__
export function rule<Value>(
  holds: (value: NoInfer<Value>) => boolean,
  error: string,
): z.core.$ZodCheck<Value> {
  return z.refine(holds, { error });
}

/** Parameters that name a peer by exactly one of its id and its pane, and more. */
// @__NO_SIDE_EFFECTS__
export function ofPeer<Shape extends z.core.$ZodShape>(shape: Shape) {
  return checked(
    z.strictObject({
      /** A tmux pane, `%` and digits. */
      pane_id: optionalText,
      /** A peer id; the Python daemons take a display name as well. */
      peer_id: optionalText,
      ...shape,
    }),
    rule((params) => {
      const { pane_id, peer_id } = params as { pane_id?: string; peer_id?: string };
      return exactlyOne(pane_id, peer_id);
    }, "needs exactly one of pane_id and peer_id"),
  );
}

/** Whether exactly one of two optional parameters is given, as text that is not empty. */
export function exactlyOne(one: string | null | undefined, other: string | null | undefined) {
  return Boolean(one) !== Boolean(other);
}

/** A text that the daemon would take empty, and then find nothing for. */
// @__NO_SIDE_EFFECTS__
export function nonEmpty(what: string) {
  return checked(
    z.string(),
    rule((text) => text !== "", `must be ${what}, not an empty text`),
  );
}

/** A peer id or display name: the daemon accepts an empty one and then finds nobody. */
export const peerReference = nonEmpty("a peer id or display name");

/** A parameter that becomes one segment of the path. */
// @__NO_SIDE_EFFECTS__
export function pathSegment(what: string) {
  return checked(
    z.string(),
    rule(
      (text) => text !== "" && text !== "." && text !== "..",
      `must be ${what}; an empty text, "." and ".." cannot be sent in a path`,
    ),
  );
}

/** A peer id or display name in the path. */
export const peerSegment = pathSegment("a peer id or display name");

/** A text that the daemon refuses when it is empty. */
export const filled = checked(z.string(), z.minLength(1));

/** A whole number from a bound on, which is allowed, and with further checks. */
// @__NO_SIDE_EFFECTS__
export function intFrom(least: number, ...checks: z.core.$ZodCheck<number>[]) {
  return checked(int, z.gte(least), ...checks);
}

/** The name that a registration gives. */
export const registeredName = checked(
  filled,
  z.regex(/^[a-zA-Z0-9._-]+$/, { error: 'may have only letters, digits, ".", "_" and "-"' }),
);

/** A circle where the daemon checks it: at registration and on the socket. */
export const circleName = checked(
  z.string(),
  daemonRule(
    (text) => shortName.test(text),
    "Circle must match ^[a-zA-Z0-9._-]+$ and be <= 64 chars",
    shortNameError,
  ),
);

/** A name or circle as the socket checks it. */
export const namedOnSocket = checked(z.string(), z.regex(shortName, { error: shortNameError }));

/** A single text. zod's `literal` says the same, and costs a bundle more than its `enum`. */
// @__NO_SIDE_EFFECTS__
export function only<const Text extends string>(text: Text) {
  return z.enum([text]);
}
