/** A path with parameters in braces, taken apart. */
export interface PathTemplate {
  /** The names in braces. */
  readonly names: ReadonlySet<string>;
  /** Puts values in their places, each encoded as one segment. */
  fill(values: Readonly<Record<string, unknown>>): string;
}

/** Takes a path apart. */
export function pathTemplate(path: string): PathTemplate {
  // Every second part stood in braces.
  const parts = path.split(/[{}]/);
  const names = new Set(parts.filter((_, index) => index % 2 === 1));
  return {
    names,
    fill: (values) =>
      parts.map((part, index) => (index % 2 === 1 ? encode(values[part]) : part)).join(""),
  };
}

/** A query of pairs, with its question mark. */
export function queryOf(pairs: readonly (readonly [name: string, value: unknown])[]): string {
  if (pairs.length === 0) return "";
  return `?${pairs.map(([name, value]) => `${encode(name)}=${encode(value)}`).join("&")}`;
}

/** Encodes a value for a URL; `encodeURIComponent` alone has only "URI malformed" to say. */
function encode(value: unknown): string {
  const text = String(value);
  if (/\p{Surrogate}/u.test(text)) {
    throw new TypeError("a text with half of a surrogate pair cannot be sent in a URL");
  }
  return encodeURIComponent(text);
}

/**
 * Whether a path goes below the base exactly as it is written: no segment climbs, nothing is
 * encoded behind the caller's back, and another host is out of reach.
 */
export function isPlainPath(path: string): boolean {
  const origin = "http://daemon";
  try {
    const { href, search, hash } = new URL(origin + path);
    return path.startsWith("/") && href === origin + path && search === "" && hash === "";
  } catch {
    return false;
  }
}
