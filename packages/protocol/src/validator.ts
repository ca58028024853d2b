import type * as z from "zod/mini";

/** A guard that tells whether a value is what a schema describes. */
export type Validator<Schema extends z.ZodMiniType> = (value: unknown) => value is z.output<Schema>;

/** Makes the guard of a schema. */
export type ValidatorOf = <Schema extends z.ZodMiniType>(schema: Schema) => Validator<Schema>;

/** Makes guards once for each schema. */
// @__NO_SIDE_EFFECTS__
export function oncePerSchema(make: (schema: z.ZodMiniType) => (value: unknown) => boolean) {
  const made = new WeakMap<z.ZodMiniType, (value: unknown) => boolean>();
  const once = (schema: z.ZodMiniType) => {
    const guard = made.get(schema) ?? make(schema);
    made.set(schema, guard);
    return guard;
  };
  return once as ValidatorOf;
}
