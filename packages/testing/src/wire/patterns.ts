import type { EndpointName } from "@repowire/protocol";

import { misuse } from "../fake-daemon-error.ts";
import { decided, isRecord, nearestWords } from "../support.ts";
import { endpoints } from "./endpoints.ts";

/** An asymmetric matcher of a test runner, such as `expect.stringContaining()` or `expect.any()`. */
export interface AsymmetricMatcher {
  /** Returns whether a value matches. */
  asymmetricMatch(other: unknown): boolean;
}

/** A text that another text must contain, a pattern, or an asymmetric matcher of a test runner. */
export type TextPattern = string | RegExp | AsymmetricMatcher;

/** @throws FakeDaemonError if the value is not a pattern. */
export function checkPattern(what: string, pattern: unknown): void {
  if (typeof pattern === "string" || pattern instanceof RegExp || isAsymmetric(pattern)) return;
  throw misuse(
    `${what} takes a text, a RegExp or an asymmetric matcher, not ${describePattern(pattern)}`,
  );
}

/** Whether a text matches a pattern. The `lastIndex` of a global pattern does not matter. */
export function fits(pattern: TextPattern, text: string): boolean {
  if (typeof pattern === "string") return text.includes(pattern);
  return pattern instanceof RegExp ? text.search(pattern) >= 0 : matchesBy(pattern, text);
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
  if (isAsymmetric(part)) return matchesBy(part, value);
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

function matchesBy(matcher: AsymmetricMatcher, value: unknown): boolean {
  return Boolean(decided(matcher.asymmetricMatch(value)));
}

export function isAsymmetric(value: unknown): value is AsymmetricMatcher {
  return isRecord(value) && typeof value["asymmetricMatch"] === "function";
}

/**
 * The calls to match: those whose body contains these values, which may be patterns and asymmetric
 * matchers, or those for which a function returns `true`.
 *
 * @example
 * ```ts
 * import { FakeDaemon } from "@repowire/testing";
 *
 * const daemon = new FakeDaemon();
 * const asked = daemon.waitFor("ask", { to_peer: "bob-claude-code", text: /port/ });
 * ```
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
  if (typeof match === "function") return (call) => Boolean(decided(match(call)));
  if (isRecord(match)) return ({ body }) => contains(body ?? {}, match);
  const message = `a call of ${endpoint} is matched by an object or a function, not ${describePattern(match)}`;
  throw misuse(message);
}

/** @throws FakeDaemonError that names the nearest endpoints. */
export function checkEndpointName(name: unknown): asserts name is EndpointName {
  const names = Object.keys(endpoints);
  if (names.includes(name as string)) return;
  const nearest = nearestWords(String(name), names).join(", ");
  throw misuse(`there is no endpoint ${JSON.stringify(name)}; the nearest are ${nearest}`);
}
