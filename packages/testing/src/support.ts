import { inspect } from "node:util";

import { editDistance, nearestName } from "@repowire/protocol/guards";

import { misuse } from "./fake-daemon-error.ts";

/**
 * Checks the keys of an object, because a misspelt key would have no effect.
 *
 * @throws FakeDaemonError that lists the known keys.
 */
export function checkKeys(what: string, value: object, known: readonly string[]): void {
  if (!isRecord(value)) throw misuse(`${what} takes an object, not ${show(value)}`);
  for (const key of Object.keys(value)) {
    if (!known.includes(key)) throw misuse(`${what} ${noSuch(key, known)}`);
  }
}

/** What to say about a name that is not among the known ones. */
export function noSuch(wrong: string, known: readonly string[]): string {
  const near = nearestName(wrong, known);
  const list = `here are: ${known.join(", ")}`;
  const words = `has no ${JSON.stringify(wrong)}`;
  if (near === undefined) return `${words}; t${list}`;
  return `${words}: did you mean ${JSON.stringify(near)}? T${list}`;
}

/** An object of JSON. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The words of a list that are most similar to a wrong word. */
export function nearestWords(wrong: string, words: readonly string[]): string[] {
  return words
    .map((word) => ({ word, distance: editDistance(wrong, word) }))
    .sort((left, right) => left.distance - right.distance)
    .slice(0, 3)
    .map(({ word }) => word);
}

/** Shows a value in a message: as JSON, if JSON can hold it. */
export function show(value: unknown): string {
  try {
    return JSON.stringify(value) ?? inspect(value);
  } catch {
    return inspect(value);
  }
}

/** Describes a thrown value briefly. It never throws, whatever the value is. */
export function describeError(error: unknown): string {
  try {
    if (!(error instanceof Error)) return typeof error === "string" ? error : inspect(error);
    if (error.message !== "") return String(error.message);
    const causes: unknown[] = error instanceof AggregateError ? error.errors : [];
    return causes.map(describeError).join("; ") || error.name;
  } catch {
    return "an error that cannot be read";
  }
}

/**
 * Calls a function of the test, and passes its error on. The function may be asynchronous: nobody
 * awaits it, and a rejection without a handler would end the process.
 */
export function attempt(action: () => unknown, onFailure: (error: unknown) => void): void {
  try {
    const result = action();
    if (isPromise(result)) result.then(undefined, onFailure);
  } catch (error) {
    onFailure(error);
  }
}

/** Settles as the promise does. Rejects with the reason of the signal if it aborts first. */
export function untilAborted<Value>(
  promise: Promise<Value>,
  signal: AbortSignal | undefined,
): Promise<Value> {
  if (!signal) return promise;
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason as Error);
    if (signal.aborted) abort();
    signal.addEventListener("abort", abort);
    const done = () => signal.removeEventListener("abort", abort);
    promise.then(
      (value) => (done(), resolve(value)),
      (error: unknown) => (done(), reject(error as Error)),
    );
  });
}

/** Returns what `work` returns. For an error of that class it returns what `otherwise` returns. */
export function unless<Value, Failure extends Error>(
  type: abstract new (...args: never[]) => Failure,
  work: () => Value,
  otherwise: (error: Failure) => Value,
): Value {
  try {
    return work();
  } catch (error) {
    if (error instanceof type) return otherwise(error);
    throw error;
  }
}

/**
 * Returns what a function of the test decided.
 *
 * @throws FakeDaemonError for a promise, which would count as `true`.
 */
export function decided<Value>(value: Value): Value {
  if (!isPromise(value)) return value;
  value.then(undefined, () => {});
  throw misuse("it returned a promise, but must decide at once: remove async");
}

function isPromise(value: unknown): value is PromiseLike<unknown> {
  return isRecord(value) && typeof value["then"] === "function";
}

/**
 * A copy of a value as JSON holds it.
 *
 * @throws FakeDaemonError for a value that JSON cannot hold.
 */
export function jsonCopy<Value>(what: string, value: Value): Value {
  try {
    return JSON.parse(JSON.stringify(value, refuseOtherTypes)) as Value;
  } catch (cause) {
    throw misuse(`${what} must be what JSON can hold: ${describeError(cause)}`, { cause });
  }
}

function refuseOtherTypes(key: string, value: unknown): unknown {
  if (typeof value !== "function" && typeof value !== "symbol") return value;
  throw new TypeError(`${key || "the value"} is a ${typeof value}`);
}

/** The words of a text, for a long list of names. */
export function words(text: string): string[] {
  return text.trim().split(/\s+/);
}

/** A copy with the keys in order. */
export function withSortedKeys<Value extends object>(object: Value): Value {
  const entries = Object.entries(object).sort(([left], [right]) => (left < right ? -1 : 1));
  return Object.fromEntries(entries) as Value;
}

/** A copy with the keys in order, and those of the objects in it. */
export function withAllKeysSorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withAllKeysSorted);
  if (!isRecord(value)) return value;
  const entries = Object.entries(value).map(([key, entry]) => [key, withAllKeysSorted(entry)]);
  return withSortedKeys(Object.fromEntries(entries) as object);
}

/** A copy without keys that are null. */
export function withoutNulls(object: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value != null));
}

export function rethrow(error: unknown): never {
  throw error;
}
