// Rules that a type cannot express. The schemas and the generated guards call the same functions, with a
// value that already has the right type and with literal arguments.

/** A string that is not empty. */
export function isFilled(text: string): boolean {
  return text !== "";
}

/** A string that can be sent as one segment of a path. */
export function isSegment(text: string): boolean {
  return text !== "" && text !== "." && text !== "..";
}

/** The allowed characters and length of a circle, and of a name on the socket. */
export const shortName = /^[a-zA-Z0-9._-]{1,64}$/;

/** A circle, or a name on the socket. */
export function isShortName(text: string): boolean {
  return shortName.test(text);
}

/** One of the values that the daemon itself checks. */
export function isAmong(text: string, known: readonly string[]): boolean {
  return known.includes(text);
}

/** A whole number. */
export function isWhole(value: number): boolean {
  return Number.isInteger(value);
}

/** A number greater than zero. */
export function isPositive(value: number): boolean {
  return value > 0;
}

/** A list with at least one entry, or an object with at least one key. zod does not see `__proto__`. */
export function hasEntries(value: object): boolean {
  return Object.keys(value).some((key) => key !== "__proto__");
}

/** A list with at most this many entries. */
export function hasAtMost(list: readonly unknown[], limit: number): boolean {
  return list.length <= limit;
}

/** Exactly one of two strings is given and not empty. */
export function hasExactlyOne(value: object, one: string, other: string): boolean {
  return isTruthy(value, one) !== isTruthy(value, other);
}

/** At most one of two strings is given and not empty. */
export function hasNotBoth(value: object, one: string, other: string): boolean {
  return !(isTruthy(value, one) && isTruthy(value, other));
}

/** At least one of two strings is given and not empty. */
export function hasEither(value: object, one: string, other: string): boolean {
  return isTruthy(value, one) || isTruthy(value, other);
}

/** At least one of the fields is present and not null. */
export function hasSome(value: object, ...keys: string[]): boolean {
  return keys.some((key) => isGiven(value, key));
}

/** At most one of two fields is present and not null. */
export function excludes(value: object, one: string, other: string): boolean {
  return !(isGiven(value, one) && isGiven(value, other));
}

/** If a field is present and not null, another field is required. */
export function needs(value: object, key: string, other: string): boolean {
  return !isGiven(value, key) || isGiven(value, other);
}

/** If a field has a certain value, a list must have entries. */
export function needsEntriesFor(value: object, key: string, text: string, list: string): boolean {
  if (read(value, key) !== text) return true;
  return hasEntries((read(value, list) ?? []) as readonly unknown[]);
}

/** A file with a name, or with a `filename` beside it. */
export function hasFilename(value: object): boolean {
  const file = read(value, "file") as Blob;
  const filename = read(value, "filename") ?? ("name" in file ? String(file.name) : "");
  return filename !== "";
}

function read(value: object, key: string): unknown {
  return (value as Readonly<Record<string, unknown>>)[key];
}

function isTruthy(value: object, key: string): boolean {
  return Boolean(read(value, key));
}

function isGiven(value: object, key: string): boolean {
  return read(value, key) != null;
}
