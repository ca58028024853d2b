import { expect, test } from "vitest";

import { commentsOf, snippetsOf, withImports } from "./snippets.ts";

const markdown = `Text
\`\`\`ts
const a = 1;
\`\`\`
\`\`\`sh
npm install
\`\`\`
More
\`\`\`ts continued
a;
\`\`\`
\`\`\`ts
const b = 2;
\`\`\`
`;

test("snippets keep the lines they have in the document", () => {
  expect(snippetsOf(markdown)).toEqual([
    { line: 4, text: "\n\nconst a = 1;\nexport {};\n" },
    { line: 11, text: "\n\nconst a = 1;\n\n\n\n\n\n\na;\nexport {};\n" },
    { line: 14, text: "\n\n\n\n\n\n\n\n\n\n\n\nconst b = 2;\nexport {};\n" },
  ]);
});

test("comments keep the lines they have in the source", () => {
  const source = `/** One line. */
const a = 1 * 2;
  /**
   * Text.
   *
   *   indented
   */
const b = 2;`;
  expect(commentsOf(source)).toBe("\n\n\nText.\n\n  indented\n\n");
});

test("what a snippet takes for granted is imported, what it imports is not", () => {
  const modules = { a: ["One", "Two", "Three"], b: ["four"] };
  const text = '\nimport { Two } from "a";\nnew One(Two, four);\nlet Threefold;';
  expect(withImports(text, modules)).toBe(
    `import { One } from "a"; import { four } from "b";${text}`,
  );
});
