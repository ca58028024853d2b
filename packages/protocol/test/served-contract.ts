import { join } from "node:path";

import {
  type DaemonVersion,
  type Endpoint,
  endpointSchemas,
  endpoints,
  omittedRoutes,
} from "@repowire/protocol";

import { type JsonSchema, modelSchemas } from "../scripts/documents/json-schema.ts";
import { readComments } from "../scripts/generate/comments.ts";
import { loadSource } from "../scripts/generate/source.ts";

import { SchemaComparison } from "./schema-comparison.ts";

/** The OpenAPI document that a running daemon serves. */
export interface ServedDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, JsonSchema>> };
}

interface Operation {
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
    readonly schema: JsonSchema;
  }[];
  readonly requestBody?: Content;
  readonly responses: Readonly<Record<string, Content | undefined>>;
}

interface Content {
  readonly content?: Readonly<Record<string, { readonly schema: JsonSchema }>>;
}

const folder = join(import.meta.dirname, "../src");
const source = await loadSource(folder);
const ours = modelSchemas(source, readComments(folder), { rules: false });
const names: ReadonlyMap<unknown, string> = source.nameOf;

/** The differences between the table and a daemon's document, one line each. */
export function differences(version: DaemonVersion, served: ServedDocument): string[] {
  const table = Object.values<Endpoint>(endpoints).filter(({ daemons }) =>
    daemons.includes(version),
  );
  return [
    ...routeDifferences(table, served, version),
    ...table.flatMap((endpoint) => fieldDifferences(endpoint, served)),
  ];
}

function routeDifferences(
  table: readonly Endpoint[],
  served: ServedDocument,
  version: DaemonVersion,
): string[] {
  const offered = Object.entries(served.paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
  );
  const covered = table.flatMap((endpoint) =>
    [endpoint, ...(endpoint.aliases ?? [])]
      .filter(({ daemons = endpoint.daemons }) => daemons.includes(version))
      .map(({ method, path }) => `${method} ${path}`),
  );
  const omitted = new Set<string>(omittedRoutes.map(({ method, path }) => `${method} ${path}`));
  return [
    ...offered
      .filter((route) => !covered.includes(route) && !omitted.has(route))
      .map((route) => `${route}: neither an endpoint nor an omitted route`),
    ...covered
      .filter((route) => omitted.has(route))
      .map((route) => `${route}: an endpoint and an omitted route`),
    ...covered
      .filter((route) => !offered.includes(route))
      .map((route) => `${route}: covered and not served`),
  ];
}

/** Omitted routes that no daemon serves. */
export function unservedOmissions(documents: readonly ServedDocument[]): string[] {
  return omittedRoutes
    .filter(
      ({ method, path }) => !documents.some((served) => served.paths[path]?.[method.toLowerCase()]),
    )
    .map(({ method, path }) => `${method} ${path}`);
}

function fieldDifferences(endpoint: Endpoint, served: ServedDocument): string[] {
  const operation = served.paths[endpoint.path]?.[endpoint.method.toLowerCase()];
  if (!operation) return [];
  const params = ours[names.get(endpointSchemas[endpoint.name].params) ?? ""];
  const result = ours[names.get(endpointSchemas[endpoint.name].result) ?? ""];
  const request = new SchemaComparison("request", ours, served.components.schemas);
  const response = new SchemaComparison("response", ours, served.components.schemas);
  if (params) request.compare(endpoint.name, params, requestOf(operation, served));
  const answer = jsonOf(operation.responses["200"]);
  if (result && answer) response.compare(`${endpoint.name}()`, result, answer);
  return [...request.differences, ...response.differences];
}

/** All parameters of an operation in one schema, as in the table. */
function requestOf(operation: Operation, served: ServedDocument): JsonSchema {
  const { parameters = [], requestBody } = operation;
  const body = resolved(jsonOf(requestBody) ?? {}, served);
  return {
    type: "object",
    properties: {
      ...Object.fromEntries(parameters.map(({ name, schema }) => [name, schema])),
      ...(body["properties"] as object | undefined),
    },
    required: [
      ...parameters.filter(({ required }) => required).map(({ name }) => name),
      ...((body["required"] as string[] | undefined) ?? []),
    ],
  };
}

function jsonOf(content: Content | undefined): JsonSchema | undefined {
  return Object.values(content?.content ?? {})[0]?.schema;
}

function resolved(schema: JsonSchema, served: ServedDocument): JsonSchema {
  const [choice] = (schema["anyOf"] as JsonSchema[] | undefined) ?? [schema];
  const reference = choice?.["$ref"];
  if (typeof reference !== "string") return choice ?? {};
  return served.components.schemas[reference.split("/").at(-1) ?? ""] ?? {};
}
