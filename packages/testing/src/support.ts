import { FakeDaemonError } from "./fake-daemon-error.ts";

/**
 * Checks the keys of an object, because a misspelt key would have no effect.
 *
 * @throws FakeDaemonError that lists the known keys.
 */
export function checkKeys(what: string, value: object, known: readonly string[]): void {
  if (!isRecord(value)) {
    throw new FakeDaemonError("misuse", `${what} takes an object, not ${JSON.stringify(value)}`);
  }
  for (const key of Object.keys(value)) {
    if (known.includes(key)) continue;
    throw new FakeDaemonError(
      "misuse",
      `${what} has no ${JSON.stringify(key)}; there are: ${known.join(", ")}`,
    );
  }
}

/** An object of JSON. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The number of letters by which two texts differ, at most 4. */
export function textDistance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (const [leftAt, letter] of [...left].entries()) {
    const next = [leftAt + 1];
    for (let index = 1; index <= right.length; index++) {
      const change = row[index - 1]! + (right[index - 1] === letter ? 0 : 1);
      next.push(Math.min(change, row[index]! + 1, next[index - 1]! + 1));
    }
    row = next;
  }
  return Math.min(row.at(-1)!, 4);
}

/** The words of a list that are most similar to a wrong word. */
export function nearestWords(wrong: string, words: readonly string[]): string[] {
  return words
    .map((word) => ({ word, distance: textDistance(wrong, word) }))
    .sort((left, right) => left.distance - right.distance)
    .slice(0, 3)
    .map(({ word }) => word);
}

/** Describes a thrown value briefly. */
export function describeError(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** A copy without keys that are null. */
export function withoutNulls(object: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value != null));
}
