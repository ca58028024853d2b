import { type EndpointName, endpoints } from "@repowire/protocol";

import { FakeDaemonError } from "../fake-daemon-error.ts";
import { isRecord, nearestWords } from "../support.ts";

/** An asymmetric matcher of a test runner, such as `expect.stringContaining()` or `expect.any()`. */
export interface AsymmetricMatcher {
  asymmetricMatch(other: unknown): boolean;
}

/** A text that another text must contain, a pattern, or an asymmetric matcher of a test runner. */
export type TextPattern = string | RegExp | AsymmetricMatcher;

/** Whether a text matches a pattern. The `lastIndex` of a global pattern does not matter. */
export function fits(pattern: TextPattern, text: string): boolean {
  if (typeof pattern === "string") return text.includes(pattern);
  return pattern instanceof RegExp ? text.search(pattern) >= 0 : pattern.asymmetricMatch(text);
}

/** Whether a name matches a pattern. A text must equal the name. */
export function fitsName(pattern: TextPattern, name: string): boolean {
  return typeof pattern === "string" ? name === pattern : fits(pattern, name);
}

/**
 * Whether a value contains `part`. An object must have the keys of `part`, and an array must have the
 * same items. `part` may contain patterns and asymmetric matchers as values.
 */
export function contains(value: unknown, part: unknown): boolean {
  if (isAsymmetric(part)) return part.asymmetricMatch(value);
  if (part instanceof RegExp) return typeof value === "string" && fits(part, value);
  if (Array.isArray(part)) {
    return (
      Array.isArray(value) &&
      value.length === part.length &&
      part.every((item, index) => contains(value[index], item))
    );
  }
  if (!isRecord(part)) return Object.is(value, part);
  return (
    isRecord(value) && Object.entries(part).every(([key, entry]) => contains(value[key], entry))
  );
}

/** Describes a pattern, or a part of a value, in a message. */
export function describePattern(pattern: unknown): string {
  if (pattern instanceof RegExp) return String(pattern);
  if (isAsymmetric(pattern)) {
    const { toAsymmetricMatcher } = pattern as { toAsymmetricMatcher?: () => string };
    return toAsymmetricMatcher?.call(pattern) ?? String(pattern);
  }
  if (Array.isArray(pattern)) return `[${pattern.map(describePattern).join(", ")}]`;
  if (!isRecord(pattern))
    return typeof pattern === "function" ? "a function" : JSON.stringify(pattern);
  const entries = Object.entries(pattern).map(
    ([key, entry]) => `${key}: ${describePattern(entry)}`,
  );
  return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
}

export function isAsymmetric(value: unknown): value is AsymmetricMatcher {
  return isRecord(value) && typeof value["asymmetricMatch"] === "function";
}

/**
 * The calls to match: those whose body contains these values, which may be patterns and asymmetric
 * matchers, or those for which a function returns `true`.
 */
export type CallMatch<Call> = Readonly<Record<string, unknown>> | ((call: Call) => boolean);

/**
 * Returns a function that tells whether a call matches.
 *
 * @throws FakeDaemonError for an endpoint that does not exist.
 */
export function matcherOf<Call extends { readonly body: unknown }>(
  endpoint: EndpointName,
  match: CallMatch<Call>,
): (call: Call) => boolean {
  checkEndpointName(endpoint);
  return typeof match === "function" ? match : ({ body }) => contains(body ?? {}, match);
}

/** @throws FakeDaemonError that names the nearest endpoints. */
export function checkEndpointName(name: unknown): asserts name is EndpointName {
  const names = Object.keys(endpoints);
  if (names.includes(name as string)) return;
  const nearest = nearestWords(String(name), names).join(", ");
  throw new FakeDaemonError(
    "misuse",
    `there is no endpoint ${JSON.stringify(name)}; the nearest are ${nearest}`,
  );
}
