import { appendFile, mkdir, mkdtemp, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import {
  ClientClosedError,
  type Fetch,
  RepowireClient,
  type RepowireClientOptions,
  formatInbound,
  preload,
} from "@repowire/client";
import { createCore, endpoints } from "@repowire/client/core";
import { downloadFile, uploadFile } from "@repowire/client/node";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import { failure, health } from "../../test/failures/failure.ts";

// What callers and servers do wrong, and what a user must see of it.

interface Sent {
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly body: unknown;
}

/** A client whose daemon accepts everything, and what was sent to it. */
function accepting(options: RepowireClientOptions = {}, answer: unknown = { ok: true, ...health }) {
  const sent: Sent[] = [];
  const fetch: Fetch = async (url, { headers, body }) => {
    sent.push({ url, headers, body });
    return Response.json(answer);
  };
  return { client: new RepowireClient({ fetch, validation: "off", ...options }), sent };
}

/** A client whose daemon gives one answer. */
const answering = (
  body: BodyInit | null,
  init: ResponseInit,
  options: RepowireClientOptions = {},
) => new RepowireClient({ fetch: async () => new Response(body, init), ...options });

describe("headers", () => {
  test.for<[name: string, given: unknown, sent: string]>([
    [
      "getters of a class",
      new (class {
        get "x-a"() {
          return "1";
        }
      })(),
      "1",
    ],
    ["an object without a prototype", Object.assign(Object.create(null), { "x-a": "1" }), "1"],
    [
      "a name that occurs twice",
      [
        ["x-a", "1"],
        ["X-A", "2"],
      ],
      "1, 2",
    ],
  ])("%s are sent", async ([, headers, expected]) => {
    const { client, sent } = accepting({ headers: headers as Record<string, string> });
    await client.health();
    expect(sent[0]?.headers["x-a"]).toBe(expected);
  });

  // Node's fetch drops some of them, fails with others, and waits for ever after a wrong length.
  test.for([
    "Connection",
    "content-length",
    "expect",
    "host",
    "keep-alive",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "authorization",
  ])("%s is refused before anything is sent", async (name) => {
    const headers = { [name]: "5" };
    const says = `headers must not contain ${name.toLowerCase()}`;
    expect(() => accepting({ headers })).toThrow(`RepowireClient: ${says}`);
    const { client, sent } = accepting();
    await expect(client.ack("ask-1", {}, { headers })).rejects.toThrow(new RegExp(`^ack: ${says}`));
    expect(sent).toEqual([]);
  });
});

test("a signal without a reason still gives an error to catch", async () => {
  const listeners = new Set<() => void>();
  const signal = {
    aborted: false,
    reason: undefined,
    addEventListener: (_: string, listener: () => void) => void listeners.add(listener),
    removeEventListener: (_: string, listener: () => void) => void listeners.delete(listener),
  };
  const client = new RepowireClient({ fetch: () => new Promise(() => undefined) });
  const early = failure(client.health({ signal: { ...signal, aborted: true } as never }));
  expect(await early).toMatchObject({ name: "AbortError" });
  const late = failure(client.health({ signal: signal as never }));
  await vi.waitFor(() => expect(listeners.size).toBe(1));
  for (const listener of listeners) listener.call(signal);
  expect(await late).toMatchObject({ name: "AbortError" });
  for (const reason of [null, "enough", Object.freeze({})]) {
    expect(await failure(client.health({ signal: AbortSignal.abort(reason) }))).toBe(reason);
  }
});

describe("values that JSON would lose", () => {
  const boom = () => {
    throw new Error("boom");
  };
  test.for<[name: string, value: unknown, says: string]>([
    ["an error", new Error("x"), "must be a plain object or an array"],
    ["a promise", Promise.resolve(1), "must be a plain object or an array"],
    ["a boxed number", new Number(5), "must be a plain object or an array"],
    ["a WeakMap", new WeakMap(), "must be a plain object or an array"],
    ["an invalid date", new Date(NaN), "must be a valid date"],
    ["a toJSON that throws", { toJSON: boom }, "cannot be read (boom)"],
    ["a getter that throws", Object.defineProperty({}, "b", { get: boom, enumerable: true }), ""],
    ["an array with a hole", [1, , 2], "[1] must not be undefined"], // oxlint-disable-line no-sparse-arrays
    ["half a pair", "\ud800", "contains half of a surrogate pair"],
    ["half a pair in a key", { "\udc00": 1 }, ".\\u{dc00} contains half of a surrogate pair"],
    ["a bigint", 1n, "must not be a bigint"],
  ])("%s", async ([, value, says]) => {
    const { client, sent } = accepting();
    const params = { name: "a", path: "/srv/a", circle: "c", metadata: { deep: [{ a: value }] } };
    const call = client.registerPeer(params);
    await expect(call).rejects.toThrow(TypeError);
    await expect(call).rejects.toThrow(
      `registerPeer: metadata.deep[0].a${says && (/^[.[]/.test(says) ? says : ` ${says}`)}`,
    );
    expect(sent).toEqual([]);
  });

  test.for([[{ a: 1 }], [[1]], [null], [() => 1], [NaN]])("%j in a query", async ([value]) => {
    const { client, sent } = accepting();
    const call = client.request({ method: "GET", path: "/x", query: { a: value as never } });
    if (value === null) await call;
    else await expect(call).rejects.toThrow("request: a must be a string, a finite number or a");
    expect(sent).toHaveLength(value === null ? 1 : 0);
  });
});

describe("parameters beside a positional one", () => {
  test("getters of a class are sent", async () => {
    const { client, sent } = accepting();
    await client.getPeer(
      "a",
      new (class {
        get circle() {
          return "docs";
        }
      })(),
    );
    expect(sent[0]?.url).toContain("/peers/a?circle=docs");
  });

  test.for([[new Map([["circle", "docs"]])], ["docs"], [["docs"]], [null], [5]])(
    "%j is refused",
    async ([params]) => {
      const { client, sent } = accepting();
      await expect(client.getPeer("a", params as never)).rejects.toThrow(
        "getPeer: the parameters must be an object with names and values",
      );
      expect(sent).toEqual([]);
    },
  );
});

describe("options of spawn", () => {
  const params = { path: "/srv/shop", backend: "codex", circle: "shop" } as const;

  test.for<[options: unknown, says: string]>([
    [new Map([["timeout", 5]]), "spawn: the options must be an object"],
    [null, "spawn: the options must be an object"],
    [{ waitUntilRedy: true }, 'there is no option "waitUntilRedy"; did you mean "waitUntilReady"?'],
    [{ waitUntilReady: { conected: true } }, 'no option "conected"; did you mean "connected"?'],
    [{ waitUntilReady: { status: "onlin" } }, 'status must be "online", "busy" or "offline"'],
    [{ waitUntilReady: { timeout: 0 } }, "timeout must be more than 0"],
  ])("%j", async ([options, says]) => {
    const { client, sent } = accepting();
    await expect(client.spawn(params, options as never)).rejects.toThrow(says);
    expect(sent).toEqual([]);
  });

  test("getters of a class count", async () => {
    const client = new RepowireClient({ fetch: () => new Promise(() => undefined) });
    const options = new (class {
      get timeout() {
        return 1;
      }
    })();
    expect(await failure(client.spawn(params, options))).toMatchObject({ timeout: 1 });
  });
});

test("an option of fromEnv that is undefined leaves the environment's", async () => {
  vi.stubEnv("REPOWIRE_DAEMON_URL", "http://10.0.0.7:9000");
  vi.stubEnv("REPOWIRE_AUTH_TOKEN", "from-the-environment");
  try {
    const { sent } = accepting();
    const fetch: Fetch = async (url, { headers, body }) => {
      sent.push({ url, headers, body });
      return Response.json(health);
    };
    await RepowireClient.fromEnv({ fetch, baseUrl: undefined, authToken: undefined }).health();
    expect(sent).toMatchObject([
      {
        url: "http://10.0.0.7:9000/health",
        headers: { authorization: "Bearer from-the-environment" },
      },
    ]);
  } finally {
    vi.unstubAllEnvs();
  }
});

test.for<[name: string, call: () => unknown, says: string]>([
  ["formatInbound", () => formatInbound({} as never), "formatInbound: kind must be a string"],
  ["formatInbound", () => formatInbound(null as never), "formatInbound: kind must be a string"],
  ["createCore", () => createCore(null as never), "createCore: the options must be an object"],
  ["createCore", () => createCore({ retyr: 1 } as never), 'createCore: there is no option "retyr"'],
  ["core.call", () => createCore().call(endpoints.events, null as never), "events: the parameters"],
  [
    "waitForPeer",
    () => accepting().client.waitForPeer("\ud800"),
    "waitForPeer: identifier contains",
  ],
  [
    "waitForPeer",
    () => accepting().client.waitForPeer(""),
    "waitForPeer: identifier must be a non",
  ],
  ["waitForPeer", () => accepting().client.waitForPeer(5 as never), "waitForPeer: identifier must"],
  ["uploadFile", () => uploadFile(accepting().client, 5 as never), "uploadFile: path must be"],
  ["downloadFile", () => downloadFile(accepting().client, "a", ""), "downloadFile: path must be"],
])("wrong arguments of %s are named", async ([, call, says]) => {
  const error = await failure((async () => call())());
  expect(error).toBeInstanceOf(TypeError);
  expect((error as TypeError).message.startsWith(says)).toBe(true);
});

describe("what a server echoes", () => {
  test.for<[name: string, options: RepowireClientOptions, secrets: string[]]>([
    ["a token", { authToken: "t0ken-of-mine" }, ["t0ken-of-mine"]],
    ["a token with a quote", { authToken: 'a"b\\c-secret' }, ['a"b\\c-secret']],
    ["a short token", { authToken: "abc" }, ["abc"]],
    [
      "a basic login",
      { headers: { "proxy-authorization": "Basic dXNlcjpwYXNz" } },
      ["dXNlcjpwYXNz"],
    ],
    [
      "cookies",
      { headers: { cookie: "theme=1; sid=very-secret" } },
      ["very-secret", "sid=very-secret"],
    ],
    ["an API key", { headers: { "x-api-key": "key-123456" } }, ["key-123456"]],
  ])("shows no %s", async ([, options, secrets]) => {
    for (const secret of secrets) {
      for (const body of [
        JSON.stringify({ detail: `no ${secret} here`, nested: [{ [secret]: secret }] }),
        `<p>no ${secret} here</p>`,
      ]) {
        const error = (await failure(answering(body, { status: 400 }, options).health())) as Error;
        const shown = `${error.message} ${JSON.stringify(error)} ${JSON.stringify((error as { body?: unknown }).body)}`;
        expect(shown).toContain("[redacted]");
        expect(shown).not.toContain(JSON.stringify(secret).slice(1, -1));
      }
    }
  });

  test("a short secret changes no other word, number or code", async () => {
    const body = { detail: "Unknown peer: docs", code: "unknown_peer", count: 41 };
    for (const authToken of ["n", "4", "peer_", "o"]) {
      const client = answering(JSON.stringify(body), { status: 404 }, { authToken });
      expect(await failure(client.health())).toMatchObject({ body, code: "unknown_peer" });
    }
  });
});

describe("an answer that cannot be used says what to do", () => {
  test.for<[name: string, body: string | Uint8Array<ArrayBuffer>, says: string]>([
    ["a page", "<html>", "the body is not JSON. "],
    ["half an answer", '{"status":"ok"', "the body is not JSON. "],
    [
      "too much",
      `"${"x".repeat(200)}"`,
      "the body has more than 100 bytes; maxResponseBytes is the limit",
    ],
    ["another shape", "[]", "Check that its version is supported"],
  ])("%s", async ([, body, says]) => {
    const client = answering(body, {}, { maxResponseBytes: 100 });
    const error = await failure(client.health());
    expect(error).toMatchObject({ name: "DaemonResponseError", delivery: "unknown" });
    expect(String(error)).toContain(says);
  });

  test("a byte order mark and a media type in capitals change nothing", async () => {
    const headers = { "content-type": "APPLICATION/JSON" };
    expect(await answering(`\ufeff${JSON.stringify(health)}`, { headers }).health()).toEqual(
      health,
    );
  });

  test("control characters of an error are written out", async () => {
    const client = answering('{"detail":"\\u001b[31mred\\u202e\\nnext"}', { status: 400 });
    expect(String(await failure(client.health()))).toMatch(/: \\u\{1b\}\[31mred\\u\{202e\}$/);
  });
});

describe("retry", () => {
  beforeEach(async () => {
    await preload();
    vi.useFakeTimers();
  });
  afterEach(() => {
    expect(vi.getTimerCount()).toBe(0);
    vi.useRealTimers();
  });

  test.for([
    ["99999999", 2_147_483_647],
    ["-1", 3_000],
    ["1.5", 1_500],
    ["soon", 3_000],
  ] as const)("Retry-After: %s", async ([value, wait]) => {
    // Without an hour that can be read, ky waits for a random part of its delay.
    vi.spyOn(Math, "random").mockReturnValue(0.5);
    const calls: number[] = [];
    const fetch: Fetch = async () => {
      calls.push(Date.now());
      if (calls.length > 1) return Response.json(health);
      return new Response("", { status: 503, headers: { "retry-after": value } });
    };
    const client = new RepowireClient({ fetch, retry: 1, timeout: Infinity });
    const call = client.health();
    await vi.advanceTimersByTimeAsync(20);
    expect(calls).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(wait);
    expect(await call).toEqual(health);
  });

  test("works where the signals are a page's, and fetch the platform's", async () => {
    class PageController {
      readonly signal = Object.assign(new EventTarget(), { aborted: false });
      abort() {
        this.signal.aborted = true;
        this.signal.dispatchEvent(new Event("abort"));
      }
    }
    vi.stubGlobal("AbortController", PageController);
    try {
      const answers = [503, 503, 200];
      const fetch: Fetch = async () => Response.json(health, { status: answers.shift() ?? 500 });
      const call = new RepowireClient({ fetch, retry: 2 }).health();
      await vi.advanceTimersByTimeAsync(5_000);
      expect(await call).toEqual(health);
    } finally {
      vi.unstubAllGlobals();
    }
  });

  test("a token function that fails is asked once, and a timeout says how often it was tried", async () => {
    const authToken = vi.fn<() => Promise<string>>(() => Promise.reject(new Error("vault")));
    const { client, sent } = accepting({ authToken, retry: 3 });
    await expect(client.health()).rejects.toThrow("vault");
    expect([authToken.mock.calls.length, sent.length]).toEqual([1, 0]);
    let calls = 0;
    const fetch: Fetch = () =>
      (calls += 1) < 3 ? Promise.reject(new Error("reset")) : new Promise(() => undefined);
    const late = failure(new RepowireClient({ fetch, retry: 3, timeout: 9_000 }).health());
    await vi.advanceTimersByTimeAsync(9_000);
    expect(String(await late)).toContain("within 9000 ms, after 3 attempts");
  });
});

describe("files on a disk", () => {
  let folder: string;
  beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), "files-"))));
  afterEach(() => rm(folder, { recursive: true }));

  test("nothing is read for a client that is closed, or a caller that has gone", async () => {
    const { client, sent } = accepting();
    const missing = join(folder, "missing.txt");
    const signal = AbortSignal.abort("enough");
    expect(await failure(uploadFile(client, missing, {}, { signal }))).toBe("enough");
    await client.close();
    expect(await failure(uploadFile(client, missing))).toBeInstanceOf(ClientClosedError);
    expect(sent).toEqual([]);
  });

  test("200 MB are refused before they are read, and what is no file too", async () => {
    const { client, sent } = accepting();
    const large = join(folder, "large.bin");
    await writeFile(large, "");
    await truncate(large, 200 * 1024 * 1024);
    await expect(uploadFile(client, large)).rejects.toThrow("and this file has 209715200");
    await mkdir(join(folder, "sub"));
    await expect(uploadFile(client, join(folder, "sub"))).rejects.toThrow("is not a regular file");
    await expect(uploadFile(client, join(folder, "no.txt"))).rejects.toMatchObject({
      code: "ENOENT",
    });
    expect(sent).toEqual([]);
  });

  test("a file that grows is sent as it is when it is read", async () => {
    const { client, sent } = accepting({}, { id: "a", path: "/a" });
    const path = join(folder, "log.txt");
    await writeFile(path, "one");
    await appendFile(path, " two");
    await uploadFile(client, path);
    expect(new TextDecoder().decode(sent[0]?.body as ArrayBuffer)).toContain("\r\n\r\none two\r\n");
  });

  test("a download to a folder leaves nothing behind", async () => {
    const client = answering("Port 8377", {});
    await expect(downloadFile(client, "a", folder)).rejects.toMatchObject({ code: "EISDIR" });
    await expect(downloadFile(client, "a", join(folder, "no", "x"))).rejects.toMatchObject({
      code: "ENOENT",
    });
  });
});
