import {
  ClientClosedError,
  DaemonConnectionError,
  DaemonHTTPError,
  DaemonResponseError,
  RepowireClient,
} from "@repowire/client";
import { createCore, endpoints } from "@repowire/client/core";
import { downloadFile, uploadFile } from "@repowire/client/node";
import { describe, expect, it } from "vitest";
import { answering } from "../test/answering.ts";

const health = { status: "ok", version: "0.14.17", relay_mode: false };

/** A daemon that gives one answer to every request, and records the requests. */
function daemonOf(answer: unknown, status = 200) {
  const seen: { method: string; url: string; headers: Headers; body: unknown }[] = [];
  const fetch = answering(async (request: Request) => {
    const text = await request.text();
    const body = text === "" ? undefined : (JSON.parse(text) as unknown);
    seen.push({ method: request.method, url: request.url, headers: request.headers, body });
    return Response.json(answer, { status });
  });
  return { fetch, seen };
}

describe("what a call sends", () => {
  it.each([
    ["a read", (client: RepowireClient) => client.health(), "GET /health", undefined],
    [
      "a query",
      (client: RepowireClient) => client.listPeers({ circle: "a b", path: "/x&y" }),
      "GET /peers?circle=a%20b&path=%2Fx%26y",
      undefined,
    ],
    [
      "a path parameter",
      (client: RepowireClient) => client.getPeer("a/b?c#d%", { circle: "docs" }),
      "GET /peers/a%2Fb%3Fc%23d%25?circle=docs",
      undefined,
    ],
    [
      "a body",
      (client: RepowireClient) => client.ack("ask-1", { from_peer: "b", message: "8377" }),
      "POST /ack",
      { from_peer: "b", message: "8377", correlation_id: "ask-1" },
    ],
  ])("%s", async (_, call, line, body) => {
    const { fetch, seen } = daemonOf({ ...health, ok: true, peers: [] });
    const client = new RepowireClient({ fetch, authToken: "t0ken", validation: "off" });
    await call(client);
    const [request] = seen;
    expect(seen).toHaveLength(1);
    expect(request && `${request.method} ${request.url}`).toBe(
      line.replace(" ", " http://127.0.0.1:8377"),
    );
    expect(request?.body).toEqual(body);
    expect(request?.headers.get("authorization")).toBe("Bearer t0ken");
  });
});

describe("what a call gives", () => {
  it("is what the daemon said", async () => {
    const { fetch } = daemonOf({ ...health, unknown: [1] });
    const client = new RepowireClient({ fetch });
    expect(await client.health()).toEqual({ ...health, unknown: [1] });
  });

  it("comes with its status and headers where asked", async () => {
    const { fetch, seen } = daemonOf(health);
    const call = new RepowireClient({ fetch }).health();
    const { data, status, headers } = await call.withResponse();
    expect([data, status, headers.get("content-type")]).toEqual([health, 200, "application/json"]);
    expect(await call).toBe(data);
    expect(seen).toHaveLength(1);
  });

  it("is an error for a refusal, in the daemon's own words", async () => {
    const { fetch } = daemonOf({ detail: "Unknown peer: nobody" }, 404);
    const call = new RepowireClient({ fetch }).ask({
      from_peer: "a",
      to_peer: "nobody",
      text: "?",
    });
    await expect(call).rejects.toThrow(DaemonHTTPError);
    await expect(call).rejects.toMatchObject({
      status: 404,
      detail: "Unknown peer: nobody",
      delivery: "rejected",
    });
  });
});

it("sends nothing for wrong arguments", async () => {
  const { fetch, seen } = daemonOf(health);
  const client = new RepowireClient({ fetch });
  await expect(client.ask({ from_peer: "a", to_peer: "", text: "?" })).rejects.toThrow(
    new TypeError("ask: to_peer must be a peer id or display name, not an empty string"),
  );
  await expect(client.getPeer("..")).rejects.toThrow(TypeError);
  for (const timeout of [0, -1]) {
    const query = client.query({ from_peer: "a", to_peer: "b", text: "?", timeout });
    await expect(query).rejects.toThrow("query: timeout must be more than 0");
  }
  expect(seen).toEqual([]);
});

it("fails at once after close", async () => {
  const { fetch, seen } = daemonOf(health);
  const client = new RepowireClient({ fetch });
  await client.close();
  await client.close();
  const call = client.health();
  await expect(call).rejects.toThrow(DaemonConnectionError);
  await expect(call).rejects.toMatchObject({ delivery: "not_sent" });
  expect(seen).toEqual([]);
});

describe("a method that the daemon in use does not have", () => {
  const missing = [
    [404, (client: RepowireClient) => client.waitOnAsk("ask-1", { peer_id: "a" }), /0\.17\.0/],
    [405, (client: RepowireClient) => client.waitOnAsk("ask-1", { peer_id: "a" }), /0\.17\.0/],
    [
      404,
      (client: RepowireClient) => client.decline("ask-1", { reason: "no" }),
      /only the daemon in Go/i,
    ],
    [405, (client: RepowireClient) => client.setCircle("a", { circle: "b" }), /up to 0\.17\.0/],
    [
      404,
      (client: RepowireClient) => client.health(),
      /Check that baseUrl points to a Repowire daemon/,
    ],
  ] as const;

  it.each(missing)(
    "answers %i, and the error says which daemon has it",
    async (status, call, says) => {
      const { fetch } = daemonOf(
        { detail: status === 404 ? "Not Found" : "Method Not Allowed" },
        status,
      );
      const outcome = call(new RepowireClient({ fetch }));
      await expect(outcome).rejects.toThrow(DaemonHTTPError);
      await expect(outcome).rejects.toThrow(says);
    },
  );

  it("is known by the words of Go's router too", async () => {
    const fetch = async () => new Response("404 page not found\n", { status: 404 });
    const outcome = new RepowireClient({ fetch }).setCircle("a", { circle: "b" });
    await expect(outcome).rejects.toThrow(/up to 0\.17\.0/);
  });

  it("is not what a name with a slash looks like", async () => {
    const { fetch } = daemonOf({ detail: "Not Found" }, 404);
    const outcome = new RepowireClient({ fetch }).getPeer("docs/codex");
    await expect(outcome).rejects.toThrow(/a name with a slash; use the id/);
  });

  it("is not what a thing that is not found looks like", async () => {
    const { fetch } = daemonOf({ detail: "No ask with correlation_id: ask-1" }, 404);
    const outcome = new RepowireClient({ fetch }).waitOnAsk("ask-1", { peer_id: "a" });
    await expect(outcome).rejects.toThrow(/No ask with correlation_id: ask-1$/);
  });
});

it("does not take an empty answer for a yes: no daemon sends one", async () => {
  for (const status of [200, 204]) {
    const fetch = async () => new Response(null, { status });
    const client = new RepowireClient({ fetch });
    await expect(client.ack("ask-1")).rejects.toThrow("the body is empty");
    await expect(client.health()).rejects.toThrow("the body is empty");
    expect(await client.request({ method: "POST", path: "/x", json: {} })).toBeUndefined();
  }
});

it("names a wrong token, and where it is from", async () => {
  const { fetch } = daemonOf({ detail: "Invalid auth token" }, 401);
  const call = new RepowireClient({ fetch, authToken: "wrong" }).listPeers();
  await expect(call).rejects.toThrow("Check authToken (REPOWIRE_AUTH_TOKEN for fromEnv)");
});

it.each([
  ["120", 120_000],
  ["1.5", 1_500],
  ["-5", undefined],
  ["Wed, 21 Oct 2015 07:28:00 GMT", 0],
  ["soon", undefined],
])("reads Retry-After: %s", async (header, retryAfter) => {
  const headers = { "retry-after": header };
  const fetch = async () => new Response("", { status: 503, headers });
  await expect(new RepowireClient({ fetch }).health()).rejects.toMatchObject({ retryAfter });
});

it("makes a request by the name of its endpoint, with the whole answer", async () => {
  const { fetch, seen } = daemonOf({ peers: [] });
  const client = new RepowireClient({ fetch });
  expect(await client.request("listPeers", { circle: "docs" })).toEqual({ peers: [] });
  expect(seen[0]?.url).toBe("http://127.0.0.1:8377/peers?circle=docs");
});

it("keeps the path of a relay, and shows it nowhere", async () => {
  const { fetch, seen } = daemonOf({ detail: "no /d/relay-token-relay-token" }, 502);
  const client = new RepowireClient({
    fetch,
    baseUrl: "https://relay.example/d/relay-token-relay-token/",
  });
  const error: unknown = await client.health().catch((thrown: unknown) => thrown);
  expect(seen[0]?.url).toBe("https://relay.example/d/relay-token-relay-token/health");
  expect(String(error)).toContain("502 from https://relay.example");
  expect(`${String(error)}${JSON.stringify(error)}`).not.toContain("relay-token");
});

describe("an answer of another shape, with validation off", () => {
  const ask = { from_peer: "a", to_peer: "b", text: "Which port?" };
  const many = { from_peer: "a", to_peers: ["b"], text: "Which port?" };
  const calls: Record<string, (client: RepowireClient) => Promise<unknown>> = {
    listPeers: (client) => client.listPeers(),
    pendingAsks: (client) => client.pendingAsks({ peer_id: "x" }),
    pendingDeliveries: (client) => client.pendingDeliveries({ peer_id: "x" }),
    listSchedules: (client) => client.listSchedules(),
    ask: (client) => client.ask(ask),
    askMany: (client) => client.askMany(many),
  };

  it.for([
    ...Object.entries(calls).flatMap(([name, call]) =>
      [null, [], "text"].map((answer) => [name, answer, call] as const),
    ),
    ["ask", {}, calls["ask"]!] as const,
    ["ask", { correlation_id: 7 }, calls["ask"]!] as const,
  ])("is a DaemonResponseError of %s for %j", async ([, answer, call]) => {
    const client = new RepowireClient({
      validation: "off",
      fetch: async () => Response.json(answer),
    });
    const error = await call(client).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(DaemonResponseError);
    expect(String(error)).toContain("the answer lacks what the method returns");
  });
});

it("says that the page of another program is not an answer of a daemon", async () => {
  const client = new RepowireClient({ fetch: async () => new Response("<html>") });
  const error = await client.health().catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(DaemonResponseError);
  expect(String(error)).toMatch(
    /the body is not JSON. Check that baseUrl points to a Repowire daemon/,
  );
});

it("says so too if the page comes with a 404", async () => {
  const client = new RepowireClient({
    fetch: async () => new Response("<html>", { status: 404 }),
  });
  await expect(client.getPeer("a")).rejects.toThrow(
    "getPeer: 404 from http://127.0.0.1:8377. Check that baseUrl points to a Repowire daemon",
  );
});

it.for([[undefined], [null], [5], [new Map([["timeout", 5]])], [{ tiemout: 5 }]])(
  "with(%j) is refused",
  ([options]) => {
    const client = new RepowireClient();
    expect(() => client.with(options as never)).toThrow(/^with: (the options must|there is)/);
    if (options !== undefined)
      expect(() => RepowireClient.fromEnv(options as never)).toThrow(/^fromEnv: /);
  },
);

describe("a message about an option of a call names the method that was called", () => {
  const wrong = { timeout: 0 };
  const wrongSignal = { signal: {} } as never;
  it.for<[name: string, call: (client: RepowireClient) => unknown]>([
    ["request", (client) => client.request("health", {}, wrong)],
    ["request", (client) => client.request({ method: "GET", path: "/reviews" }, wrong)],
    ["call", () => createCore().call(endpoints.health, {}, wrong)],
    ["getPeer", (client) => client.getPeer("a", {}, wrong)],
    ["uploadAttachment", (client) => client.uploadAttachment(new Blob(), { filename: "a" }, wrong)],
    [
      "uploadAttachment",
      (client) => client.uploadAttachment(new Blob(), { filename: "a" }, wrongSignal),
    ],
    ["uploadFile", (client) => uploadFile(client, "/nowhere", {}, wrong)],
    ["uploadFile", (client) => uploadFile(client, "/nowhere", {}, wrongSignal)],
    ["downloadAttachment", (client) => client.downloadAttachment("a", {}, wrong)],
    ["downloadFile", (client) => downloadFile(client, "a", "/nowhere/b", wrong)],
    ["downloadFile", (client) => downloadFile(client, "a", "/nowhere/b", wrongSignal)],
    ["waitForPeer", (client) => client.waitForPeer("a", wrong)],
    ["spawn", (client) => client.spawn({ path: "/a", backend: "codex" }, wrong)],
    ["RepowireClient", () => new RepowireClient(wrong)],
    ["with", (client) => client.with(wrong)],
    ["fromEnv", () => RepowireClient.fromEnv(wrong)],
    ["createCore", () => createCore(wrong)],
  ])("%s", async ([name, call]) => {
    const client = new RepowireClient({ fetch: () => expect.unreachable() });
    const made = async () => call(client);
    const error = await made().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(TypeError);
    expect(String(error)).toMatch(new RegExp(`^TypeError: ${name}: (timeout|signal) must be `));
  });
});

it("refuses options of a route where they would count for nothing", async () => {
  const client = new RepowireClient({ fetch: () => expect.unreachable() });
  const route = { method: "GET", path: "/reviews" } as const;
  const request = client.request.bind(client) as (...args: unknown[]) => Promise<unknown>;
  await expect(request(route, {}, { timeout: 5 })).rejects.toThrow(
    new TypeError("request: the options of a route are the second argument"),
  );
});

it("a closed client gives no event stream, as it makes no call", async () => {
  const client = new RepowireClient({ fetch: () => expect.unreachable() });
  await client.close();
  expect(() => client.eventStream()).toThrow(ClientClosedError);
  expect(() => client.eventStream({ sicne: "a" } as never)).toThrow(TypeError);
});
