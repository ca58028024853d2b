// Pins the contract as it is now.
import { writeFileSync } from "node:fs";

import { contractHash, contractHashFile } from "./contract-hash.ts";

writeFileSync(contractHashFile, `${contractHash()}\n`);
