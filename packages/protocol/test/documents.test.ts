import { readFileSync } from "node:fs";
import { join } from "node:path";

import asyncApiSpecs from "@asyncapi/specs";
import { Validator } from "@seriousme/openapi-schema-validator";
import { Ajv } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { endpoints } from "@repowire/protocol";
import {
  asyncApiDocument,
  jsonSchemaDocument,
  models,
  openApiDocument,
} from "@repowire/protocol/documents";
import { assert, describe, expect, test } from "vitest";

import { contractHash, contractHashFile } from "../scripts/contract-hash.ts";
import { readDescriptions } from "../scripts/descriptions.ts";
import descriptions from "../src/documents/descriptions.json" with { type: "json" };

const update = "if this is meant: pnpm --filter @repowire/protocol run contract:update";

describe("the OpenAPI document", () => {
  const document = openApiDocument();

  test("is valid OpenAPI 3.1", async () => {
    const result = await new Validator().validate(structuredClone(document));
    expect(result.errors ?? []).toEqual([]);
    expect(result.valid).toBe(true);
  });

  test("has each endpoint once", () => {
    const items = Object.values(document["paths"] as Record<string, Record<string, Operation>>);
    const operations = items.flatMap((item) => Object.values(item));
    expect(operations.map(({ operationId }) => operationId).toSorted()).toEqual(
      Object.keys(endpoints).toSorted(),
    );
    expect(operations.filter(({ summary }) => !summary)).toEqual([]);
  });
});

interface Operation {
  readonly operationId: string;
  readonly summary?: string;
}

describe("the AsyncAPI document", () => {
  test("is valid AsyncAPI 3", () => {
    // The specification brings the meta-schema of JSON Schema along.
    const ajv = new Ajv({ strict: false, allErrors: true, meta: false, validateSchema: false });
    addFormats.default(ajv);
    const validate = ajv.compile<object>(asyncApiSpecs.schemas["3.0.0"] as object);
    validate(asyncApiDocument());
    expect(validate.errors ?? []).toEqual([]);
  });
});

describe("the JSON Schemas", () => {
  const ajv = new Ajv2020({ strict: false });
  addFormats.default(ajv);
  ajv.addSchema(jsonSchemaDocument(), "repowire");

  test("refer only to what there is", () => {
    const broken = Object.keys(models).filter((name) => !ajv.getSchema(`repowire#/$defs/${name}`));
    expect(broken).toEqual([]);
  });

  test("say what a value must be, and let through what is new", () => {
    const isPeer = ajv.compile({ $ref: "repowire#/$defs/Peer" });
    const peer = {
      peer_id: "",
      name: "",
      display_name: "",
      circle: "",
      role: "",
      status: "",
      metadata: {},
    };
    expect(isPeer({ ...peer, backend: "of tomorrow", new_field: 1 })).toBe(true);
    expect(isPeer(peer)).toBe(false);
    const isAsk = ajv.compile({ $ref: "repowire#/$defs/AskParams" });
    expect(isAsk({ from_peer: "a", to_peer: "b", text: "" })).toBe(true);
    expect(isAsk({ from_peer: "a", to_peer: "b", text: "", new_field: 1 })).toBe(false);
  });
});

describe("the contract", () => {
  test("is documented with the words of the sources", () => {
    const read = readDescriptions(join(import.meta.dirname, "..", "src"));
    assert.deepEqual<object>(read, descriptions, update);
  });

  test("is the one that is pinned", () => {
    const pinned = readFileSync(contractHashFile, "utf8").trim();
    assert.equal(contractHash(), pinned, `the contract has changed; ${update}`);
  });
});
