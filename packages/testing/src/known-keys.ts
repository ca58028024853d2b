import { FakeDaemonError } from "./fake-daemon-error.ts";

/**
 * Holds an object to the keys that it may have, because one that is misspelt would do nothing.
 *
 * @throws FakeDaemonError that names those which there are.
 */
export function checkKeys(what: string, value: object, known: readonly string[]): void {
  for (const key of Object.keys(value)) {
    if (known.includes(key)) continue;
    throw new FakeDaemonError(
      "misuse",
      `${what} has no ${JSON.stringify(key)}; there are: ${known.join(", ")}`,
    );
  }
}
