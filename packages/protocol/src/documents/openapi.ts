import { endpoints } from "../endpoints.ts";
import { type Endpoint, placeOf } from "../endpoint.ts";
import { daemonVersions } from "../versions.ts";
import { describe, modelSchemas } from "./json-schema.ts";
import { type JsonSchema, models } from "./models.ts";

const prefix = "#/components/schemas/";

const names = new Map(Object.entries(models).map(([name, schema]) => [schema as unknown, name]));

/**
 * An OpenAPI 3.1 document of every endpoint. What OpenAPI has no word for is in `x-daemons`,
 * `x-acts-twice`, `x-hold` (milliseconds) and `x-aliases`.
 */
export function openApiDocument(): JsonSchema {
  const schemas = modelSchemas(prefix);
  return {
    openapi: "3.1.1",
    info: {
      title: "Repowire daemon",
      description: `The HTTP interface of the daemons ${daemonVersions.join(", ")}.`,
      // The newest release that it describes, as the Go daemon has no number.
      version: "0.17.0",
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: "http://127.0.0.1:8377" }],
    security: [{ token: [] }],
    paths: paths(schemas),
    components: {
      securitySchemes: { token: { type: "http", scheme: "bearer" } },
      schemas: { ...schemas, ErrorAnswer: errorAnswer },
    },
  };
}

function paths(schemas: Readonly<Record<string, JsonSchema>>): JsonSchema {
  const found: Record<string, JsonSchema> = {};
  for (const endpoint of Object.values<Endpoint>(endpoints)) {
    const item = (found[endpoint.path] ??= {});
    item[endpoint.method.toLowerCase()] = operation(endpoint, schemas);
  }
  return found;
}

function operation(endpoint: Endpoint, schemas: Readonly<Record<string, JsonSchema>>): JsonSchema {
  const params = paramsOf(endpoint, schemas);
  const properties = Object.entries((params["properties"] ?? {}) as Record<string, JsonSchema>);
  const required = (params["required"] ?? []) as string[];
  const place = (name: string) => placeOf(endpoint, name);
  const parameters = properties
    .filter(([name]) => place(name) !== "body")
    .map(([name, { description, ...schema }]) => ({
      name,
      in: place(name),
      ...(description === undefined ? {} : { description }),
      required: required.includes(name),
      schema,
    }));
  const body = properties.filter(([name]) => place(name) === "body");
  return {
    operationId: endpoint.name,
    ...summaryOf(endpoint),
    ...(endpoint.open && { security: [] }),
    ...(parameters.length > 0 && { parameters }),
    ...(body.length > 0 && { requestBody: requestBody(endpoint, params, body) }),
    responses: {
      "200": { description: "The daemon's answer", content: answerOf(endpoint) },
      default: {
        description: "Why there is none",
        content: { "application/json": { schema: { $ref: `${prefix}ErrorAnswer` } } },
      },
    },
    "x-daemons": endpoint.daemons,
    "x-acts-twice": endpoint.actsTwice,
    ...(endpoint.hold && { "x-hold": endpoint.hold }),
    ...(endpoint.aliases && { "x-aliases": endpoint.aliases }),
  };
}

function summaryOf({ name }: Endpoint): JsonSchema {
  const { description } = describe(`${name}()`);
  return description === undefined ? {} : { summary: description };
}

function paramsOf({ params }: Endpoint, schemas: Readonly<Record<string, JsonSchema>>): JsonSchema {
  return schemas[names.get(params) ?? ""] ?? {};
}

function requestBody(
  { params, body: encoding = "json" }: Endpoint,
  whole: JsonSchema,
  body: [name: string, schema: JsonSchema][],
): JsonSchema {
  const inBody = new Set(body.map(([name]) => name));
  const required = ((whole["required"] ?? []) as string[]).filter((name) => inBody.has(name));
  const all = body.length === Object.keys(whole["properties"] as object).length;
  const schema = all
    ? { $ref: prefix + names.get(params) }
    : {
        type: "object",
        properties: Object.fromEntries(body),
        ...(required.length > 0 && { required }),
        additionalProperties: false,
      };
  const type = encoding === "multipart" ? "multipart/form-data" : "application/json";
  return { required: true, content: { [type]: { schema } } };
}

function answerOf({ response = "json", result }: Endpoint): JsonSchema {
  if (response === "bytes") return { "application/octet-stream": {} };
  const schema = { $ref: prefix + names.get(result) };
  // Each event stands alone, behind "data:".
  return response === "events"
    ? { "text/event-stream": { schema } }
    : { "application/json": { schema } };
}

const errorAnswer: JsonSchema = {
  title: "ErrorAnswer",
  description: "Why a call failed. A failure inside the daemon is plain text in place of JSON.",
  anyOf: [
    {
      type: "object",
      required: ["detail"],
      properties: {
        detail: {
          anyOf: [
            { type: "string", description: "A sentence." },
            {
              type: "object",
              required: ["error"],
              properties: {
                error: { type: "string", description: "A code." },
                hint: { type: "string" },
              },
            },
            {
              type: "array",
              description: "What is wrong with the parameters.",
              items: {
                type: "object",
                required: ["type", "loc", "msg"],
                properties: {
                  type: { type: "string" },
                  loc: { type: "array", items: { type: ["string", "integer"] } },
                  msg: { type: "string" },
                  input: {},
                  ctx: { type: "object" },
                },
              },
            },
          ],
        },
      },
    },
    {
      type: "object",
      description: "The answer of notify.",
      required: ["ok", "status", "reason", "detail"],
      properties: {
        ok: { const: false },
        status: { type: "string" },
        delivery_state: { type: "string" },
        delivered: { type: "boolean" },
        queued: { type: "boolean" },
        reason: { type: "string", description: "A code." },
        detail: { type: "string" },
        from_peer_name: { type: ["string", "null"] },
        to_peer_name: { type: ["string", "null"] },
      },
    },
  ],
};
