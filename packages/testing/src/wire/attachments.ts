import type { ParamsOf, ResultOf } from "@repowire/protocol";

import { type UploadedFile, readAttachment, storeAttachment } from "../daemon/attachments.ts";
import type { Daemon } from "../daemon/daemon.ts";
import { Refusal } from "../daemon/refusal.ts";
import { mannerOf } from "./manners.ts";
import { mediaType } from "./media-types.ts";
import { readForm } from "./python/multipart.ts";
import { readRanges } from "./python/ranges.ts";
import type { WireAnswer, WireRequest } from "./wire.ts";

/** `POST /attachments`: one part of a form, named `file`. */
export async function uploadAttachment(
  daemon: Daemon,
  _params: unknown,
  request: WireRequest,
): Promise<ResultOf<"uploadAttachment">> {
  return storeAttachment(daemon, readFilePart(request));
}

/** `GET /attachments/{attachment_id}`: the bytes, typed by their extension. */
export function downloadAttachment(
  daemon: Daemon,
  params: ParamsOf<"downloadAttachment">,
  request: WireRequest,
): WireAnswer {
  const { bytes, text } = mannerOf(daemon);
  const { id, extension, content, stored_at } = readAttachment(daemon, params);
  const type = mediaType(extension);
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
  const boundary = daemon.ids.hex(26);
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

function readFilePart({ body, header }: WireRequest): UploadedFile {
  const sent =
    typeof body === "string" ? new TextEncoder().encode(body) : (body ?? new Uint8Array());
  const form = readForm(sent, header("content-type"));
  const part = form?.findLast(({ name }) => name === "file");
  if (part === undefined) throw problem({ type: "missing", msg: "Field required", input: null });
  const { filename, content_type, content } = part;
  if (filename !== undefined) return { filename, content_type, content };
  throw problem({
    type: "value_error",
    msg: "Value error, Expected UploadFile, received: <class 'str'>",
    input: part.text,
    ctx: { error: {} },
  });
}

function problem(item: { type: string; msg: string; input: unknown; ctx?: object }): Refusal {
  const { type, msg, input, ctx } = item;
  return new Refusal(422, {
    detail: [{ type, loc: ["body", "file"], msg, input, ...(ctx && { ctx }) }],
  });
}
