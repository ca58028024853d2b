import { readdirSync, readFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";

/** One inverted rule of the fake. */
export interface Flip {
  /** Below `src/daemon`. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** Where the inversion begins in the file, in characters. */
  readonly offset: number;
  /** The original line, and the inverted line. */
  readonly before: string;
  readonly after: string;
}

/** The folder of the rules. */
export const DAEMON = new URL("../../../../packages/testing/src/daemon/", import.meta.url);

/** Files without rules of the daemon. */
const MACHINERY = /^(daemon|ids|lifecycle|nulls|routes|state|time)\.ts$/;

/** The replacements. Each match in each line is one flip. */
const TURNS: readonly (readonly [RegExp, string | ((match: string) => string)])[] = [
  [/ === /g, " !== "],
  [/ !== /g, " === "],
  [/ && /g, " || "],
  [/ \|\| /g, " && "],
  [/ >= /g, " < "],
  [/ <= /g, " > "],
  [/\breturn true\b/g, "return false"],
  [/\breturn false\b/g, "return true"],
  [/(?<=[:(,] )true\b/g, "false"],
  [/(?<=[:(,] )false\b/g, "true"],
  [/\bif \(!/g, "if ("],
  [/\bif \((?!!)/g, "if (!"],
  [/(?<=refuse\()4\d\d\b/g, "418"],
  [/\bcontinue;/g, "break;"],
  [/^(\s+)(?:await )?[\w.]+\([^{}]*\);$/g, (line) => `${/^\s*/.exec(line)?.[0] ?? ""};`],
];

/** Every flip that can be made in the rules, file by file and line by line. */
export function findFlips(): Flip[] {
  const files = readdirSync(DAEMON, { recursive: true, encoding: "utf8" }).filter(
    (name) => name.endsWith(".ts") && !name.includes(".test.") && !MACHINERY.test(name),
  );
  return files
    .toSorted()
    .flatMap((file) => flipsOf(file, readFileSync(new URL(file, DAEMON), "utf8")));
}

function flipsOf(file: string, text: string): Flip[] {
  // The code without its types. Each line keeps its place.
  const running = stripTypeScriptTypes(text).split("\n");
  let next = 0;
  return text.split("\n").flatMap((before, index) => {
    const start = next;
    next += before.length + 1;
    if (running[index]?.trim() === "") return [];
    if (/^\s*(\/\/|\/?\*|import|export (type|interface)|readonly)/.test(before)) return [];
    const isRun = ({ index: at, 0: found }: RegExpExecArray) =>
      running[index]?.slice(at, at + found.length) === found;
    return TURNS.flatMap(([pattern, turned]) =>
      [...before.matchAll(pattern)].filter(isRun).map((match) => {
        const [found] = match;
        const to = typeof turned === "string" ? turned : turned(found);
        const after =
          before.slice(0, match.index) +
          close(to, before, match) +
          before.slice(match.index + found.length);
        return { file, line: index + 1, offset: start + match.index, before, after };
      }),
    ).filter(({ after }) => after !== before);
  });
}

/** A negated condition needs parentheses, unless it is simple. */
function close(to: string, line: string, { index, 0: found }: RegExpMatchArray): string {
  if (to !== "if (!") return to;
  const rest = line.slice((index ?? 0) + found.length);
  return /^[\w.#?!]+(\([^()]*\))?\)/.test(rest) ? to : found;
}
