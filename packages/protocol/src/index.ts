export { type Issue, describeIssue, describeIssues } from "./issues.ts";
export {
  type DaemonRule,
  type FieldSchema,
  type ObjectSchema,
  type OptionalInternals,
  type OptionalSchema,
  type ParseError,
  type ParseOptions,
  type Parsed,
  type Schema,
  type ShapeOf,
  type ZodObject,
  isIntegerSchema,
  knownValues,
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
