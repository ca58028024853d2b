import { readFileSync } from "node:fs";
import { join } from "node:path";

import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type * as z from "zod/mini";

import { endpointSchemas } from "../../src/generated/tables.ts";
import { soak } from "../../../../scripts/vitest/soak.ts";
import { arbitraryOf } from "./arbitrary.ts";
import { modelSchemas } from "./model-schemas.ts";

const models = Object.entries(modelSchemas);
const document = join(import.meta.dirname, "../../documents/json-schema.json");

describe("every model", () => {
  const ajv = new Ajv2020({ strict: false });
  ajv.addFormat("binary", true);
  ajv.addSchema(JSON.parse(readFileSync(document, "utf8")) as object, "repowire");

  test.each(models.filter(([name]) => name !== "UploadAttachmentParams"))(
    "%s lets its own values pass, unchanged, and so does its JSON Schema",
    (name, schema) => {
      const isValid = ajv.getSchema(`repowire#/$defs/${name}`) ?? (() => false);
      fc.assert(
        fc.property(arbitraryOf(schema), (value) => {
          const before = JSON.stringify(value);
          expect({ value, valid: isValid(value) }).toEqual({ value, valid: true });
          expect(JSON.stringify(value)).toBe(before);
        }),
        { numRuns: soak(25, 6) },
      );
    },
  );
});

describe("every model of an answer", () => {
  const results = [...reachable(Object.values(endpointSchemas).map(({ result }) => result))];

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

test("no two models share a schema", () => {
  const schemas = Object.values(modelSchemas);
  expect(new Set(schemas).size).toBe(schemas.length);
});

/** All schemas that are part of some schemas. */
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
