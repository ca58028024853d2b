import type { UploadedFile } from "../manner.ts";
import { refuse } from "../../daemon/refusal.ts";
import type { StoredFile } from "../../daemon/state.ts";
import { bytesOf, type WireAnswer, type WireRequest } from "../wire.ts";
import { mediaType } from "../media-types.ts";
import { readFiles } from "./multipart.ts";

/** The first file named `file`. */
export function uploadedFile({ body, header }: WireRequest): UploadedFile {
  const files = readFiles(bytesOf(body), header("content-type"));
  const file = files.find(({ name }) => name === "file");
  if (!file) refuse(422, "missing 'file' field");
  return { ...file, extension: /\.[^./]*$/.exec(file.filename)?.[0] ?? ".bin" };
}

/** A file, as Go's `http.ServeContent` answers it. */
export function serveFile(
  { header }: WireRequest,
  { id, extension, content, stored_at }: StoredFile,
  newBoundary: () => string,
): WireAnswer {
  const disposition = { "content-disposition": `attachment; filename=${id}${extension}` };
  const modified = new Date(stored_at / 1000).toUTCString();
  const dated = { ...disposition, "last-modified": modified };
  const isAfter = (condition: string | null) => Date.parse(modified) > Date.parse(condition ?? "");
  const [match, noneMatch] = [header("if-match"), header("if-none-match")];
  // Files have no tags, so no tag matches.
  if (match !== null ? match !== "*" : isAfter(header("if-unmodified-since"))) {
    return { status: 412, headers: dated, body: "" };
  }
  const since = header("if-modified-since");
  const isKnown = since !== null && Date.parse(since) >= Date.parse(modified);
  if (noneMatch !== null ? noneMatch === "*" : isKnown) {
    return { status: 304, headers: dated, body: "" };
  }
  const type = mediaType(extension, "go") ?? sniffed(content);
  const size = content.length;
  const whole = { ...dated, "accept-ranges": "bytes", "content-type": type };
  const condition = header("if-range");
  const wanted = condition === null || condition === modified ? header("range") : null;
  const ranges = wanted === null ? [] : rangesOf(wanted, size);
  if (!Array.isArray(ranges)) {
    const headers = {
      ...disposition,
      "content-type": "text/plain; charset=utf-8",
      "x-content-type-options": "nosniff",
      ...(ranges.isBeyond && { "content-range": `bytes */${size}` }),
    };
    return { status: 416, headers, body: `${ranges.words}\n` };
  }
  const requested = ranges.reduce((sum, [start, end]) => sum + end - start, 0);
  const [first, ...others] = ranges;
  if (!first || requested > size) return { status: 200, headers: whole, body: content };
  const within = ([start, end]: Range) => `bytes ${start}-${end - 1}/${size}`;
  if (others.length === 0) {
    const headers = { ...whole, "content-range": within(first) };
    return { status: 206, headers, body: content.subarray(...first) };
  }
  const boundary = newBoundary();
  const pieces = ranges.flatMap((range, index) => [
    Buffer.from(
      `${index === 0 ? "" : "\r\n"}--${boundary}\r\n` +
        `Content-Range: ${within(range)}\r\nContent-Type: ${type}\r\n\r\n`,
    ),
    content.subarray(...range),
  ]);
  const body = new Uint8Array(Buffer.concat([...pieces, Buffer.from(`\r\n--${boundary}--\r\n`)]));
  const several = `multipart/byteranges; boundary=${boundary}`;
  return { status: 206, headers: { ...whole, "content-type": several }, body };
}

type Range = [start: number, end: number];

/** Why no range can be sent. */
interface Unsatisfied {
  readonly words: string;
  /** Whether all ranges begin behind the end. */
  readonly isBeyond: boolean;
}

function rangesOf(header: string, size: number): Range[] | Unsatisfied {
  const invalid = { words: "invalid range", isBeyond: false };
  if (!header.startsWith("bytes=")) return invalid;
  const ranges: Range[] = [];
  let isBeyond = false;
  for (const text of header.slice(6).split(",")) {
    if (text.trim() === "") continue;
    const [, from, to] = /^\s*(\d*)\s*-\s*(\d*)\s*$/.exec(text) ?? [];
    if (from === undefined || (from === "" && to === "")) return invalid;
    if (from === "") ranges.push([Math.max(0, size - Number(to)), size]);
    else if (Number(from) >= size) isBeyond = true;
    else if (to !== "" && Number(to) < Number(from)) return invalid;
    else ranges.push([Number(from), to === "" ? size : Math.min(Number(to) + 1, size)]);
  }
  if (isBeyond && ranges.length === 0) {
    return { words: "invalid range: failed to overlap", isBeyond };
  }
  return ranges;
}

/** The media type of a file whose extension has none: text or bytes. */
function sniffed(content: Uint8Array): string {
  const isBinary = content
    .subarray(0, 512)
    .some((byte) => byte < 32 && ![9, 10, 12, 13, 27].includes(byte));
  return isBinary ? "application/octet-stream" : "text/plain; charset=utf-8";
}
