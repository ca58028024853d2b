import type { TypedBody } from "./encode-request.ts";
import type { Bytes } from "./stream.ts";

/** What can be uploaded. */
export type AttachmentSource =
  | Blob
  | ArrayBuffer
  | Bytes
  | ReadableStream<Bytes>
  | AsyncIterable<Bytes>;

/** What is known of a file that is uploaded. */
export interface UploadOptions {
  /** Absent: the name of a `File`. The daemon needs one, and goes by its last extension. */
  readonly filename?: string | undefined;
  /** The media type. Absent: that of a `Blob`. */
  readonly content_type?: string | undefined;
}

/** What the daemon says of a file that it hands out. */
export interface DownloadedFile {
  /** As the daemon guesses it from the extension. */
  readonly contentType: string | undefined;
  /** The daemon's own name for the file: its id, with the extension of the original. */
  readonly filename: string | undefined;
}

/** A file, all of it. */
export interface DownloadedBytes extends DownloadedFile {
  readonly bytes: Bytes;
}

/** A file on its way. Cancel the stream to end its connection early. */
export interface DownloadedStream extends DownloadedFile {
  readonly stream: ReadableStream<Bytes>;
}

/** The daemon stores files of up to 10 MiB. */
const uploadLimit = 10 * 1024 * 1024;
/** A little more, in case a daemon stores more one day. */
export const downloadLimit = 16 * 1024 * 1024;

/**
 * Checks a file of which the size is known, before a byte of it is read.
 *
 * @throws TypeError for a file that the daemon does not take.
 */
export function checkSource(source: AttachmentSource): void {
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
 * Reads a file to its end before anything is sent: a source that fails in the middle then leaves
 * nothing behind at the daemon, and one that never ends costs no more than the limit.
 */
export async function encodeFile(
  source: AttachmentSource,
  { filename, content_type }: UploadOptions,
  signal: AbortSignal,
): Promise<TypedBody> {
  const type = content_type ?? (isBlob(source) && source.type ? source.type : undefined);
  const pieces = await piecesOf(source, signal);
  // Written out here, as the FormData of a page and the fetch of its platform may not fit together.
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

/** As browsers write a name into a form. */
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

/** The pieces of a stream, also where a `ReadableStream` cannot be iterated yet. */
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

// By what they can do, since a page and its platform may have classes of their own.

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

/** What the headers of an answer say of its file. */
export function fileOf(headers: Headers): DownloadedFile {
  return {
    contentType: headers.get("content-type") ?? undefined,
    filename: fileNameOf(headers.get("content-disposition")),
  };
}

/** The file name of a `content-disposition`, in both of its forms. */
function fileNameOf(disposition: string | null): string | undefined {
  const encoded = disposition?.match(/;\s*filename\*=utf-8''([^;]+)/i)?.[1];
  if (encoded !== undefined) {
    try {
      return decodeURIComponent(encoded.trim());
    } catch {
      // Not encoded as it says; the plain form may do.
    }
  }
  const plain = disposition?.match(/;\s*filename=(?:"((?:[^"\\]|\\.)*)"|([^;\s]+))/i);
  return plain?.[1]?.replaceAll(/\\(.)/g, "$1") ?? plain?.[2];
}
