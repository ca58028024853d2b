import { describe, expect, test } from "vitest";

import { FakeDaemon } from "../../index.ts";

// What a running Go daemon answered to these very bytes.
const form = "multipart/form-data; boundary=X";
const end = "--X--\r\n";
const file = 'form-data; name="file"; filename="a.txt"';

function part(disposition: string, content: string, header = ""): string {
  return `--X\r\nContent-Disposition: ${disposition}\r\n${header}\r\n${content}\r\n`;
}

function named(filename: string): string {
  return `${part(`form-data; name="file"; filename="${filename}"`, "hello")}${end}`;
}

const hello = `${part(file, "hello")}${end}`;
const missing = "missing 'file' field";
const noPart = "malformed multipart form: multipart: NextPart: EOF";

/** The type, the body, and the file name with its extension, or the refusal. */
const uploads: [
  what: string,
  type: string | undefined,
  body: string,
  answer: readonly [filename: string, extension: string] | string,
][] = [
  ["a file", form, hello, ["a.txt", ".txt"]],
  ["a type in capitals", "Multipart/Form-Data; boundary=X", hello, ["a.txt", ".txt"]],
  ["a boundary in quotes", 'multipart/form-data; boundary="X"', hello, ["a.txt", ".txt"]],
  [
    "no boundary",
    "multipart/form-data",
    hello,
    "malformed multipart form: no multipart boundary param in Content-Type",
  ],
  ["a boundary without a value", "multipart/form-data; boundary", hello, missing],
  ["no end", form, part(file, "hello"), "malformed multipart form: unexpected EOF"],
  ["no line after the end", form, `${part(file, "hello")}--X--`, ["a.txt", ".txt"]],
  ["lines of another system", form, hello.replaceAll("\r", ""), ["a.txt", ".txt"]],
  ["words before", form, `preamble\r\n${hello}`, ["a.txt", ".txt"]],
  ["a line before", form, `\r\n${hello}`, ["a.txt", ".txt"]],
  ["words behind", form, `${hello}epilogue`, ["a.txt", ".txt"]],
  ["another boundary", form, hello.replaceAll("--X", "--Y"), noPart],
  ["nothing", form, "", noPart],
  ["the end alone", form, end, missing],
  ["no form", form, "garbage", noPart],
  ["JSON", "application/json", "{}", missing],
  ["no type", undefined, hello, missing],
  ["a form of the other kind", "application/x-www-form-urlencoded", "file=x", missing],
  ["another kind of parts", "multipart/mixed; boundary=X", hello, missing],
  ["two files", form, `${part(file, "hello")}${named("b.md")}`, ["a.txt", ".txt"]],
  ["another name", form, `${part('form-data; name="other"; filename="a"', "x")}${end}`, missing],
  ["a text", form, `${part('form-data; name="file"', "x")}${end}`, missing],
  ["an empty file name", form, named(""), missing],
  ["no name", form, `${part('form-data; filename="a.txt"', "x")}${end}`, missing],
  ["no disposition", form, `--X\r\nContent-Type: text/plain\r\n\r\nx\r\n${end}`, missing],
  [
    "another disposition",
    form,
    `${part('attachment; name="file"; filename="a.txt"', "x")}${end}`,
    missing,
  ],
  [
    "a header without a colon",
    form,
    `--X\r\nfoo\r\n\r\nx\r\n${end}`,
    'malformed multipart form: malformed MIME header: missing colon: "foo"',
  ],
  [
    "no quotes",
    form,
    `${part("form-data; name=file; filename=a.txt", "hello")}${end}`,
    ["a.txt", ".txt"],
  ],
  ["a path", form, named("a/b/c.txt"), ["c.txt", ".txt"]],
  ["a path of another system", form, named("C:\\\\a\\\\c.txt"), ["C:\\a\\c.txt", ".txt"]],
  ["the root", form, named("/"), ["/", ".bin"]],
  ["dots", form, named(".."), ["..", "."]],
  ["a quote", form, named('a\\"b.txt'), ['a"b.txt', ".txt"]],
  [
    "the extended syntax",
    form,
    `${part("form-data; name=\"file\"; filename*=UTF-8''%e2%82%ac.txt", "hello")}${end}`,
    ["€.txt", ".txt"],
  ],
];

function upload(daemon: FakeDaemon, type: string | undefined, body: string): Promise<Response> {
  return daemon.fetch(`${daemon.url}/attachments`, {
    method: "POST",
    headers: type === undefined ? {} : { "content-type": type },
    body: new Uint8Array(Buffer.from(body, "latin1")),
  });
}

describe("an upload to the Go daemon", () => {
  test.each(uploads)("with %s", async (_what, type, body, expected) => {
    const answer = await upload(new FakeDaemon({ emulate: "go" }), type, body);
    const said = (await answer.json()) as { filename: string; id: string; path: string };
    if (typeof expected === "string") {
      expect([answer.status, said]).toEqual([422, { detail: expected }]);
      return;
    }
    const [filename, extension] = expected;
    expect([answer.status, said.filename]).toEqual([200, filename]);
    expect(said.path.endsWith(`/${said.id}${extension}`)).toBe(true);
    expect(said).toMatchObject({ content_type: "", size: 5 });
  });
});

async function stored(name = "a.txt", content = "0123456789") {
  const daemon = new FakeDaemon({ emulate: "go" });
  const disposition = `form-data; name="file"; filename="${name}"`;
  const answer = await upload(daemon, form, `${part(disposition, content)}${end}`);
  const { id } = (await answer.json()) as { id: string };
  return (headers: Record<string, string>, method = "GET") =>
    daemon.fetch(`${daemon.url}/attachments/${id}`, { method, headers });
}

/** The range, the status, and what comes back. */
const ranges: [range: string, status: number, text: string][] = [
  ["bytes=-0", 206, ""],
  ["bytes=-20", 206, "0123456789"],
  ["bytes=1-100", 206, "123456789"],
  ["bytes=0-", 206, "0123456789"],
  ["bytes= 1-2", 206, "12"],
  ["bytes=20-,1-2", 206, "12"],
  ["bytes=0-9,0-9", 200, "0123456789"],
  ["bytes=", 200, "0123456789"],
  ["bytes=4-2", 416, "invalid range\n"],
  ["bytes=a-", 416, "invalid range\n"],
  ["bytes=-", 416, "invalid range\n"],
  ["Bytes=1-2", 416, "invalid range\n"],
  ["bytes=20-", 416, "invalid range: failed to overlap\n"],
];

describe("a download from the Go daemon", () => {
  test.each(ranges)("of the range %s", async (range, status, text) => {
    const answer = await (await stored())({ range });
    expect([answer.status, await answer.text()]).toEqual([status, text]);
  });

  test("of two ranges", async () => {
    const answer = await (
      await stored("a.txt", "0123456789".repeat(20))
    )({ range: "bytes=0-1,3-4" });
    const type = answer.headers.get("content-type")!;
    const [, boundary] = /^multipart\/byteranges; boundary=([0-9a-f]+)$/.exec(type)!;
    const piece = (range: string, text: string) =>
      `--${boundary}\r\nContent-Range: bytes ${range}/200\r\n` +
      `Content-Type: text/plain; charset=utf-8\r\n\r\n${text}\r\n`;
    expect(await answer.text()).toBe(
      `${piece("0-1", "01")}${piece("3-4", "34")}--${boundary}--\r\n`,
    );
  });

  test("under a condition", async () => {
    const get = await stored();
    const modified = (await get({})).headers.get("last-modified")!;
    const status = async (headers: Record<string, string>) => (await get(headers)).status;
    const past = "Thu, 01 Jan 1970 00:00:00 GMT";
    expect(await status({ "if-modified-since": modified })).toBe(304);
    expect(await status({ "if-modified-since": past })).toBe(200);
    expect(await status({ "if-unmodified-since": past })).toBe(412);
    expect(await status({ "if-none-match": "*" })).toBe(304);
    expect(await status({ "if-match": "x" })).toBe(412);
    const range = "bytes=1-2";
    expect(await status({ range, "if-range": modified })).toBe(206);
    expect(await status({ range, "if-range": "x" })).toBe(200);
  });

  test.each([
    ["a.md", "x", "text/markdown; charset=utf-8"],
    ["a.wav", "x", "audio/wav"],
    ["a.zzz", "x", "text/plain; charset=utf-8"],
    ["a.zzz", "\u0000\u0001", "application/octet-stream"],
  ])("of %s with %j has the type %s", async (name, content, type) => {
    const answer = await (await stored(name, content))({}, "HEAD");
    expect([answer.status, answer.headers.get("content-type")]).toEqual([200, type]);
  });
});
