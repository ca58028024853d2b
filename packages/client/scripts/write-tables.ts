// Writes the tables of methods into the README, between their markers.
import { readFileSync, writeFileSync } from "node:fs";

import { methodTable, pythonTable } from "../test/method-tables.ts";

const readme = new URL("../README.md", import.meta.url);

function fill(text: string, mark: string, table: string): string {
  const [begin, end] = [`<!-- ${mark} -->`, `<!-- /${mark} -->`];
  const [before] = text.split(begin, 1);
  const after = text.slice(text.indexOf(end));
  return `${before}${begin}\n\n${table}\n\n${after}`;
}

const text = readFileSync(readme, "utf8");
writeFileSync(readme, fill(fill(text, "methods", methodTable()), "python", pythonTable()));
