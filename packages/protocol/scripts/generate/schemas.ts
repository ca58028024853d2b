import type { Source } from "./source.ts";

/** Exports the schema of every model and the tables of models. */
export function schemasFile(source: Source): string {
  const files = new Map<string, string[]>();
  const add = (file: string, name: string) => files.set(file, [...(files.get(file) ?? []), name]);
  for (const [name, file] of source.fileOf) add(file, `${name}Schema`);
  for (const [name, file] of Object.entries(source.fileOfUnion)) add(file, name);
  return [...files]
    .map(
      ([file, names]) =>
        `export {\n${names.map((name) => `  ${name},\n`).join("")}} from "../models/${file}.ts";\n`,
    )
    .join("");
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
    `import { type ModelName, type Schema, anything } from "../schema.ts";`,
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
    "/** The schema of each model by its name. */",
    `export const modelSchemas: Readonly<Record<ModelName, Schema<unknown>>> = {\n${[...source.models.keys()].map((name) => `  ${name}: ${schemaOf(name)},\n`).join("")}};\n`,
  ].join("\n");
}
