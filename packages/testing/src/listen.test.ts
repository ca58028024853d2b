import { request } from "node:http";

import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { WebSocket as WsClient } from "ws";

import { FakeDaemon } from "./index.ts";

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

  test("ends everything within 100 milliseconds", async () => {
    const stream = await fetch(`${url}/events/stream`);
    const socket = new WebSocket(`${url.replace("http", "ws")}/ws`);
    await new Promise((resolve) => socket.addEventListener("open", resolve));
    const held = fetch(`${url}/questions/ask-blocking`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: '{"prompt":"?"}',
    });
    held.catch(() => {});
    const ended = Promise.allSettled([
      held,
      stream.text(),
      new Promise((resolve) => socket.addEventListener("close", resolve)),
    ]);
    const result = await Promise.race([
      daemon.close().then(() => ended),
      new Promise((resolve) => setTimeout(resolve, 100, "too late")),
    ]);
    expect(result).not.toBe("too late");
    await expect(fetch(`${url}/health`)).rejects.toThrow();
  });
});
