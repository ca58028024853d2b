import { createServer } from "node:net";

import { describe, expect, test, vi } from "vitest";

import { FakeDaemon } from "./index.ts";

/** What verify says; nothing, when nothing is wrong. */
function problemOf(daemon: FakeDaemon): string | undefined {
  try {
    daemon.verify();
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

async function connect(daemon: FakeDaemon) {
  const socket = new daemon.WebSocket("ws://fake-daemon.invalid/ws");
  await new Promise((resolve) => socket.addEventListener("open", resolve));
  const capabilities = ["delivery_receipts"];
  const frame = { type: "connect", display_name: "bob", path: "/w/bob", capabilities };
  socket.send(JSON.stringify(frame));
  await daemon.clock.settled();
  return socket;
}

// A promise that nobody catches ends the process, and vitest fails the file for it.
describe("an error in the background does not end the process", () => {
  test("a timer that throws", async () => {
    const daemon = new FakeDaemon();
    daemon.clock.schedule(1000, () => {
      throw new Error("boom");
    });
    let later = false;
    daemon.clock.schedule(2000, () => (later = true));
    await daemon.clock.advance("5s");
    expect(later).toBe(true);
    expect(problemOf(daemon)).toMatch(/^an error in the background: boom/);
  });

  test.each(["system", "ticking"] as const)("a timer of a clock that is %s", async (clock) => {
    const daemon = new FakeDaemon({ clock });
    const fired = new Promise<void>((resolve) => {
      daemon.clock.schedule(1, () => {
        resolve();
        throw new Error("boom");
      });
    });
    await fired;
    await daemon.clock.settled();
    expect(problemOf(daemon)).toMatch(/boom/);
    await daemon.close();
  });

  test("a port that somebody takes while the daemon is down", async () => {
    const daemon = new FakeDaemon();
    const { port } = await daemon.listen();
    await daemon.down("1s");
    const other = createServer().listen(port, "127.0.0.1");
    await new Promise((resolve) => other.once("listening", resolve));
    await daemon.clock.advance("1s");
    await vi.waitFor(() => expect(problemOf(daemon)).toMatch(/EADDRINUSE/));
    await new Promise((resolve) => other.close(resolve));
    await daemon.close();
  });

  test.each(["in process", "on loopback"])("an odd frame (%s)", async (door) => {
    const daemon = new FakeDaemon({ emulate: "0.14.17", strict: { leakedStreams: false } });
    let socket: WebSocket;
    if (door === "in process") socket = await connect(daemon);
    else {
      socket = new WebSocket(`${(await daemon.listen()).url.replace("http", "ws")}/ws`);
      await new Promise((resolve) => socket.addEventListener("open", resolve));
      socket.send(JSON.stringify({ type: "connect", display_name: "bob", path: "/w/bob" }));
      await new Promise((resolve) => socket.addEventListener("message", resolve, { once: true }));
    }
    const answered = new Promise<unknown>((resolve) => {
      socket.addEventListener("message", ({ data }) => {
        const { type, correlation_id } = JSON.parse(String(data)) as Record<string, unknown>;
        if (type !== "query") return;
        socket.send(JSON.stringify({ type: "error", correlation_id, error: { toString: 1 } }));
        resolve(undefined);
      });
    });
    const body = JSON.stringify({ from_peer: "me", to_peer: "bob-claude-code", text: "?" });
    const headers = { "content-type": "application/json" };
    const asking = daemon.fetch(`${daemon.url}/query`, { method: "POST", headers, body });
    await answered;
    expect(await (await asking).json()).toMatchObject({ error: "{'toString': 1}" });
    daemon.verify();
    await daemon.close();
  });

  test("a scheduled ask whose receipt is odd", async () => {
    const daemon = new FakeDaemon({ emulate: "0.17.0", strict: { leakedStreams: false } });
    const socket = await connect(daemon);
    socket.addEventListener("message", ({ data }) => {
      const { delivery_id } = JSON.parse(String(data)) as { delivery_id?: string };
      if (delivery_id === undefined) return;
      socket.send(JSON.stringify({ type: "delivery_ack", delivery_id, status: {} }));
    });
    const fire_at = new Date(daemon.clock.now().getTime() + 1000).toISOString();
    const body = {
      from_peer: "bob-claude-code",
      to_peer: "bob-claude-code",
      text: "?",
      kind: "ask",
    };
    await daemon.fetch(`${daemon.url}/schedules`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ ...body, fire_at }),
    });
    await daemon.clock.advance("1m");
    // The daemon survives it, whatever it makes of the receipt.
    expect((await daemon.fetch(`${daemon.url}/health`)).status).toBe(200);
    await daemon.close();
  });

  test("a function of a fault, and a pattern of a script", async () => {
    const daemon = new FakeDaemon({ strict: { openAsks: false } });
    daemon.fault("ask", () => {
      throw new Error("odd fault");
    });
    daemon.peer("bob").onAsk(() => {
      throw new Error("odd pattern");
    });
    const body = JSON.stringify({ from_peer: "me", to_peer: "bob-claude-code", text: "?" });
    const headers = { "content-type": "application/json" };
    const answer = await daemon.fetch(`${daemon.url}/ask`, { method: "POST", headers, body });
    expect(answer.status).toBe(200);
    expect(problemOf(daemon)).toMatch(
      /function of a fault failed: odd fault\n.*bob failed: odd pattern/,
    );
  });
});
