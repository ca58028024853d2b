import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import { ScriptedSocket, settle } from "../../test/peer/scripted-socket.ts";
import { preload } from "../parts.ts";
import { RepowireClient } from "../client.ts";
import type { ClosePeerOptions, ConnectPeerOptions } from "./options.ts";

let requests: string[];

const sockets = ScriptedSocket.all;
const identity = { peer_id: "repow-docs-00000001", display_name: "d-codex" };
const failure = (promise: Promise<unknown>) => promise.catch((error: unknown) => error);

function connect(options: ConnectPeerOptions) {
  const client = new RepowireClient({
    WebSocket: ScriptedSocket,
    fetch: async (url) => {
      const { pathname } = new URL(url);
      requests.push(pathname);
      if (pathname === "/peers") return Response.json({ ok: true, ...identity });
      return Response.json({
        ...identity,
        name: identity.display_name,
        path: "/work/d",
        backend: "claude-code",
        circle: "docs",
        role: "agent",
        status: "online",
        ws_connected: true,
        metadata: {},
      });
    },
  });
  return { client, peer: client.connectPeer({ path: "/work/d", circle: "docs" }, options) };
}

/** A peer whose handler runs until the test ends it. */
async function working(options: ConnectPeerOptions = {}) {
  const { client, peer: connecting } = connect(options);
  await settle();
  sockets[0]?.say({ type: "connected", session_id: identity.peer_id, ...identity });
  const peer = await connecting;
  const work = Promise.withResolvers<void>();
  let signal: AbortSignal | undefined;
  peer.onBroadcast(async (_, context) => {
    signal = context.signal;
    await work.promise;
  });
  sockets[0]?.say({ type: "broadcast", from_peer: "x", text: "work" });
  await vi.advanceTimersByTimeAsync(0);
  return { client, peer, finish: () => work.resolve(), aborted: () => signal?.aborted };
}

await preload();

beforeEach(() => {
  vi.useFakeTimers();
  requests = [];
  sockets.length = 0;
});
afterEach(() => {
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

const wrong = [NaN, -1, 2 ** 31, 30 * 86_400_000] as const;
const words = "must be 0 to 2147483647 milliseconds, or Infinity";

describe("a connect", () => {
  test("may take as long as it likes", async () => {
    const { client, peer: connecting } = connect({ connectTimeout: Infinity });
    await vi.advanceTimersByTimeAsync(3_600_000);
    sockets[0]?.say({ type: "connected", session_id: identity.peer_id, ...identity });
    const peer = await connecting;
    expect(peer.status).toBe("online");
    await peer.close();
    await client.close();
  });

  test.for(
    wrong.flatMap((value): [string, object][] => [
      ["connectTimeout", { connectTimeout: value }],
      ["checkInterval", { checkInterval: value }],
      ["close.drainTimeout", { close: { drainTimeout: value } }],
    ]),
  )("is not begun with a wrong %s", async ([option, options]) => {
    const error = await failure(connect(options).peer);
    expect(error).toBeInstanceOf(TypeError);
    expect(String(error)).toContain(`connectPeer: ${option} ${words}`);
    expect(requests).toEqual([]);
  });
});

describe("a close", () => {
  test("may wait for a handler as long as it runs", async () => {
    const { peer, finish, aborted } = await working();
    const closing = peer.close({ drainTimeout: Infinity });
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect([aborted(), peer.status]).toEqual([false, "online"]);
    finish();
    await closing;
    expect(peer.status).toBe("closed");
  });

  test("of the client waits for a handler as long as the peer does", async () => {
    const { client, peer, finish, aborted } = await working({ close: { drainTimeout: Infinity } });
    const closing = client.close();
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect([aborted(), peer.status]).toEqual([false, "online"]);
    finish();
    await closing;
    expect(peer.status).toBe("closed");
  });

  test("of the client gives a handler up at the peer's limit", async () => {
    const { client, peer, aborted } = await working({ close: { drainTimeout: 50 } });
    const closing = client.close();
    await vi.advanceTimersByTimeAsync(40);
    expect([aborted(), peer.status]).toEqual([false, "online"]);
    await vi.advanceTimersByTimeAsync(10);
    await closing;
    expect([aborted(), peer.status]).toEqual([true, "closed"]);
  });

  test("waits for no handler with 0", async () => {
    const { peer, aborted } = await working();
    const closing = peer.close({ drainTimeout: 0 });
    await vi.advanceTimersByTimeAsync(0);
    await closing;
    expect(aborted()).toBe(true);
  });

  test.for(wrong)(
    "with a wrong time (%d) is none, and another may follow",
    async (drainTimeout) => {
      const { peer, finish } = await working();
      const options: ClosePeerOptions = { drainTimeout };
      const error = await failure(peer.close(options));
      expect(error).toBeInstanceOf(TypeError);
      expect(String(error)).toContain(`close: drainTimeout ${words}`);
      expect(peer.status).toBe("online");
      finish();
      await peer.close();
      expect(peer.status).toBe("closed");
    },
  );
});
