import { describe, expect, test } from "vitest";

import { FakeDaemon } from "../index.ts";

describe("an abort after the headers", () => {
  test.each([
    ["health", "/health"],
    ["eventStream", "/events/stream"],
  ] as const)("loses a body that nobody has read: of %s", async (_name, path) => {
    const daemon = new FakeDaemon();
    const controller = new AbortController();
    const reason = new Error("changed my mind");
    const answer = await daemon.fetch(daemon.url + path, { signal: controller.signal });
    controller.abort(reason);
    await expect(answer.text()).rejects.toBe(reason);
    daemon.verify();
  });

  test("is an AbortError without a reason, also for whoever reads in pieces", async () => {
    const daemon = new FakeDaemon();
    const controller = new AbortController();
    const answer = await daemon.fetch(`${daemon.url}/health`, { signal: controller.signal });
    const reader = answer.body!.getReader();
    controller.abort();
    await expect(reader.read()).rejects.toMatchObject({ name: "AbortError" });
  });
});

describe("a signal", () => {
  test.each([
    ["only", {}],
    ["with other options", { headers: { "x-test": "1" } }],
  ])("is taken away from a request by null, %s", async (_what, options) => {
    const daemon = new FakeDaemon();
    const request = new Request(`${daemon.url}/health`, { signal: AbortSignal.abort() });
    const answer = await daemon.fetch(request, { signal: null, ...options });
    expect(answer.status).toBe(200);
    await expect(daemon.fetch(request, { ...options })).rejects.toThrow();
  });
});

describe("a response", () => {
  test("and its clone say where they are from, without the fragment", async () => {
    const daemon = new FakeDaemon();
    daemon.fault("listPeers", { status: 302, headers: { location: "/health" } });
    const answer = await daemon.fetch(`${daemon.url}/peers`);
    const copy = answer.clone();
    for (const one of [answer, copy]) {
      expect(one).toMatchObject({ url: `${daemon.url}/health`, redirected: true, status: 200 });
      expect(one).toBeInstanceOf(Response);
      expect(await one.json()).toMatchObject({ status: "ok" });
    }
    expect(Object.fromEntries(copy.headers)).toEqual(Object.fromEntries(answer.headers));
    expect((await daemon.fetch(`${daemon.url}/health#x`)).url).toBe(`${daemon.url}/health`);
  });

  test("can be read into a buffer of the reader's, as one of the platform can", async () => {
    const daemon = new FakeDaemon();
    daemon.fault("health", { status: 200, body: "twelve bytes" });
    const { body } = await daemon.fetch(`${daemon.url}/health`);
    const reader = body!.getReader({ mode: "byob" });
    const texts: string[] = [];
    for (;;) {
      const { done, value } = await reader.read(new Uint8Array(7));
      if (done) break;
      texts.push(new TextDecoder().decode(value));
    }
    expect(texts).toEqual(["twelve ", "bytes"]);
  });
});

describe("a redirect", () => {
  const authorization = { authorization: "Bearer secret" };

  test.each([
    ["a POST", 301, "GET"],
    ["a POST", 302, "GET"],
    ["a POST", 303, "GET"],
    ["a POST", 307, "POST"],
    ["a HEAD", 303, "HEAD"],
    ["a PUT", 303, "GET"],
    ["a PUT", 301, "PUT"],
  ])("of %s by %i goes on as a %s", async (what, status, then) => {
    const daemon = new FakeDaemon({ strict: false });
    const method = what.slice(2);
    const body = method === "HEAD" ? null : "{}";
    daemon.fault("*", { status, headers: { location: "/health" } });
    const headers = { "content-type": "application/json" };
    await daemon.fetch(`${daemon.url}/ask`, { method, headers, body });
    expect(daemon.requests.at(-1)).toMatchObject({
      method: then,
      path: "/health",
      rawBody: then === method ? (body ?? "") : "",
    });
  });

  test.each(["http://elsewhere.example/health", "https://fake-daemon.invalid/", "http://["])(
    "to %s reaches nobody, and takes no token there",
    async (location) => {
      const daemon = new FakeDaemon();
      daemon.fault("listPeers", { status: 307, headers: { location } });
      const call = daemon.fetch(`${daemon.url}/peers`, { headers: authorization });
      await expect(call).rejects.toThrow(new TypeError("fetch failed"));
      expect(daemon.requests).toHaveLength(1);
    },
  );

  test("to the same origin keeps its token", async () => {
    const daemon = new FakeDaemon({ authToken: "secret" });
    daemon.fault("listPeers", { status: 307, headers: { location: "/peers?x=1" } });
    const answer = await daemon.fetch(`${daemon.url}/peers`, { headers: authorization });
    expect(answer).toMatchObject({ status: 200, redirected: true });
  });

  test("to somewhere else says so", async () => {
    const daemon = new FakeDaemon();
    daemon.fault("health", { status: 307, headers: { Location: "http://elsewhere.example/" } });
    const error: unknown = await daemon.fetch(`${daemon.url}/health`).catch((thrown) => thrown);
    expect(error).toMatchObject({
      cause: { code: "ECONNREFUSED", message: expect.stringContaining("elsewhere.example") },
    });
  });
});
