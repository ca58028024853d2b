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
