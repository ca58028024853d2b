import { mkdtemp, readFile, readdir, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runInNewContext } from "node:vm";

import {
  type AttachmentSource,
  DaemonConnectionError,
  DaemonHTTPError,
  DaemonTimeoutError,
  RepowireClient,
} from "@repowire/client";
import { downloadFile, uploadFile } from "@repowire/client/node";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { answering } from "../../test/answering.ts";

const bytes = new TextEncoder().encode("Port 8377");
const attachment = { id: "1a2b3c4d", path: "/tmp/1a2b3c4d.txt", size: bytes.length };

/** A daemon that accepts files, and records them. */
function taking() {
  const files: { name: string; type: string; text: string }[] = [];
  const client = new RepowireClient({
    fetch: answering(async (request) => {
      const file = (await request.formData()).get("file") as File;
      files.push({ name: file.name, type: file.type, text: await file.text() });
      return Response.json(attachment);
    }),
  });
  return { client, files };
}

/** A daemon that returns a file. */
function giving(body: BodyInit | null, headers: Record<string, string> = {}, status = 200) {
  return new RepowireClient({ fetch: async () => new Response(body, { headers, status }) });
}

async function* pieces(...texts: string[]) {
  for (const text of texts) yield new TextEncoder().encode(text);
}

describe("uploading", () => {
  const sources: readonly (readonly [name: string, source: AttachmentSource])[] = [
    ["a blob", new Blob([bytes])],
    ["a file", new File([bytes], "other.txt")],
    ["bytes", bytes],
    ["a view of bytes", new Uint8Array([0, ...bytes, 0]).subarray(1, 1 + bytes.length)],
    ["a buffer", bytes.buffer],
    ["a stream", new Blob([bytes]).stream()],
    ["pieces", pieces("Port ", "8377")],
  ];

  it.each(sources)("%s", async (_, source) => {
    const { client, files } = taking();
    const params = { filename: "pört.txt", content_type: "text/plain" };
    expect(await client.uploadAttachment(source, params)).toEqual(attachment);
    expect(files).toEqual([{ name: "pört.txt", type: "text/plain", text: "Port 8377" }]);
  });

  it("goes by the name and the type of a file", async () => {
    const { client, files } = taking();
    await client.uploadAttachment(new File([bytes], "port.md", { type: "text/markdown" }));
    expect(files).toMatchObject([{ name: "port.md", type: "text/markdown" }]);
  });

  const failing = async function* () {
    yield bytes;
    throw new RangeError("the disk is gone");
  };
  const endless = async function* () {
    for (;;) yield new Uint8Array(1024 * 1024);
  };
  const broken = (why: string) => {
    throw new RangeError(why);
  };
  const iterable = (begin: () => object) => ({ [Symbol.asyncIterator]: begin });
  const large = async () => new ArrayBuffer(10 * 1024 * 1024 + 1);
  const locked = () => {
    const stream = new Blob([bytes]).stream();
    stream.getReader();
    return stream;
  };
  const wrong: readonly (readonly [name: string, source: unknown, says: RegExp])[] = [
    ["a source that fails", failing(), /the disk is gone/],
    ["a source that cannot begin", iterable(() => broken("no beginning")), /no beginning/],
    [
      "a source that fails and cannot stop",
      iterable(() => ({
        next: () => Promise.reject(new RangeError("the disk is gone")),
        return: () => broken("no end"),
      })),
      /the disk is gone/,
    ],
    ["a source without end", endless(), /at most 10485760 bytes/],
    ["bytes that are too many", new Uint8Array(10 * 1024 * 1024 + 1), /at most 10485760 bytes/],
    ["a blob that is too large", { size: 2 ** 40, arrayBuffer: endless }, /at most 10485760 bytes/],
    [
      "a source of texts",
      (async function* () {
        yield "Port";
      })(),
      /made of bytes/,
    ],
    ["a blob of more than its size", { size: 1, arrayBuffer: large }, /at most 10485760 bytes/],
    ["a blob of text", { size: 4, arrayBuffer: async () => "Port" }, /made of bytes/],
    ["a blob without content", { size: 4, arrayBuffer: async () => undefined }, /made of bytes/],
    ["a stream that is read already", locked(), /was already read/],
    ["a path", "/etc/hosts", /must be a Blob, bytes or a stream/],
    ["nothing", undefined, /must be a Blob, bytes or a stream/],
  ];

  it.each(wrong)("%s sends nothing", async (_, source, says) => {
    const { client, files } = taking();
    const call = client.uploadAttachment(source as Blob, { filename: "a" });
    await expect(call).rejects.toThrow(says);
    expect(files).toEqual([]);
  });

  it("takes the buffer of another realm", async () => {
    const { client, files } = taking();
    const buffer: unknown = runInNewContext("new Uint8Array([80, 111, 114, 116]).buffer");
    for (const source of [buffer as ArrayBuffer, new Uint8Array(buffer as ArrayBuffer)]) {
      await client.uploadAttachment(source, { filename: "a" });
    }
    expect(files).toMatchObject([{ text: "Port" }, { text: "Port" }]);
  });

  it("stops a source of which nobody needs the rest", async () => {
    const stopped = Promise.withResolvers<void>();
    const read = Promise.withResolvers<void>();
    const controller = new AbortController();
    const source = (async function* () {
      try {
        for (;;) {
          yield bytes;
          read.resolve();
          await new Promise(setImmediate);
        }
      } finally {
        stopped.resolve();
      }
    })();
    const options = { signal: controller.signal };
    const call = taking().client.uploadAttachment(source, { filename: "a" }, options);
    await read.promise;
    controller.abort("enough");
    await expect(call).rejects.toBe("enough");
    await stopped.promise;
  });

  it("wants a name", async () => {
    const { client, files } = taking();
    await expect(client.uploadAttachment(bytes)).rejects.toThrow(TypeError);
    expect(files).toEqual([]);
  });

  it("does not wait for a source longer than for the daemon", async () => {
    const cancelled = Promise.withResolvers<void>();
    const silent = new ReadableStream<Uint8Array<ArrayBuffer>>({ cancel: cancelled.resolve });
    const call = taking().client.uploadAttachment(silent, { filename: "a" }, { timeout: 5 });
    await expect(call).rejects.toThrow(DaemonTimeoutError);
    await cancelled.promise;
  });
});

describe("downloading", () => {
  const headers = {
    "content-type": "text/plain; charset=utf-8",
    "content-disposition": 'attachment; filename="1a2b3c4d.txt"',
  };
  const file = { contentType: "text/plain; charset=utf-8", filename: "1a2b3c4d.txt" };

  it("gives bytes", async () => {
    const client = giving(bytes, headers);
    expect(await client.downloadAttachment("1a2b3c4d")).toEqual({ bytes, ...file });
  });

  it("gives a stream", async () => {
    const call = giving(bytes, headers).downloadAttachment("1a2b3c4d", { as: "stream" });
    const { data, status } = await call.withResponse();
    const { stream, ...rest } = data;
    expect([await new Response(stream).text(), rest, status]).toEqual(["Port 8377", file, 200]);
  });

  it("gives an empty file", async () => {
    const { stream } = await giving(null).downloadAttachment("1a2b3c4d", { as: "stream" });
    expect(await new Response(stream).text()).toBe("");
    expect((await giving(null).downloadAttachment("1a2b3c4d")).bytes).toHaveLength(0);
  });

  it.each(["bytes", "stream"] as const)("says why there is none, as %s", async (as) => {
    const client = giving('{"detail":"Attachment not found"}', {}, 404);
    const call = client.downloadAttachment("1a2b3c4d", { as } as { as: "stream" });
    await expect(call).rejects.toThrow(DaemonHTTPError);
    await expect(call).rejects.toThrow("Attachment not found");
  });

  const names: readonly (readonly [disposition: string, name: string | undefined])[] = [
    ['attachment; filename="a b.txt"', "a b.txt"],
    ["attachment; filename=a.txt", "a.txt"],
    ['attachment; filename="a\\"b.txt"', 'a"b.txt'],
    ["attachment; filename*=utf-8''p%C3%B6rt.txt", "pört.txt"],
    ["attachment; filename=x; filename*=UTF-8''%zz", "x"],
    ["inline", undefined],
  ];

  it.each(names)("reads the name from %s", async (disposition, name) => {
    const client = giving(bytes, { "content-disposition": disposition });
    expect((await client.downloadAttachment("1a2b3c4d")).filename).toBe(name);
  });
});

describe("a stream that is handed out", () => {
  /** A body that yields one piece, and then only what the test adds. */
  function slow() {
    const cancelled = Promise.withResolvers<unknown>();
    let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
    const body = new ReadableStream<Uint8Array>({
      start(given) {
        controller = given;
        given.enqueue(bytes);
      },
      cancel: (reason) => cancelled.resolve(reason),
    });
    return { body, cancelled: cancelled.promise, fail: (why: Error) => controller?.error(why) };
  }

  async function opened(
    body: ReadableStream,
    options: { timeout?: number; signal?: AbortSignal } = {},
  ) {
    const client = giving(body);
    const { stream } = await client.downloadAttachment("1a2b3c4d", { as: "stream" }, options);
    const reader = stream.getReader();
    expect((await reader.read()).value).toEqual(bytes);
    return { client, reader };
  }

  it("ends with its client", async () => {
    const { body, cancelled } = slow();
    const { client, reader } = await opened(body);
    await client.close();
    await expect(reader.read()).rejects.toThrow(DaemonConnectionError);
    await cancelled;
  });

  it("ends with the caller's signal, for its reason", async () => {
    const { body, cancelled } = slow();
    const controller = new AbortController();
    const { reader } = await opened(body, { signal: controller.signal });
    controller.abort("enough");
    await expect(reader.read()).rejects.toBe("enough");
    await cancelled;
  });

  it("ends when a piece takes too long", async () => {
    const { body, cancelled } = slow();
    const { reader } = await opened(body, { timeout: 20 });
    await expect(reader.read()).rejects.toThrow(DaemonTimeoutError);
    await cancelled;
  });

  it("ends when the connection breaks", async () => {
    const { body, fail } = slow();
    const { reader } = await opened(body);
    fail(new TypeError("terminated"));
    await expect(reader.read()).rejects.toThrow(DaemonConnectionError);
  });

  it("ends the connection when it is cancelled", async () => {
    const { body, cancelled } = slow();
    const { reader } = await opened(body);
    await reader.cancel();
    await expect(cancelled).resolves.toBeUndefined();
  });
});

describe("from and to a path", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "repowire-client-"));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it("uploads under the file's name", async () => {
    const { client, files } = taking();
    await writeFile(join(folder, "port.txt"), bytes);
    expect(await uploadFile(client, join(folder, "port.txt"))).toEqual(attachment);
    expect(files).toMatchObject([{ name: "port.txt", text: "Port 8377" }]);
  });

  it("says what the file system says", async () => {
    const { client, files } = taking();
    await expect(uploadFile(client, join(folder, "none"))).rejects.toThrow("ENOENT");
    expect(files).toEqual([]);
  });

  it("does not read a file that is too large", async () => {
    const path = join(folder, "large.bin");
    await writeFile(path, "");
    // The file is sparse: it takes no disk space, but reading it would take 4 GiB of memory.
    await truncate(path, 4 * 1024 ** 3);
    const { client, files } = taking();
    const before = process.memoryUsage().rss;
    await expect(uploadFile(client, path)).rejects.toThrow(
      new TypeError(
        "uploadFile: the daemon stores at most 10485760 bytes (10 MiB), and this file has 4294967296",
      ),
    );
    expect(process.memoryUsage().rss - before).toBeLessThan(256 * 1024 ** 2);
    expect(files).toEqual([]);
  });

  it("refuses a folder", async () => {
    const { client, files } = taking();
    await expect(uploadFile(client, folder)).rejects.toThrow();
    expect(files).toEqual([]);
  });

  it("downloads the whole file", async () => {
    const path = join(folder, "port.txt");
    await downloadFile(giving(bytes), "1a2b3c4d", path);
    expect(await readFile(path, "utf8")).toBe("Port 8377");
    expect(await readdir(folder)).toEqual(["port.txt"]);
  });

  it.each([null, 0, "", false, "enough"])(
    "a download that is aborted with %j is none",
    async (reason) => {
      const path = join(folder, "port.txt");
      await writeFile(path, "before");
      const controller = new AbortController();
      const body = new ReadableStream({
        pull(stream) {
          if (stream.desiredSize === 0) return;
          stream.enqueue(bytes);
          setImmediate(() => controller.abort(reason));
          return new Promise(() => undefined);
        },
      });
      const { signal } = controller;
      const call = downloadFile(giving(body), "1a2b3c4d", path, { signal });
      expect(await call.catch((thrown: unknown) => ({ thrown }))).toEqual({ thrown: reason });
      expect(await readFile(path, "utf8")).toBe("before");
      expect(await readdir(folder)).toEqual(["port.txt"]);
    },
  );

  it("ends the connection of a download that has no place", async () => {
    const cancelled = Promise.withResolvers<void>();
    const body = new ReadableStream({ cancel: () => cancelled.resolve() });
    const path = join(folder, "missing", "port.txt");
    await expect(downloadFile(giving(body), "1a2b3c4d", path)).rejects.toThrow("ENOENT");
    await cancelled.promise;
  });

  it("leaves what was there when the download breaks", async () => {
    const path = join(folder, "port.txt");
    await writeFile(path, "before");
    let pulls = 0;
    const body = new ReadableStream({
      pull(controller) {
        if (pulls++ === 0) controller.enqueue(bytes);
        else controller.error(new TypeError("terminated"));
      },
    });
    await expect(downloadFile(giving(body), "1a2b3c4d", path)).rejects.toThrow(
      DaemonConnectionError,
    );
    expect(await readFile(path, "utf8")).toBe("before");
    expect(await readdir(folder)).toEqual(["port.txt"]);
  });
});

it("options are checked before anything is read or sent", async () => {
  const client = new RepowireClient({ fetch: () => expect.unreachable() });
  const file = new Blob(["a"]);
  const calls: readonly (readonly [call: () => Promise<unknown>, says: string])[] = [
    [
      () => client.uploadAttachment(file, { filname: "a" } as object),
      'uploadAttachment: there is no option "filname"; did you mean "filename"?',
    ],
    [
      () => client.uploadAttachment(file, { filename: "a", content_type: 5 } as never),
      "uploadAttachment: content_type must be a non-empty string",
    ],
    [
      () => client.uploadAttachment(file, { filename: "a\ud83d" }),
      "uploadAttachment: filename contains half of a surrogate pair",
    ],
    [
      () => client.downloadAttachment("a", { as: "streem" } as never),
      'downloadAttachment: as must be "bytes" or "stream"',
    ],
    [
      () => client.downloadAttachment("a", { ass: "stream" } as never),
      'downloadAttachment: there is no option "ass"; did you mean "as"?',
    ],
    [
      () => uploadFile({} as never, "/nowhere"),
      "uploadFile: client must be an object with the function uploadAttachment",
    ],
    [
      () => downloadFile(undefined as never, "a", "/nowhere/a"),
      "downloadFile: client must be an object with the function downloadAttachment",
    ],
    [() => uploadFile(client, "/dev/null"), "uploadFile: /dev/null is not a regular file"],
    [
      () => uploadFile(client, "/nowhere", { filname: "a" } as object),
      'uploadFile: there is no option "filname"',
    ],
  ];
  for (const [call, says] of calls) {
    await expect(call()).rejects.toThrow(TypeError);
    await expect(call()).rejects.toThrow(says);
  }
});
