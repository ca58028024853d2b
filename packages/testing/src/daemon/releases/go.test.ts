import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { FakeDaemon } from "../../index.ts";

// What today's upstream of the Go daemon does differently from the build that was recorded.
let daemon: FakeDaemon;

beforeEach(() => {
  daemon = new FakeDaemon({ emulate: "go", strict: false });
});

afterEach(() => daemon.close());

async function call(method: string, path: string, body?: object) {
  const answer = await daemon.fetch(daemon.url + path, {
    method,
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  const isJson = answer.headers.get("content-type") === "application/json";
  return { status: answer.status, body: (isJson ? JSON.parse(text) : text) as never };
}

async function register(name: string, circle = "docs") {
  const { body } = await call("POST", "/peers", { name, path: `/w/${name}`, circle });
  return body as { peer_id: string; display_name: string; circle: string; role: string };
}

test("health says what the daemon is capable of", async () => {
  const { body } = await call("GET", "/health");
  expect(body).toMatchObject({ status: "ok", capabilities: { ask_pull_delivery: true } });
});

test("a registration and a peer say more", async () => {
  const me = await register("me");
  expect(me).toMatchObject({ circle: "docs", role: "agent" });
  const { body } = await call("GET", `/peers/${me.peer_id}`);
  expect(body).toMatchObject({ pane_id: null, source: "unknown", addressable: true });
});

test("nobody asks oneself, or a peer of another circle", async () => {
  const [me, far] = [await register("me"), await register("far", "other")];
  const ask = { from_peer: me.peer_id, text: "?" };
  expect(await call("POST", "/ask", { ...ask, to_peer: me.peer_id })).toEqual({
    status: 422,
    body: { detail: "cannot ask the calling peer" },
  });
  expect((await call("POST", "/ask", { ...ask, to_peer: far.peer_id })).status).toBe(403);
  const many = await call("POST", "/ask-many", { ...ask, to_peers: [me.peer_id] });
  const error = "cannot ask the calling peer";
  expect(many.body).toMatchObject({ children: [{ correlation_id: null, error }] });
});

test("a reply is delivered by push or by pull", async () => {
  const [me, bob] = [await register("me"), await register("bob")];
  const ask = { from_peer: me.peer_id, to_peer: bob.peer_id, text: "?", reply_delivery: "post" };
  expect((await call("POST", "/ask", ask)).status).toBe(422);
});

describe("a busy peer", () => {
  const ask = (to_peer: string) => call("POST", "/ask", { from_peer: "x", to_peer, text: "?" });
  const notify = (to_peer: string) =>
    call("POST", "/notify", { from_peer: "x", to_peer, text: "hello" });

  test("gets no frame; what it is sent waits", async () => {
    const bob = daemon.peer("bob", { circle: "docs" }).silent();
    await call("POST", "/session/update", { peer_name: bob.peer_id, status: "busy" });
    expect((await ask(bob.peer_id)).status).toBe(200);
    expect((await notify(bob.peer_id)).body).toMatchObject({
      status: "queued",
      reason: "recipient_busy",
    });
    await daemon.clock.settled();
    const types = daemon.messages.map(({ frame }) => frame.type);
    expect(types.filter((type) => type === "ask" || type === "notify")).toEqual([]);
    const asks = await call("GET", `/asks/pending?peer_id=${bob.peer_id}`);
    expect(asks.body).toMatchObject({ asks: [{ text: "?" }] });
    const waiting = await call("GET", `/deliveries/pending?peer_id=${bob.peer_id}`);
    expect(waiting.body).toMatchObject({ deliveries: [{ text: "hello" }] });
  });

  test("is unavailable to a notification that cannot be queued", async () => {
    const bob = daemon.peer("bob", { circle: "docs" });
    await call("POST", "/session/update", { peer_name: bob.peer_id, status: "busy" });
    daemon.configure({ delivery_queue_ttl_seconds: 0 });
    expect(await notify(bob.peer_id)).toMatchObject({
      status: 503,
      body: { reason: "no_live_transport" },
    });
  });

  test("counts as busy while its turn goes on, even offline", async () => {
    const bob = await register("bob");
    await call("POST", "/session/update", { peer_name: bob.peer_id, turn_state: "working" });
    await call("POST", `/peers/${bob.peer_id}/offline`);
    expect((await ask(bob.peer_id)).status).toBe(200);
    expect((await notify(bob.peer_id)).body).toMatchObject({ reason: "recipient_busy" });
  });

  test("gets no ask of a job, a schedule or one to many", async () => {
    const bob = daemon.peer("bob", { circle: "docs" }).silent();
    await call("POST", "/session/update", { peer_name: bob.peer_id, status: "busy" });
    const job = { circle: "docs", prompt: "?", assigned_peer_id: bob.peer_id };
    await call("POST", "/jobs", job);
    const to = { from_peer: "x", to_peer: bob.peer_id, text: "?" };
    await call("POST", "/schedules", { ...to, kind: "ask", fire_at: "2001-01-01" });
    await call("POST", "/ask-many", { ...to, to_peers: [bob.peer_id] });
    await daemon.clock.advance(1000);
    expect(daemon.messages.filter(({ frame }) => frame.type === "ask")).toEqual([]);
    const { body } = await call("GET", `/asks/pending?peer_id=${bob.peer_id}`);
    expect((body as { asks: object[] }).asks).toHaveLength(3);
  });

  test("has traces that name the sender", async () => {
    const [me, bob] = [await register("me"), await register("bob")];
    const message = { from_peer: me.peer_id, to_peer: bob.peer_id, text: "hello" };
    const { body } = await call("POST", "/notify", message);
    const { delivery_id } = body as { delivery_id: string };
    const trace = await call("GET", `/traces/${delivery_id}`);
    const pending = { stage: "pending", from_peer_id: me.peer_id, peer_id: bob.peer_id };
    expect(trace.body).toMatchObject({ stages: [{}, {}, pending] });
  });
});

describe("a reply to an asker without a socket", () => {
  async function asked(more: object = {}): Promise<string> {
    const bob = daemon.peer("bob", { circle: "docs" }).silent();
    const ask = { from_peer: "nobody", to_peer: bob.peer_id, text: "?", ...more };
    const { body } = await call("POST", "/ask", ask);
    return (body as { correlation_id: string }).correlation_id;
  }

  test("closes a pull ask, and is kept for a wait", async () => {
    const correlation_id = await asked({ reply_delivery: "pull" });
    const ack = await call("POST", "/ack", { correlation_id, message: "8377" });
    expect(ack).toEqual({ status: 200, body: { ok: true } });
    const wait = await call("POST", `/asks/${correlation_id}/wait`, { peer_id: "nobody" });
    expect(wait.body).toMatchObject({ status: "resolved", reply: "8377" });
  });

  test("closes an ask of a registered asker", async () => {
    const me = await register("me");
    const correlation_id = await asked({ from_peer: me.peer_id });
    const ack = await call("POST", "/ack", { correlation_id, message: "8377" });
    expect(ack.status).toBe(200);
    const wait = await call("POST", `/asks/${correlation_id}/wait`, { peer_id: me.peer_id });
    expect(wait.body).toMatchObject({ status: "resolved", reply: "8377" });
  });
});

describe("a declined ask", () => {
  const decline = (correlation_id: string, reason: string) =>
    call("POST", "/decline", { correlation_id, reason });

  test("needs a reason, and is declined once", async () => {
    const [me] = [await register("me")];
    const bob = daemon.peer("bob", { circle: "docs" }).silent();
    const ask = { from_peer: me.peer_id, to_peer: bob.peer_id, text: "?" };
    const { body } = await call("POST", "/ask", { ...ask, reply_delivery: "pull" });
    const { correlation_id } = body as { correlation_id: string };
    expect(await decline(correlation_id, " ")).toEqual({
      status: 422,
      body: { detail: "reason is required" },
    });
    expect((await decline(correlation_id, "not mine")).status).toBe(200);
    expect(await decline(correlation_id, "not mine")).toEqual({
      status: 410,
      body: { detail: `Ask ${correlation_id} is already closed` },
    });
    const wait = await call("POST", `/asks/${correlation_id}/wait`, { peer_id: me.peer_id });
    expect(wait.body).toMatchObject({ reply: "not mine", close_reason: "declined" });
    const events = (await call("GET", "/events")).body as { type: string; status?: string }[];
    expect(events.findLast(({ type }) => type === "ack")).toMatchObject({ status: "declined" });
  });
});

describe("the trace of an ask", () => {
  const traceOf = async (ask: object, reply?: string) => {
    const { body } = await call("POST", "/ask", ask);
    const { correlation_id } = body as { correlation_id: string };
    if (reply !== undefined) await call("POST", "/ack", { correlation_id, message: reply });
    const trace = await call("GET", `/traces/${correlation_id}`);
    const { stages } = trace.body as { stages: { stage: string; detail: object }[] };
    return stages.map(({ stage, detail }) => [stage, detail]);
  };

  test("has its text, its reply and why it was closed", async () => {
    const bob = daemon.peer("bob", { circle: "docs" }).silent();
    const ask = { from_peer: "x", to_peer: bob.peer_id, text: "?".repeat(501) };
    const stages = await traceOf({ ...ask, reply_delivery: "pull" }, "8377");
    expect(stages[0]).toEqual([
      "created",
      { from_peer: "x", to_peer: bob.peer_id, text: `${"?".repeat(500)}…` },
    ]);
    const close_reason = "ack_with_msg";
    expect(stages.slice(-2)).toEqual([
      ["acked", { close_reason }],
      ["closed", { close_reason, reply: "8377" }],
    ]);
  });

  test("says that a busy peer was not sent it", async () => {
    const bob = daemon.peer("bob", { circle: "docs" }).silent();
    await call("POST", "/session/update", { peer_name: bob.peer_id, status: "busy" });
    const stages = await traceOf({ from_peer: "x", to_peer: bob.peer_id, text: "?" });
    const detail = { transport: "deferred", verified: false };
    expect(stages.at(-1)).toEqual(["websocket_sent", detail]);
  });
});

describe("the removal of a peer", () => {
  test.each([
    ["DELETE", "/peers/me-claude-code", undefined, 409],
    ["POST", "/peer/unregister", { name: "me-claude-code" }, 200],
    ["POST", "/kill-peer", { peer_identifier: "me-claude-code" }, 200],
  ])("by %s %s ends its socket", async (method, path, body, status) => {
    const closed: unknown[] = [];
    const socket = new daemon.WebSocket(`${daemon.url.replace("http", "ws")}/ws`);
    const me = await register("me");
    socket.onopen = () =>
      socket.send(
        JSON.stringify({ type: "connect", ...me, path: "/w/me", backend: "claude-code" }),
      );
    socket.onclose = ({ code, reason }) => void closed.push([code, reason]);
    await daemon.clock.settled();
    expect((await call(method, path, body)).status).toBe(200);
    await daemon.clock.settled();
    expect(closed).toEqual([[1001, "peer removed by daemon"]]);
    const claim = { name: "me", path: "/w/me", circle: "docs", peer_id: me.peer_id };
    expect((await call("POST", "/peers", claim)).status).toBe(status);
  });
});

test("a route that is not imitated says so", async () => {
  const { status, body } = await call("GET", "/asks/history?peer_id=x");
  expect(status).toBe(501);
  expect(body).toMatchObject({ fake_daemon: "not_imitated" });
});

describe("spawning", () => {
  const spawnable = {
    commands: { codex: "codex --yolo", gemini: "gemini", "claude-code": "claude" },
    profiles: { codex: { quiet: { args: ["-q", "it's"] } }, gemini: { loud: { args: ["-l"] } } },
    allowed_paths: ["/w"],
  };
  const spawn = (more: object) =>
    call("POST", "/spawn", { path: "/w/app", circle: "docs", ...more });

  beforeEach(() => {
    daemon.configure({ spawn: spawnable });
  });

  test("is offered for four backends, in the order of their names", async () => {
    const { body } = await call("GET", "/spawn/config");
    expect(body).toEqual({
      enabled: true,
      circle_boundary: "session",
      commands: { "claude-code": "claude", codex: "codex --yolo" },
      profiles: { codex: { quiet: ["-q", "it's"] } },
      allowed_commands: ["claude", "codex --yolo"],
      allowed_paths: ["/w"],
    });
  });

  test.each(["gemini", "antigravity", "mcp-http", "kimi-code", ""])(
    "of the backend %j is refused",
    async (backend) => {
      const hint = "Supported runtimes are claude-code, codex, opencode, and pi.";
      const detail = { error: "unsupported_backend", hint, backend };
      expect(await spawn({ backend })).toEqual({ status: 422, body: { detail } });
      const { peer_id } = await register("me");
      const fork = await call("POST", `/peers/${peer_id}/fork-backend`, { new_backend: backend });
      expect(fork).toEqual({ status: 422, body: { detail } });
    },
  );

  test("types no first message, and quotes the arguments of a profile for a shell", async () => {
    await spawn({ backend: "codex", profile: "quiet", message: "hello" });
    await daemon.clock.advance("1m");
    expect(daemon.machine.panes).toMatchObject([
      { command: String.raw`codex --yolo -q 'it'\''s'`, typed: [] },
    ]);
  });

  test("a fork starts another agent beside the peer", async () => {
    const me = await register("me");
    const forked = await call("POST", `/peers/${me.peer_id}/fork-backend`, {
      new_backend: "codex",
    });
    expect(forked).toMatchObject({
      status: 200,
      body: { source_peer_id: me.peer_id, new_backend: "codex", tmux_session: "docs:me" },
    });
    const again = { new_backend: "claude-code" };
    expect(await call("POST", `/peers/${me.peer_id}/fork-backend`, again)).toMatchObject({
      status: 409,
      body: { detail: { error: "same_backend" } },
    });
    expect((await call("GET", `/peers/${me.peer_id}`)).status).toBe(200);
  });
});

test("a history shows tool calls only of turns that were read from the disk", async () => {
  const { peer_id } = await register("me");
  const turn = { peer: "me", peer_id, role: "assistant", text: "é port", turn_id: "t" };
  await call("POST", "/events/chat", { ...turn, tool_calls: [{ name: "Read", input: "x" }] });
  const items = async () => {
    const { body } = await call("GET", `/peers/${peer_id}/timeline`);
    return (body as { items: { tool_calls: unknown[] }[] }).items;
  };
  expect(await items()).toMatchObject([{ tool_calls: [] }]);
  const { body } = await call("GET", `/peers/${peer_id}/timeline/search?q=PORT`);
  expect(body).toMatchObject({ results: [{ match: { start: 3, end: 7 } }] });
  await daemon.restart();
  await call("POST", "/peers", { name: "me", path: "/w/me", circle: "docs", peer_id });
  expect(await items()).toMatchObject([{ tool_calls: [{ name: "Read", input: "x" }] }]);
});

test("a crash forgets the peers that no repair has seen", async () => {
  const seen = await register("seen");
  await daemon.repair();
  const unseen = await register("unseen");
  await daemon.restart({ crash: true });
  const again = async (name: string, peer_id: string) => {
    const { body } = await call("POST", "/peers", {
      name,
      path: `/w/${name}`,
      circle: "docs",
      peer_id,
    });
    return (body as { peer_id: string }).peer_id;
  };
  expect(await again("seen", seen.peer_id)).toBe(seen.peer_id);
  expect(await again("unseen", unseen.peer_id)).not.toBe(unseen.peer_id);
});
