import { request as httpRequest } from "node:http";

import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { FakeDaemon } from "../index.ts";

const daemon = new FakeDaemon({ strict: { unknownRoutes: false } });
let url = "";

beforeAll(async () => {
  ({ url } = await daemon.listen());
});
afterAll(() => daemon.close());

const json = { "content-type": "application/json" };
const post = (body: string) => ({ method: "POST", headers: json, body });

interface Case {
  readonly name: string;
  readonly path: string;
  readonly init?: RequestInit;
  /** What goes wrong, each time it is called. */
  readonly fault?: Parameters<FakeDaemon["fault"]>[1];
}

const cases: Case[] = [
  { name: "a result", path: "/health" },
  { name: "an empty list", path: "/peers" },
  { name: "a peer that is not there", path: "/peers/nobody" },
  { name: "a body that is wrong", path: "/ask", init: post("{}") },
  { name: "a body that is no JSON", path: "/ask", init: post("{") },
  { name: "a HEAD", path: "/health", init: { method: "HEAD" } },
  { name: "a HEAD of nothing", path: "/nothing", init: { method: "HEAD" } },
  { name: "a route that is not there", path: "/nothing" },
  { name: "a method that is not there", path: "/nothing", init: { method: "DELETE" } },
  {
    name: "a page of another origin",
    path: "/health",
    init: { headers: { origin: "http://localhost:3000" } },
  },
  { name: "an answer with no content", path: "/health", fault: { status: 204 } },
  { name: "an answer that did not change", path: "/health", fault: { status: 304 } },
  { name: "a redirection", path: "/health", init: { redirect: "manual" }, fault: redirection() },
  { name: "a text", path: "/health", fault: { status: 503, body: "later" } },
  { name: "a status without a name", path: "/health", fault: { status: 599, body: "x" } },
  { name: "an answer in pieces", path: "/health", fault: { slowBody: { bytes: 99, every: 0 } } },
];

function redirection() {
  return { status: 307, headers: { location: "/peers" } };
}

/** All that a caller can see, but where it is from. */
async function seen(response: Response) {
  const { status, statusText, type, ok, redirected, bodyUsed } = response;
  const hasBody = response.body !== null;
  const headers = Object.fromEntries(response.headers);
  return {
    status,
    statusText,
    type,
    ok,
    redirected,
    bodyUsed,
    hasBody,
    headers,
    text: await response.text(),
  };
}

describe("fetch and the port give the same answers", () => {
  test.each(cases)("$name", async ({ path, init, fault }) => {
    if (fault) daemon.fault("*", fault, { times: 2 });
    const inProcess = await seen(await daemon.fetch(`${daemon.url}${path}`, init));
    expect(inProcess).toEqual(await seen(await fetch(`${url}${path}`, init)));
    expect(inProcess.statusText === "").toBe(inProcess.status === 599);
    expect(inProcess.headers).toHaveProperty("date", "Thu, 01 Jan 2026 00:00:00 GMT");
  });

  test("a stream", async () => {
    const both = await Promise.all([
      daemon.fetch(`${daemon.url}/events/stream`),
      fetch(`${url}/events/stream`),
    ]);
    const [inProcess, onLoopback] = both.map((response) => ({
      ...{ status: response.status, statusText: response.statusText, type: response.type },
      headers: Object.fromEntries(response.headers),
    }));
    expect(inProcess).toEqual(onLoopback);
    await Promise.all(both.map(async (response) => response.body?.cancel()));
  });
});

/** A call with headers that `fetch` does not let through. */
function raw(path: string, headers: Record<string, string>, body = "") {
  return new Promise<{ status: number | undefined; text: string }>((resolve, reject) => {
    const method = body === "" ? "GET" : "POST";
    const request = httpRequest(`${url}${path}`, { method, headers }, (response) => {
      let text = "";
      response.on("data", (piece) => (text += String(piece)));
      response.on("end", () => resolve({ status: response.statusCode, text }));
    });
    request.on("error", reject).end(body);
  });
}

const h2c = {
  connection: "Upgrade, HTTP2-Settings",
  upgrade: "h2c",
  "http2-settings": "AAMAAABkAAQCAAAAAAIAAAAA",
};

describe("what clients send", () => {
  test("an offer of HTTP/2 is declined, and the call is answered", async () => {
    expect(await raw("/peers", h2c)).toEqual({ status: 200, text: '{"peers":[]}' });
    const asked = await raw("/ask", { ...h2c, ...json, "content-length": "2" }, "{}");
    expect(asked).toMatchObject({ status: 422 });
    expect(asked.text).toContain("from_peer");
    expect(await raw("/ws", h2c)).toMatchObject({ status: 404 });
  });

  test("an offer of HTTP/2 with a large body is answered", async () => {
    const text = "x".repeat(1_000_000);
    const body = JSON.stringify({ from_peer: "a", to_peer: "b", text });
    const headers = { ...h2c, ...json, "content-length": String(body.length) };
    expect(await raw("/ask", headers, body)).toMatchObject({ status: 404 });
  });

  const unreadable = { detail: "There was an error parsing the body" };
  const brokenDown = "Internal Server Error";
  const ask = (text: string) => `{"from_peer":"a","to_peer":"b","text":"${text}"}`;
  const latin1 = (text: string) => Buffer.from(text, "latin1");
  const unknownPeer = { detail: expect.stringMatching(/b/) as string };

  test.each<[string, Uint8Array, string, number, unknown]>([
    ["bytes that are no UTF-8", latin1(ask("\xff\xfe\xc3")), "application/json", 400, unreadable],
    ["another alphabet", latin1(ask("\xe9")), "application/json", 400, unreadable],
    ["half a letter", latin1(ask("\xed\xa0\x80")), "application/json", 500, brokenDown],
    ["such bytes that are no JSON", latin1("\xff"), "text/plain", 500, brokenDown],
    ["UTF-16", Buffer.from(ask("x"), "utf16le"), "application/json", 404, unknownPeer],
    [
      "UTF-16 with a mark",
      Buffer.from(`\uFEFF${ask("x")}`, "utf16le"),
      "application/json",
      404,
      unknownPeer,
    ],
    ["UTF-8 with a mark", Buffer.from(`\uFEFF${ask("x")}`), "application/json", 404, unknownPeer],
  ])("a body in %s", async (_what, bytes, type, status, expected) => {
    const init = { method: "POST", headers: { "content-type": type }, body: new Uint8Array(bytes) };
    for (const answer of [
      await daemon.fetch(`${daemon.url}/ask`, init),
      await fetch(`${url}/ask`, init),
    ]) {
      const text = await answer.text();
      const said: unknown = answer.status === 500 ? text : JSON.parse(text);
      expect([answer.status, said]).toEqual([status, expected]);
    }
  });

  test.each(["LOCALHOST", "127.0.0.1", "LocalHost"])(
    "the host %s is this machine",
    async (host) => {
      expect(await raw("/peers", { host: `${host}:${new URL(url).port}` })).toMatchObject({
        status: 200,
      });
    },
  );

  test("a socket compresses as the daemons' do", async () => {
    const socket = new WebSocket(`${url.replace("http", "ws")}/ws`);
    await new Promise((resolve) => socket.addEventListener("open", resolve));
    expect(socket.extensions).toBe(
      "permessage-deflate; server_max_window_bits=12; client_max_window_bits=12",
    );
    socket.close();
    const inProcess = new daemon.WebSocket("ws://fake-daemon.invalid/ws");
    await new Promise((resolve) => inProcess.addEventListener("open", resolve));
    expect(inProcess.extensions).toBe(socket.extensions);
    inProcess.close();
  });
});

describe("a field of a later release", () => {
  const call = async (emulate: "0.14.17" | "0.17.0", path: string, body: unknown) => {
    const other = new FakeDaemon({ emulate });
    other.seed.peer({ path: "/w/bob" });
    return other.fetch(`${other.url}${path}`, post(JSON.stringify(body)));
  };
  const peer = { name: "x", path: "/w/x", circle: "default", backend: "claude-code" };

  test.each<[string, unknown]>([
    ["/peers", { ...peer, model: 5 }],
    ["/peers/bob-claude-code/offline", { reason: 5 }],
    ["/peers/bob-claude-code/offline", [1]],
  ])("of %s is no matter to an earlier one", async (path, body) => {
    expect((await call("0.14.17", path, body)).status).toBe(200);
    expect((await call("0.17.0", path, body)).status).toBe(422);
  });

  test("is part of the input in the error of another field", async () => {
    const answer = await call("0.14.17", "/peers", { model: 5 });
    expect(await answer.json()).toMatchObject({ detail: [{ input: { model: 5 } }] });
  });
});
