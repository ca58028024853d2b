import type { JsonSchema } from "../scripts/documents/json-schema.ts";

type Schemas = Readonly<Record<string, JsonSchema>>;

/** Compares our schemas with those of a daemon, and collects the differences. */
export class SchemaComparison {
  readonly differences: string[] = [];
  readonly #direction: "request" | "response";
  readonly #ours: Schemas;
  readonly #theirs: Schemas;
  readonly #compared = new Set<string>();

  constructor(direction: "request" | "response", ours: Schemas, theirs: Schemas) {
    this.#direction = direction;
    this.#ours = ours;
    this.#theirs = theirs;
  }

  compare(where: string, ourSchema: JsonSchema, theirSchema: JsonSchema): void {
    const ours = choices(ourSchema, this.#ours);
    const theirs = choices(theirSchema, this.#theirs);
    // A value that the daemon does not describe cannot be compared.
    if (theirs.some((schema) => types(schema).length === 0)) return;
    if (ours.some((schema) => types(schema).length === 0)) {
      if (theirs.some((schema) => schema["properties"])) this.#report(where, "has no model here");
      return;
    }
    this.#compareTypes(where, ours, theirs);
    const pair = `${where} ${JSON.stringify([ourSchema, theirSchema])}`;
    if (this.#compared.has(pair)) return;
    this.#compared.add(pair);
    for (const their of theirs) {
      const our = ours.find((schema) => types(schema).some((type) => types(their).includes(type)));
      if (our) this.#compareInside(where, our, their);
    }
  }

  #compareTypes(where: string, ours: JsonSchema[], theirs: JsonSchema[]): void {
    const [our, their] = [ours.flatMap(types), theirs.flatMap(types)];
    // Our schema of an answer must accept everything that the daemon may send. The daemon must accept
    // everything that our schema of a request accepts.
    const [from, to] = this.#direction === "request" ? [our, their] : [their, our];
    const surplus = from.filter(
      (type) => !to.includes(type) && !(type === "integer" && to.includes("number")),
    );
    if (surplus.length === 0) return;
    this.#report(
      where,
      `is ${surplus.join(" or ")} ${this.#direction === "request" ? "here" : "there"} only`,
    );
  }

  #compareInside(where: string, our: JsonSchema, their: JsonSchema): void {
    if (this.#direction === "request") {
      for (const keyword of ["enum", "minLength", "maxLength", "pattern", "minimum", "maximum"]) {
        const [one, other] = [our, their].map((schema) => JSON.stringify(valueOf(schema, keyword)));
        if (one !== other) this.#report(where, `${keyword} is ${one} here, ${other} there`);
      }
    }
    if (our["items"] && their["items"]) {
      this.compare(`${where}[]`, our["items"] as JsonSchema, their["items"] as JsonSchema);
    }
    const [ourMap, theirMap] = [our["additionalProperties"], their["additionalProperties"]];
    if (isSchema(ourMap) && isSchema(theirMap)) this.compare(`${where}{}`, ourMap, theirMap);
    this.#compareFields(where, our, their);
  }

  #compareFields(where: string, our: JsonSchema, their: JsonSchema): void {
    const [ourFields, theirFields] = [our, their].map(
      (schema) => (schema["properties"] ?? {}) as Record<string, JsonSchema>,
    ) as [Record<string, JsonSchema>, Record<string, JsonSchema>];
    const [ourRequired, theirRequired] = [our, their].map(
      (schema) => (schema["required"] ?? []) as string[],
    ) as [string[], string[]];
    for (const [field, schema] of Object.entries(theirFields)) {
      const known = ourFields[field];
      if (known) this.compare(`${where}.${field}`, known, schema);
      else this.#report(`${where}.${field}`, "is not known here");
    }
    if (Object.keys(theirFields).length === 0) return;
    for (const field of Object.keys(ourFields)) {
      if (field in theirFields) continue;
      if (this.#direction === "request") this.#report(`${where}.${field}`, "is not known there");
      else if (ourRequired.includes(field))
        this.#report(`${where}.${field}`, "is required here, not known there");
    }
    if (this.#direction === "response") return;
    for (const field of theirRequired) {
      if (!ourRequired.includes(field)) this.#report(`${where}.${field}`, "is required there only");
    }
    for (const field of ourRequired) {
      if (!theirRequired.includes(field))
        this.#report(`${where}.${field}`, "is required here only");
    }
  }

  #report(where: string, what: string): void {
    this.differences.push(`${where} ${what}`);
  }
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === "object" && value !== null;
}

function valueOf(schema: JsonSchema, keyword: string): unknown {
  const { const: constant } = schema;
  return keyword === "enum" && constant !== undefined ? [constant] : schema[keyword];
}

/** The alternatives of a schema, with references followed. */
function choices(schema: JsonSchema, schemas: Schemas): JsonSchema[] {
  const { $ref: reference, anyOf, allOf } = schema;
  const inner = (anyOf ?? allOf) as JsonSchema[] | undefined;
  if (inner) return inner.flatMap((choice) => choices(choice, schemas));
  if (typeof reference !== "string") return [schema];
  return choices(schemas[reference.split("/").at(-1) ?? ""] ?? {}, schemas);
}

/** The JSON types that a schema without alternatives accepts. */
function types(schema: JsonSchema): string[] {
  const { type } = schema;
  if (Array.isArray(type)) return type as string[];
  if (typeof type === "string") return [type];
  const { const: constant } = schema;
  return constant === undefined ? [] : [typeof constant];
}
