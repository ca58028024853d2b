import { isJsonObject, type Json } from "../stage/json.ts";
import { show } from "../stage/match.ts";

/** Lists where two JSON values differ, one line for each place. `undefined` counts as absent. */
export function differences(
  expected: Json | undefined,
  actual: Json | undefined,
  at = "",
): string[] {
  if (expected === actual) return [];
  if (Array.isArray(expected) && Array.isArray(actual)) {
    const length = Math.max(expected.length, actual.length);
    return Array.from({ length }, (_, index) =>
      differences(
        expected[index] as Json | undefined,
        actual[index] as Json | undefined,
        `${at}[${index}]`,
      ),
    ).flat();
  }
  if (isJsonObject(expected) && isJsonObject(actual)) {
    const keys = new Set([...Object.keys(expected), ...Object.keys(actual)]);
    return [...keys].flatMap((key) =>
      differences(
        expected[key] as Json | undefined,
        actual[key] as Json | undefined,
        `${at}.${key}`,
      ),
    );
  }
  return [`${at}: ${describe(actual)}, recorded ${describe(expected)}`];
}

function describe(value: Json | undefined): string {
  return value === undefined ? "nothing" : show(value);
}
