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

/** Opens the body of any library's `Response`; `undefined` if there is none. */
export function readerOf(body: unknown): PieceReader | undefined {
  if (body === null || body === undefined) return undefined;
  const stream = body as Partial<ReadableStream & AsyncIterable<unknown>>;
  try {
    if (typeof stream.getReader === "function") {
      const reader = stream.getReader() as ReadableStreamDefaultReader<unknown>;
      return {
        read: () => reader.read(),
        cancel: () => void reader.cancel().catch(ignore),
      };
    }
    // A Node stream, as node-fetch returns it.
    const iterator = stream[Symbol.asyncIterator]?.();
    if (iterator !== undefined) {
      return {
        read: () => iterator.next(),
        cancel: () => {
          const { destroy } = stream as { destroy?: () => void };
          if (typeof destroy === "function") destroy.call(stream);
          else void iterator.return?.().catch(ignore);
        },
      };
    }
  } catch {
    throw new UnusableBody(["the body was already read"]);
  }
  throw new UnusableBody(["the body is not a stream of bytes"]);
}

const ignore = () => undefined;

/** Accepts bytes of any realm and library. */
export function bytesOf(value: unknown): Bytes {
  // In a test with a DOM, the platform's Uint8Array differs from the page's.
  if (ArrayBuffer.isView(value)) {
    const { buffer, byteOffset, byteLength } = value;
    return value instanceof Uint8Array
      ? (value as Bytes)
      : new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength);
  }
  throw new UnusableBody(["the body is not made of bytes"]);
}

const decoder = /* @__PURE__ */ new TextDecoder();

/**
 * Reads a body and counts its bytes after decompression. So neither an endless body nor a small one that
 * inflates uses more memory than the limit.
 */
export class BoundedBody {
  readonly #reader: PieceReader | undefined;
  readonly #limit: number;
  readonly #pieces: Bytes[] = [];
  #size = 0;

  constructor(body: unknown, limit: number) {
    this.#reader = readerOf(body);
    this.#limit = limit;
  }

  /** Reads the rest of the body. */
  async read(): Promise<void> {
    if (this.#reader === undefined) return;
    for (;;) {
      const { done, value } = await this.#reader.read();
      if (done) return;
      const piece = bytesOf(value);
      if (this.#size + piece.byteLength > this.#limit) {
        this.cancel();
        throw new UnusableBody([
          `the body has more than ${this.#limit} bytes; maxResponseBytes is the limit for JSON`,
        ]);
      }
      this.#size += piece.byteLength;
      this.#pieces.push(piece);
    }
  }

  /** The bytes that have come so far, as text. */
  text(): string {
    const [first] = this.#pieces;
    if (first === undefined) return "";
    return decoder.decode(this.#pieces.length === 1 ? first : this.bytes());
  }

  /** The bytes that have come so far. */
  bytes(): Bytes {
    const all = new Uint8Array(this.#size);
    let offset = 0;
    for (const piece of this.#pieces) {
      all.set(piece, offset);
      offset += piece.byteLength;
    }
    return all;
  }

  /** Tells the sender to stop. It does not wait, because a broken stream may never answer. */
  cancel(): void {
    this.#reader?.cancel();
  }
}
