export { asyncApiDocument } from "./asyncapi.ts";
export { jsonSchemaDocument, modelSchemas } from "./json-schema.ts";
export { type JsonSchema, models } from "./models.ts";
export { openApiDocument } from "./openapi.ts";
