import { describe, expect, test } from "vitest";

import { FakeDaemon } from "../index.ts";

const address = "ws://fake-daemon.invalid/ws";

function post(daemon: FakeDaemon, path: string, body: object) {
  return daemon.fetch(`${daemon.url}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}

/** A socket that is open, and how it ends. */
async function openSocket(daemon: FakeDaemon) {
  const socket = new daemon.WebSocket(address);
  const closed = new Promise<CloseEvent>((resolve) => socket.addEventListener("close", resolve));
  await new Promise((resolve) => socket.addEventListener("open", resolve));
  return { socket, closed };
}

const endings: [string, (daemon: FakeDaemon) => void | Promise<void>][] = [
  ["close", (daemon) => daemon.close()],
  ["down", (daemon) => daemon.down()],
  ["restart", (daemon) => daemon.restart()],
  ["reset", (daemon) => daemon.reset()],
];

describe.each(endings)("%s", (_name, end) => {
  test("ends a socket that has not said who it is", async () => {
    const daemon = new FakeDaemon();
    const { socket, closed } = await openSocket(daemon);
    await end(daemon);
    expect(await closed).toMatchObject({ code: 1012, wasClean: true });
    expect(socket.readyState).toBe(3);
    daemon.verify();
  });

  test("ends a socket whose peer has another one by now", async () => {
    const daemon = new FakeDaemon();
    const { socket, closed } = await openSocket(daemon);
    const connect = JSON.stringify({ type: "connect", display_name: "x", path: "/w/x" });
    socket.send(connect);
    await daemon.clock.settled();
    const { peer_id } = daemon.state.peers[0]!;
    const { socket: second } = await openSocket(daemon);
    second.send(JSON.stringify({ ...(JSON.parse(connect) as object), peer_id }));
    await daemon.clock.settled();
    expect(daemon.state.peers).toHaveLength(1);
    await end(daemon);
    expect(await closed).toMatchObject({ code: 1012 });
    daemon.verify();
  });

  test("delivers no frame that is under way", async () => {
    const daemon = new FakeDaemon();
    const { socket, closed } = await openSocket(daemon);
    socket.send(JSON.stringify({ type: "connect", display_name: "x", path: "/w/x" }));
    await end(daemon);
    await closed;
    expect(daemon.state.peers).toEqual([]);
  });

  test("ends streams, and calls that are held", async () => {
    const daemon = new FakeDaemon();
    const read = (await daemon.fetch(`${daemon.url}/events/stream`)).text();
    daemon.peer("bob").silent();
    const query = { from_peer: "me", to_peer: "bob-claude-code", text: "?" };
    const held = [
      post(daemon, "/questions/ask-blocking", { prompt: "?" }),
      post(daemon, "/query", query),
    ];
    await daemon.clock.settled();
    await end(daemon);
    await expect(read).rejects.toThrow("terminated");
    for (const call of held)
      await expect(call).rejects.toMatchObject({ cause: { code: "ECONNRESET" } });
    await daemon.clock.settled();
    daemon.verify();
  });
});

describe("calls and frames from before a reset", () => {
  test("do not change the state after it", async () => {
    const daemon = new FakeDaemon({ emulate: "0.17.0" });
    daemon.peer("bob").silent();
    const query = { from_peer: "me", to_peer: "bob-claude-code", text: "?" };
    for (const [path, body] of [
      ["/questions/ask-blocking", { prompt: "?" }],
      ["/query", query],
    ] as const) {
      post(daemon, path, body).catch(() => {});
    }
    await daemon.clock.settled();
    daemon.reset();
    await daemon.clock.settled();
    expect(daemon.state.openAsks).toEqual([]);
    expect(daemon.state.events).toEqual([]);
    expect(daemon.requests).toEqual([]);
  });

  test.each([
    ["unknown", false],
    ["known", true],
  ])("a restored state in which the ask is %s times out as any other", async (_what, isKnown) => {
    const daemon = new FakeDaemon();
    const before = daemon.state.snapshot();
    const held = post(daemon, "/questions/ask-blocking", { prompt: "?", timeout_seconds: 5 });
    await daemon.clock.settled();
    daemon.state.restore(isKnown ? daemon.state.snapshot() : before);
    await daemon.clock.advance("5s");
    const answer = await held;
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ outcome: "timed_out" });
    expect(daemon.state.openAsks).toEqual([]);
  });
});
