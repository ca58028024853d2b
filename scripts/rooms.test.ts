import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect, onTestFinished, test } from "vitest";

import { roomOffences } from "./rooms.ts";

function offences(picture: string): string[] {
  const root = mkdtempSync(join(tmpdir(), "rooms-"));
  onTestFinished(() => rmSync(root, { recursive: true }));
  for (const folder of ["packages/a/src/b", "tools/c"]) {
    mkdirSync(join(root, folder), { recursive: true });
  }
  writeFileSync(join(root, "packages/a/src/d.ts"), "");
  writeFileSync(
    join(root, "AGENTS.md"),
    `# House\n\n## Folders\n\nText.\n\n\`\`\`\n${picture}\`\`\`\n`,
  );
  return roomOffences(root, "AGENTS.md");
}

const whole = "packages/a  all\npackages/a/src/b  words\n\ntools/*  more\n";

test("a picture that shows every folder has no offences", () => {
  expect(offences(whole)).toEqual([]);
  expect(offences(`${whole}packages/a/src/d.ts  a file\n`)).toEqual([]);
});

test.for([
  ["", ["AGENTS.md has no list of folders"]],
  [`${whole}packages/e  gone\n`, ["AGENTS.md names packages/e, which does not exist"]],
  ["packages/a  all\ntools/c  more\n", ["AGENTS.md does not name packages/a/src/b"]],
] as const)("%j", ([picture, expected]) => {
  expect(offences(picture)).toEqual(expect.arrayContaining([...expected]));
});
