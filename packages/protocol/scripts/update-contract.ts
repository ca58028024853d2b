// Brings what is derived from the sources and kept in git up to date: the words of the documents,
// from the comments, and then the hash of the contract.
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { readDescriptions } from "./descriptions.ts";

const folder = join(import.meta.dirname, "..");
const words = readDescriptions(join(folder, "src"));
const file = join(folder, "src", "documents", "descriptions.json");
writeFileSync(file, `${JSON.stringify(words, null, 2)}\n`);

const hash = spawnSync(
  process.execPath,
  ["--conditions=@repowire/source", join(import.meta.dirname, "write-hash.ts")],
  { stdio: "inherit" },
);
process.exitCode = hash.status ?? 1;
