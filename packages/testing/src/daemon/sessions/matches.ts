/** The place of a text in another one, whatever its case, and what is around it. */
export interface Match {
  readonly start: number;
  readonly end: number;
  readonly snippet: string;
}

/** The letters or bytes that are shown on each side of a match. */
const around = 80;

/** Counts letters of the folded text, in which "ß" is two letters, and shows that place of the text itself. */
export function matchInPython(text: string, query: string): Match | undefined {
  const folded = foldCase(text);
  const place = folded.indexOf(foldCase(query));
  if (place < 0) return undefined;
  const start = [...folded.slice(0, place)].length;
  const letters = [...text];
  const show = (from: number, to: number) => letters.slice(from, to).join("");
  return matchAt(start, start + [...query].length, letters.length, show);
}

/** Counts bytes. */
export function matchInGo(text: string, query: string): Match | undefined {
  const start = Buffer.from(text.toLowerCase()).indexOf(query.toLowerCase());
  if (start < 0) return undefined;
  const bytes = Buffer.from(text);
  const show = (from: number, to: number) => bytes.subarray(from, to).toString();
  return matchAt(start, start + Buffer.byteLength(query), bytes.length, show);
}

function matchAt(
  start: number,
  end: number,
  length: number,
  show: (from: number, to: number) => string,
): Match {
  const [from, to] = [Math.max(0, start - around), Math.min(length, end + around)];
  const snippet = (from > 0 ? "..." : "") + show(from, to) + (to < length ? "..." : "");
  return { start, end, snippet };
}

/** A text without differences of case, as Python makes it. */
function foldCase(text: string): string {
  return Array.from(text, (letter) => letter.toUpperCase().toLowerCase()).join("");
}
