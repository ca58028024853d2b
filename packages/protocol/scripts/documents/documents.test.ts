import { readFileSync } from "node:fs";
import { join } from "node:path";

import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { describe, expect, test } from "vitest";

import { endpoints } from "../../src/generated/tables.ts";
import { errorCodesPage } from "./error-codes-page.ts";

type Json = Readonly<Record<string, unknown>>;

const folder = join(import.meta.dirname, "../../documents");

function read(name: string): Json {
  return JSON.parse(readFileSync(join(folder, name), "utf8")) as Json;
}

describe.each(["openapi.json", "asyncapi.json", "json-schema.json"])("%s", (name) => {
  test("says of each property and parameter what it is", () => {
    expect(withoutWords(read(name))).toEqual([]);
  });

  test("refers only to what there is, and has nothing that is not referred to", () => {
    const document = read(name);
    const references = new Set(referencesIn(document));
    const broken = [...references].filter(
      (reference) => resolve(document, reference) === undefined,
    );
    expect(broken).toEqual([]);
    const components = (document["components"] ?? {}) as Record<string, Json>;
    const unused = ["schemas", "responses"].flatMap((kind) =>
      Object.keys(components[kind] ?? {}).filter(
        (component) => !references.has(`#/components/${kind}/${component}`),
      ),
    );
    expect(unused).toEqual([]);
  });
});

test("the page of error codes has a row for each code", () => {
  const source = readFileSync(join(import.meta.dirname, "../../src/error-codes.ts"), "utf8");
  const codes = Array.from(source.matchAll(/^ {2}(\w+): [\d |]+;$/gm), ([, code]) => code);
  const rows = Array.from(errorCodesPage().matchAll(/^\| `(\w+)` .+\| \w/gm), ([, code]) => code);
  expect(rows).toEqual(codes);
});

describe("the OpenAPI document", () => {
  const document = read("openapi.json");
  const paths = document["paths"] as Record<string, Record<string, Operation>>;
  const operations = Object.values(paths).flatMap((item) => Object.values(item));

  test("has each endpoint once", () => {
    expect(operations.map(({ operationId }) => operationId).toSorted()).toEqual(
      Object.keys(endpoints).toSorted(),
    );
  });

  test("has each path once, whatever its parameters are called", () => {
    const shapes = Object.keys(paths).map((path) => path.replace(/\{\w+\}/g, "{}"));
    expect(shapes.filter((shape, index) => shapes.indexOf(shape) !== index)).toEqual([]);
  });

  test("has no component that is called like a type which generators make of an operation", () => {
    const { schemas } = document["components"] as Record<string, Json>;
    const taken = new Set(
      operations.flatMap(({ operationId }) => {
        const name = operationId.charAt(0).toUpperCase() + operationId.slice(1);
        const suffixes = ["Params", "PathParams", "Body", "Result", "Response", "Request", "Error"];
        return suffixes.map((suffix) => (name + suffix).toLowerCase());
      }),
    );
    expect(Object.keys(schemas ?? {}).filter((name) => taken.has(name.toLowerCase()))).toEqual([]);
  });
});

interface Operation {
  readonly operationId: string;
}

describe("the JSON Schemas", () => {
  const ajv = new Ajv2020({ strict: false });
  addFormats.default(ajv);
  ajv.addSchema(read("json-schema.json"), "repowire");
  const isValid = (model: string, value: unknown) =>
    ajv.validate({ $ref: `repowire#/$defs/${model}` }, value);
  const ask = { from_peer: "a", to_peer: "b", text: "" };
  const peer = {
    peer_id: "",
    name: "",
    display_name: "",
    circle: "",
    role: "",
    status: "",
    metadata: {},
  };

  test.each<[model: string, value: unknown, valid: boolean]>([
    ["Peer", { ...peer, backend: "of tomorrow", new_field: 1 }, true],
    ["Peer", peer, false],
    ["AskParams", ask, true],
    ["AskParams", { ...ask, new_field: 1 }, false],
    ["AskParams", { ...ask, to_peer: "" }, false],
    ["GetPeerParams", { identifier: ".." }, false],
    ["PendingAsksParams", {}, false],
    ["PendingAsksParams", { pane_id: "%1" }, true],
    ["PendingAsksParams", { pane_id: "%1", peer_id: "a" }, false],
    ["SpawnParams", { path: "/" }, false],
    ["SpawnParams", { path: "/", backend: "pi" }, true],
    ["SpawnParams", { path: "/", backend: "pi", command: "pi" }, false],
    ["SpawnParams", { path: "/", command: "pi", profile: "fast" }, false],
    ["AskManyParams", { from_peer: "a", to_peers: [], text: "x" }, false],
    ["CreateScheduleParams", { ...ask, cron: "* * * * *" }, true],
    ["CreateScheduleParams", { ...ask, cron: "* * * * *", fire_at: "2026-11-28" }, false],
    ["UpdateSessionParams", { peer_name: "a", status: "busy" }, true],
    ["UpdateSessionParams", { peer_name: "a" }, false],
    ["ValidateIdentityParams", { birth_certificate: {}, backend: "pi" }, false],
    ["AskBlockingParams", { prompt: "x", scope: "tool_permission" }, false],
    ["AskBlockingParams", { prompt: "x", scope: "mesh_ask" }, true],
  ])("judge %s %j: %s", (model, value, valid) => {
    expect(isValid(model, value)).toBe(valid);
  });
});

/** Where fields and parameters have no description, except in rules. */
function withoutWords(value: unknown, where = ""): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
    const path = `${where}/${key}`;
    // A rule between fields names the fields again.
    if (/\/(not|anyOf|oneOf|allOf)\/(\d+\/)?(not\/)?properties$/.test(path) && !isObject(value))
      return [];
    const silent =
      key === "properties" || key === "parameters"
        ? Object.entries(inner as Record<string, Json>)
            .filter(([, schema]) => typeof schema["description"] !== "string")
            .map(([property]) => `${path}/${property}`)
        : [];
    return [...silent, ...withoutWords(inner, path)];
  });
}

function isObject(schema: object): boolean {
  return (schema as Json)["type"] === "object";
}

function referencesIn(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === "$ref" && typeof inner === "string" ? [inner] : referencesIn(inner),
  );
}

function resolve(document: Json, reference: string): unknown {
  return reference
    .slice(2)
    .split("/")
    .reduce<unknown>((value, key) => (value as Json | undefined)?.[key], document);
}
