// Writes the documents beside the compiled files that make them.
import { writeFileSync } from "node:fs";
import { join } from "node:path";

import {
  asyncApiDocument,
  jsonSchemaDocument,
  openApiDocument,
} from "@repowire/protocol/documents";

const documents = {
  "openapi.json": openApiDocument(),
  "asyncapi.json": asyncApiDocument(),
  "json-schema.json": jsonSchemaDocument(),
};
for (const [name, document] of Object.entries(documents)) {
  const path = join(import.meta.dirname, "..", "dist", name);
  writeFileSync(path, `${JSON.stringify(document, null, 2)}\n`);
}
