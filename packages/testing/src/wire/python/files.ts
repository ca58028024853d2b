import type { UploadedFile } from "../manner.ts";
import { Refusal } from "../../daemon/refusal.ts";
import type { StoredFile } from "../../daemon/state.ts";
import { bytesOf, type WireAnswer, type WireRequest } from "../wire.ts";
import { mediaType } from "../media-types.ts";
import { bytes, text } from "./envelope.ts";
import { readForm } from "./multipart.ts";

/** The last part of a form that is named `file`. */
export function uploadedFile({ body, header }: WireRequest): UploadedFile {
  const form = readForm(bytesOf(body), header("content-type"));
  const part = form?.findLast(({ name }) => name === "file");
  if (part === undefined) throw problem({ type: "missing", msg: "Field required", input: null });
  const { filename, content_type, content } = part;
  if (filename !== undefined) {
    return { filename, extension: extensionOf(filename), content_type, content };
  }
  throw problem({
    type: "value_error",
    msg: "Value error, Expected UploadFile, received: <class 'str'>",
    input: part.text,
    ctx: { error: {} },
  });
}

/** The last extension of a file name, as it was written. */
function extensionOf(filename: string): string {
  const name = filename.split("/").at(-1) ?? "";
  const dot = name.lastIndexOf(".");
  return dot > 0 && dot < name.length - 1 ? name.slice(dot) : ".bin";
}

/** A file, as Starlette answers it. */
export function serveFile(
  request: WireRequest,
  { id, extension, content, stored_at }: StoredFile,
  newBoundary: () => string,
): WireAnswer {
  const type = mediaType(extension, "python") ?? "application/octet-stream";
  const size = content.length;
  const headers = {
    "content-type": type,
    "content-disposition": `attachment; filename="${id}${extension}"`,
    "accept-ranges": "bytes",
    "last-modified": new Date(stored_at / 1000).toUTCString(),
    etag: `"${`${id}${size.toString(16)}`.padEnd(32, "0")}"`,
  };
  const condition = request.header("if-range");
  const holds =
    condition === null || condition === headers.etag || condition === headers["last-modified"];
  const ranges = readRanges(holds ? request.header("range") : null, size);
  if (!Array.isArray(ranges)) return ranges;
  const within = ([start, end]: readonly [number, number]) => `bytes ${start}-${end - 1}/${size}`;
  const [first, ...others] = ranges;
  if (!first) return bytes(content, headers);
  if (others.length === 0) {
    const part = bytes(content.subarray(...first), { ...headers, "content-range": within(first) });
    return { ...part, status: 206 };
  }
  const boundary = newBoundary();
  const pieces = ranges.flatMap((range) => [
    Buffer.from(
      `--${boundary}\r\nContent-Type: ${type}\r\nContent-Range: ${within(range)}\r\n\r\n`,
    ),
    content.subarray(...range),
    Buffer.from("\r\n"),
  ]);
  const all = Buffer.concat([...pieces, Buffer.from(`--${boundary}--`)]);
  const whole = { ...headers, "content-type": `multipart/byteranges; boundary=${boundary}` };
  return { ...bytes(new Uint8Array(all), whole), status: 206 };
}

function problem(item: { type: string; msg: string; input: unknown; ctx?: object }): Refusal {
  const { type, msg, input, ctx } = item;
  return new Refusal(422, {
    detail: [{ type, loc: ["body", "file"], msg, input, ...(ctx && { ctx }) }],
  });
}

/** The most ranges of a request. With more, the whole file is sent. */
const most = 100;

/**
 * Reads a header `range` as the releases' server does. No ranges mean the whole file. For wrong ranges
 * it returns the answer.
 */
function readRanges(header: string | null, size: number): Range[] | WireAnswer {
  if (header === null) return [];
  const equals = header.indexOf("=");
  if (equals < 0) return text(400, "Malformed range header.");
  if (header.slice(0, equals).trim().toLowerCase() !== "bytes") {
    return text(400, "Only support bytes range");
  }
  const texts = header.slice(equals + 1).split(",");
  if (texts.length > most) return [];
  const ranges = texts
    .map((one) => readRange(one.trim(), size))
    .filter((range) => range !== undefined);
  if (ranges.length === 0) return text(400, "Range header: range must be requested");
  if (ranges.some(([start]) => start < 0 || start >= size)) {
    return text(416, "", { "content-range": `bytes */${size}` });
  }
  return ranges.some(([start, end]) => start >= end)
    ? text(400, "Range header: start must be less than end")
    : merged(ranges);
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
