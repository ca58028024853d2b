import * as z from "zod/mini";

import { isIntegerSchema, knownValues } from "../schema.ts";
import descriptions from "./descriptions.json" with { type: "json" };
import { type JsonSchema, models } from "./models.ts";

const words: Readonly<Record<string, string | undefined>> = descriptions;

/** What the comments of the sources say of a model, `Peer`, or of an endpoint, `listPeers()`. */
export function describe(name: string): { description?: string } {
  const description = words[name];
  return description === undefined ? {} : { description };
}

/**
 * The JSON Schema of every model by its name, each with references to the others.
 *
 * @param prefix - What stands before a name in a reference. Default: `"#/$defs/"`.
 */
export function modelSchemas(prefix = "#/$defs/"): Record<string, JsonSchema> {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(models)) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, {
    uri: (id) => prefix + id,
    io: "input",
    unrepresentable: ({ zodSchema }) =>
      zodSchema._zod.def.type === "custom" ? { ...binary } : "any",
    override: ({ zodSchema, jsonSchema }) => refine(zodSchema, jsonSchema),
  });
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [name, described(name, schema as JsonSchema)]),
  );
}

/** One document with the JSON Schema of every model in `$defs`. */
export function jsonSchemaDocument(): JsonSchema {
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "Repowire",
    description:
      "What the Repowire daemon takes and sends. A field that is not named may come as well.",
    $defs: modelSchemas(),
  };
}

/** A file in a form. */
const binary: JsonSchema = { type: "string", format: "binary" };

/** Says what zod's own conversion leaves out. */
function refine(schema: z.core.$ZodType, json: JsonSchema): void {
  if (isIntegerSchema(schema) && json["type"] === "number") {
    json["type"] = "integer";
    delete json["multipleOf"];
  }
  const rules = rulesOf(schema);
  const known = knownValues(schema);
  if (known && rules.length > 0) json["enum"] = known;
  else if (known) json["examples"] = known;
  else if (rules.length > 0) json["description"] = `${rules.join("; ")}.`;
}

/** The words of the rules that JSON Schema has no keyword for. */
function rulesOf(schema: z.core.$ZodType): string[] {
  if (schema._zod.def.type === "custom") return [];
  const { checks = [] } = schema._zod.def;
  return checks.flatMap((check) => {
    const { check: kind, error } = check._zod.def;
    return kind === "custom" && error && !isIntegerSchema(schema)
      ? [String(error({} as never))]
      : [];
  });
}

function described(name: string, { ...schema }: JsonSchema): JsonSchema {
  delete schema["$id"];
  delete schema["$schema"];
  const properties = schema["properties"] as Record<string, JsonSchema> | undefined;
  for (const [field, value] of Object.entries(properties ?? {})) {
    addDescription(value, words[`${name}.${field}`]);
  }
  addDescription(schema, words[name]);
  return schema;
}

function addDescription(schema: JsonSchema, description: string | undefined): void {
  if (description === undefined) return;
  const rules = schema["description"];
  const said = rules === undefined ? description : `${description} It ${String(rules)}`;
  schema["description"] = said;
}
