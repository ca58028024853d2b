import type { UploadedAttachment } from "@repowire/protocol";

import { type Rules, byDefault, checkOptions, oneOf, text } from "../option-rules.ts";
import type { CallOptions } from "../options.ts";
import type { Scope } from "../scope.ts";
import type { Caller } from "./call.ts";
import { type BodySource, type TypedBody, checkText } from "./encode-request.ts";
import type { CallResponse } from "./send.ts";
import { BoundedBody, type Bytes, UnusableBody, isBuffer, joined } from "./body.ts";
import { type BodyStream, openStream } from "./stream.ts";

/** What can be uploaded. */
export type AttachmentSource =
  | Blob
  | ArrayBuffer
  | Bytes
  | ReadableStream<Bytes>
  | AsyncIterable<Bytes>;

/** What the daemon should know of a file. */
export interface UploadOptions {
  /**
   * The file name. Default: the name of the `File`. The daemon requires one, and uses its last
   * extension.
   */
  readonly filename?: string | undefined;
  /** The media type. Default: the type of the `Blob`. */
  readonly content_type?: string | undefined;
}

/** The headers of a downloaded file. */
export interface DownloadedFile {
  /** The media type, which the daemon guesses from the extension. */
  readonly contentType: string | undefined;
  /** The daemon's name for the file: its id, with the extension of the original. */
  readonly filename: string | undefined;
}

/** The file as bytes or as a stream. */
export interface DownloadOptions {
  readonly as?: "bytes" | "stream" | undefined;
}

/** A complete file. */
export interface DownloadedBytes extends DownloadedFile {
  /** The content. */
  readonly bytes: Bytes;
}

/** A file as a stream. Cancel the stream to end its connection early. */
export interface DownloadedStream extends DownloadedFile {
  /** The content, as it arrives. */
  readonly stream: ReadableStream<Bytes>;
}

/** The daemon stores files of up to 10 MiB. */
const uploadLimit = 10 * 1024 * 1024;
/** A little more than that, in case a future daemon stores more. */
const downloadLimit = 16 * 1024 * 1024;

const uploadOptions = () => ({ filename: text, content_type: text }) satisfies Rules<UploadOptions>;
const downloadOptions = () =>
  ({ as: byDefault(oneOf("bytes", "stream"), "bytes") }) satisfies Rules<DownloadOptions>;

/** Uploads a file. It is checked before a byte of it is read. */
export async function upload(
  caller: Caller,
  file: AttachmentSource,
  given: UploadOptions | undefined,
  options: CallOptions | undefined,
): Promise<CallResponse<UploadedAttachment>> {
  const name = "uploadAttachment";
  const { content_type, filename = (file as Partial<File>)?.name } = uploadOptionsOf(name, given);
  for (const [field, value] of Object.entries({ filename, content_type })) {
    if (value !== undefined) checkText(`${name}: ${field}`, value);
  }
  checkSource(name, file);
  const source: BodySource = (scope) => encodeFile(name, file, { filename, content_type }, scope);
  const plan = () => caller.plan(name, { file: new Blob(), filename }, options, { source });
  return caller.json<UploadedAttachment>(plan).withResponse();
}

/** Checks the options of an upload. */
export function uploadOptionsOf(name: string, given: UploadOptions | undefined): UploadOptions {
  return checkOptions(name, uploadOptions(), given);
}

/** Downloads a file, as bytes or as a stream. */
export async function download(
  caller: Caller,
  attachment_id: string,
  given: DownloadOptions | undefined,
  options: CallOptions | undefined,
): Promise<CallResponse<DownloadedBytes | DownloadedStream>> {
  const name = "downloadAttachment";
  const { as } = checkOptions(name, downloadOptions(), given);
  const params = { attachment_id };
  if (as === "stream") {
    const { data, ...answer } = await openStream(caller, name, params, options);
    return { ...answer, data: { stream: webStream(data), ...fileOf(answer.headers) } };
  }
  const { data, ...answer } = await caller.run(
    () => caller.plan(name, params, options),
    (sending) => sending.send(downloadLimit, (body) => body.bytes()),
  );
  return { ...answer, data: { bytes: data, ...fileOf(answer.headers) } };
}

/** Reads nothing before somebody wants it. */
function webStream({ read, cancel }: BodyStream): ReadableStream<Bytes> {
  return new ReadableStream<Bytes>(
    {
      async pull(stream) {
        const piece = await read();
        if (piece === undefined) stream.close();
        else stream.enqueue(piece);
      },
      cancel,
    },
    { highWaterMark: 0 },
  );
}

/** Checks what is known of a file before a byte of it is read. */
function checkSource(name: string, source: AttachmentSource): void {
  if (isBlob(source)) checkSize(name, source.size);
  else if (isBytes(source)) checkSize(name, source.byteLength);
  else if (!isStream(source)) {
    throw new TypeError(`${name}: the file must be a Blob, bytes or a stream of bytes`);
  }
}

/** Checks the number of bytes of a file. */
export function checkSize(name: string, size: number): void {
  if (size > uploadLimit) throw new TypeError(`${name}: ${tooLarge(size)}`);
}

function tooLarge(has: number | "more"): string {
  return `the daemon stores at most ${uploadLimit} bytes (10 MiB), and this file has ${has}`;
}

/**
 * Reads the whole file before anything is sent. So a source that fails leaves nothing at the daemon, and
 * an endless source uses no more memory than the limit.
 */
async function encodeFile(
  name: string,
  source: AttachmentSource,
  { filename = "", content_type }: UploadOptions,
  scope: Scope,
): Promise<TypedBody> {
  const type = content_type ?? ((isBlob(source) && source.type) || "application/octet-stream");
  const pieces = await piecesOf(name, source, scope);
  // Encoded by hand, because the FormData of a page may not work with the fetch of its platform.
  const boundary = `repowire-${crypto.randomUUID()}`;
  const encoder = new TextEncoder();
  const head = encoder.encode(
    `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${escaped(filename)}"\r\n` +
      `Content-Type: ${escaped(type)}\r\n\r\n`,
  );
  const tail = encoder.encode(`\r\n--${boundary}--\r\n`);
  return {
    body: joined([head, ...pieces, tail]).buffer,
    type: `multipart/form-data; boundary=${boundary}`,
  };
}

/** Encodes a name for a form, as browsers do. */
function escaped(text: string): string {
  return text.replaceAll("\r", "%0D").replaceAll("\n", "%0A").replaceAll('"', "%22");
}

async function piecesOf(
  name: string,
  source: AttachmentSource,
  scope: Scope,
): Promise<readonly Bytes[]> {
  let off: (() => void) | undefined;
  try {
    const stream = isStream(source) ? source : onePiece(source);
    const body = new BoundedBody(stream, uploadLimit, "the file", tooLarge("more"));
    off = scope.onEnd(() => body.cancel());
    await body.read();
    return body.pieces;
  } catch (thrown) {
    if (thrown instanceof UnusableBody) throw new TypeError(`${name}: ${thrown.message}`);
    throw thrown;
  } finally {
    off?.();
  }
}

/** The bytes are checked like those of a stream, because a blob of another library may return any. */
async function* onePiece(source: Blob | ArrayBuffer | Bytes): AsyncGenerator<ArrayBuffer | Bytes> {
  yield isBlob(source) ? await source.arrayBuffer() : source;
}

// Detect by methods, because a page and its platform may have different classes.

function isBlob(source: unknown): source is Blob {
  const { size, arrayBuffer } = Object(source) as Partial<Blob>;
  return typeof size === "number" && typeof arrayBuffer === "function";
}

function isBytes(source: unknown): source is ArrayBuffer | Bytes {
  return ArrayBuffer.isView(source) || isBuffer(source);
}

function isStream(source: unknown): source is ReadableStream<Bytes> | AsyncIterable<Bytes> {
  const stream = Object(source) as Partial<ReadableStream & AsyncIterable<unknown>>;
  return (
    typeof stream.getReader === "function" || typeof stream[Symbol.asyncIterator] === "function"
  );
}

/** Reads the headers of a downloaded file. */
function fileOf(headers: Headers): DownloadedFile {
  return {
    contentType: headers.get("content-type") ?? undefined,
    filename: fileNameOf(headers.get("content-disposition")),
  };
}

/** Returns the file name of a `content-disposition`, from either of its forms. */
function fileNameOf(disposition: string | null): string | undefined {
  const encoded = disposition?.match(/;\s*filename\*=utf-8''([^;]+)/i)?.[1];
  if (encoded !== undefined) {
    try {
      return decodeURIComponent(encoded.trim());
    } catch {
      // It is not encoded as it claims. The plain form may work.
    }
  }
  const plain = disposition?.match(/;\s*filename=(?:"((?:[^"\\]|\\.)*)"|([^;\s]+))/i);
  return plain?.[1]?.replaceAll(/\\(.)/g, "$1") ?? plain?.[2];
}
