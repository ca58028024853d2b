import { request } from "node:http";
import { type Socket, connect } from "node:net";

import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { WebSocket as WsClient } from "ws";

import { FakeDaemon } from "../index.ts";

describe("on a loopback port", () => {
  let daemon: FakeDaemon;
  let url: string;

  beforeEach(async () => {
    daemon = new FakeDaemon({ clock: "ticking" });
    ({ url } = await daemon.listen());
  });

  afterEach(() => daemon.close());

  test("answers the same bytes as in process", async () => {
    for (const path of ["/health", "/peers", "/peers/nobody", "/asks/pending", "/spawn/config"]) {
      const [outside, inside] = await Promise.all([
        fetch(url + path),
        daemon.fetch(daemon.url + path),
      ]);
      expect(outside.status).toBe(inside.status);
      expect(await outside.text()).toBe(await inside.text());
    }
  });

  test("is one daemon with the one in process, and listens once", async () => {
    daemon.peer("bob");
    const { peers } = (await (await fetch(`${url}/peers`)).json()) as { peers: unknown[] };
    expect(peers).toHaveLength(1);
    expect((await daemon.listen()).url).toBe(url);
  });

  test("takes sockets, and answers a ping of the repair over them", async () => {
    const socket = new WebSocket(`${url.replace("http", "ws")}/ws`);
    const frames: string[] = [];
    socket.addEventListener("message", ({ data }) => frames.push(String(data)));
    await new Promise((resolve) => socket.addEventListener("open", resolve));
    socket.send(JSON.stringify({ type: "connect", display_name: "x", path: "/w/x" }));
    await expect.poll(() => frames.length).toBe(1);
    const [peer] = daemon.state.peers;
    expect(peer).toMatchObject({ display_name: "x-claude-code", ws_connected: true });
    const sent = await fetch(`${url}/notify`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ from_peer: "me", to_peer: "x-claude-code", text: "hi" }),
    });
    expect(await sent.json()).toMatchObject({ delivered: true });
    expect(JSON.parse(frames[1]!)).toMatchObject({ type: "notify", text: "hi" });
    const closed = new Promise<CloseEvent>((resolve) => socket.addEventListener("close", resolve));
    await daemon.restart();
    expect((await closed).code).toBe(1012);
    expect((await fetch(`${url}/health`)).status).toBe(200);
  });

  test("streams events, also those that come later", async () => {
    daemon.seed.event({ type: "broadcast", text: "é" });
    const stream = await fetch(`${url}/events/stream`);
    const reader = stream.body!.pipeThrough(new TextDecoderStream()).getReader();
    expect((await reader.read()).value).toContain('"text": "\\u00e9"');
    daemon.seed.event({ type: "broadcast", text: "later" });
    expect((await reader.read()).value).toContain('"text": "later"');
    await reader.cancel();
  });

  test.each([
    ["a foreign host", { host: "evil.example" }],
    ["a foreign origin", { origin: "http://evil.example" }],
  ])("refuses %s, on HTTP and on the socket", async (_what, headers) => {
    const status = await new Promise((resolve, reject) => {
      const call = request(`${url}/health`, { headers }, (answer) =>
        resolve(answer.resume().statusCode),
      );
      call.on("error", reject).end();
    });
    expect(status).toBe(403);
    const socket = new WsClient(`${url.replace("http", "ws")}/ws`, { headers });
    const error = await new Promise<Error>((resolve) => socket.on("error", resolve));
    expect(error.message).toContain("403");
  });

  test("says what is wrong with an unknown route, without looking like a daemon", async () => {
    const answer = await fetch(`${url}/pears`);
    expect(answer.status).toBe(501);
    expect(await answer.json()).toMatchObject({ fake_daemon: "unknown_route" });
  });

  test("ends everything that is open", async () => {
    const stream = await fetch(`${url}/events/stream`);
    const socket = new WebSocket(`${url.replace("http", "ws")}/ws`);
    await new Promise((resolve) => socket.addEventListener("open", resolve));
    const held = fetch(`${url}/questions/ask-blocking`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: '{"prompt":"?"}',
    });
    held.catch(() => {});
    const closed = new Promise((resolve) => socket.addEventListener("close", resolve));
    await Promise.all([daemon.close(), Promise.allSettled([held, stream.text()]), closed]);
    await expect(fetch(`${url}/health`)).rejects.toThrow();
  });
});

/** Sends what no client of a runtime would, and closes its own end of the connection never. */
function sendRaw(url: string, ...lines: string[]): Socket {
  const socket = connect({
    port: Number(new URL(url).port),
    host: "127.0.0.1",
    allowHalfOpen: true,
  });
  socket.write(`${lines.join("\r\n")}\r\n\r\n`);
  return socket;
}

const upgrade = [
  "Connection: Upgrade",
  "Upgrade: websocket",
  "Sec-WebSocket-Version: 13",
  "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
];

describe("the port", () => {
  test("is one, however often it is asked for", async () => {
    await using daemon = new FakeDaemon({ clock: "ticking" });
    const [first, second] = await Promise.all([daemon.listen(), daemon.listen()]);
    expect(second).toEqual(first);
    await daemon.close();
    await expect(fetch(`${first.url}/health`)).rejects.toThrow();
  });

  test("can be asked for again when it was taken", async () => {
    await using other = new FakeDaemon();
    await using daemon = new FakeDaemon();
    const { port } = await other.listen();
    await expect(daemon.listen({ port })).rejects.toMatchObject({ code: "EADDRINUSE" });
    await daemon.restart();
    expect((await daemon.listen()).port).not.toBe(port);
  });

  test.each<[string, (daemon: FakeDaemon) => Promise<unknown>]>([
    ["after", async (daemon) => daemon.close()],
    ["while", async (daemon) => void daemon.close()],
  ])("is refused %s the daemon is closed", async (_when, close) => {
    const daemon = new FakeDaemon();
    await close(daemon);
    await expect(daemon.listen()).rejects.toMatchObject({
      name: "FakeDaemonError",
      code: "misuse",
      message: expect.stringContaining("is closed"),
    });
  });

  test("ends with a daemon that is closed before it listens", async () => {
    const daemon = new FakeDaemon();
    const listening = daemon.listen();
    await daemon.close();
    await expect(listening).rejects.toMatchObject({ code: "misuse" });
  });

  test("is refused while the daemon is down, and then is there", async () => {
    await using daemon = new FakeDaemon();
    await daemon.down();
    const { url } = await daemon.listen();
    await expect(fetch(`${url}/health`)).rejects.toMatchObject({ cause: { code: "ECONNREFUSED" } });
    await daemon.up();
    expect((await fetch(`${url}/health`)).status).toBe(200);
  });

  test("is there after restarts that nobody waited for", async () => {
    await using daemon = new FakeDaemon({ clock: "ticking" });
    const { url } = await daemon.listen();
    void daemon.down();
    await Promise.all([daemon.up(), daemon.restart(), daemon.restart()]);
    expect((await fetch(`${url}/health`)).status).toBe(200);
  });
});

describe("a client that is no browser", () => {
  test.each([
    ["asks for a socket from a foreign page", ["GET /ws HTTP/1.1", "Origin: http://evil.example"]],
    ["asks for a socket elsewhere", ["GET /elsewhere HTTP/1.1"]],
    ["asks for a socket at no URL", ["GET // HTTP/1.1"]],
  ])("and %s is refused, and keeps nobody from closing", async (_what, lines) => {
    const daemon = new FakeDaemon({ clock: "ticking" });
    const { url } = await daemon.listen();
    const socket = sendRaw(url, ...lines, `Host: ${new URL(url).host}`, ...upgrade);
    const answer = await new Promise<string>((resolve) =>
      socket.once("data", (data) => resolve(String(data))),
    );
    expect(answer).toMatch(/^HTTP\/1\.1 403 /);
    await daemon.close();
    socket.destroy();
  });

  test("and is refused and gone at once harms nobody", async () => {
    const daemon = new FakeDaemon({ clock: "ticking" });
    const { url } = await daemon.listen();
    const socket = sendRaw(url, "GET /x HTTP/1.1", `Host: ${new URL(url).host}`, ...upgrade);
    await new Promise((resolve) => socket.once("connect", resolve));
    socket.resetAndDestroy();
    expect((await fetch(`${url}/health`)).status).toBe(200);
    await daemon.close();
  });

  test("and sends half a handshake keeps nobody from closing", async () => {
    const daemon = new FakeDaemon({ clock: "ticking" });
    const { url } = await daemon.listen();
    const socket = sendRaw(url, "GET /ws HTTP/1.1", `Host: ${new URL(url).host}`, ...upgrade);
    await new Promise((resolve) => socket.once("data", resolve));
    await daemon.close();
    socket.destroy();
  });
});
