import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, expect, test } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "closing-line-"));
afterAll(() => rmSync(folder, { recursive: true }));

const reporter = join(import.meta.dirname, "closing-line-reporter.ts");
writeFileSync(
  join(folder, "vitest.config.ts"),
  `import { ClosingLineReporter } from ${JSON.stringify(reporter)};
   export default { test: { globals: true, reporters: [new ClosingLineReporter()] } };`,
);

const good = "test('good', () => {});";

test.for([
  ["tests that pass", good, 0, "1 passed, 0 failed, 0 skipped"],
  [
    "tests that fail",
    `${good} test('bad', () => expect(1).toBe(2));`,
    1,
    "1 passed, 1 failed, 0 skipped",
  ],
  [
    "tests that do not run",
    `${good} test.skip('a', () => {}); test.todo('b');`,
    0,
    "1 passed, 0 failed, 2 skipped",
  ],
  ["a file that does not load", "import './nowhere.ts';", 1, "0 passed, 1 failed, 0 skipped"],
  [
    "a hook that fails",
    `${good} afterAll(() => { throw new Error('hook'); });`,
    1,
    "1 passed, 1 failed, 0 skipped",
  ],
  [
    "an error that nobody hears",
    `${good} Promise.reject(new Error('late'));`,
    1,
    "1 passed, 1 failed, 0 skipped",
  ],
] as const)("counts %s", ([, text, code, line]) => {
  writeFileSync(join(folder, "subject.test.ts"), text);
  const vitest = join(import.meta.dirname, "../../node_modules/.bin/vitest");
  const { status, stdout } = spawnSync(vitest, ["run", "--root", folder], { encoding: "utf8" });
  expect(stdout.trimEnd().split("\n").at(-1)).toBe(line);
  expect(status).toBe(code);
});
