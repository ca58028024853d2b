import { refuse } from "../../daemon/refusal.ts";

/** A file in a form. */
export interface FormFile {
  readonly name: string;
  readonly filename: string;
  readonly content_type: string;
  readonly content: Uint8Array;
}

/**
 * Reads the files of a form as Go's `mime/multipart` does. A body that is not a form has none.
 *
 * @throws Refusal
 */
export function readFiles(body: Uint8Array, contentType: string | null): FormFile[] {
  const { value, params } = readParams(contentType ?? "");
  if (value !== "multipart/form-data") return [];
  const boundary = params.get("boundary");
  if (boundary === undefined) throw malformed("no multipart boundary param in Content-Type");
  if (boundary === "") throw malformed("multipart: boundary is empty");
  // One character for each byte.
  const text = Buffer.from(body).toString("latin1");
  return [...readParts(text, `--${boundary}`)].filter((file) => file !== undefined);
}

function* readParts(text: string, dashes: string): Generator<FormFile | undefined> {
  const escaped = dashes.replaceAll(/[^\w-]/g, String.raw`\$&`);
  // Whatever is before the first boundary does not count.
  const first = new RegExp(`^${escaped}(?:(--)|[ \t]*(\r?\n))`, "m").exec(text);
  if (!first) throw malformed("multipart: NextPart: EOF");
  const newline = first[2] ?? "\r\n";
  const delimiter = new RegExp(`${newline}${escaped}(?:(--)|[ \t]*${newline})`, "g");
  let at = first.index + first[0].length;
  for (let isLast = first[1] !== undefined; !isLast;) {
    const headers = new Map<string, string>();
    for (;;) {
      const end = text.indexOf("\n", at);
      if (end < 0) throw malformed("multipart: NextPart: EOF");
      const line = text.slice(at, end).replace(/\r$/, "");
      at = end + 1;
      if (line === "") break;
      const colon = line.indexOf(":");
      if (colon < 0) {
        throw malformed(`malformed MIME header: missing colon: ${JSON.stringify(line)}`);
      }
      headers.set(line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim());
    }
    // A part without content ends with the line that ends its headers.
    delimiter.lastIndex = at - newline.length;
    const end = delimiter.exec(text);
    if (!end) throw malformed("unexpected EOF");
    yield fileOf(headers, text.slice(at, Math.max(at, end.index)));
    at = end.index + end[0].length;
    isLast = end[1] !== undefined;
  }
}

/** A part without a filename is a text. */
function fileOf(headers: ReadonlyMap<string, string>, content: string): FormFile | undefined {
  const { value, params } = readParams(headers.get("content-disposition") ?? "");
  const [name, filename] = [params.get("name"), params.get("filename")];
  if (value !== "form-data" || name === undefined || !filename) return undefined;
  return {
    name,
    // Only the last element of a path counts.
    filename: /[^/]+(?=\/*$)/.exec(filename)?.[0] ?? "/",
    content_type: headers.get("content-type") ?? "",
    content: new Uint8Array(Buffer.from(content, "latin1")),
  };
}

const param = /;\s*([^\s;="]+)=("(?:\\.|[^"\\])*"|[^\s;"]+)/g;

/** A header with parameters, such as `form-data; name="file"`. */
function readParams(header: string): { value: string; params: Map<string, string> } {
  const params = new Map<string, string>();
  const rest = header.replace(/^[^;]*/, "");
  for (const [, name = "", sent = ""] of rest.matchAll(param)) {
    const text = sent.startsWith('"')
      ? sent.slice(1, -1).replaceAll(/\\([()<>@,;:\\"/[\]?=])/g, "$1")
      : sent;
    const encoded = /^utf-8'[^']*'(.*)$/i.exec(text)?.[1];
    const isExtended = name.endsWith("*") && encoded !== undefined;
    const bytes = isExtended ? decodeURIComponent(encoded) : Buffer.from(text, "latin1").toString();
    params.set(name.toLowerCase().replace(/\*$/, ""), bytes);
  }
  // A header whose parameters cannot be read announces no form.
  const isReadable = rest.replaceAll(param, "").trim().replace(/^;$/, "") === "";
  return { value: isReadable ? header.split(";", 1)[0]!.trim().toLowerCase() : "", params };
}

function malformed(words: string): never {
  refuse(422, `malformed multipart form: ${words}`);
}
