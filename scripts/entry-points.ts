import { readFileSync } from "node:fs";
import { join } from "node:path";

/** One key of the `exports` of a package. */
export interface EntryPoint {
  /** `.` or `./sub`. */
  readonly name: string;
  /** What Node loads. */
  readonly file: string;
  /** Its declarations, or `undefined` where it is a JSON file. */
  readonly types: string | undefined;
}

type Target = string | { readonly [condition: string]: Target };

/** The entry points that users of a package get, from `publishConfig.exports` in its manifest. */
export function entryPoints(folder: string): EntryPoint[] {
  const { publishConfig } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
    publishConfig: { exports: Record<string, Target> };
  };
  return Object.entries(publishConfig.exports)
    .filter(([name]) => name !== "./package.json")
    .map(([name, target]) => ({
      name,
      file: resolveTarget(target, ["import", "node", "default"]) ?? "",
      types: resolveTarget(target, ["types", "import", "node", "default"], /\.d\.ts$/),
    }));
}

/** The first target whose conditions are all in the list, as Node chooses. */
function resolveTarget(
  target: Target,
  conditions: string[],
  file = /(?<!\.d\.ts)$/,
): string | undefined {
  if (typeof target === "string") return file.test(target) ? target : undefined;
  for (const [condition, inner] of Object.entries(target)) {
    const found = conditions.includes(condition) && resolveTarget(inner, conditions, file);
    if (found) return found;
  }
  return undefined;
}
