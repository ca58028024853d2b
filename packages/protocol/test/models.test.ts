import { Ajv2020 } from "ajv/dist/2020.js";
import * as protocol from "@repowire/protocol";
import { type Endpoint, endpoints } from "@repowire/protocol";
import { jsonSchemaDocument, models } from "@repowire/protocol/documents";
import { validator } from "@repowire/protocol/validate";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as z from "zod/mini";

import { arbitraryOf } from "./arbitrary.ts";

const entries = Object.entries(models);

describe("every model", () => {
  const ajv = new Ajv2020({ strict: false });
  ajv.addFormat("binary", true);
  ajv.addSchema(jsonSchemaDocument(), "repowire");

  test.each(entries)(
    "%s lets its own values pass, compiled, plain and as JSON Schema",
    (name, schema) => {
      const isValid = validator(schema);
      // A file is no JSON.
      const isSchemaValid =
        name === "UploadAttachmentParams"
          ? () => true
          : (ajv.getSchema(`repowire#/$defs/${name}`) ?? (() => false));
      fc.assert(
        fc.property(arbitraryOf(schema), (value) => {
          const before = JSON.stringify(value);
          expect(z.validate(schema, value)).toBe(true);
          expect(isValid(value)).toBe(true);
          expect(isSchemaValid(value)).toBe(true);
          expect(JSON.stringify(value)).toBe(before);
        }),
        { numRuns: 25 },
      );
    },
  );

  test.each(entries)("%s judges any value alike, compiled and plain", (_name, schema) => {
    const isValid = validator(schema);
    const nearly = fc
      .tuple(arbitraryOf(schema), fc.string({ maxLength: 6 }), fc.jsonValue({ maxDepth: 1 }))
      .map(([value, key, other]) =>
        typeof value === "object" && value !== null && Object.keys(value).length > 0
          ? { ...value, [Object.keys(value)[key.length % Object.keys(value).length] ?? key]: other }
          : other,
      );
    fc.assert(
      fc.property(nearly, (value) => {
        expect(isValid(value)).toBe(schema.safeParse(value).success);
      }),
      { numRuns: 25 },
    );
  });
});

describe("every response model", () => {
  const results = [...reachable(Object.values<Endpoint>(endpoints).map(({ result }) => result))];

  test("changes nothing: no default, transform, coercion or pipe", () => {
    const kinds = new Set(results.map((schema) => schema._zod.def.type));
    expect([...kinds].toSorted()).toEqual([
      "array",
      "boolean",
      "nullable",
      "number",
      "object",
      "optional",
      "string",
      "unknown",
    ]);
    expect(results.filter(({ _zod: { def } }) => "coerce" in def && def.coerce)).toEqual([]);
  });

  test("keeps what it does not know", () => {
    const closed = results.filter(({ _zod: { def } }) => {
      const { type, catchall } = def as z.core.$ZodObjectDef;
      return type === "object" && catchall?._zod.def.type === "never";
    });
    expect(closed).toEqual([]);
  });
});

describe("every name", () => {
  test("in the table is its key", () => {
    const table = Object.entries<Endpoint>(endpoints);
    expect(table.filter(([key, { name }]) => key !== name)).toEqual([]);
  });

  test("of a schema is that of a type, and of no other schema", () => {
    const schemas = Object.values(models);
    expect(new Set(schemas).size).toBe(schemas.length);
  });

  test("of a list of known values has a guard", () => {
    expect(protocol.isBackend("pi")).toBe(true);
    expect(protocol.isBackend("of tomorrow")).toBe(false);
    expect(protocol.isJobState(undefined)).toBe(false);
  });
});

/** All schemas that some schemas are made of. */
function* reachable(
  schemas: Iterable<unknown>,
  seen = new Set<unknown>(),
): Generator<z.core.$ZodType> {
  for (const schema of schemas) {
    if (!isSchema(schema) || seen.has(schema)) continue;
    seen.add(schema);
    yield schema;
    const {
      shape = {},
      innerType,
      element,
      catchall,
      options = [],
    } = schema._zod.def as unknown as Inner;
    yield* reachable([...Object.values(shape), innerType, element, catchall, ...options], seen);
  }
}

interface Inner {
  readonly shape?: Record<string, unknown>;
  readonly innerType?: unknown;
  readonly element?: unknown;
  readonly catchall?: unknown;
  readonly options?: readonly unknown[];
}

function isSchema(value: unknown): value is z.core.$ZodType {
  return typeof value === "object" && value !== null && "_zod" in value;
}
