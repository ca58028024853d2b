import { readFileSync } from "node:fs";

import { expect, test } from "vitest";

import { compatibility } from "../scripts/compatibility.ts";

test("COMPATIBILITY.md is up to date: pnpm compatibility writes it", async () => {
  const written = readFileSync(new URL("../COMPATIBILITY.md", import.meta.url), "utf8");
  expect(written).toBe(await compatibility());
});
