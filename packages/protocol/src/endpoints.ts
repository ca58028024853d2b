// One constant for each endpoint, and nothing else: a bundle keeps the endpoints that it names.
export * from "./generated/endpoints.ts";
