import * as z from "zod/mini";

/** A string whose known values are listed, but which a newer daemon may extend. */
export type Open<Known extends string> = Known | (string & {});

/** The values a daemon is known to send for an open string, for documents and guards. */
export const knownValues: WeakMap<object, readonly string[]> = /* @__PURE__ */ new WeakMap();

/**
 * An enum of a response: any string passes, the known values complete in an editor.
 *
 * Responses never use a closed enum, because almost every daemon release added a value.
 */
// @__NO_SIDE_EFFECTS__
export function open<const Known extends string>(
  known: readonly Known[],
): z.ZodMiniType<Open<Known>, Open<Known>> {
  const schema = z.string();
  knownValues.set(schema, known);
  return schema as unknown as z.ZodMiniType<Open<Known>, Open<Known>>;
}

/** A guard that tells whether a string is one of the known values. */
// @__NO_SIDE_EFFECTS__
export function guard<const Known extends string>(known: readonly Known[]) {
  return (value: unknown): value is Known => (known as readonly unknown[]).includes(value);
}

/** An object whose keys the daemon does not define; it passes through untouched. */
export const FreeFormSchema = z.looseObject({});

/** A schema with further checks, in a form that a bundler can drop. */
// @__NO_SIDE_EFFECTS__
export function checked<Schema extends z.ZodMiniType>(
  schema: Schema,
  ...checks: z.core.$ZodCheck<z.output<Schema>>[]
): Schema {
  return schema.check(...checks);
}

/** The characters that a circle, a registered name and a socket name may have. */
const namePattern = /^[a-zA-Z0-9._-]+$/;

// Native checks (length, pattern, bounds) are rules of the daemon; a `refine` without
// `daemon` in its parameters is a rule of ours, which the daemon would let pass.

/** A text that the daemon would take empty, and then find nothing for. */
// @__NO_SIDE_EFFECTS__
export function nonEmpty(what: string) {
  return checked(
    z.string(),
    z.refine((text: string) => text !== "", { error: `must be ${what}, not an empty text` }),
  );
}

/** A peer id or display name: the daemon accepts an empty one and then finds nobody. */
// @__NO_SIDE_EFFECTS__
export function peerReference() {
  return nonEmpty("a peer id or display name");
}

/** A parameter that becomes one segment of the path. */
// @__NO_SIDE_EFFECTS__
export function pathSegment(what: string) {
  return checked(
    z.string(),
    z.refine((text: string) => text !== "" && text !== "." && text !== "..", {
      error: `must be ${what}; an empty text, "." and ".." cannot be sent in a path`,
    }),
  );
}

// @__NO_SIDE_EFFECTS__
export function registeredName() {
  return checked(
    z.string(),
    z.minLength(1, { error: "must not be empty" }),
    z.regex(namePattern, {
      error: 'may have only letters, digits, ".", "_" and "-"',
    }),
  );
}

/** A circle where the daemon checks it: at registration and on the socket. */
// @__NO_SIDE_EFFECTS__
export function circleName() {
  return checked(
    z.string(),
    z.refine((text: string) => namePattern.test(text) && text.length <= 64, {
      error: 'must be 1 to 64 letters, digits, ".", "_" or "-"',
      params: { daemon: "value_error" },
    }),
  );
}
