import { describe, expect, test } from "vitest";

import { type CallFault, FakeDaemon, type FakeDaemonOptions } from "./index.ts";

async function post(daemon: FakeDaemon, path: string, body: object, headers: object = {}) {
  const answer = await daemon.fetch(`${daemon.url}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

describe("fetch in process", () => {
  test("answers as the daemon does, with its headers", async () => {
    const daemon = new FakeDaemon({ emulate: "0.17.0" });
    const answer = await daemon.fetch(`${daemon.url}/health`);
    expect(answer.status).toBe(200);
    expect(answer.url).toBe(`${daemon.url}/health`);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "content-type": "application/json",
      server: "uvicorn",
      vary: "Origin",
    });
    expect(await answer.json()).toMatchObject({ status: "ok", version: "0.17.0" });
  });

  test("takes a URL, a Request, and both with options", async () => {
    const daemon = new FakeDaemon();
    const request = new Request(`${daemon.url}/health`);
    for (const answer of [
      await daemon.fetch(new URL(`${daemon.url}/health`)),
      await daemon.fetch(request),
      await daemon.fetch(request, { headers: { "x-test": "1" } }),
    ]) {
      expect(answer.ok).toBe(true);
    }
  });

  test("follows the platform's rules: it rejects what Request rejects", async () => {
    const daemon = new FakeDaemon();
    await expect(daemon.fetch("no url")).rejects.toThrow(TypeError);
    await expect(daemon.fetch(`${daemon.url}/health`, { body: "x" })).rejects.toThrow(TypeError);
  });

  test("gives back the caller's own reason of an abort, before and during a call", async () => {
    const daemon = new FakeDaemon();
    const reason = new Error("changed my mind");
    const before = daemon.fetch(`${daemon.url}/health`, { signal: AbortSignal.abort(reason) });
    await expect(before).rejects.toBe(reason);
    const asked = new AbortController();
    const question = { prompt: "?", options: [{ id: "y", title: "Yes" }] };
    const held = daemon.fetch(`${daemon.url}/questions/ask-blocking`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(question),
      signal: asked.signal,
    });
    await daemon.clock.settled();
    asked.abort(reason);
    await expect(held).rejects.toBe(reason);
    expect(daemon.state.openAsks).toHaveLength(1);
  });

  test.each([
    ["follow", 200],
    ["manual", 307],
  ] as const)("does with a redirect what %s means", async (redirect, status) => {
    const daemon = new FakeDaemon();
    daemon.fault("listPeers", { status: 307, headers: { location: "/health" } });
    const answer = await daemon.fetch(`${daemon.url}/peers`, { redirect });
    expect(answer.status).toBe(status);
    expect(answer.redirected).toBe(status === 200);
  });

  test("fails on a redirect that is an error", async () => {
    const daemon = new FakeDaemon();
    daemon.fault("listPeers", { status: 307, headers: { location: "/health" } });
    const call = daemon.fetch(`${daemon.url}/peers`, { redirect: "error" });
    await expect(call).rejects.toThrow(TypeError);
  });

  test("shares no object with its caller", async () => {
    const daemon = new FakeDaemon();
    const metadata = { list: [1] };
    const { body } = await post(daemon, "/peers", { name: "x", path: "/w/x", metadata });
    metadata.list.push(2);
    expect(daemon.state.peers[0]?.metadata).toEqual({ list: [1] });
    (daemon.state.peers[0]!.metadata as typeof metadata).list = [];
    const answer = await daemon.fetch(`${daemon.url}/peers/${body["peer_id"]}`);
    expect(await answer.json()).toMatchObject({ metadata: { list: [1] } });
  });
});

describe("unknown routes", () => {
  test("are the test's mistake, and the nearest routes are named", async () => {
    const daemon = new FakeDaemon();
    const call = daemon.fetch(`${daemon.url}/pears`);
    await expect(call).rejects.toThrow(
      /no Repowire daemon has GET \/pears.*GET \/peers \(listPeers\)/,
    );
    expect(() => daemon.verify()).toThrow(/GET \/pears/);
  });

  test("can be answered as the daemon does", async () => {
    const daemon = new FakeDaemon({ strict: { unknownRoutes: false } });
    const get = await daemon.fetch(`${daemon.url}/nope`);
    const posted = await daemon.fetch(`${daemon.url}/nope`, { method: "POST" });
    expect([get.status, await get.json()]).toEqual([404, { detail: "Not Found" }]);
    expect([posted.status, await posted.json()]).toEqual([405, { detail: "Method Not Allowed" }]);
    daemon.verify();
  });

  test("of another release are the daemon's own 405, also when the fake is strict", async () => {
    const wait = { peer_id: "x" };
    expect(await post(new FakeDaemon(), "/asks/ask-1/wait", wait)).toMatchObject({ status: 405 });
    const later = new FakeDaemon({ emulate: "0.17.0" });
    expect(await post(later, "/asks/ask-1/wait", wait)).toMatchObject({ status: 404 });
  });

  test("that are not imitated say so with a 501", async () => {
    const answer = await post(new FakeDaemon(), "/reviews", {});
    expect(answer).toMatchObject({ status: 501, body: { fake_daemon: "not_imitated" } });
    expect(answer.body["detail"]).toContain("POST /reviews");
  });
});

describe("a token", () => {
  const daemon = new FakeDaemon({ authToken: "secret" });

  test.each([
    [{}, 401, "Missing authorization header"],
    [{ authorization: "Basic secret" }, 401, "Missing authorization header"],
    [{ authorization: "Bearer wrong" }, 401, "Invalid auth token"],
    [{ authorization: "bearer secret" }, 422, undefined],
  ])("with %j is answered by %i", async (headers, status, detail) => {
    const answer = await post(daemon, "/ask", {}, headers);
    expect(answer.status).toBe(status);
    if (detail !== undefined) expect(answer.body["detail"]).toBe(detail);
  });

  test("is known to the scripted peers", () => {
    expect(daemon.peer("bob").display_name).toBe("bob-claude-code");
  });
});

describe("time", () => {
  test("stands still until the test lets it pass", async () => {
    const daemon = new FakeDaemon();
    const bob = daemon.peer("bob");
    bob.onAsk().reply("8377").after("2s");
    const me = daemon.peer("me");
    await me.ask(bob.display_name, "which port?");
    await daemon.clock.advance("1999ms");
    expect(me.notifications).toHaveLength(0);
    await daemon.clock.advance("1ms");
    expect(me.notifications.map(({ text }) => text)).toEqual([
      expect.stringMatching(/^\[ack #ask-\w+ from @bob-claude-code\] 8377$/),
    ]);
  });

  test("goes on by itself for a call that waits for a receipt, which nobody else could let pass", async () => {
    const daemon = new FakeDaemon();
    const bob = daemon.peer("bob", { receipts: "none" }).silent();
    const before = daemon.clock.now().getTime();
    await daemon.peer("me").ask(bob.display_name, "x");
    expect(daemon.clock.now().getTime() - before).toBe(750);
  });

  test("goes on by itself within a scope", async () => {
    const daemon = new FakeDaemon();
    daemon.peer("bob").silent();
    const query = { to_peer: "bob-claude-code", text: "?", from_peer: "me" };
    const answer = await daemon.clock.autoAdvance(() => post(daemon, "/query", query));
    expect(answer.body["error"]).toBe("Timeout waiting for bob-claude-code");
    expect(daemon.clock.now().getTime()).toBeGreaterThanOrEqual(Date.UTC(2026, 0, 1, 0, 5));
  });

  test("can be the process's own, which a test runner may replace", async ({ onTestFinished }) => {
    const { vi } = await import("vitest");
    vi.useFakeTimers({ now: 0, toFake: ["Date", "setTimeout", "clearTimeout"] });
    onTestFinished(() => void vi.useRealTimers());
    const daemon = new FakeDaemon({ clock: "system" });
    daemon.peer("bob").onAsk().reply("late").after("1h");
    const me = daemon.peer("me");
    await me.ask("bob-claude-code", "x");
    await vi.advanceTimersByTimeAsync(3_600_000);
    await daemon.clock.settled();
    expect(me.notifications).toHaveLength(1);
    await expect(daemon.clock.advance("1s")).rejects.toThrow(/its owner moves/);
  });

  test("gives the same ids and timestamps in each run, and others with another seed", async () => {
    const register = async (options?: FakeDaemonOptions) => {
      const { body } = await post(new FakeDaemon(options), "/peers", { name: "x", path: "/w/x" });
      return JSON.stringify(body);
    };
    const first = await register();
    expect(first).toMatch(/"peer_id":"repow-global-[0-9a-f]{8}"/);
    expect(first).toMatch(/"issued_at":"2026-01-01T00:00:00\.\d{6}\+00:00"/);
    expect(await register()).toBe(first);
    expect(await register({ seed: 2 })).not.toBe(first);
  });
});

describe("down, up and restart", () => {
  test("refuses calls and closes sockets while it is down, and then knows what stands on its disk", async () => {
    const daemon = new FakeDaemon();
    const bob = daemon.peer("bob");
    const { peer_id } = bob;
    await daemon.down("10s");
    await expect(daemon.fetch(`${daemon.url}/health`)).rejects.toMatchObject({
      message: "fetch failed",
      cause: { code: "ECONNREFUSED" },
    });
    await daemon.clock.advance("10s");
    expect(daemon.state.peers).toHaveLength(0);
    bob.connect();
    expect(bob.peer_id).toBe(peer_id);
  });

  test("loses asks and keeps queued messages over a restart", async () => {
    const daemon = new FakeDaemon();
    daemon.peer("bob").silent();
    await daemon.peer("me").ask("bob-claude-code", "x");
    const { peer_id } = daemon.seed.peer({ path: "/w/queue" });
    daemon.seed.delivery({ from_peer: "me", to_peer: peer_id, text: "kept" });
    await daemon.restart();
    expect(daemon.state.openAsks).toHaveLength(0);
    expect(daemon.seed.peer({ path: "/w/queue" }).peer_id).toBe(peer_id);
    const answer = await daemon.fetch(`${daemon.url}/deliveries/pending?peer_id=${peer_id}`);
    expect(await answer.json()).toMatchObject({ deliveries: [{ text: "kept" }] });
  });

  test.each<[string, CallFault | undefined]>([
    ["a held call", undefined],
    ["a call that is never answered", "timeout"],
  ])(
    "ends %s, streams and sockets when it is closed, and refuses what comes later",
    async (_what, fault) => {
      const daemon = new FakeDaemon({ strict: false });
      if (fault) daemon.fault("askBlocking", fault);
      const held = post(daemon, "/questions/ask-blocking", { prompt: "?" });
      const stream = await daemon.fetch(`${daemon.url}/events/stream`);
      const read = stream.text();
      const socket = new daemon.WebSocket("ws://fake-daemon.invalid/ws");
      const closed = new Promise((resolve) => socket.addEventListener("close", resolve));
      socket.addEventListener("open", () =>
        socket.send(JSON.stringify({ type: "connect", display_name: "x", path: "/w/x" })),
      );
      await daemon.clock.settled();
      await daemon.close();
      await expect(held).rejects.toThrow("fetch failed");
      await expect(read).rejects.toThrow();
      expect(await closed).toMatchObject({ code: 1012 });
      await expect(daemon.fetch(`${daemon.url}/health`)).rejects.toThrow("fetch failed");
      await daemon.close();
    },
  );
});

describe("reset, snapshot and restore", () => {
  test("reset forgets peers, faults and the record", async () => {
    const daemon = new FakeDaemon();
    daemon.peer("bob");
    daemon.fault("ask", "reset");
    daemon.reset();
    expect(daemon.state.peers).toHaveLength(0);
    expect(daemon.messages).toHaveLength(0);
    daemon.verify();
  });

  test("restore puts back what was, ids and time included", async () => {
    const daemon = new FakeDaemon();
    daemon.seed.all({
      peers: [{ path: "/w/a" }, { path: "/w/b" }],
      asks: [{ from_peer: "a-claude-code", to_peer: "b-claude-code", text: "open?" }],
    });
    const snapshot = daemon.state.snapshot();
    const first = daemon.seed.ask({ from_peer: "x", to_peer: "b-claude-code", text: "one more" });
    await daemon.clock.advance("1h");
    daemon.state.restore(snapshot);
    expect(daemon.state.openAsks.map(({ text }) => text)).toEqual(["open?"]);
    const again = daemon.seed.ask({ from_peer: "x", to_peer: "b-claude-code", text: "one more" });
    expect(again).toEqual(first);
  });

  test("a seed that names nobody says who there is", () => {
    const daemon = new FakeDaemon();
    daemon.seed.peer({ path: "/w/a" });
    const seed = () => daemon.seed.ask({ from_peer: "x", to_peer: "b", text: "?" });
    expect(seed).toThrow(/no peer b to seed for.*There are: a-claude-code/);
  });
});

test("two daemons do not see each other", async () => {
  const [left, right] = [new FakeDaemon(), new FakeDaemon()];
  left.peer("bob");
  await post(left, "/peers", { name: "x", path: "/w/x" });
  expect(right.state.peers).toHaveLength(0);
  expect(right.requests).toHaveLength(0);
});
