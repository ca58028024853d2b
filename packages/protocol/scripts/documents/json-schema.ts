import * as z from "zod/mini";

import type { Comments } from "../generate/comments.ts";
import {
  type Source,
  definitionOf,
  isIntegerSchema,
  knownValues,
  ruleOf,
} from "../generate/source.ts";

/** A JSON Schema of the draft 2020-12, as OpenAPI 3.1 and AsyncAPI 3 contain it. */
export type JsonSchema = { [keyword: string]: unknown };

interface ModelSchemasOptions {
  /** The prefix of a name in a reference. Default: `"#/$defs/"`. */
  readonly prefix?: string;
  /** Whether to include rules that the daemon's own schema lacks. Default: true. */
  readonly rules?: boolean;
}

/** The JSON Schema of every model by its name, each with references to the others. */
export function modelSchemas(
  { models }: Source,
  comments: Comments,
  { prefix = "#/$defs/", rules = true }: ModelSchemasOptions = {},
): Record<string, JsonSchema> {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of models) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, {
    uri: (id) => prefix + id,
    io: "input",
    unrepresentable: ({ zodSchema }) =>
      zodSchema._zod.def.type === "custom" ? { ...binary } : "any",
    override: ({ zodSchema, jsonSchema }) => refine(zodSchema, jsonSchema, rules),
  });
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [
      name,
      described(name, schema as JsonSchema, comments),
    ]),
  );
}

/** One document with the JSON Schema of every model in `$defs`. */
export function jsonSchemaDocument(source: Source, comments: Comments): JsonSchema {
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "Repowire",
    description:
      "What the Repowire daemon accepts and sends. An answer may have additional fields.",
    $defs: modelSchemas(source, comments),
  };
}

/** A file in a multipart form. */
const binary: JsonSchema = { type: "string", format: "binary" };

/** Adds what zod's own conversion leaves out. */
function refine(schema: z.core.$ZodType, json: JsonSchema, rules: boolean): void {
  if (isIntegerSchema(schema) && json["type"] === "number") json["type"] = "integer";
  const known = knownValues(schema);
  const isOpen = definitionOf(schema).type === "string" && !hasRule(schema, "isAmong");
  if (known) json[isOpen ? "examples" : "enum"] = known;
  if (!rules) return;
  for (const check of definitionOf(schema).checks ?? []) {
    const rule = ruleOf(check);
    const entries = json["type"] === "array" ? "minItems" : "minProperties";
    const added =
      rule?.name === "hasEntries"
        ? { [entries]: 1 }
        : keywords[rule?.name ?? ""]?.(...(rule?.values ?? []));
    add(json, added ?? {});
  }
}

/** Adds keywords, beside those of the same name. */
function add(json: JsonSchema, keywords: JsonSchema): void {
  const isFree = Object.keys(keywords).every((keyword) => !(keyword in json));
  if (isFree) Object.assign(json, keywords);
  else json["allOf"] = [...((json["allOf"] as JsonSchema[] | undefined) ?? []), keywords];
}

function hasRule(schema: z.core.$ZodType, name: string): boolean {
  return (definitionOf(schema).checks ?? []).some((check) => ruleOf(check)?.name === name);
}

type Keywords = (...values: readonly unknown[]) => JsonSchema;

const given = (field: unknown): JsonSchema => ({
  required: [field],
  properties: { [String(field)]: { not: { type: "null" } } },
});

/** A string that is present and not empty, which is when the daemons consider it given. */
const filled = (field: unknown): JsonSchema => ({
  required: [field],
  properties: { [String(field)]: { type: "string", minLength: 1 } },
});

/** The keywords for a rule. */
const keywords: Readonly<Record<string, Keywords>> = {
  isFilled: () => ({ minLength: 1 }),
  isSegment: () => ({ minLength: 1, not: { enum: [".", ".."] } }),
  isShortName: () => ({ pattern: "^[a-zA-Z0-9._-]{1,64}$" }),
  isPositive: () => ({ exclusiveMinimum: 0 }),
  hasAtMost: (limit) => ({ maxItems: limit }),
  hasExactlyOne: (...fields) => ({ oneOf: fields.map(filled) }),
  hasEither: (...fields) => ({ anyOf: fields.map(filled) }),
  hasNotBoth: (...fields) => ({ not: { allOf: fields.map(filled) } }),
  hasSome: (...fields) => ({ anyOf: fields.map(given) }),
  excludes: (...fields) => ({ not: { allOf: fields.map(given) } }),
  needs: (field, other) => ({ anyOf: [{ not: given(field) }, given(other)] }),
  needsEntriesFor: (field, text, list) => ({
    anyOf: [
      { not: { required: [field], properties: { [String(field)]: { const: text } } } },
      { required: [list], properties: { [String(list)]: { minItems: 1 } } },
    ],
  }),
};

function described(name: string, { ...schema }: JsonSchema, comments: Comments): JsonSchema {
  delete schema["$id"];
  delete schema["$schema"];
  const properties = schema["properties"] as Record<string, JsonSchema> | undefined;
  for (const [field, value] of Object.entries(properties ?? {})) {
    const description = comments.ofField(name, field);
    if (description !== undefined) value["description"] = plain(description);
  }
  const description = comments.of(name);
  return description === undefined ? schema : { description: plain(description), ...schema };
}

/** The words of a comment without its links. */
export function plain(comment: string): string {
  return comment.replace(/\{@link ([^}]*)\}/g, "$1");
}
