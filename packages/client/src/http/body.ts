/** A `Uint8Array` over an `ArrayBuffer`, also for TypeScript versions that do not distinguish buffers. */
export type Bytes = ReturnType<typeof Uint8Array.of>;

/** Reads a body piece by piece: the web's reader, or a wrapped iterator. */
export interface PieceReader {
  read(): Promise<{ readonly done?: boolean | undefined; readonly value?: unknown }>;
  cancel(): void;
}

/** This client cannot use the body of the answer. */
export class UnusableBody extends Error {
  override readonly name = "UnusableBody";
  readonly issues: readonly string[];

  constructor(issues: readonly string[]) {
    super(issues.join("; "));
    this.issues = issues;
  }
}

/** Opens a stream of any library, such as the body of a `Response`; `undefined` if there is none. */
export function readerOf(body: unknown, what = "the body"): PieceReader | undefined {
  if (body === null || body === undefined) return undefined;
  const stream = body as Partial<ReadableStream & AsyncIterable<unknown>> & { destroy?: unknown };
  if (typeof stream.getReader === "function") {
    let reader: ReadableStreamDefaultReader<unknown>;
    try {
      reader = stream.getReader() as typeof reader;
    } catch {
      throw new UnusableBody([`${what} was already read`]);
    }
    return { read: () => reader.read(), cancel: () => void quietly(() => reader.cancel()) };
  }
  // A Node stream, as node-fetch returns it.
  const iterator = stream[Symbol.asyncIterator]?.();
  if (iterator === undefined) throw new UnusableBody([`${what} is not a stream of bytes`]);
  const { destroy } = stream;
  const stop = () =>
    typeof destroy === "function" ? destroy.call(stream) : iterator.return?.(undefined);
  return { read: () => iterator.next(), cancel: () => void quietly(stop) };
}

/** Stops a stream that nobody needs. How that ends is of no interest. */
async function quietly(stop: () => unknown): Promise<void> {
  try {
    await stop();
  } catch {
    // It is broken already.
  }
}

/** Accepts bytes of any realm and library. */
export function bytesOf(value: unknown, what = "the body"): Bytes {
  // In a test with a DOM, the platform's classes differ from the page's.
  if (value instanceof Uint8Array) return value as Bytes;
  if (isBuffer(value)) return new Uint8Array(value);
  if (!ArrayBuffer.isView(value)) throw new UnusableBody([`${what} is not made of bytes`]);
  return new Uint8Array(value.buffer as ArrayBuffer, value.byteOffset, value.byteLength);
}

export function isBuffer(value: unknown): value is ArrayBuffer {
  return Object.prototype.toString.call(value) === "[object ArrayBuffer]";
}

/** Puts pieces together. */
export function joined(pieces: readonly Bytes[]): Bytes {
  const all = new Uint8Array(pieces.reduce((size, piece) => size + piece.byteLength, 0));
  let offset = 0;
  for (const piece of pieces) {
    all.set(piece, offset);
    offset += piece.byteLength;
  }
  return all;
}

const decoder = /* @__PURE__ */ new TextDecoder();

/**
 * Reads a body and counts its bytes after decompression. So neither an endless body nor a small one that
 * inflates uses more memory than the limit.
 */
export class BoundedBody {
  readonly pieces: Bytes[] = [];
  readonly #reader: PieceReader | undefined;
  readonly #limit: number;
  readonly #what: string;
  readonly #tooLarge: string;
  #size = 0;

  /** `what` and `tooLarge` are for messages. */
  constructor(
    body: unknown,
    limit: number,
    what = "the body",
    tooLarge = `the body has more than ${limit} bytes; maxResponseBytes is the limit for JSON, and a file may come as a stream`,
  ) {
    this.#reader = readerOf(body, what);
    this.#limit = limit;
    this.#what = what;
    this.#tooLarge = tooLarge;
  }

  /** Reads the rest of the body. */
  async read(): Promise<void> {
    if (this.#reader === undefined) return;
    try {
      for (;;) {
        const { done, value } = await this.#reader.read();
        if (done) return;
        const piece = bytesOf(value, this.#what);
        this.#size += piece.byteLength;
        if (this.#size > this.#limit) throw new UnusableBody([this.#tooLarge]);
        this.pieces.push(piece);
      }
    } catch (thrown) {
      this.cancel();
      throw thrown;
    }
  }

  /** The bytes that have come so far, as text. */
  text(): string {
    const [first, ...more] = this.pieces;
    return first === undefined ? "" : decoder.decode(more.length === 0 ? first : this.bytes());
  }

  /** The bytes that have come so far. */
  bytes(): Bytes {
    return joined(this.pieces);
  }

  /** Tells the sender to stop. It does not wait, because a broken stream may never answer. */
  cancel(): void {
    this.#reader?.cancel();
  }
}
