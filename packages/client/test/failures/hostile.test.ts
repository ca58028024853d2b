import { RepowireClient, type RepowireClientOptions } from "@repowire/client";
import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";

import { calls, token } from "./outcome.ts";
import { RawDaemon, answerOf } from "./raw-daemon.ts";
import { answering } from "../answering.ts";
import { anyText } from "../any-text.ts";

describe("a path parameter", () => {
  const base = "http://127.0.0.1:8377/d/relay";
  let sent: Request[] = [];
  const client = new RepowireClient({
    baseUrl: base,
    validation: "off",
    fetch: answering(async (request) => {
      sent.push(request);
      return Response.json({});
    }),
  });

  const hostile = fc.oneof(
    anyText(),
    fc.constantFrom(
      "..",
      ".",
      "%2e%2e",
      "..%2f",
      "../x",
      "..\\x",
      "//evil/x",
      "\\\\evil\\x",
      "http://evil/x",
      "?x",
      "#x",
      "@evil",
      ":80",
      "a b",
      "\t",
      "\r\nx: y",
      "\0",
      "%",
      "%00",
      "ü",
      "😀",
      "\ud83d",
      "",
    ),
    fc
      .array(fc.constantFrom("/", "\\", ".", "%", "?", "#", "@", ":", "e", "\n", "\u0000"))
      .map((parts) => parts.join("")),
  );

  it("arrives as it was given, below the base, or is refused", async () => {
    const checking = fc.assert(
      fc.asyncProperty(hostile, async (value) => {
        sent = [];
        const refused = await client.getPeer(value).then(
          () => false,
          (error: unknown) => error instanceof TypeError,
        );
        if (refused)
          return sent.length === 0 && ["", ".", ".."].includes(value) === isClimbing(value);
        const url = new URL(sent[0]?.url ?? "");
        const segment = url.pathname.slice("/d/relay/peers/".length);
        return (
          sent.length === 1 &&
          url.origin === "http://127.0.0.1:8377" &&
          url.pathname.startsWith("/d/relay/peers/") &&
          !segment.includes("/") &&
          decodeURIComponent(segment) === value &&
          url.search === "" &&
          url.hash === ""
        );
      }),
      { numRuns: 2_000 },
    );
    await expect(checking).resolves.toBeUndefined();
  });

  it.each(["", ".", "..", "\ud83d"])("%j is refused", async (value) => {
    sent = [];
    await expect(client.getPeer(value)).rejects.toThrow(TypeError);
    await expect(client.getPeer(value)).rejects.toThrow("getPeer: ");
    expect(sent).toEqual([]);
  });

  function isClimbing(value: string): boolean {
    return ["", ".", ".."].includes(value);
  }

  it.each([
    "/../x",
    "/a/../../x",
    "/%2e%2e/x",
    "/\\evil",
    "x",
    "",
    "/a b",
    "/a?b",
    "/a#b",
    "/a\n",
    "http://evil/",
    "/ä",
  ])("of a free route %j is refused", async (path) => {
    sent = [];
    await expect(client.request({ method: "GET", path: path as "/" })).rejects.toThrow(TypeError);
    expect(sent).toEqual([]);
  });

  it("of a free route stays as it is written", async () => {
    sent = [];
    await client.request({
      method: "DELETE",
      path: "/reviews/a%2Fb",
      query: { reviewer: "ä&b", x: null },
    });
    expect(sent[0]?.url).toBe(`${base}/reviews/a%2Fb?reviewer=%C3%A4%26b`);
  });
});

describe("what a client is made with", () => {
  const refused: readonly (readonly [name: string, options: unknown])[] = [
    ["no options", null],
    ["a text", "http://127.0.0.1:8377"],
    ["a misspelt option", { baseURL: "http://127.0.0.1:8377" }],
    ["a host without a scheme", { baseUrl: "127.0.0.1:8377" }],
    ["a name without a scheme", { baseUrl: "localhost:8377" }],
    ["a file", { baseUrl: "file:///etc/passwd" }],
    ["a socket", { baseUrl: "ws://127.0.0.1:8377" }],
    ["a relative URL", { baseUrl: "/d/secret-secret" }],
    ["no URL", { baseUrl: "" }],
    ["a user", { baseUrl: "http://secret-secret@127.0.0.1" }],
    ["a password", { baseUrl: "http://u:secret-secret@127.0.0.1" }],
    ["a query", { baseUrl: "http://127.0.0.1/?token=secret-secret" }],
    ["a fragment", { baseUrl: "http://127.0.0.1/#secret-secret" }],
    ["an empty token", { authToken: "" }],
    ["a token with a line break", { authToken: "secret-secret\n" }],
    ["a token with a return", { authToken: "secret-secret\r\nx: y" }],
    ["a token with a NUL", { authToken: "secret-secret\0" }],
    ["a token beyond Latin-1", { authToken: "secret-secret😀" }],
    ["a token with a blank at its end", { authToken: "secret-secret " }],
    ["a token that is a number", { authToken: 5 }],
    ["a header with a line break", { headers: { "x-a": "secret-secret\r\nx-b: 1" } }],
    ["a header that is a number", { headers: { "x-a": 5 } }],
    ["a header without a name", { headers: { "": "secret-secret" } }],
    ["a header with a blank in its name", { headers: { "x a": "secret-secret" } }],
    ["a header in place of the token", { headers: { Authorization: "Bearer secret-secret" } }],
    ["headers that are a text", { headers: "x-a: secret-secret" }],
    ["no time", { timeout: 0 }],
    ["a time before now", { timeout: -1 }],
    ["a time that is not a number", { timeout: Number.NaN }],
    ["a time that no timer can have", { timeout: 2 ** 31 }],
    ["a time that is a text", { timeout: "10" }],
    ["a fetch that is an object", { fetch: {} }],
    ["an unknown validation", { validation: "lax" }],
    ["a limit of nothing", { maxResponseBytes: 0 }],
    ["a limit that is a fraction", { maxResponseBytes: 1.5 }],
    ["an observer that is not a function", { onRequest: true }],
    ["a logger without methods", { logger: {} }],
  ];

  it.each(refused)("%s is refused, without being quoted", (_, options) => {
    let error: unknown;
    try {
      new RepowireClient(options as RepowireClientOptions);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(TypeError);
    expect(String(error)).not.toContain("secret-secret");
    expect(String((error as Error).cause)).toBe("undefined");
  });

  const wrongCalls: readonly (readonly [name: string, options: unknown])[] = [
    ["a misspelt option", { time: 5 }],
    ["a signal that is a plain object", { signal: { aborted: false } }],
    ["a time that no timer can have", { timeout: 2 ** 31 }],
    ["a header with a line break", { headers: { "x-a": "1\n" } }],
    ["an unknown validation", { validation: true }],
    ["a text", "5"],
    ["null", null],
  ];

  it.each(wrongCalls)("%s of a call rejects it, and nothing is sent", async (_, options) => {
    const fetch = () => expect.unreachable();
    const client = new RepowireClient({ fetch });
    await expect(client.health(options as never)).rejects.toThrow(TypeError);
    await expect(client.health(options as never)).rejects.toThrow(/^health: /);
  });

  const cycle: Record<string, unknown> = {};
  cycle["self"] = cycle;
  let deep: unknown = {};
  for (let depth = 0; depth < 20_000; depth++) deep = { deep };

  it.each([
    ["a cycle", cycle],
    ["a bigint", { large: 1n }],
    ["depth", { deep }],
  ])("%s in what is to be sent rejects the call", async (_, metadata) => {
    const client = new RepowireClient({ fetch: () => expect.unreachable() });
    const call = client.registerPeer({ name: "docs", metadata });
    await expect(call).rejects.toThrow(TypeError);
    await expect(call).rejects.toThrow("registerPeer: ");
  });
});

describe("with a polluted Object.prototype", () => {
  const polluted: Record<string, unknown> = {
    body: "evil",
    headers: { "x-evil": "1", authorization: "Bearer evil" },
    hooks: { beforeRequest: [() => new Response("evil")] },
    beforeRequest: [() => new Response("evil")],
    afterResponse: [() => new Response("evil")],
    json: { evil: true },
    searchParams: { evil: "1" },
    prefix: "http://127.0.0.1:9/",
    baseUrl: "http://127.0.0.1:9/",
    fetch: () => Promise.reject(new Error("evil")),
    method: "DELETE",
    redirect: "follow",
    retry: 5,
    timeout: 1,
    totalTimeout: 1,
    signal: AbortSignal.abort(),
    authToken: "evil",
    validation: "off",
    onRequest: () => expect.unreachable(),
    parseJson: () => "evil",
    credentials: "include",
    circle: "evil",
    name: "evil",
    query: { evil: "1" },
    keepalive: true,
    cache: "only-if-cached",
    mode: "navigate",
    duplex: "full",
  };

  afterEach(() => {
    for (const key of Object.keys(polluted))
      delete (Object.prototype as Record<string, unknown>)[key];
  });

  it.each(Object.keys(polluted))("%s changes nothing", async (key) => {
    const seen: Request[] = [];
    const fetch = answering(async (request: Request) => {
      seen.push(request.clone());
      return new Response('{"correlation_id":"ask-1a2b3c4d"}');
    });
    const client = new RepowireClient({ fetch, authToken: token });
    const expected = await requestsOf();
    (Object.prototype as Record<string, unknown>)[key] = polluted[key];
    const options = Object.assign(Object.create(null) as RepowireClientOptions, {
      fetch,
      authToken: token,
    });
    const made = new RepowireClient(options);
    const actual = await requestsOf();
    await calls.POST(made, {});
    delete (Object.prototype as Record<string, unknown>)[key];
    expect(actual).toEqual(expected);

    async function requestsOf() {
      seen.length = 0;
      await calls.POST(client, {});
      await client.getPeer("docs-codex", {}, { validation: "off" });
      return Promise.all(
        seen.map(async (request) => ({
          method: request.method,
          url: request.url,
          redirect: request.redirect,
          credentials: request.credentials,
          headers: [...request.headers],
          body: await request.text(),
        })),
      );
    }
  });

  // Not "body" and "signal": by these the platform's own fetch is brought to nothing.
  it.each(["headers", "method", "redirect"])("%s does not reach the socket", async (key) => {
    const daemon = await RawDaemon.start((socket) => {
      socket.end(answerOf("200 OK", '{"correlation_id":"ask-1a2b3c4d"}'));
    });
    const client = new RepowireClient({ baseUrl: daemon.url, authToken: token });
    (Object.prototype as Record<string, unknown>)[key] = polluted[key];
    const outcome = await calls.POST(client, {}).catch((error: unknown) => error);
    delete (Object.prototype as Record<string, unknown>)[key];
    const [request = ""] = daemon.requests;
    await daemon.close();
    expect(outcome).toEqual({ correlation_id: "ask-1a2b3c4d" });
    expect(request).toMatch(/^POST \/ask HTTP/);
    expect(request).toContain(`authorization: Bearer ${token}`);
    expect(request).not.toContain("evil");
  });
});
