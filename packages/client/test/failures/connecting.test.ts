import { once } from "node:events";
import { createServer as createHttpServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createServer as createTlsServer } from "node:tls";

import { DaemonConnectionError, RepowireClient } from "@repowire/client";
import { describe, expect, it } from "vitest";

import { calls, factsOf, outcomeOf, relayPath, token } from "./outcome.ts";
import { RawDaemon } from "./raw-daemon.ts";
import { cert, key } from "./self-signed.ts";

const methods = Object.entries(calls);
const notSent = { name: "DaemonConnectionError", delivery: "not_sent" };

/** A port that nobody listens on. */
async function freePort(): Promise<number> {
  const daemon = await RawDaemon.start(() => undefined);
  await daemon.close();
  return Number(new URL(daemon.url).port);
}

describe.each(methods)("a %s that reaches nobody", (_, call) => {
  it.each(["127.0.0.1", "localhost", "[::1]"])("at %s", async (host) => {
    const origin = `http://${host}:${await freePort()}`;
    const { error } = await outcomeOf(call, { baseUrl: origin + relayPath });
    expect(factsOf(error)).toEqual(notSent);
    expect(String(error)).toContain(origin);
    expect(String(error)).toMatch(
      host === "[::1]" ? /was not reached|repowire serve/ : /repowire serve/,
    );
  });

  it("makes one attempt", async () => {
    let attempts = 0;
    const { error } = await outcomeOf(call, {
      fetch: async () => {
        attempts++;
        throw new TypeError("fetch failed", {
          cause: Object.assign(new Error("connect"), { code: "ECONNREFUSED" }),
        });
      },
    });
    expect(factsOf(error)).toEqual(notSent);
    expect(attempts).toBe(1);
  });

  it("of which the certificate is not trusted", async () => {
    const server = createTlsServer({ key, cert });
    let bytes = 0;
    server.on("secureConnection", (socket) => socket.on("data", (data) => (bytes += data.length)));
    server.on("tlsClientError", () => undefined);
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const { error } = await outcomeOf(call, { baseUrl: `https://127.0.0.1:${port}${relayPath}` });
    server.close();
    expect(factsOf(error)).toEqual(notSent);
    expect(bytes).toBe(0);
  });

  it("that speaks no TLS", async () => {
    const server = createHttpServer();
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const { error } = await outcomeOf(call, { baseUrl: `https://127.0.0.1:${port}` });
    server.close();
    expect(factsOf(error)).toEqual(notSent);
  });
});

describe("what a fetch of the caller's own throws", () => {
  const getter = Object.defineProperty({}, "message", {
    get() {
      throw new Error("hostile");
    },
  });
  const cycle = new Error("cycle");
  cycle.cause = cycle;
  const codes: readonly (readonly [name: string, thrown: unknown, delivery: string])[] = [
    ["a text", "no", "unknown"],
    ["undefined", undefined, "unknown"],
    ["a symbol", Symbol("no"), "unknown"],
    ["an object without a prototype", Object.create(null), "unknown"],
    ["an object that cannot be read", getter, "unknown"],
    ["an error that is its own cause", cycle, "unknown"],
    ["an abort that nobody asked for", new DOMException("aborted", "AbortError"), "unknown"],
    ["a timeout that is not ours", new DOMException("late", "TimeoutError"), "unknown"],
    ["an error that holds the token", new Error(`Bearer ${token}`), "unknown"],
    ["a broken pipe", Object.assign(new Error("pipe"), { code: "EPIPE" }), "unknown"],
    ["an unknown name", Object.assign(new Error("dns"), { code: "ENOTFOUND" }), "not_sent"],
    [
      "several refusals",
      new AggregateError(
        ["::1", "127.0.0.1"].map((at) => Object.assign(new Error(at), { code: "ECONNREFUSED" })),
      ),
      "not_sent",
    ],
    [
      "a refusal and a reset",
      new AggregateError(
        ["ECONNREFUSED", "ECONNRESET"].map((code) => Object.assign(new Error(code), { code })),
      ),
      "unknown",
    ],
  ];

  it.each(codes)("%s", async (_, thrown, delivery) => {
    const { error } = await outcomeOf(calls.POST, {
      fetch: async () => {
        throw thrown;
      },
    });
    expect(factsOf(error)).toEqual({ name: "DaemonConnectionError", delivery });
  });

  it("before it gives a promise", async () => {
    const { error } = await outcomeOf(calls.GET, {
      fetch: () => {
        throw new Error("at once");
      },
    });
    expect(factsOf(error)).toEqual({ name: "DaemonConnectionError", delivery: "unknown" });
    expect(error).toHaveProperty("cause", { name: "Error", message: "at once" });
  });

  it.each([undefined, null, {}, "ok", new Error("no")])(
    "a wrong value is the mistake of the fetch: %s",
    async (value) => {
      const { error } = await outcomeOf(calls.GET, {
        fetch: async () => value as unknown as Response,
      });
      expect(error).toEqual(
        new TypeError("the fetch function of the client must resolve to a Response"),
      );
    },
  );

  it.each<[name: string, says: string, response: () => object]>([
    [
      "a body that somebody else reads",
      "the body was already read",
      () => {
        const response = Response.json({});
        response.body?.getReader();
        return response;
      },
    ],
    [
      "a body that is not made of bytes",
      "the body is not made of bytes",
      () => new Response(new ReadableStream({ start: (body) => body.enqueue("{}") })),
    ],
    [
      "a body that is no stream",
      "the body is not a stream of bytes",
      () => ({ status: 200, headers: new Headers(), body: "{}" }),
    ],
  ])("%s is no broken connection", async (_, says, response) => {
    const { error } = await outcomeOf(calls.GET, { fetch: async () => response() as Response });
    expect(factsOf(error)).toEqual({
      name: "DaemonResponseError",
      delivery: "unknown",
      status: 200,
    });
    expect(error).toHaveProperty("issues", [says]);
  });
});

it("ends an answer that comes when nobody waits for it any more", async () => {
  const cancelled = Promise.withResolvers<void>();
  const answer = Promise.withResolvers<Response>();
  const client = new RepowireClient({ fetch: () => answer.promise, timeout: 5 });
  await expect(client.health()).rejects.toThrow("within 5 ms");
  answer.resolve(new Response(new ReadableStream({ cancel: () => cancelled.resolve() })));
  await cancelled.promise;
});

it("ends what is under way when it is closed", async () => {
  const daemon = await RawDaemon.start(() => void client.close());
  const client = new RepowireClient({ baseUrl: daemon.url });
  const call = client.health();
  await expect(call).rejects.toThrow(DaemonConnectionError);
  await expect(call).rejects.toMatchObject({ delivery: "unknown" });
  await daemon.close();
});

it("hands a redirect's target nothing", async () => {
  const target = await RawDaemon.start((socket) => void socket.end());
  for (const status of [301, 302, 303, 307, 308]) {
    const daemon = await RawDaemon.start((socket) => {
      socket.end(
        `HTTP/1.1 ${status} Elsewhere\r\nlocation: ${target.url}/\r\ncontent-length: 0\r\n\r\n`,
      );
    });
    for (const call of Object.values(calls)) {
      const { error } = await outcomeOf(call, { baseUrl: daemon.url });
      expect(String(error)).toMatch(`${status} from ${daemon.url}`);
    }
    await daemon.close();
  }
  expect(target.requests).toEqual([]);
  await target.close();
});
