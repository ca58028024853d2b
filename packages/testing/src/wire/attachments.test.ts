import { describe, expect, test } from "vitest";

import { FakeDaemon } from "../index.ts";

// What both Python releases answered to these very bytes.
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
const missing = "Field required";
const isText = "Value error, Expected UploadFile, received: <class 'str'>";
const invalid = "Invalid multipart data.";
const noName = 'The Content-Disposition header field "name" must be provided.';

/** The body, byte for byte in Latin-1; the filename that comes back, or why it was refused. */
const uploads: [
  string,
  type: string | undefined,
  body: string,
  filename: string,
  refusal?: string,
][] = [
  ["a file", form, hello, "a.txt"],
  ["a type in capitals", "Multipart/Form-Data; boundary=X", hello, "a.txt"],
  ["a boundary in quotes", 'multipart/form-data; boundary="X"', hello, "a.txt"],
  ["a boundary in capitals", "multipart/form-data; Boundary=X", hello, "a.txt"],
  ["no boundary", "multipart/form-data", hello, "", "Missing boundary in multipart."],
  ["no end", form, part(file, "hello"), "", missing],
  ["no line after the end", form, `${part(file, "hello")}--X--`, "a.txt"],
  ["lines of another system", form, hello.replaceAll("\r", ""), "", invalid],
  ["words before", form, `preamble\r\n${hello}`, "", invalid],
  ["a line before", form, `\r\n${hello}`, "a.txt"],
  ["words behind", form, `${hello}epilogue`, "a.txt"],
  ["another boundary", form, hello.replaceAll("--X", "--Y"), "", invalid],
  ["nothing", form, "", "", missing],
  ["the end alone", form, end, "", missing],
  ["no form", form, "garbage", "", invalid],
  ["JSON", "application/json", "{}", "", missing],
  ["no type", undefined, hello, "", missing],
  ["a form of the other kind", "application/x-www-form-urlencoded", "file=x", "", isText],
  [
    "another name",
    form,
    `${part('form-data; name="other"; filename="a"', "x")}${end}`,
    "",
    missing,
  ],
  ["two files", form, `${part(file, "one")}${named("b.md")}`, "b.md"],
  [
    "a text after the file",
    form,
    `${part(file, "one")}${part('form-data; name="file"', "two")}${end}`,
    "",
    isText,
  ],
  ["an empty name", form, named(""), ".bin"],
  ["no quotes", form, `${part("form-data; name=file; filename=a.txt", "hello")}${end}`, "a.txt"],
  ["no name", form, `${part('form-data; filename="a.txt"', "hello")}${end}`, "", noName],
  ["no disposition", form, `--X\r\nContent-Type: text/plain\r\n\r\nhello\r\n${end}`, "", noName],
  ["UTF-8", form, named("\xc3\xa9.txt"), "é.txt"],
  ["Latin-1", form, named("\xe9.txt"), "é.txt"],
  [
    "the extended syntax",
    form,
    `${part("form-data; name=file; filename*=UTF-8''a.md", "x")}${end}`,
    "",
    isText,
  ],
  ["both syntaxes", form, `${part(`${file}; filename*=UTF-8''b.md`, "hello")}${end}`, "a.txt"],
  ["a quote", form, named('a\\"b.txt'), 'a"b.txt'],
  ["an escaped sign", form, named("a%22b.txt"), "a%22b.txt"],
  ["a path", form, named("../../x/a.txt"), "../../x/a.txt"],
  ["an old browser's path", form, named("C:\\\\dir\\\\a.txt"), "a.txt"],
  ["a header without a colon", form, `${part(file, "hello", "Bad header\r\n")}${end}`, "", invalid],
  ["a header with a blank", form, `${part(file, "hello", "Bad : x\r\n")}${end}`, "", invalid],
  ["many texts", form, many("", 1001), "", "Too many fields. Maximum number of fields is 1000."],
  [
    "many files",
    form,
    many('; filename="x"', 1001),
    "",
    "Too many files. Maximum number of files is 1000.",
  ],
  [
    "a long text",
    form,
    `${part('form-data; name="x"', "x".repeat(1_048_577))}${hello}`,
    "",
    "Part exceeded maximum size of 1024KB.",
  ],
];

function many(suffix: string, count: number): string {
  const parts = Array.from({ length: count }, (_, index) =>
    part(`form-data; name="f${index}"${suffix}`, "x"),
  );
  return `${parts.join("")}${end}`;
}

function upload(daemon: FakeDaemon, type: string | undefined, body: string): Promise<Response> {
  return daemon.fetch(`${daemon.url}/attachments`, {
    method: "POST",
    headers: type === undefined ? {} : { "content-type": type },
    body: new Uint8Array(Buffer.from(body, "latin1")),
  });
}

describe("an upload", () => {
  test.each(uploads)("with %s", async (_what, type, body, filename, refusal) => {
    const answer = await upload(new FakeDaemon(), type, body);
    const said = (await answer.json()) as { filename?: string; detail?: unknown };
    if (refusal === undefined) {
      expect([answer.status, said.filename]).toEqual([200, expect.stringContaining(filename)]);
    } else if (answer.status === 400) expect(said).toEqual({ detail: refusal });
    else
      expect([answer.status, said.detail]).toEqual([
        422,
        [expect.objectContaining({ msg: refusal })],
      ]);
  });

  test.each([
    ["", null],
    ["Content-Type: image/png\r\n", "image/png"],
    ["Content-Type: text/plain; charset=x\r\n", "text/plain; charset=x"],
  ])("has the type that its part names: %j", async (header, content_type) => {
    const answer = await upload(new FakeDaemon(), form, `${part(file, "hello", header)}${end}`);
    expect(await answer.json()).toMatchObject({ content_type, size: 5 });
  });
});

const requested = "Range header: range must be requested";
const order = "Range header: start must be less than end";

/** The range, the status, and what comes back. */
const ranges: [range: string, status: number, text: string][] = [
  ["bytes=0-3", 206, "0123"],
  ["bytes=0-", 206, "0123456789"],
  ["bytes=-3", 206, "789"],
  ["bytes=-0", 416, ""],
  ["bytes=-100", 206, "0123456789"],
  ["bytes=5-100", 206, "56789"],
  ["bytes=10-", 416, ""],
  ["bytes=5-2", 400, order],
  ["bytes=0--1", 400, order],
  ["bytes=", 400, requested],
  ["bytes=-", 400, requested],
  ["bytes=a-b", 400, requested],
  ["bytes=0-3x", 400, requested],
  ["bytes=0-1, 1-5", 206, "012345"],
  ["bytes=0-1,20-30", 416, ""],
  ["bytes=1-2,a", 206, "12"],
  ["bytes=0-3,", 206, "0123"],
  ["bytes=+1-3", 206, "123"],
  ["bytes 0-3", 400, "Malformed range header."],
  ["items=0-3", 400, "Only support bytes range"],
  ["Bytes=0-3", 206, "0123"],
  ["bytes = 0 - 3", 206, "0123"],
];

describe("a range", () => {
  const stored = async () => {
    const daemon = new FakeDaemon();
    const answer = await upload(daemon, form, `${part(file, "0123456789")}${end}`);
    const { id } = (await answer.json()) as { id: string };
    const get = (headers: Record<string, string>) =>
      daemon.fetch(`${daemon.url}/attachments/${id}`, { headers });
    return { get };
  };

  test.each(ranges)("%s", async (range, status, text) => {
    const { get } = await stored();
    const answer = await get({ range });
    expect([answer.status, await answer.text()]).toEqual([status, text]);
  });

  test("of several pieces", async () => {
    const { get } = await stored();
    const answer = await get({ range: "bytes=4-5,0-1" });
    const type = answer.headers.get("content-type")!;
    const [, boundary] = /^multipart\/byteranges; boundary=([0-9a-f]{26})$/.exec(type)!;
    const piece = (range: string, text: string) =>
      `--${boundary}\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Range: bytes ${range}/10\r\n\r\n${text}\r\n`;
    expect(await answer.text()).toBe(`${piece("0-1", "01")}${piece("4-5", "45")}--${boundary}--`);
  });

  test("is left out for another version of the file", async () => {
    const { get } = await stored();
    const range = "bytes=0-3";
    const { headers } = await get({});
    for (const name of ["etag", "last-modified"]) {
      expect((await get({ range, "if-range": headers.get(name)! })).status).toBe(206);
    }
    expect((await get({ range, "if-range": '"x"' })).status).toBe(200);
  });
});

const noFile = "missing 'file' field";
const noPart = "malformed multipart form: multipart: NextPart: EOF";

/** What the Go daemon answered: the type, the body, and the file name with its extension, or the refusal. */
const goUploads: [
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
  ["a boundary without a value", "multipart/form-data; boundary", hello, noFile],
  ["no end", form, part(file, "hello"), "malformed multipart form: unexpected EOF"],
  ["no line after the end", form, `${part(file, "hello")}--X--`, ["a.txt", ".txt"]],
  ["lines of another system", form, hello.replaceAll("\r", ""), ["a.txt", ".txt"]],
  ["words before", form, `preamble\r\n${hello}`, ["a.txt", ".txt"]],
  ["a line before", form, `\r\n${hello}`, ["a.txt", ".txt"]],
  ["words behind", form, `${hello}epilogue`, ["a.txt", ".txt"]],
  ["another boundary", form, hello.replaceAll("--X", "--Y"), noPart],
  ["nothing", form, "", noPart],
  ["the end alone", form, end, noFile],
  ["no form", form, "garbage", noPart],
  ["JSON", "application/json", "{}", noFile],
  ["no type", undefined, hello, noFile],
  ["a form of the other kind", "application/x-www-form-urlencoded", "file=x", noFile],
  ["another kind of parts", "multipart/mixed; boundary=X", hello, noFile],
  ["two files", form, `${part(file, "hello")}${named("b.md")}`, ["a.txt", ".txt"]],
  ["another name", form, `${part('form-data; name="other"; filename="a"', "x")}${end}`, noFile],
  ["a text", form, `${part('form-data; name="file"', "x")}${end}`, noFile],
  ["an empty file name", form, named(""), noFile],
  ["no name", form, `${part('form-data; filename="a.txt"', "x")}${end}`, noFile],
  ["no disposition", form, `--X\r\nContent-Type: text/plain\r\n\r\nx\r\n${end}`, noFile],
  [
    "another disposition",
    form,
    `${part('attachment; name="file"; filename="a.txt"', "x")}${end}`,
    noFile,
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

describe("an upload to the Go daemon", () => {
  test.each(goUploads)("with %s", async (_what, type, body, expected) => {
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
const goRanges: [range: string, status: number, text: string][] = [
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
  test.each(goRanges)("of the range %s", async (range, status, text) => {
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
