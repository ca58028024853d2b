// Marks the calls that build schemas as free of side effects in the compiled files, so that a bundle
// keeps only the schemas it names. Bundlers do not see `@__NO_SIDE_EFFECTS__` across files, and
// hundreds of marks in the sources would be hard to read.
import { globSync, readFileSync, writeFileSync } from "node:fs";

const files = globSync("dist/**/*.js").map((path) => ({ path, text: readFileSync(path, "utf8") }));
const builders = files.flatMap(({ text }) =>
  [...text.matchAll(/@__NO_SIDE_EFFECTS__\s*\n\s*export function (\w+)/g)].map(([, name]) => name),
);
const call = new RegExp(
  String.raw`(?<!function )(?<![\w.$])(?=(?:z\.\w+|${builders.join("|")})\()`,
  "g",
);

for (const { path, text } of files) {
  writeFileSync(path, text.replaceAll(call, "/* @__PURE__ */ "));
}
