import { readFileSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "vitest";

import * as entry from "../../src/guards.ts";
import { readComments } from "./comments.ts";
import { generate } from "./generate.ts";
import { lists, loadSource, typeOfList } from "./source.ts";

const root = join(import.meta.dirname, "..", "..");

test("what is generated is up to date: pnpm --filter @repowire/protocol run generate", async () => {
  for (const [path, text] of Object.entries(await generate())) {
    expect(readFileSync(join(root, path), "utf8") === text, path).toBe(true);
  }
});

test("every list of known values is a list of a schema or of an entry", async () => {
  const models = (await generate())["src/generated/models.ts"] ?? "";
  const unused = lists
    .map(({ name }) => ({ name, type: new RegExp(`\\b${typeOfList(name)}\\b`, "g") }))
    .filter(({ name, type }) => !Object.hasOwn(entry, name) && models.match(type)?.length === 1);
  expect(unused).toEqual([]);
});

test("the glossary of fields has no entry that no model needs", async () => {
  const folder = join(root, "src");
  const comments = readComments(folder);
  const { models } = await loadSource(folder);
  for (const [model, schema] of models) {
    const { shape = {} } = schema._zod.def as { shape?: Record<string, unknown> };
    for (const field of Object.keys(shape)) comments.ofField(model, field);
  }
  expect(comments.unused).toEqual([]);
});
