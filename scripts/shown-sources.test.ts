import { describe, expect, test } from "vitest";

import { optionsOf, withSources } from "./shown-sources.ts";

describe("a program", () => {
  const page = (body: string) =>
    `# A recipe\n\n<!-- program: a/b.ts -->\n${body}<!-- /program -->\n\nThe end.\n`;

  test("is shown as it is now", () => {
    const now = withSources(page("\n```ts\nold();\n```\n\n"), (path) => `run("${path}");\n`);
    expect(now).toBe(page('\n```ts\nrun("a/b.ts");\n```\n\n'));
    expect(withSources(now, (path) => `run("${path}");\n`)).toBe(now);
  });

  test("may stand beside another one", () => {
    const two = page("") + page("");
    expect(withSources(two, () => "x").match(/```ts\nx\n```/g)).toHaveLength(2);
  });
});

test("a diagram is what its program prints", () => {
  const page = "<!-- diagram: a/d.ts -->\n<!-- /diagram -->";
  const shown = withSources(
    page,
    () => "source",
    (path) => `graph of ${path}\n`,
  );
  expect(shown).toBe(
    "<!-- diagram: a/d.ts -->\n\n```mermaid\ngraph of a/d.ts\n```\n\n<!-- /diagram -->",
  );
});

describe("options", () => {
  const source = `
/** Something else. */
export interface Other { readonly a: string }
/** The options. */
export interface Options {
  /**
   * Milliseconds for {@link Call}. More words
   * on a second line.
   *
   * Another paragraph.
   *
   * @defaultValue 30000 (half a minute)
   */
  readonly timeout?: number | undefined;
  /** Who signs. Absent: nobody. Stays. */
  readonly signer?: string | undefined;
  /**
   * How.
   *
   * @defaultValue "a"
   */
  readonly mode?: "a" | "b";
}`;

  test("are described by their comments", () => {
    expect(optionsOf(source, "Options")).toEqual([
      {
        name: "timeout",
        fallback: "`30000` (half a minute)",
        text: "Milliseconds for `Call`. More words on a second line.",
      },
      { name: "signer", fallback: "nobody", text: "Who signs. Stays." },
      { name: "mode", fallback: '`"a"`', text: "How." },
    ]);
  });

  test("stand in a table", () => {
    const page = "<!-- options: o.ts#Options -->\n<!-- /options -->";
    expect(withSources(page, () => source)).toContain("| `signer` | nobody | Who signs. Stays. |");
  });

  test("without a description are a mistake", () => {
    const bare = "export interface Options { readonly a?: string }";
    expect(() => optionsOf(bare, "Options")).toThrow("the option a has no description");
  });

  test("of an interface that is not there are a mistake", () => {
    expect(() => optionsOf(source, "Nobody")).toThrow("there is no interface Nobody");
  });
});
