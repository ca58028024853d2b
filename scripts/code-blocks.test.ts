import { expect, test } from "vitest";

import { programsOf } from "./code-blocks.ts";

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

test("programs keep the lines they have in the document", () => {
  expect(programsOf(markdown)).toEqual([
    { line: 4, text: "\n\nconst a = 1;\nexport {};\n" },
    { line: 11, text: "\n\nconst a = 1;\n\n\n\n\n\n\na;\nexport {};\n" },
    { line: 14, text: "\n\n\n\n\n\n\n\n\n\n\n\nconst b = 2;\nexport {};\n" },
  ]);
});
