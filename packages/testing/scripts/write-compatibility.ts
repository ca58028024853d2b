// Writes COMPATIBILITY.md.
import { writeFileSync } from "node:fs";

import { compatibility } from "./compatibility.ts";

writeFileSync(new URL("../COMPATIBILITY.md", import.meta.url), await compatibility());
