import type { EndpointDefinition, ErrorStatus } from "../../src/models/route.ts";
import { placeOf } from "../../src/endpoint.ts";
import { daemonVersions } from "../../src/endpoint.ts";
import type { Comments } from "../generate/comments.ts";
import type { EndpointEntry, Source } from "../generate/source.ts";
import { errorSchemas, errorStatuses } from "./error-answers.ts";
import { type JsonSchema, modelSchemas, plain } from "./json-schema.ts";
import { pruned, renamed } from "./components.ts";

const prefix = "#/components/schemas/";

/**
 * An OpenAPI 3.1 document of every endpoint. Facts that OpenAPI cannot express are in `x-daemons`,
 * `x-acts-twice`, `x-hold` (milliseconds) and `x-aliases`.
 */
export function openApiDocument(source: Source, comments: Comments): JsonSchema {
  const writer = new OpenApiWriter(source, comments);
  const paths = writer.paths();
  const schemas = { ...writer.schemas, ...errorSchemas };
  const document = {
    openapi: "3.1.1",
    info: {
      title: "Repowire daemon",
      description: `The HTTP interface of the daemons ${daemonVersions.join(", ")}.`,
      // The newest release that it describes, because the Go daemon has no number.
      version: "0.17.0",
      contact: { name: "Repowire", url: "https://github.com/repowire" },
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: "http://127.0.0.1:8377", description: "The daemon's default address." }],
    security: [{ token: [] }],
    tags: writer.tags(),
    paths,
    components: {
      securitySchemes: {
        token: {
          type: "http",
          scheme: "bearer",
          description: "Required if `daemon.auth_token` is set in the daemon's configuration.",
        },
      },
      responses: writer.responses(),
      schemas,
    },
  };
  return renamed(pruned(document), componentName);
}

/**
 * The name of a model among the components. Generators call the types of an operation `AskParams`
 * and `AskResult`, so that a component cannot be called like that.
 */
function componentName(model: string): string {
  return model.replace(/Params$/, "Input").replace(/Result$/, "Output");
}

class OpenApiWriter {
  readonly schemas: Readonly<Record<string, JsonSchema>>;
  readonly #source: Source;
  readonly #comments: Comments;

  constructor(source: Source, comments: Comments) {
    this.#source = source;
    this.#comments = comments;
    this.schemas = modelSchemas(source, comments, { prefix });
  }

  tags(): JsonSchema[] {
    const used = new Set(this.#source.endpoints.map(({ tag }) => tag));
    return [...used].map((name) => ({ name, description: this.#comments.ofTag(name) }));
  }

  responses(): JsonSchema {
    return Object.fromEntries(
      Object.values(errorStatuses).map(({ name, description, schema }) => [
        name,
        { description, content: { [schema.type]: { schema: { $ref: prefix + schema.name } } } },
      ]),
    );
  }

  paths(): JsonSchema {
    const found: Record<string, JsonSchema> = {};
    for (const entry of this.#source.endpoints) {
      const path = this.#pathOf(entry.definition, Object.keys(found));
      const item = (found[path] ??= {});
      item[entry.definition.method.toLowerCase()] = this.#operation(entry, path);
    }
    return found;
  }

  /** The path, with its parameters called as in an equal path before it. */
  #pathOf({ path }: EndpointDefinition, before: readonly string[]): string {
    const shape = (text: string) => text.replace(/\{\w+\}/g, "{}");
    return before.find((other) => shape(other) === shape(path)) ?? path;
  }

  #operation({ name, definition, tag }: EndpointEntry, path: string): JsonSchema {
    const params = this.#paramsOf(definition);
    const properties = Object.entries((params["properties"] ?? {}) as Record<string, JsonSchema>);
    const required = (params["required"] ?? []) as string[];
    const place = (field: string) => placeOf(definition as never, field);
    const names = new Map(zip(parametersIn(definition.path), parametersIn(path)));
    const parameters = properties
      .filter(([field]) => place(field) !== "body")
      .map(([field, { description, ...schema }]) => ({
        name: names.get(field) ?? field,
        in: place(field),
        description,
        required: required.includes(field),
        schema,
      }));
    const body = properties.filter(([field]) => place(field) === "body");
    const [summary = "", ...more] = (this.#comments.ofEndpoint(name) ?? "").split(/(?<=\.) /);
    return {
      operationId: name,
      tags: [tag],
      summary: plain(summary).replace(/\.$/, ""),
      description: plain([summary, ...more].join(" ")),
      ...(definition.open && { security: [] }),
      ...(parameters.length > 0 && { parameters }),
      ...(body.length > 0 && { requestBody: this.#requestBody(definition, params, body) }),
      responses: {
        "200": { description: "The answer.", content: this.#answerOf(definition) },
        ...this.#errorsOf(definition),
      },
      "x-daemons": definition.daemons,
      "x-acts-twice": definition.actsTwice,
      ...(definition.hold && { "x-hold": definition.hold }),
      ...(definition.aliases && { "x-aliases": definition.aliases }),
    };
  }

  #errorsOf({ errors = [], open, params }: EndpointDefinition): JsonSchema {
    const takesNothing = this.#source.nameOf.get(params) === "NoParams";
    const statuses = new Set<ErrorStatus | 401 | 500>([
      ...(open ? [] : [401 as const]),
      ...(takesNothing ? [] : [422 as const]),
      ...errors,
      500,
    ]);
    return Object.fromEntries(
      [...statuses]
        .toSorted((one, other) => one - other)
        .map((status) => [
          String(status),
          { $ref: `#/components/responses/${errorStatuses[status].name}` },
        ]),
    );
  }

  #paramsOf({ params }: EndpointDefinition): JsonSchema {
    return this.schemas[this.#source.nameOf.get(params) ?? ""] ?? {};
  }

  #requestBody(
    { params, body: encoding = "json" }: EndpointDefinition,
    whole: JsonSchema,
    body: [name: string, schema: JsonSchema][],
  ): JsonSchema {
    const inBody = new Set(body.map(([name]) => name));
    const required = ((whole["required"] ?? []) as string[]).filter((name) => inBody.has(name));
    const all = body.length === Object.keys(whole["properties"] as object).length;
    const schema = all
      ? { $ref: prefix + this.#source.nameOf.get(params) }
      : {
          type: "object",
          properties: Object.fromEntries(body),
          ...(required.length > 0 && { required }),
          additionalProperties: false,
        };
    const type = encoding === "multipart" ? "multipart/form-data" : "application/json";
    return { required: true, content: { [type]: { schema } } };
  }

  #answerOf({ response = "json", result }: EndpointDefinition): JsonSchema {
    if (response === "bytes") {
      return { "application/octet-stream": { schema: { type: "string", format: "binary" } } };
    }
    const schema = { $ref: prefix + this.#source.nameOf.get(result) };
    // Each event stands alone, behind "data:".
    return response === "events"
      ? { "text/event-stream": { schema } }
      : { "application/json": { schema } };
  }
}

function parametersIn(path: string): string[] {
  return Array.from(path.matchAll(/\{(\w+)\}/g), ([, name]) => name ?? "");
}

function zip(ones: readonly string[], others: readonly string[]): [string, string][] {
  return ones.map((one, index) => [one, others[index] ?? one]);
}
