const hexDigits = "0123456789abcdef";

const urlSafeDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** Makes ids in the daemon's formats; the same seed gives the same ids. */
export class Ids {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** The position in the sequence, for a snapshot. */
  get position(): number {
    return this.#state;
  }

  set position(position: number) {
    this.#state = position;
  }

  /** A number from 0 to below 1. */
  random(): number {
    return this.#next() / 0x1_0000_0000;
  }

  hex(length: number): string {
    return this.#digits(hexDigits, length);
  }

  /** A UUID of version 4. */
  uuid(): string {
    const digits = this.hex(32);
    const variant = hexDigits[8 + (this.#next() >>> 30)];
    return [
      digits.slice(0, 8),
      digits.slice(8, 12),
      `4${digits.slice(13, 16)}`,
      `${variant}${digits.slice(17, 20)}`,
      digits.slice(20),
    ].join("-");
  }

  urlSafe(length: number): string {
    return this.#digits(urlSafeDigits, length);
  }

  #digits(alphabet: string, length: number): string {
    const bits = Math.log2(alphabet.length);
    const inOneNumber = Math.floor(32 / bits);
    let text = "";
    while (text.length < length) {
      let number = this.#next();
      for (let index = 0; index < inOneNumber && text.length < length; index++) {
        text += alphabet[number & (alphabet.length - 1)]!;
        number >>>= bits;
      }
    }
    return text;
  }

  /** 32 bits: a counter, scrambled (the finalizer of MurmurHash3), so that no two ids are equal soon. */
  #next(): number {
    this.#state = (this.#state + 0x9e37_79b9) >>> 0;
    let bits = this.#state;
    bits = Math.imul(bits ^ (bits >>> 16), 0x85eb_ca6b);
    bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2_ae35);
    return (bits ^ (bits >>> 16)) >>> 0;
  }
}
