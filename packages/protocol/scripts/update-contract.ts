// Brings what is derived from the sources and kept in git up to date: the words of the documents,
// from the comments, and then the hash of the contract.
import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { readDescriptions } from "./descriptions.ts";

const source = join(import.meta.dirname, "..", "src");
const words = JSON.stringify(readDescriptions(source), null, 2);
writeFileSync(join(source, "documents", "descriptions.json"), `${words}\n`);

// Only now, because it reads those words.
const { contractHash, contractHashFile } = await import("./contract-hash.ts");
writeFileSync(contractHashFile, `${contractHash()}\n`);
