import type { UploadedFile } from "../../daemon/attachments.ts";
import { Refusal } from "../../daemon/refusal.ts";
import type { StoredFile } from "../../daemon/state.ts";
import { bytesOf, type WireAnswer, type WireRequest } from "../wire.ts";
import { mediaType } from "../media-types.ts";
import { bytes, text } from "./envelope.ts";
import { readForm } from "./multipart.ts";
import { readRanges } from "./ranges.ts";

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
  const wanted = readRanges(holds ? request.header("range") : null, size);
  if (wanted.kind === "all") return bytes(content, headers);
  if (wanted.kind === "malformed") return text(400, wanted.words);
  if (wanted.kind === "unsatisfiable") return text(416, "", { "content-range": `bytes */${size}` });
  const within = ([start, end]: readonly [number, number]) => `bytes ${start}-${end - 1}/${size}`;
  const [first, ...others] = wanted.ranges;
  if (first && others.length === 0) {
    const part = bytes(content.subarray(...first), { ...headers, "content-range": within(first) });
    return { ...part, status: 206 };
  }
  const boundary = newBoundary();
  const pieces = wanted.ranges.flatMap((range) => [
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
