import type { UploadedAttachment } from "@repowire/protocol";

import { type Rules, byDefault, checkOptions, oneOf, text } from "../option-rules.ts";
import type { CallOptions } from "../options.ts";
import type { Caller } from "./call.ts";
import { type BodySource, type TypedBody, checkText } from "./encode-request.ts";
import type { CallResponse } from "./send.ts";
import type { Bytes } from "./body.ts";
import { guardedStream, openStream } from "./stream.ts";

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
  checkSource(file);
  const source: BodySource = (signal) => encodeFile(file, { filename, content_type }, signal);
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
    const { data, ...answer } = await openStream(caller, name, params, options, guardedStream);
    return { ...answer, data: { stream: data, ...fileOf(answer.headers) } };
  }
  const { request, bounds } = await caller.explained(() => caller.plan(name, params, options));
  const { data, ...answer } = await caller.watch(request, () =>
    caller.sender.send(request, bounds, downloadLimit, (body) => body.bytes()),
  );
  return { ...answer, data: { bytes: data, ...fileOf(answer.headers) } };
}

/** Checks a file of known size before a byte of it is read. */
function checkSource(source: AttachmentSource): void {
  const known = isBlob(source) ? source.size : isBytes(source) ? source.byteLength : undefined;
  if (known === undefined && !isStream(source)) {
    throw new TypeError("uploadAttachment: the file must be a Blob, bytes or a stream of bytes");
  }
  if (known !== undefined) checkSize(known);
}

/** Checks the number of bytes of a file. */
export function checkSize(size: number): void {
  if (size > uploadLimit) throw tooLarge(size);
}

/**
 * Reads the whole file before anything is sent. So a source that fails leaves nothing at the daemon, and
 * an endless source uses no more memory than the limit.
 */
async function encodeFile(
  source: AttachmentSource,
  { filename, content_type }: UploadOptions,
  signal: AbortSignal,
): Promise<TypedBody> {
  const type = content_type ?? (isBlob(source) && source.type ? source.type : undefined);
  const pieces = await piecesOf(source, signal);
  // Encoded by hand, because the FormData of a page may not work with the fetch of its platform.
  const boundary = `repowire-${crypto.randomUUID()}`;
  const encoder = new TextEncoder();
  const head = encoder.encode(
    `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${escaped(filename ?? "")}"\r\n` +
      `Content-Type: ${escaped(type ?? "application/octet-stream")}\r\n\r\n`,
  );
  const tail = encoder.encode(`\r\n--${boundary}--\r\n`);
  return {
    body: joined([head, ...pieces, tail]),
    type: `multipart/form-data; boundary=${boundary}`,
  };
}

/** Encodes a name for a form, as browsers do. */
function escaped(text: string): string {
  return text.replaceAll("\r", "%0D").replaceAll("\n", "%0A").replaceAll('"', "%22");
}

function joined(pieces: readonly Bytes[]): ArrayBuffer {
  const all = new Uint8Array(pieces.reduce((size, piece) => size + piece.byteLength, 0));
  let offset = 0;
  for (const piece of pieces) {
    all.set(piece, offset);
    offset += piece.byteLength;
  }
  return all.buffer;
}

async function piecesOf(source: AttachmentSource, signal: AbortSignal): Promise<Bytes[]> {
  if (isBlob(source)) return [new Uint8Array(await source.arrayBuffer())];
  if (isBytes(source)) return [viewOf(source)];
  const pieces: Bytes[] = [];
  let size = 0;
  for await (const piece of iterated(source)) {
    if (!isBytes(piece)) throw new TypeError("uploadAttachment: the stream must be made of bytes");
    signal.throwIfAborted();
    size += piece.byteLength;
    if (size > uploadLimit) throw tooLarge();
    pieces.push(viewOf(piece));
  }
  return pieces;
}

/** Reads the pieces of a stream, also where a `ReadableStream` cannot be iterated yet. */
function iterated(source: ReadableStream<Bytes> | AsyncIterable<Bytes>): AsyncIterable<Bytes> {
  return Symbol.asyncIterator in source ? source : readPieces(source);
}

async function* readPieces(stream: ReadableStream<Bytes>): AsyncGenerator<Bytes> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    reader.cancel().catch(() => undefined);
  }
}

// Detect by methods, because a page and its platform may have different classes.

function isBlob(source: unknown): source is Blob {
  const { size, arrayBuffer } = (source ?? {}) as Partial<Blob>;
  return typeof size === "number" && typeof arrayBuffer === "function";
}

function isBytes(source: unknown): source is ArrayBuffer | Bytes {
  return (
    ArrayBuffer.isView(source) || Object.prototype.toString.call(source) === "[object ArrayBuffer]"
  );
}

function viewOf(source: ArrayBuffer | Bytes): Bytes {
  return ArrayBuffer.isView(source)
    ? new Uint8Array(source.buffer as ArrayBuffer, source.byteOffset, source.byteLength)
    : new Uint8Array(source);
}

function isStream(source: unknown): boolean {
  if (typeof source !== "object" || source === null) return false;
  return (
    Symbol.asyncIterator in source ||
    typeof (source as Partial<ReadableStream>).getReader === "function"
  );
}

function tooLarge(size?: number): TypeError {
  const has = size === undefined ? "the stream has more" : `this file has ${size}`;
  return new TypeError(
    `uploadAttachment: the daemon stores at most ${uploadLimit} bytes (10 MiB), and ${has}`,
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
