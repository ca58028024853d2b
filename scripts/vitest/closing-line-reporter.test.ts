import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { once } from "node:events";

import { afterAll, test } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "closing-line-"));
afterAll(() => rmSync(folder, { recursive: true }));

const vitest = join(import.meta.dirname, "../../node_modules/.bin/vitest");
const reporter = join(import.meta.dirname, "closing-line-reporter.ts");
writeFileSync(
  join(folder, "vitest.config.ts"),
  `import { ClosingLineReporter } from ${JSON.stringify(reporter)};
   export default { test: { globals: true, reporters: [new ClosingLineReporter()] } };`,
);

const good = "test('good', () => {});";
const files = {
  good,
  bad: "test('bad', () => expect(1).toBe(2));",
  skipped: "test.skip('a', () => {}); test.todo('b');",
  unloadable: "import './nowhere.ts';",
  "bad-hook": `${good} afterAll(() => { throw new Error('hook'); });`,
  unheard: `${good} Promise.reject(new Error('late'));`,
};
for (const [name, code] of Object.entries(files)) {
  writeFileSync(join(folder, `${name}.test.ts`), code);
}

test.concurrent.for([
  ["tests that pass, and tests that do not run", ["good", "skipped"], 0, [1, 0, 2]],
  [
    "a test, a file, a hook and an error that nobody hears, each of which fails",
    ["good", "bad", "unloadable", "bad-hook", "unheard"],
    1,
    [3, 4, 0],
  ],
] as const)("counts %s", async ([, names, code, [passed, failed, skipped]], { expect }) => {
  const paths = names.map((name) => `${name}.test.ts`);
  const child = spawn(vitest, ["run", "--root", folder, ...paths], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  const [printed, [status]] = await Promise.all([text(child.stdout), once(child, "exit")]);
  const line = `${passed} passed, ${failed} failed, ${skipped} skipped`;
  expect([printed.trimEnd().split("\n").at(-1), status]).toEqual([line, code]);
});
