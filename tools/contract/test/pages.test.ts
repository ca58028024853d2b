import { expect, test } from "vitest";
import { pages, readPage } from "../src/pages/pages.ts";

test.each(Object.entries(pages))("%s is up to date", async (path, make) => {
  expect(await readPage(path)).toBe(await make());
});
