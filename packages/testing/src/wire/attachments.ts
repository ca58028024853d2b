import type { ParamsOf, ResultOf } from "@repowire/protocol";

import { type UploadedFile, readAttachment, storeAttachment } from "../daemon/attachments.ts";
import type { Daemon } from "../daemon/daemon.ts";
import { Refusal } from "../daemon/refusal.ts";
import { mannerOf } from "./manners.ts";
import { mediaType } from "./media-types.ts";
import type { WireAnswer, WireRequest } from "./wire.ts";

/** `POST /attachments`: one part of a form, named `file`. */
export async function uploadAttachment(
  daemon: Daemon,
  _params: unknown,
  request: WireRequest,
): Promise<ResultOf<"uploadAttachment">> {
  return storeAttachment(daemon, await readFilePart(request));
}

/** `GET /attachments/{attachment_id}`: the bytes, typed by their extension. */
export function downloadAttachment(
  daemon: Daemon,
  params: ParamsOf<"downloadAttachment">,
  request: WireRequest,
): WireAnswer {
  const { bytes, text } = mannerOf(daemon);
  const { id, extension, content, stored_at } = readAttachment(daemon, params);
  const headers = {
    "content-type": mediaType(extension),
    "content-disposition": `attachment; filename="${id}${extension}"`,
    "accept-ranges": "bytes",
    "last-modified": new Date(stored_at / 1000).toUTCString(),
    etag: `"${id}-${content.length.toString(16)}"`,
  };
  const wanted = request.header("range");
  if (wanted?.includes("=") && !wanted.startsWith("bytes=")) {
    return text(400, "Only support bytes range");
  }
  const range = readRange(wanted, content.length);
  if (range === undefined) return bytes(content, headers);
  if (range === null) {
    return text(416, "", { "content-range": `bytes */${content.length}` });
  }
  const [start, end] = range;
  const within = `bytes ${start}-${end - 1}/${content.length}`;
  const part = bytes(content.subarray(start, end), { ...headers, "content-range": within });
  return { ...part, status: 206 };
}

async function readFilePart({ body, header }: WireRequest): Promise<UploadedFile> {
  const contentType = header("content-type");
  const form = await parseForm(body, contentType);
  const part = form?.getAll("file").at(-1);
  if (part === undefined) problem({ type: "missing", msg: "Field required", input: null });
  // A part without a file name is a text to the daemon.
  if (typeof part === "string" || part.name === "") {
    problem({
      type: "value_error",
      msg: "Value error, Expected UploadFile, received: <class 'str'>",
      input: typeof part === "string" ? part : await part.text(),
      ctx: { error: {} },
    });
  }
  const content = new Uint8Array(await part.arrayBuffer());
  return { filename: part.name, content_type: part.type || null, content };
}

async function parseForm(
  body: WireRequest["body"],
  contentType: string | null,
): Promise<FormData | undefined> {
  if (body === null || !contentType?.startsWith("multipart/form-data")) return undefined;
  try {
    const copy = typeof body === "string" ? body : new Uint8Array(body);
    return await new Response(copy, { headers: { "content-type": contentType } }).formData();
  } catch {
    throw new Refusal(400, { detail: "Invalid multipart data." });
  }
}

function problem(item: { type: string; msg: string; input: unknown; ctx?: object }): never {
  const { type, msg, input, ctx } = item;
  throw new Refusal(422, {
    detail: [{ type, loc: ["body", "file"], msg, input, ...(ctx && { ctx }) }],
  });
}

/** The bytes that are asked for; `null` when there are none such, `undefined` when all are. */
function readRange(header: string | null, size: number): [number, number] | null | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? "");
  if (!match || (match[1] === "" && match[2] === "")) return undefined;
  const [, from = "", to = ""] = match;
  const start = from === "" ? Math.max(0, size - Number(to)) : Number(from);
  const end = from === "" || to === "" ? size : Math.min(size, Number(to) + 1);
  return start < end ? [start, end] : null;
}
