import {
  DaemonResponseError,
  type DriftEvent,
  RepowireClient,
  type RepowireClientOptions,
  type RequestEvent,
  type ResponseEvent,
} from "@repowire/client";
import { findDaemon } from "@repowire/client/node";
import { afterEach, describe, expect, it, vi } from "vitest";
import { answering } from "../test/answering.ts";

const health = { status: "ok", version: "0.14.17" };
const unknown = { status: 1, more: [2] };

/** A client of a daemon that always gives the same answer. */
function clientOf(answer: unknown, options: RepowireClientOptions = {}) {
  const requests: Request[] = [];
  const client = new RepowireClient({
    fetch: answering(async (request) => {
      requests.push(request);
      return Response.json(answer);
    }),
    ...options,
  });
  return { client, requests };
}

describe("validation", () => {
  it("rejects an answer of another shape, and says what is wrong without a value of it", async () => {
    const call = clientOf(unknown).client.health();
    await expect(call).rejects.toThrow(DaemonResponseError);
    await expect(call).rejects.toMatchObject({
      issues: ["status must be a string"],
      body: unknown,
      delivery: "unknown",
    });
  });

  it.each(["warn", "off"] as const)("%s gives the answer as it is", async (validation) => {
    const { client } = clientOf(unknown, { validation });
    expect(await client.health()).toEqual(unknown);
  });

  it("is set for a call in place of the client's own", async () => {
    const { client } = clientOf(unknown);
    expect(await client.health({ validation: "off" })).toEqual(unknown);
    await expect(client.health({ validation: "strict" })).rejects.toThrow(DaemonResponseError);
  });

  it.each(["strict", "warn"] as const)("%s tells of drift", async (validation) => {
    const drifts: DriftEvent[] = [];
    const warnings: string[] = [];
    const { client } = clientOf(unknown, {
      validation,
      onDrift: (event) => void drifts.push(event),
      logger: { debug: () => undefined, warn: (line) => void warnings.push(line) },
    });
    await client.health().catch(() => undefined);
    expect(drifts).toEqual([
      {
        name: "health",
        method: "GET",
        path: "/health",
        status: 200,
        issues: ["status must be a string"],
      },
    ]);
    expect(warnings).toEqual(["health: GET /health: unknown answer: status must be a string"]);
  });
});

describe("observers", () => {
  it("are told of each call, before and after", async () => {
    const events: (RequestEvent | ResponseEvent)[] = [];
    const { client } = clientOf(health, {
      onRequest: (event) => void events.push(event),
      onResponse: (event) => void events.push(event),
    });
    await client.listPeers({ circle: "docs" }).catch(() => undefined);
    await client.health();
    expect(events).toMatchObject([
      { name: "listPeers", method: "GET", path: "/peers?circle=docs" },
      { name: "listPeers", status: 200, error: expect.any(DaemonResponseError) },
      { name: "health", method: "GET", path: "/health" },
      { name: "health", status: 200, error: undefined, duration: expect.any(Number) },
    ]);
  });

  it.each([
    [
      "throws",
      () => {
        throw new Error("observer");
      },
    ],
    ["rejects", (): unknown => Promise.reject(new Error("observer"))],
  ])("change nothing when one %s", async (_, onRequest) => {
    const warned = Promise.withResolvers<string>();
    const { client } = clientOf(health, {
      onRequest: onRequest as () => void,
      logger: { debug: () => undefined, warn: (line) => warned.resolve(line) },
    });
    expect(await client.health()).toEqual(health);
    expect(await warned.promise).toBe("onRequest threw Error; the client goes on without it");
  });
});

it("writes nothing anywhere by itself", async () => {
  const streams = [process.stdout, process.stderr].map((stream) => vi.spyOn(stream, "write"));
  const { client } = clientOf(unknown, { validation: "warn" });
  await client.health();
  const written = streams.map(({ mock }) => mock.calls.length);
  vi.restoreAllMocks();
  expect(written).toEqual([0, 0]);
});

it("gives a logger one line a call", async () => {
  const lines: string[] = [];
  const { client } = clientOf(health, {
    authToken: "secret-secret",
    logger: { debug: (line) => void lines.push(line), warn: () => undefined },
  });
  await client.health();
  expect(lines).toEqual([expect.stringMatching(/^health: GET \/health: 200 in \d+\.\d ms$/)]);
});

describe("headers", () => {
  it("are the client's, then the call's, then the protocol's", async () => {
    const { client, requests } = clientOf(
      { ok: true },
      {
        headers: { "x-a": "client", "X-B": "client" },
        authToken: "undefined",
      },
    );
    await client.ack("ask-1", {}, { headers: new Headers({ "x-b": "call", accept: "text/html" }) });
    expect(Object.fromEntries(requests[0]?.headers ?? [])).toEqual({
      accept: "application/json",
      authorization: "Bearer undefined",
      "content-type": "application/json",
      "x-a": "client",
      "x-b": "call",
    });
  });

  it("carry the token that a function gives, for each call anew", async () => {
    const tokens = ["first", undefined, "third"];
    const { client, requests } = clientOf(health, { authToken: async () => tokens.shift() });
    for (let call = 0; call < 3; call++) await client.health();
    expect(requests.map(({ headers }) => headers.get("authorization"))).toEqual([
      "Bearer first",
      null,
      "Bearer third",
    ]);
  });
});

describe("a derived client", () => {
  it("differs in what is said, and shares the rest", async () => {
    const { client, requests } = clientOf(health, { authToken: "one", headers: { "x-a": "1" } });
    await client.with({ authToken: "two" }).health();
    await client.with({ headers: {} }).health();
    expect(
      requests.map(({ headers }) => [headers.get("authorization"), headers.get("x-a")]),
    ).toEqual([
      ["Bearer two", "1"],
      ["Bearer one", null],
    ]);
  });

  it("ends with the client that it is from", async () => {
    const { client } = clientOf(health);
    const derived = client.with({ timeout: 5 });
    await client.close();
    await expect(derived.health()).rejects.toThrow("the client was closed");
  });

  it("ends alone", async () => {
    const { client } = clientOf(health);
    await client.with({ timeout: 5 }).close();
    expect(await client.health()).toEqual(health);
  });
});

describe("the environment", () => {
  afterEach(() => vi.unstubAllEnvs());

  it("is asked by fromEnv alone", async () => {
    vi.stubEnv("REPOWIRE_DAEMON_URL", "http://127.0.0.1:9999/base");
    vi.stubEnv("REPOWIRE_AUTH_TOKEN", "from-env");
    const { requests, client } = clientOf(health);
    const fetch = answering(async (request: Request) => {
      requests.push(request);
      return Response.json(health);
    });
    await client.health();
    await RepowireClient.fromEnv({ fetch }).health();
    expect(requests.map(({ url, headers }) => [url, headers.get("authorization")])).toEqual([
      ["http://127.0.0.1:8377/health", null],
      ["http://127.0.0.1:9999/base/health", "Bearer from-env"],
    ]);
  });

  it.each([
    [{ REPOWIRE_DAEMON__HOST: "10.0.0.7", REPOWIRE_DAEMON_HOST: "other" }, "http://10.0.0.7:8377"],
    [{ REPOWIRE_DAEMON_HOST: "0.0.0.0", REPOWIRE_DAEMON_PORT: "9000" }, "http://127.0.0.1:9000"],
    [{ REPOWIRE_DAEMON_URL: "http://a", REPOWIRE_DAEMON__PORT: "9000" }, "http://a"],
  ])("has the daemon's own variables, in their order: %j", async (variables, baseUrl) => {
    for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
    const requests: Request[] = [];
    const fetch = answering(async (request: Request) => {
      requests.push(request);
      return Response.json(health);
    });
    await RepowireClient.fromEnv({ fetch }).health();
    expect(requests[0]?.url).toBe(`${baseUrl}/health`);
  });

  it("with a port that is no port is refused, and the variable is named", () => {
    vi.stubEnv("REPOWIRE_DAEMON_PORT", "none");
    expect(() => RepowireClient.fromEnv()).toThrow(/^REPOWIRE_DAEMON_PORT: the port must be/);
  });

  it.each([
    ["REPOWIRE_DAEMON_URL", "nowhere", "must be an absolute URL"],
    ["REPOWIRE_DAEMON_URL", "http://u:p@a", "must have no user or password"],
    ["REPOWIRE_AUTH_TOKEN", "a\nb", "must be Latin-1"],
  ])("as %s, %j is refused, and the variable is named", async (name, value, says) => {
    vi.stubEnv(name, value);
    expect(() => RepowireClient.fromEnv()).toThrow(new RegExp(`^${name} ${says}`));
    await expect(findDaemon({ home: "/nowhere" })).rejects.toThrow(`${name} ${says}`);
  });

  it("counts as not set when it is empty", async () => {
    vi.stubEnv("REPOWIRE_DAEMON_URL", "");
    vi.stubEnv("REPOWIRE_AUTH_TOKEN", "");
    const requests: Request[] = [];
    const fetch = answering(async (request: Request) => {
      requests.push(request);
      return Response.json(health);
    });
    await RepowireClient.fromEnv({ fetch }).health();
    expect(requests[0]?.url).toBe("http://127.0.0.1:8377/health");
  });
});

describe("the time of a call", () => {
  const timeouts = [
    ["the client's", {}, (client: RepowireClient) => client.health(), 30_000],
    [
      "what the client was told",
      { timeout: 5_000 },
      (client: RepowireClient) => client.health(),
      5_000,
    ],
    ["what the call was told", {}, (client: RepowireClient) => client.health({ timeout: 70 }), 70],
    [
      "with the receipt for which the daemon waits",
      {},
      (client: RepowireClient) => client.ask({ from_peer: "a", to_peer: "b", text: "?" }),
      30_750,
    ],
    [
      "with a receipt for each peer",
      {},
      (client: RepowireClient) =>
        client.askMany({ from_peer: "a", to_peers: ["b", "c"], text: "?" }),
      31_500,
    ],
    [
      "with the time that the parameters name",
      {},
      (client: RepowireClient) =>
        client.query({ from_peer: "a", to_peer: "b", text: "?", timeout: 9 }),
      39_000,
    ],
    [
      "with no more than the daemon ever waits",
      {},
      (client: RepowireClient) => client.waitOnAsk("ask-1", { peer_id: "a" }),
      75_000,
    ],
    [
      "no longer than a timer can be",
      {},
      (client: RepowireClient) =>
        client.query({ from_peer: "a", to_peer: "b", text: "?", timeout: 1e9 }),
      2_147_483_647,
    ],
    [
      "no longer than a timer can be, with what the client was told",
      { timeout: 2_147_483_647 },
      (client: RepowireClient) => client.waitOnAsk("ask-1", { peer_id: "a" }),
      2_147_483_647,
    ],
    [
      "without what the parameters name, where the call was told",
      {},
      (client: RepowireClient) => client.waitOnAsk("ask-1", { peer_id: "a" }, { timeout: 80 }),
      80,
    ],
  ] as const;

  afterEach(() => vi.useRealTimers());

  it.each(timeouts)("is %s", async (_, options, call, timeout) => {
    vi.useFakeTimers();
    const client = new RepowireClient({ fetch: () => new Promise(() => undefined), ...options });
    const outcome = call(client).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(timeout - 1);
    expect(vi.getTimerCount()).toBe(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(await outcome).toMatchObject({ name: "DaemonTimeoutError", timeout });
  });

  it("has no end where it is told so", async () => {
    vi.useFakeTimers();
    const client = new RepowireClient({
      fetch: () => new Promise(() => undefined),
      timeout: Infinity,
    });
    const call = client.health();
    expect(vi.getTimerCount()).toBe(0);
    await client.close();
    await expect(call).rejects.toThrow("closed");
  });
});
