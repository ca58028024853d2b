import { type EndpointName, endpoints } from "@repowire/protocol";

import { FakeDaemonError } from "../fake-daemon-error.ts";
import { isRecord, nearestWords } from "../support.ts";

/** What a test runner's `expect.stringContaining()`, `expect.any()` and the like are. */
export interface AsymmetricMatcher {
  asymmetricMatch(other: unknown): boolean;
}

/** A text to find in another, a pattern, or an asymmetric matcher of a test runner. */
export type TextPattern = string | RegExp | AsymmetricMatcher;

/** Whether a text is one that a pattern means, whatever `lastIndex` a global pattern is at. */
export function fits(pattern: TextPattern, text: string): boolean {
  if (typeof pattern === "string") return text.includes(pattern);
  return pattern instanceof RegExp ? text.search(pattern) >= 0 : pattern.asymmetricMatch(text);
}

/** Whether a name is one that a pattern means: a text stands for itself. */
export function fitsName(pattern: TextPattern, name: string): boolean {
  return typeof pattern === "string" ? name === pattern : fits(pattern, name);
}

/**
 * Whether a value has everything that `part` says: of an object the keys that `part` has, of an
 * array all items. A pattern in `part` stands for the texts that it finds, and an asymmetric matcher
 * for what it takes.
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

/** A pattern or a part of a value, for people. */
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
 * Which calls are meant: those whose body contains this, where patterns and asymmetric matchers may
 * stand for values, or those that a function says yes to.
 */
export type CallMatch<Call> = Readonly<Record<string, unknown>> | ((call: Call) => boolean);

/**
 * Makes a function of what somebody wants to match.
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
