import { expect, test } from "vitest";

import { withPrograms } from "./shown-programs.ts";

const page = (body: string) =>
  `# A recipe\n\n<!-- program: a/b.ts -->\n${body}<!-- /program -->\n\nThe end.\n`;

test("a page shows the program as it is now", () => {
  const now = withPrograms(page("\n```ts\nold();\n```\n\n"), (path) => `run("${path}");\n`);
  expect(now).toBe(page('\n```ts\nrun("a/b.ts");\n```\n\n'));
  expect(withPrograms(now, (path) => `run("${path}");\n`)).toBe(now);
});

test("a page shows several programs", () => {
  const two = page("") + page("");
  expect(withPrograms(two, () => "x").match(/```ts\nx\n```/g)).toHaveLength(2);
});
