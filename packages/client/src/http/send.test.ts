import { once } from "node:events";
import { type RequestListener, type Server, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { runInNewContext } from "node:vm";

import {
  ClientClosedError,
  type Fetch,
  RepowireClient,
  type RepowireClientOptions,
  preload,
} from "@repowire/client";
import { createCore, endpoints } from "@repowire/client/core";
import nodeFetch, {
  Headers as NodeFetchHeaders,
  type RequestInit as NodeFetchInit,
} from "node-fetch";
import { Agent, Headers as UndiciHeaders, fetch as undiciFetch } from "undici";
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";

import { failure, health } from "../../test/failures/failure.ts";

/** A client whose daemon gives these answers in turn, and counts the requests. */
function scripted(
  answers: readonly (() => Response | Promise<Response>)[],
  options: RepowireClientOptions = {},
) {
  const calls: number[] = [];
  const fetch: Fetch = async () => {
    calls.push(performance.now());
    const answer = await (answers[calls.length - 1] ?? answers.at(-1)!)();
    return answer;
  };
  return { client: new RepowireClient({ fetch, ...options }), calls };
}

const good = () => Response.json(health);
const status = (code: number, headers: Record<string, string> = {}) => {
  return () => new Response("", { status: code, headers });
};
const lost = () => Promise.reject(Object.assign(new Error("reset"), { code: "ECONNRESET" }));
const cut = () =>
  new Response(new ReadableStream({ pull: (body) => body.error(new TypeError("terminated")) }));

describe("retry", () => {
  // Modules load in real time.
  beforeAll(() => preload());
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => {
    expect(vi.getTimerCount()).toBe(0);
    vi.useRealTimers();
  });

  test.for<[name: string, answer: () => Response | Promise<Response>]>([
    ["a lost connection", lost],
    ["a refused one", () => Promise.reject(Object.assign(new Error(), { code: "ECONNREFUSED" }))],
    ["an answer that breaks off", cut],
    ["something odd that a fetch throws", () => Promise.reject("no")],
    ...[408, 429, 502, 503, 504].map((code): [string, () => Response] => [`${code}`, status(code)]),
  ])("repeats a read after %s", async ([, answer]) => {
    const { client, calls } = scripted([answer, answer, good], { retry: 2 });
    const call = client.health();
    await vi.advanceTimersByTimeAsync(2_000);
    expect(await call).toEqual(health);
    expect(calls).toHaveLength(3);
  });

  test.for<[name: string, answer: () => Response | Promise<Response>]>([
    ["400", status(400)],
    ["401", status(401)],
    ["404", status(404)],
    ["500", status(500)],
    ["a redirect", status(302)],
    ["a 200 of another shape", () => Response.json([])],
    ["no Response at all", () => undefined as unknown as Response],
  ])("does not repeat one after %s", async ([, answer]) => {
    const { client, calls } = scripted([answer], { retry: 5 });
    await failure(client.health());
    expect(calls).toHaveLength(1);
  });

  test("never repeats what acts", async () => {
    const acts: readonly ((client: RepowireClient) => Promise<unknown>)[] = [
      (client) => client.request("ask", { from_peer: "a", to_peer: "b", text: "?" }),
      (client) => client.notify({ from_peer: "a", to_peer: "b", text: "!" }),
      (client) => client.ack("ask-1"),
      (client) => client.setDescription("a", { description: "x" }),
      (client) => client.unregisterPeer("a"),
      // This GET deletes what it returns.
      (client) => client.pendingDeliveries({ peer_id: "a" }),
      (client) => client.request({ method: "POST", path: "/x" }),
    ];
    for (const act of acts) {
      for (const answer of [lost, status(503)]) {
        const { client, calls } = scripted([answer], { retry: 5 });
        await failure(act(client));
        expect(calls).toHaveLength(1);
      }
    }
  });

  test("is off by default, and set for a call in place of the client's own", async () => {
    const { client, calls } = scripted([status(503)]);
    await failure(client.health());
    expect(calls).toHaveLength(1);
    const other = scripted([status(503)], { retry: 3 });
    await failure(other.client.health({ retry: 0 }));
    expect(other.calls).toHaveLength(1);
    const free = scripted([status(503), good]);
    const call = free.client.request({ method: "GET", path: "/x" }, { retry: 1 });
    await vi.advanceTimersByTimeAsync(500);
    expect(await call).toEqual(health);
  });

  test.for([
    [lost, { name: "DaemonConnectionError", delivery: "unknown" }],
    [status(503), { name: "DaemonHTTPError", status: 503 }],
  ] as const)("gives up in the end, and says how often it tried", async ([answer, expected]) => {
    const { client, calls } = scripted([answer], { retry: 2 });
    const call = failure(client.health());
    await vi.advanceTimersByTimeAsync(5_000);
    const error = await call;
    expect(error).toMatchObject(expected);
    expect(String(error)).toContain("after 3 attempts");
    expect(calls).toHaveLength(3);
  });

  test("waits for as long as Retry-After says", async () => {
    const { client, calls } = scripted([status(503, { "retry-after": "5" }), good], { retry: 1 });
    const call = client.health();
    await vi.advanceTimersByTimeAsync(4_999);
    expect(calls).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(await call).toEqual(health);
  });

  test("ends with the one timeout, with what failed last", async () => {
    const busy = status(503, { "retry-after": "999999" });
    const { client, calls } = scripted([busy], { retry: 5, timeout: 1_000 });
    const call = failure(client.health());
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await call).toMatchObject({ name: "DaemonHTTPError", status: 503 });
    expect(calls).toHaveLength(1);
    const silent = scripted([lost], { retry: 100, timeout: 1_000 });
    const late = failure(silent.client.health());
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await late).toMatchObject({ name: "DaemonTimeoutError", timeout: 1_000 });
  });

  test.for(["signal", "close"])("ends with the caller's %s in a pause", async (end) => {
    const controller = new AbortController();
    const { client, calls } = scripted([status(503, { "retry-after": "60" })], { retry: 5 });
    const call = failure(client.health({ signal: controller.signal }));
    await vi.advanceTimersByTimeAsync(10);
    if (end === "signal") controller.abort("enough");
    else await client.close();
    const error = await call;
    if (end === "signal") expect(error).toBe("enough");
    else expect(error).toMatchObject({ name: "ClientClosedError" });
    await vi.advanceTimersByTimeAsync(100_000);
    expect(calls).toHaveLength(1);
  });
});

test("the headers of an answer need no more than get()", async () => {
  const headers = {
    get(name: string) {
      // Two lines, which is no value of a header.
      return name === "content-type" ? "application/json" : null;
    },
  };
  const body = () => Response.json(health).body;
  const client = new RepowireClient({
    fetch: async () => ({ status: 200, headers, body: body() }),
  });
  const answer = await client.health().withResponse();
  expect(answer.data).toEqual(health);
  expect([...answer.headers]).toEqual([["content-type", "application/json"]]);
});

test("the daemon's own wait for timeout_seconds: 0 does not end with the client's timeout", async () => {
  vi.useFakeTimers();
  try {
    const { client } = scripted([() => new Promise<Response>(() => undefined)]);
    const options = [{ id: "a", title: "A" }];
    const call = failure(client.askBlocking({ prompt: "Deploy?", options, timeout_seconds: 0 }));
    await vi.advanceTimersByTimeAsync(75_000);
    expect(await call).toMatchObject({ name: "DaemonTimeoutError", timeout: 75_000 });
  } finally {
    vi.useRealTimers();
  }
});

describe("a token function", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());
  const hangs = () => new Promise<never>(() => undefined);
  const unreachable: Fetch = () => expect.unreachable();

  test("that never settles ends with the timeout, the signal and the client", async () => {
    const client = new RepowireClient({ authToken: hangs, fetch: unreachable, timeout: 50 });
    const late = failure(client.health());
    await vi.advanceTimersByTimeAsync(50);
    expect(await late).toMatchObject({ name: "DaemonTimeoutError", delivery: "not_sent" });
    expect(String(await late)).toContain("health: the call was not sent within 50 ms");
    const controller = new AbortController();
    const aborted = failure(client.health({ signal: controller.signal }));
    controller.abort("enough");
    expect(await aborted).toBe("enough");
    const closed = failure(client.health());
    await client.close();
    expect(await closed).toBeInstanceOf(ClientClosedError);
    expect(await closed).toMatchObject({ delivery: "not_sent" });
  });

  test.for(["", null, 5, "a\nb", {}])("that gives %j is refused", async (token) => {
    const authToken = async () => token as string;
    const client = new RepowireClient({ authToken, fetch: unreachable });
    await expect(client.health()).rejects.toThrow(TypeError);
    await expect(client.health()).rejects.toThrow("authToken must");
  });
});

describe("a fetch of another library", () => {
  let server: Server;
  let baseUrl: string;
  let answer: RequestListener;
  const seen: string[] = [];

  beforeEach(async () => {
    seen.length = 0;
    answer = (_, response) => {
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify({ ok: true, ...health }));
    };
    server = createServer((request, response) => {
      let body = "";
      request.on("data", (piece: Buffer) => (body += piece.toString("latin1")));
      request.on("end", () => {
        seen.push(`${request.method} ${request.url} ${request.headers["x-a"] ?? ""} ${body}`);
        answer(request, response);
      });
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  });

  const libraries: readonly (readonly [name: string, fetch: Fetch])[] = [
    ["undici", (url, init) => undiciFetch(url, init)],
    ["node-fetch", (url, init) => nodeFetch(url, init as NodeFetchInit)],
  ];

  test.each(libraries)("%s sends and reads everything", async (_, fetch) => {
    const client = new RepowireClient({ baseUrl, fetch });
    await client.ack("ask-1", { message: "8377" }, { headers: { "x-a": "1" } });
    const { data, headers } = await client.health().withResponse();
    expect(data.status).toBe("ok");
    expect(headers).toBeInstanceOf(Headers);
    expect(headers.get("content-type")).toBe("application/json");
    await client.uploadAttachment(new Uint8Array([1, 2]), { filename: "a" }).catch(() => undefined);
    expect(seen[0]).toBe('POST /ack 1 {"message":"8377","correlation_id":"ask-1"}');
    expect(seen[2]).toMatch(/^POST \/attachments .*name="file"; filename="a"/s);
    answer = (request, response) => {
      response.writeHead(200, { "content-type": "text/plain" });
      response.write("Port ");
      if (request.url?.endsWith("/cut")) setImmediate(() => response.destroy());
      else response.end("8377");
    };
    const { bytes } = await client.downloadAttachment("a");
    expect(new TextDecoder().decode(bytes)).toBe("Port 8377");
    const { stream } = await client.downloadAttachment("a", { as: "stream" });
    expect(await new Response(stream).text()).toBe("Port 8377");
    expect(await failure(client.downloadAttachment("cut"))).toMatchObject({
      name: "DaemonConnectionError",
      delivery: "unknown",
    });
    await client.close();
    server.closeAllConnections();
    expect(
      await failure(new RepowireClient({ baseUrl: "http://127.0.0.1:1", fetch }).health()),
    ).toMatchObject({ name: "DaemonConnectionError", delivery: "not_sent" });
  });

  test("Headers of any library, a Map and pairs are sent", async () => {
    const pairs: [string, string][] = [["x-a", "1"]];
    const given = [
      new Headers(pairs),
      new UndiciHeaders(pairs),
      new NodeFetchHeaders(pairs),
      new Map(pairs),
      pairs,
      { "x-a": "1" },
    ];
    const client = new RepowireClient({ baseUrl });
    for (const headers of given) await client.health({ headers });
    expect(seen).toEqual(given.map(() => "GET /health 1 "));
  });

  test("a limit of fetch itself is a timeout, with its cause", async () => {
    answer = () => undefined;
    const dispatcher = new Agent({ headersTimeout: 60, bodyTimeout: 60 });
    const fetch: Fetch = (url, init) => undiciFetch(url, { ...init, dispatcher });
    const client = new RepowireClient({ baseUrl, fetch, timeout: 20_000 });
    const error = await failure(client.health());
    expect(error).toMatchObject({
      name: "DaemonTimeoutError",
      cause: { code: "UND_ERR_HEADERS_TIMEOUT" },
    });
    expect(String(error)).toContain(
      "fetch itself has this limit, whatever timeout says; in Node it is 300 seconds",
    );
    answer = (_, response) => void response.writeHead(200).write("{");
    expect(await failure(client.health())).toMatchObject({
      name: "DaemonTimeoutError",
      cause: { code: "UND_ERR_BODY_TIMEOUT" },
    });
    await dispatcher.destroy();
  });
});

test("a fetch that refuses the signals of a page is called without them", async () => {
  // As with global-jsdom: AbortController is the page's, and fetch is the platform's.
  class PageController {
    readonly signal = Object.assign(new EventTarget(), { aborted: false });
    abort() {
      this.signal.aborted = true;
      this.signal.dispatchEvent(new Event("abort"));
    }
  }
  vi.stubGlobal("AbortController", PageController);
  try {
    const answers = [good, good, () => new Promise<Response>(() => undefined)];
    const inits: object[] = [];
    const fetch: Fetch = async (url, init) => {
      inits.push(init);
      // Node's own fetch makes the same check before it sends anything.
      void new Request(url, init as unknown as RequestInit);
      const answer = await answers.shift()!();
      return answer;
    };
    const client = new RepowireClient({ fetch });
    expect(await client.health()).toEqual(health);
    expect(await client.health()).toEqual(health);
    // The first call found out. Later ones do not try again.
    expect(inits.map((init) => "signal" in init)).toEqual([true, false, false]);
    const pending = failure(client.health());
    await client.close();
    expect(await pending).toBeInstanceOf(ClientClosedError);
    // When the page is gone, the same fetch gets signals again.
    vi.unstubAllGlobals();
    answers.splice(0, answers.length, good);
    expect(await new RepowireClient({ fetch }).health()).toEqual(health);
    expect(inits.at(-1)).toHaveProperty("signal");
  } finally {
    vi.unstubAllGlobals();
  }
});

test("bytes of another realm are bytes", async () => {
  const text = JSON.stringify(health);
  const piece = runInNewContext("Uint8Array.from(codes)", {
    codes: [...text].map((letter) => letter.charCodeAt(0)),
  }) as Uint8Array<ArrayBuffer>;
  expect(piece instanceof Uint8Array).toBe(false);
  const body = new ReadableStream({
    start(stream) {
      stream.enqueue(piece);
      stream.close();
    },
  });
  const client = new RepowireClient({
    fetch: async () => ({ status: 200, headers: new Headers(), body }),
  });
  expect(await client.health()).toEqual(health);
  const files = new RepowireClient({ fetch: async () => Response.json({ id: "a", path: "/a" }) });
  await files.uploadAttachment(piece, { filename: "a" }, { validation: "off" });
});

describe("what an error shows", () => {
  const refusing = (detail: string, options: RepowireClientOptions = {}) =>
    new RepowireClient({
      fetch: async () =>
        Response.json({ detail: { error: "shop", hint: detail } }, { status: 409 }),
      ...options,
    });

  test("control characters of others are written out", async () => {
    const error = await failure(refusing("a\u001b[2Jb\u202e\u0000c").health());
    expect(String(error)).toContain("a\\u{1b}[2Jb\\u{202e}\\u{0}c");
    const thrown = await failure(
      new RepowireClient({ fetch: () => Promise.reject(new Error("a\u001b[31m")) }).health(),
    );
    expect(String(thrown)).toContain("a\\u{1b}[31m");
  });

  test("only tokens and credential headers are hidden", async () => {
    const client = refusing("shop repowire-docs s3cret t0ken relay-token", {
      baseUrl: "http://host.example/repowire-docs/d/relay-token",
      authToken: "t0ken",
      headers: { "x-team": "shop", "x-api-key": "s3cret" },
    });
    const error = await failure(client.health());
    expect(error).toMatchObject({
      code: "shop",
      body: {
        detail: { error: "shop", hint: "shop repowire-docs [redacted] [redacted] [redacted]" },
      },
    });
  });

  test("a refusal by the browser reads as what it is", async () => {
    vi.stubGlobal("location", { origin: "http://dashboard.example" });
    try {
      for (const words of [
        "Failed to fetch",
        "NetworkError when attempting to fetch resource.",
        "Load failed",
      ]) {
        const fetch = () => Promise.reject(new TypeError(words));
        const error = await failure(new RepowireClient({ fetch }).health());
        expect(error).toMatchObject({ name: "DaemonConnectionError", delivery: "unknown" });
        expect(String(error)).toContain("does not allow this page to read its answers (CORS)");
        expect(String(error)).not.toContain("broke");
      }
    } finally {
      vi.unstubAllGlobals();
    }
  });
});

test.for([
  [
    "throws",
    () => {
      throw new Error("no");
    },
  ],
  ["rejects", () => Promise.reject(new Error("no"))],
] as const)(
  "a logger that %s does not turn a delivered call into a failed one",
  async ([, write]) => {
    const client = new RepowireClient({
      fetch: async () => Response.json({ ok: true }),
      logger: { debug: write as () => void, warn: write as () => void },
      onRequest: write as () => void,
      onResponse: write as () => void,
    });
    expect(await client.ack("ask-1")).toEqual({ ok: true });
  },
);

test("a platform without fetch is told apart from a daemon that is away", async () => {
  vi.stubGlobal("fetch", undefined);
  try {
    await expect(new RepowireClient().health()).rejects.toThrow(
      new TypeError("there is no global fetch; pass one to the client in fetch"),
    );
  } finally {
    vi.unstubAllGlobals();
  }
});

test("an unknown endpoint is named, with the nearest known one", async () => {
  const client = new RepowireClient({ fetch: () => expect.unreachable() });
  await expect(client.request("nope" as "health")).rejects.toThrow(
    new TypeError('request: there is no endpoint "nope"'),
  );
  await expect(client.request("listPeer" as "listPeers")).rejects.toThrow('mean "listPeers"?');
  await expect(client.request(undefined as never)).rejects.toThrow("request: the first argument");
});

test("what the daemons read differently is refused however it is called", async () => {
  const client = new RepowireClient({ fetch: () => expect.unreachable() });
  const core = createCore({ fetch: () => expect.unreachable() });
  const relative = { name: "a", path: "docs", circle: "c" };
  const query = { from_peer: "a", to_peer: "b", text: "?", timeout: 0 };
  for (const call of [
    () => client.registerPeer(relative),
    () => client.request("registerPeer", relative),
    () => core.call(endpoints.registerPeer, relative),
  ]) {
    await expect(call()).rejects.toThrow("registerPeer: path must be absolute");
  }
  for (const call of [
    () => client.query(query),
    () => client.request("query", query),
    () => core.call(endpoints.query, query),
  ]) {
    await expect(call()).rejects.toThrow("query: timeout must be more than 0");
  }
});
