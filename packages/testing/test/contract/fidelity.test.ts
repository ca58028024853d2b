import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { fidelityPage } from "./fidelity-page.ts";

test("the page about fidelity says what is so now (node …/fidelity.ts makes it anew)", async () => {
  const page = readFileSync(new URL("../../../../docs/fidelity.md", import.meta.url), "utf8");
  expect(page).toBe(await fidelityPage());
});
