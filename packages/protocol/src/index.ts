export { type Issue, describeIssue, describeIssues } from "./issues.ts";
export type {
  DaemonRule,
  FieldSchema,
  ObjectSchema,
  OptionalInternals,
  OptionalSchema,
  ParseError,
  ParseOptions,
  Parsed,
  Schema,
  ShapeOf,
  ZodObject,
} from "./schema.ts";
// The interface, the schema and the guard of every model, and the type of every list of known values.
export type * from "./generated/models.ts";
export * from "./generated/schemas.ts";
export * from "./events.ts";
export * from "./guards.ts";
export { endpointSchemas, endpoints } from "./generated/tables.ts";
export type {
  Endpoint,
  EndpointAlias,
  EndpointMethod,
  EndpointName,
  Endpoints,
  Hold,
  ParamsOf,
  ResultOf,
} from "./endpoint.ts";
export { type Open } from "./words.ts";
export * from "./errors.ts";
