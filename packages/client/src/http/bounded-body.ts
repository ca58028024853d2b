import { BodyTooLarge } from "./body-too-large.ts";
import type { Bytes } from "./bytes.ts";

const decoder = new TextDecoder();

/**
 * Reads a body piece by piece and counts its bytes as they come out of decompression, so that
 * neither an endless body nor a small one that inflates costs more memory than the limit.
 */
export class BoundedBody {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
  readonly #limit: number;
  readonly #pieces: Uint8Array[] = [];
  #size = 0;

  constructor(response: Response, limit: number) {
    this.#reader = response.body?.getReader();
    this.#limit = limit;
  }

  /** Reads to the end. */
  async read(): Promise<void> {
    if (this.#reader === undefined) return;
    for (;;) {
      const { done, value } = await this.#reader.read();
      if (done) return;
      if (!(value instanceof Uint8Array)) throw new TypeError("the body is not made of bytes");
      if (this.#size + value.byteLength > this.#limit) {
        this.cancel();
        throw new BodyTooLarge(this.#limit);
      }
      this.#size += value.byteLength;
      this.#pieces.push(value);
    }
  }

  /** What has arrived so far, as text. */
  text(): string {
    const [first] = this.#pieces;
    if (first === undefined) return "";
    return decoder.decode(this.#pieces.length === 1 ? first : this.bytes());
  }

  /** What has arrived so far. */
  bytes(): Bytes {
    const all = new Uint8Array(this.#size);
    let offset = 0;
    for (const piece of this.#pieces) {
      all.set(piece, offset);
      offset += piece.byteLength;
    }
    return all;
  }

  /** Tells the sender to stop. It is not waited for, since a broken stream may never answer. */
  cancel(): void {
    this.#reader?.cancel().catch(() => undefined);
  }
}
