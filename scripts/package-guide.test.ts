import { expect, test } from "vitest";

import { packageGuide } from "./package-guide.ts";

const files: Record<string, string> = {
  "src/index.ts": `export { Client, type Options } from "./client.ts";\nexport * from "./find.ts";`,
  "src/client.ts": `
/** A client. It does things. */
export class Client {
  /** Calls {@link Client.call}, and waits. More. */
  call(name: string, options: Options = {}): void {}
  /** Made by nobody. @internal */
  secret(): void {}
  #own(): void {}
}
export interface Options {}
/** Not exported by the entry. */
export function other(): void {}`,
  "src/find.ts": `
/** Finds a thing. */
export function find(path: string): string;
export function find(path: string, more: number): string;
export function find(path: string): string { return path; }`,
};

test("a guide has the introduction, a program, and a line for each class, method and function", () => {
  const guide = packageGuide({
    name: "thing",
    readme: "# thing\n\nA thing\nfor you.\n\n```sh\nnpm install thing\n```\n\n```ts\nrun();\n```\n",
    entries: { thing: "src/index.ts" },
    read: (path) => files[path] ?? "",
  });
  expect(guide).toContain("A thing\nfor you.\n\n```ts\nrun();\n```");
  expect(guide.split("\n").filter((line) => line.startsWith("- "))).toEqual([
    "- `class Client`: A client.",
    "- `.call(name, options)`: Calls `Client.call`, and waits.",
    "- `find(path)`: Finds a thing.",
  ]);
});
