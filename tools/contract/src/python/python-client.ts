import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { installRelease } from "@repowire/real-daemon";
import type { JsonObject } from "../stage/json.ts";
import { References } from "../stage/references.ts";

const SCRIPT = join(import.meta.dirname, "every_method.py");

export interface PythonRun {
  /** The answers that the released client got and its results, with references in place of ids. */
  readonly lines: readonly JsonObject[];
  /** Public methods of the client that the script did not call. */
  readonly neverCalled: unknown;
  /** Public methods that always raised, so their results were never seen. */
  readonly neverReturned: unknown;
}

export interface PythonRunOptions {
  readonly url: string;
  /** The folder in which the script may try to spawn. */
  readonly folder: string;
  readonly words?: Readonly<Record<string, string>> | undefined;
  /** Makes a session of the agent that was spawned in this window. The script asks for it. */
  readonly makeSession?: (tmux_session: string) => Promise<JsonObject>;
}

/** Calls every method of the released package's own client. */
export async function runPythonClient(
  release: string,
  { url, folder, words = {}, makeSession }: PythonRunOptions,
): Promise<PythonRun> {
  const { python } = await installRelease(release);
  const run = "gpzkqw";
  const child = spawn(python, ["-I", SCRIPT, url, run, folder], {
    stdio: ["pipe", "pipe", "pipe"],
    env: { LANG: "C.UTF-8" },
  });
  const ended = Promise.all([text(child.stderr), once(child, "exit")]);
  const lines: JsonObject[] = [];
  for await (const text of createInterface({ input: child.stdout })) {
    const line = JSON.parse(text) as JsonObject;
    lines.push(line);
    if (!("wants" in line)) continue;
    // The script waits for an answer, so it must end if there is none.
    const given = await makeSession?.(String(line["tmux_session"])).catch((error: unknown) => {
      child.kill();
      throw error;
    });
    child.stdin.end(`${JSON.stringify(given ?? null)}\n`);
  }
  const [stderr, [code]] = await ended;
  if (code !== 0) throw new Error(`the script ended with ${String(code)}: ${stderr.slice(-2_000)}`);
  const attachment = lines.find((line) => "attachment" in line)?.["attachment"];
  const references = new References([
    [run, "<run>"],
    [String(attachment), "<attachment>"],
    ...Object.entries(words),
  ]);
  return {
    lines: lines.map((line) => references.replace(line) as JsonObject),
    neverCalled: lines.at(-1)?.["never called"],
    neverReturned: lines.at(-1)?.["never returned"],
  };
}
