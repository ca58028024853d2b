// Checks the imports between the packages: protocol <- client, protocol <- testing, nothing else. Also
// checks the list of folders in AGENTS.md.
import { resolve } from "node:path";

import { type Arrow, offences } from "./arrows.ts";
import { roomOffences } from "./rooms.ts";

const arrows: Record<string, Arrow> = {
  "packages/protocol": { dependencies: ["zod"], nodeEntries: [] },
  "packages/client": {
    dependencies: ["@repowire/protocol", "eventsource-parser", "ky", "yaml"],
    nodeEntries: ["./node"],
  },
  "packages/testing": {
    dependencies: ["@repowire/protocol", "ws"],
    // The types of its matchers, for users who have it.
    peers: { vitest: "src/vitest.ts" },
    nodeEntries: "all",
  },
};

const root = resolve(import.meta.dirname, "..");
const found = [
  ...Object.entries(arrows).flatMap(([folder, arrow]) => offences(resolve(root, folder), arrow)),
  ...roomOffences(root, "AGENTS.md"),
];
for (const offence of found) console.error(offence);
if (found.length > 0) process.exitCode = 1;
