import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { installRelease } from "@repowire/real-daemon";
import type { JsonObject } from "../../../src/contract/json.ts";
import { References } from "../../../src/contract/references.ts";

const SCRIPT = join(import.meta.dirname, "every_method.py");

export interface PythonRun {
  /** What the released client was told, and made of it, with references in place of ids. */
  readonly lines: readonly JsonObject[];
  /** Public methods of the client that the script forgot. */
  readonly neverCalled: unknown;
}

/** Has the released package's own client call every method that it has. */
export async function runPythonClient(
  release: string,
  {
    url,
    folder,
    words = {},
  }: { url: string; folder: string; words?: Readonly<Record<string, string>> },
): Promise<PythonRun> {
  const { python } = await installRelease(release);
  const run = "gpzkqw";
  const child = spawn(python, ["-I", SCRIPT, url, run, folder], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { LANG: "C.UTF-8" },
  });
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "exit"),
  ]);
  if (code !== 0) throw new Error(`the script ended with ${String(code)}: ${stderr.slice(-2_000)}`);
  const lines = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as JsonObject);
  const attachment = lines.find((line) => "attachment" in line)?.["attachment"];
  const references = new References([
    [run, "<run>"],
    [String(attachment), "<attachment>"],
    ...Object.entries(words),
  ]);
  const neverCalled = lines.find((line) => "never called" in line)?.["never called"];
  return { lines: lines.map((line) => references.replace(line) as JsonObject), neverCalled };
}
