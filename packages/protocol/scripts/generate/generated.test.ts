import { readFileSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "vitest";

import { readComments } from "./comments.ts";
import { generate } from "./generate.ts";

const root = join(import.meta.dirname, "..", "..");

test("what is generated is up to date: pnpm --filter @repowire/protocol run generate", async () => {
  for (const [path, text] of Object.entries(await generate())) {
    expect(readFileSync(join(root, path), "utf8") === text, path).toBe(true);
  }
});

test("the glossary of fields has no entry that no model needs", async () => {
  await generate();
  expect(readComments(join(root, "src")).unused).toEqual([]);
});
