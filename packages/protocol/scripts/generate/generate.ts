import { join } from "node:path";

import { asyncApiDocument } from "../documents/asyncapi.ts";
import { errorCodesPage } from "../documents/error-codes-page.ts";
import { jsonSchemaDocument } from "../documents/json-schema.ts";
import { openApiDocument } from "../documents/openapi.ts";
import { readComments } from "./comments.ts";
import { endpointsFile } from "./endpoints.ts";
import { guardFiles } from "./guards.ts";
import { modelsFile } from "./models.ts";
import { parametersFile } from "./parameters.ts";
import { schemasFile, tablesFile } from "./schemas.ts";
import { loadSource } from "./source.ts";

const folder = join(import.meta.dirname, "..", "..", "src");

const generatedFrom = (models: string) =>
  `// Generated from the schemas in ${models}: pnpm run generate\n\n`;

/** The generated files by their paths in the package. */
export async function generate(): Promise<Readonly<Record<string, string>>> {
  const comments = readComments(folder);
  const source = await loadSource(folder);
  const code = {
    "models.ts": modelsFile(source, comments),
    ...guardFiles(source),
    "endpoints.ts": endpointsFile(source, comments),
    "schemas.ts": schemasFile(source, comments),
    "tables.ts": tablesFile(source),
  };
  const documents = {
    "openapi.json": openApiDocument(source, comments),
    "asyncapi.json": asyncApiDocument(source, comments),
    "json-schema.json": jsonSchemaDocument(source, comments),
  };
  return Object.fromEntries([
    ...Object.entries(code).map(([name, text]) => [
      `src/generated/${name}`,
      `${generatedFrom("../models")}${text.trimStart()}`,
    ]),
    ...Object.entries(documents).map(([name, document]) => [
      `documents/${name}`,
      `${JSON.stringify(document, null, 2)}\n`,
    ]),
    ["../../docs/error-codes.md", errorCodesPage()],
    [
      "../testing/src/wire/generated/parameters.ts",
      `${generatedFrom("packages/protocol/src/models")}${parametersFile(source)}`,
    ],
  ]) as Record<string, string>;
}
