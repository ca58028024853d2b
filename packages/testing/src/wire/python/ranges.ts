/** The requested part of a file: all of it, some ranges, or an invalid range. */
export type WantedRanges =
  | { readonly kind: "all" }
  | { readonly kind: "ranges"; readonly ranges: readonly (readonly [start: number, end: number])[] }
  | { readonly kind: "malformed"; readonly words: string }
  | { readonly kind: "unsatisfiable" };

/** The most ranges of a request. With more, the whole file is sent. */
const most = 100;

/** Reads a header `range` as the releases' server does. */
export function readRanges(header: string | null, size: number): WantedRanges {
  if (header === null) return { kind: "all" };
  const equals = header.indexOf("=");
  if (equals < 0) return malformed("Malformed range header.");
  if (header.slice(0, equals).trim().toLowerCase() !== "bytes") {
    return malformed("Only support bytes range");
  }
  const texts = header.slice(equals + 1).split(",");
  if (texts.length > most) return { kind: "all" };
  const ranges = texts
    .map((text) => readRange(text.trim(), size))
    .filter((range) => range !== undefined);
  if (ranges.length === 0) return malformed("Range header: range must be requested");
  if (ranges.some(([start]) => start < 0 || start >= size)) return { kind: "unsatisfiable" };
  if (ranges.some(([start, end]) => start >= end)) {
    return malformed("Range header: start must be less than end");
  }
  return { kind: "ranges", ranges: merged(ranges) };
}

type Range = [start: number, end: number];

function readRange(text: string, size: number): Range | undefined {
  const dash = text.indexOf("-");
  if (dash < 0 || text === "-") return undefined;
  const [from, to] = [text.slice(0, dash).trim(), text.slice(dash + 1).trim()];
  const [start, end] = [integer(from), integer(to)];
  if ((from !== "" && start === undefined) || (to !== "" && end === undefined)) return undefined;
  if (start === undefined) return [Math.max(size - end!, 0), size];
  return [start, end !== undefined && end < size ? end + 1 : size];
}

/** Numbers as Python reads them. */
function integer(text: string): number | undefined {
  return /^[+-]?\d+(?:_\d+)*$/.test(text) ? Number(text.replaceAll("_", "")) : undefined;
}

/** The ranges in order. Adjacent ranges are merged. */
function merged(ranges: Range[]): Range[] {
  const result: Range[] = [];
  for (const [start, end] of ranges.sort(
    (left, right) => left[0] - right[0] || left[1] - right[1],
  )) {
    const last = result.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else result.push([start, end]);
  }
  return result;
}

function malformed(words: string): WantedRanges {
  return { kind: "malformed", words };
}
