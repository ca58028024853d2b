import { readFileSync } from "node:fs";
import { join } from "node:path";

/** One key of the `exports` of a package. */
export interface EntryPoint {
  /** `.` or `./sub`. */
  readonly name: string;
  /** Its declarations, or `undefined` where it is a JSON file. */
  readonly types: string | undefined;
}

type Target = string | { readonly [condition: string]: Target };

const conditions = ["types", "import", "node", "default"];

/** The entry points that users of a package get, from `publishConfig.exports` in its manifest. */
export function entryPoints(folder: string): EntryPoint[] {
  const { publishConfig } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
    publishConfig: { exports: Record<string, Target> };
  };
  return Object.entries(publishConfig.exports)
    .filter(([name]) => name !== "./package.json")
    .map(([name, target]) => ({ name, types: declarations(target) }));
}

/** The first declarations that a program for Node would be given. */
function declarations(target: Target): string | undefined {
  if (typeof target === "string") return target.endsWith(".d.ts") ? target : undefined;
  for (const [condition, inner] of Object.entries(target)) {
    const found = conditions.includes(condition) ? declarations(inner) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}
