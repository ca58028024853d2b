import { readFile, writeFile } from "node:fs/promises";
import { compatibilityPage } from "./compatibility-page.ts";
import { fidelityPage } from "./fidelity-page.ts";

const root = new URL("../../../../", import.meta.url);

/** The pages that are made from the scenarios and recordings, with the functions that make them. */
export const pages: Readonly<Record<string, () => Promise<string>>> = {
  "docs/fidelity.md": fidelityPage,
  "packages/testing/COMPATIBILITY.md": compatibilityPage,
};

/** The text of a page in the repository. */
export function readPage(path: string): Promise<string> {
  return readFile(new URL(path, root), "utf8");
}

export async function writePages(): Promise<void> {
  for (const [path, make] of Object.entries(pages))
    await writeFile(new URL(path, root), await make());
}
