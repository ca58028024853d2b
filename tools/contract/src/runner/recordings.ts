import { readFile } from "node:fs/promises";
import { differences } from "./differences.ts";
import type { JsonObject } from "../stage/json.ts";
import type { Entry } from "../stage/transcript.ts";

/** The recorded answers of a released daemon in the scenarios of one group. */
export interface Recording {
  readonly release: string;
  /** The day. */
  readonly recorded: string;
  /** Its dependencies, such as `fastapi==0.142.4`. Some of its sentences come from them. */
  readonly foundation: readonly string[];
  /** By scenario, without the group's name. */
  readonly scenarios: Readonly<Record<string, readonly Entry[]>>;
}

/** The path of a group's recording. */
export function recordingFile(release: string, group: string): URL {
  return new URL(`../../recordings/${release}/${group}.json`, import.meta.url);
}

/** The recording of a group, or `undefined` if the release has none. */
export async function readRecording(
  release: string,
  group: string,
): Promise<Recording | undefined> {
  try {
    return JSON.parse(await readFile(recordingFile(release, group), "utf8")) as Recording;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

/** Lists where a transcript differs from the recorded one, with the call of each difference. */
export function compareTranscripts(recorded: readonly Entry[], actual: readonly Entry[]): string[] {
  const length = Math.max(recorded.length, actual.length);
  return Array.from({ length }, (_, index) => {
    const [expected, found] = [recorded[index], actual[index]];
    const where = `line ${index + 1} (${title(found ?? expected)})`;
    return differences(expected, found).map((difference) => `${where} ${difference}`);
  }).flat();
}

function title(entry: JsonObject | undefined): string {
  const [key, value] = Object.entries(entry ?? {})[0] ?? ["nothing", ""];
  return key === "call" ? String(value) : `${key} ${typeof value === "string" ? value : ""}`.trim();
}
