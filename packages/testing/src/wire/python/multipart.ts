import { Refusal } from "../../daemon/refusal.ts";

/** A part of a form. It is a file if it has a file name, else a text. */
export interface FormPart {
  readonly name: string;
  readonly filename: string | undefined;
  readonly content_type: string | null;
  readonly content: Uint8Array;
  /** The content as a text. */
  readonly text: string;
}

const most = 1000;
const largestText = 1024 * 1024;

/**
 * Reads a form as the releases' server does. Returns `undefined` if the body is not a form.
 *
 * @throws Refusal
 */
export function readForm(body: Uint8Array, contentType: string | null): FormPart[] | undefined {
  const { value, options } = readOptions(contentType ?? "");
  if (value === "application/x-www-form-urlencoded") {
    return [...new URLSearchParams(latin1(body))].map(([name, text]) => ({
      ...{ name, text, filename: undefined, content_type: null },
      content: new TextEncoder().encode(text),
    }));
  }
  if (value !== "multipart/form-data") return undefined;
  const boundary = options.get("boundary");
  if (boundary === undefined) throw refusal("Missing boundary in multipart.");
  return readParts(Buffer.from(body), boundary, options.get("charset") ?? "utf-8");
}

function readParts(body: Buffer, boundary: string, charset: string): FormPart[] {
  const parts: FormPart[] = [];
  const reader = new Reader(body, boundary);
  let [files, texts] = [0, 0];
  for (let more = reader.begin(); more;) {
    const headers = reader.headers();
    // A truncated part does not count.
    if (!headers) break;
    const { options } = readOptions(headers.get("content-disposition") ?? "");
    const name = options.get("name");
    if (name === undefined) {
      throw refusal('The Content-Disposition header field "name" must be provided.');
    }
    const filename = options.get("filename");
    if (filename !== undefined && ++files > most) {
      throw refusal(`Too many files. Maximum number of files is ${most}.`);
    }
    if (filename === undefined && ++texts > most) {
      throw refusal(`Too many fields. Maximum number of fields is ${most}.`);
    }
    const data = reader.content();
    if (filename === undefined && data.content.length > largestText) {
      throw refusal(`Part exceeded maximum size of ${largestText / 1024}KB.`);
    }
    if (!data.isWhole) break;
    more = !data.isLast;
    parts.push({
      name: decoded(Buffer.from(name, "latin1"), charset),
      filename:
        filename === undefined ? undefined : decoded(Buffer.from(filename, "latin1"), charset),
      content_type: headers.get("content-type") ?? null,
      content: new Uint8Array(data.content),
      text: decoded(data.content, charset),
    });
  }
  return parts;
}

const tokenCharacters = /^[!#$%&'*+.^_`|~\w-]+$/;

/** Reads the bytes of a form. */
class Reader {
  readonly #body: Buffer;
  readonly #delimiter: Buffer;
  #at = 0;

  constructor(body: Buffer, boundary: string) {
    this.#body = body;
    this.#delimiter = Buffer.from(`\r\n--${boundary}`, "latin1");
  }

  /** Goes to the first part. Returns `false` if there is none. */
  begin(): boolean {
    while (this.#body[this.#at] === 13 || this.#body[this.#at] === 10) this.#at++;
    if (this.#at === this.#body.length) return false;
    const first = this.#delimiter.subarray(2);
    if (!this.#body.subarray(this.#at, this.#at + first.length).equals(first)) throw invalid();
    const end = this.#endOfDelimiter(this.#at + first.length);
    if (end === undefined) throw invalid();
    this.#at = end.at;
    return !end.isLast;
  }

  /** The headers of a part; `undefined` if the body ends before they do. */
  headers(): Map<string, string> | undefined {
    const headers = new Map<string, string>();
    while (this.#body[this.#at] !== 13) {
      const colon = this.#body.indexOf(":", this.#at, "latin1");
      const name = latin1(this.#body.subarray(this.#at, colon < 0 ? undefined : colon));
      if (!tokenCharacters.test(name) && (colon >= 0 || name !== "")) throw invalid();
      const end = colon < 0 ? -1 : this.#body.indexOf("\r", colon, "latin1");
      if (end < 0) return undefined;
      if (this.#body[end + 1] !== 10) throw invalid();
      const value = latin1(this.#body.subarray(colon + 1, end)).replace(/^ +/, "");
      headers.set(name.toLowerCase(), value);
      this.#at = end + 2;
    }
    if (this.#body[this.#at + 1] !== 10) throw invalid();
    this.#at += 2;
    return headers;
  }

  /** The bytes before the next delimiter. */
  content(): { readonly content: Buffer; readonly isWhole: boolean; readonly isLast: boolean } {
    const start = this.#at;
    for (let from = start; ;) {
      const found = this.#body.indexOf(this.#delimiter, from);
      if (found < 0) {
        return { content: this.#body.subarray(start), isWhole: false, isLast: true };
      }
      const end = this.#endOfDelimiter(found + this.#delimiter.length);
      if (end) {
        this.#at = end.at;
        return { content: this.#body.subarray(start, found), isWhole: true, isLast: end.isLast };
      }
      from = found + 1;
    }
  }

  /** What follows a delimiter: another part or the end. `undefined` if the bytes are no delimiter. */
  #endOfDelimiter(at: number): { readonly at: number; readonly isLast: boolean } | undefined {
    if (latin1(this.#body.subarray(at, at + 2)) === "--") return { at: at + 2, isLast: true };
    let end = at;
    while (this.#body[end] === 32 || this.#body[end] === 9) end++;
    if (latin1(this.#body.subarray(end, end + 2)) === "\r\n") return { at: end + 2, isLast: false };
    if (end > at) throw invalid();
    return undefined;
  }
}

/** A header with options, such as `form-data; name="file"`. Names are in lower case. */
function readOptions(header: string): { value: string; options: Map<string, string> } {
  const [value = "", ...segments] = header.match(/(?:"(?:\\.|[^"\\])*"?|[^;"])+/g) ?? [];
  const options = new Map<string, string>();
  for (const segment of segments) {
    const equals = segment.indexOf("=");
    const key = (equals < 0 ? segment : segment.slice(0, equals)).trim().toLowerCase();
    // Forms do not use the extended syntax.
    if (key.includes("*")) continue;
    let text = equals < 0 ? "" : segment.slice(equals + 1).trim();
    if (/^".*"$/s.test(text) && text.length > 1) {
      text = text.slice(1, -1).replaceAll("\\\\", "\\").replaceAll('\\"', '"');
    }
    // An old browser sends the whole path.
    if (key === "filename" && (text.startsWith("\\\\") || text.slice(1, 3) === ":\\")) {
      text = text.slice(text.lastIndexOf("\\") + 1);
    }
    options.set(key, text);
  }
  return { value: value.trim().toLowerCase(), options };
}

function decoded(bytes: Buffer, charset: string): string {
  try {
    return new TextDecoder(charset, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return latin1(bytes);
  }
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
}

function invalid(): Refusal {
  return refusal("Invalid multipart data.");
}

function refusal(detail: string): Refusal {
  return new Refusal(400, { detail });
}
