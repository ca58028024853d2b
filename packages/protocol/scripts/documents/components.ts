import type { JsonSchema } from "./json-schema.ts";

const schemaPrefix = "#/components/schemas/";

/** A document without the schemas and responses that nothing in it refers to. */
export function pruned(document: JsonSchema): JsonSchema {
  const { components, ...rest } = document;
  const { schemas, responses, ...others } = components as Record<string, Record<string, unknown>>;
  const used = new Set<string>();
  const follow = (value: unknown): void => {
    for (const reference of referencesIn(value)) {
      if (used.has(reference)) continue;
      used.add(reference);
      const [kind, name] = reference.split("/").slice(-2);
      follow((components as Record<string, JsonSchema>)[kind ?? ""]?.[name ?? ""]);
    }
  };
  follow(rest);
  const keep = (kind: string, entries: Record<string, unknown> = {}) =>
    Object.fromEntries(
      Object.entries(entries).filter(([name]) => used.has(`#/components/${kind}/${name}`)),
    );
  return {
    ...rest,
    components: {
      ...others,
      ...(responses && { responses: keep("responses", responses) }),
      schemas: keep("schemas", schemas),
    },
  };
}

/** A document whose schemas have other names. */
export function renamed(document: JsonSchema, rename: (name: string) => string): JsonSchema {
  const components = document["components"] as Record<string, Record<string, unknown>>;
  const schemas = Object.entries(components["schemas"] ?? {}).map(([name, schema]) => [
    rename(name),
    schema,
  ]);
  const whole = {
    ...document,
    components: { ...components, schemas: Object.fromEntries(schemas) as object },
  };
  return JSON.parse(JSON.stringify(whole), (key, value: unknown) =>
    key === "$ref" && typeof value === "string" && value.startsWith(schemaPrefix)
      ? schemaPrefix + rename(value.slice(schemaPrefix.length))
      : value,
  ) as JsonSchema;
}

function referencesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === "$ref" && typeof inner === "string" ? [inner] : referencesIn(inner),
  );
}
