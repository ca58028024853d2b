import * as z from "zod/mini";

/** Schemas of objects that are told apart by their `type`. */
type Tagged = Readonly<Record<string, z.ZodMiniType>>;

/** Tells whether a value has a `type` of the table, and is what the table says of it. */
export function isTagged<Schemas extends Tagged>(
  schemas: Schemas,
  value: unknown,
): value is z.output<Schemas[keyof Schemas]> {
  if (typeof value !== "object" || value === null) return false;
  const { type } = value as { type?: unknown };
  if (typeof type !== "string" || !Object.hasOwn(schemas, type)) return false;
  return z.validate(schemas[type] as z.ZodMiniType, value);
}
