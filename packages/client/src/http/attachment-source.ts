import type { Bytes } from "./bytes.ts";

/** What can be uploaded. */
export type AttachmentSource =
  | Blob
  | ArrayBuffer
  | Bytes
  | ReadableStream<Bytes>
  | AsyncIterable<Bytes>;

/** The most bytes that the daemon takes in one attachment. */
export const attachmentLimit = 10 * 1024 * 1024;

/** Makes a blob at once of what is all there; `undefined` for a stream. */
export function blobOf(source: AttachmentSource, type: string | undefined): Blob | undefined {
  if (source instanceof Blob) {
    return type === undefined ? source : source.slice(0, source.size, type);
  }
  if (source instanceof ArrayBuffer || ArrayBuffer.isView(source)) {
    return new Blob([source], type === undefined ? {} : { type });
  }
  if (isStream(source)) return undefined;
  throw new TypeError("uploadAttachment: the file must be a Blob, bytes or a stream of bytes");
}

/**
 * Reads a stream to its end before anything is sent: a source that fails in the middle then
 * leaves nothing behind at the daemon, and one that never ends costs no more than the limit.
 */
export async function collect(
  source: AttachmentSource,
  type: string | undefined,
  signal: AbortSignal,
): Promise<Blob> {
  const pieces: Bytes[] = [];
  let size = 0;
  for await (const piece of piecesOf(source as ReadableStream<Bytes> | AsyncIterable<Bytes>)) {
    if (!(piece instanceof Uint8Array)) {
      throw new TypeError("uploadAttachment: the stream must be made of bytes");
    }
    signal.throwIfAborted();
    size += piece.byteLength;
    if (size > attachmentLimit) {
      throw new TypeError(`uploadAttachment: the daemon takes at most ${attachmentLimit} bytes`);
    }
    pieces.push(piece);
  }
  return new Blob(pieces, type === undefined ? {} : { type });
}

function isStream(source: unknown): boolean {
  return (
    typeof source === "object" &&
    source !== null &&
    (source instanceof ReadableStream || Symbol.asyncIterator in source)
  );
}

/** The pieces of a stream, also where a `ReadableStream` cannot be iterated yet. */
function piecesOf(source: ReadableStream<Bytes> | AsyncIterable<Bytes>): AsyncIterable<Bytes> {
  return Symbol.asyncIterator in source ? source : read(source as ReadableStream<Bytes>);
}

async function* read(stream: ReadableStream<Bytes>): AsyncGenerator<Bytes> {
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
