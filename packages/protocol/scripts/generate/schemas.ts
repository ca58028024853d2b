import type { Comments } from "./comments.ts";
import { commentOf, unionName } from "./models.ts";
import { type Source, definitionOf } from "./source.ts";

/** Writes the schema of every model, typed by the model, and the tables of models. */
export function schemasFile(source: Source, comments: Comments): string {
  const files = [...new Set(source.fileOf.values())];
  const schemas = [...source.models].map(([name, schema]) => {
    const type = definitionOf(schema).type === "object" ? "ObjectSchema" : "Schema";
    const made = `${source.fileOf.get(name)}.${name}`;
    return `${commentOf(comments.of(name), "")}export const ${name}Schema: ${type}<models.${name}> = ${made} as unknown as SchemaOf<models.${name}, typeof ${made}>;\n`;
  });
  const tables = Object.entries(source.unions).map(([table, members]) => {
    const entries = Object.entries(members).map(
      ([type, schema]) => `  ${type}: ${source.nameOf.get(schema)}Schema,\n`,
    );
    const union = `models.${unionName(table)}`;
    return `/** The schema of each type of {@link ${unionName(table)}}. */\nexport const ${table}: {\n  readonly [Type in ${union}["type"]]: ObjectSchema<Extract<${union}, { type: Type }>>;\n} = {\n${entries.join("")}};\n`;
  });
  return [
    ...files.map((file) => `import * as ${file} from "../models/${file}.ts";`),
    'import type { ObjectSchema, Schema, SchemaOf } from "../schema.ts";',
    'import type * as models from "./models.ts";\n',
    ...schemas,
    ...tables,
  ].join("\n");
}

/** Writes the tables: models and endpoints by their names. */
export function tablesFile(source: Source): string {
  const schemaOf = (name: string) => `schemas.${name}Schema`;
  const endpoints = source.endpoints.map(({ name, definition }) => {
    const [params, result] = [definition.params, definition.result].map((schema) => {
      const model = source.nameOf.get(schema);
      return model === undefined ? "anything" : schemaOf(model);
    });
    return `  ${name}: { params: ${params}, result: ${result} },\n`;
  });
  return [
    `import type { EndpointName, Endpoints, ParamsOf, ResultOf } from "../endpoint.ts";`,
    `import { type Schema, anything } from "../schema.ts";`,
    `import * as all from "./endpoints.ts";`,
    `import * as schemas from "./schemas.ts";\n`,
    "/** Every route of the daemon that other programs use. */",
    `export const endpoints: Endpoints = {\n${source.endpoints.map(({ name }) => `  ${name}: all.${name},\n`).join("")}};\n`,
    "/**\n * The schemas of the parameters and the result of each endpoint, for `zod/mini` and for every library\n * that accepts a Standard Schema.\n */",
    "export const endpointSchemas: {",
    "  readonly [Name in EndpointName]: {",
    "    readonly params: Schema<ParamsOf<Name>>;",
    "    readonly result: Schema<ResultOf<Name>>;",
    "  };",
    `} = {\n${endpoints.join("")}};\n`,
  ].join("\n");
}
