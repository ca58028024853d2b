import { describe, expect, test, vi } from "vitest";

import { ScriptedSocket, settle, until } from "../../test/peer/scripted-socket.ts";
import { SmallMesh, failure, us } from "../../test/peer/small-mesh.ts";
import type { AuthToken, CallOptions, RepowireClientOptions } from "../options.ts";
import type { LivePeer } from "./live-peer.ts";
import type { ConnectPeerOptions } from "./options.ts";
import { PeerConnectionError, PeerRefusedError } from "../errors.ts";

const sockets = ScriptedSocket.all;
const mesh = new SmallMesh();

describe("the token function of the socket", () => {
  const never = () => new Promise<string>(() => undefined);

  test.for<[string, ConnectPeerOptions, () => Promise<unknown>, object]>([
    [
      "its time",
      { connectTimeout: 50 },
      () => vi.advanceTimersByTimeAsync(50),
      {
        name: "PeerConnectionError",
      },
    ],
    ["the end of the client", {}, () => mesh.client.close(), { name: "ClientClosedError" }],
  ])("that never answers is ended by %s", async ([, options, end, expected]) => {
    mesh.client = mesh.newClient({ authToken: never });
    const connecting = failure(mesh.client.connectPeer(us, options));
    await settle();
    await end();
    expect(await connecting).toMatchObject(expected);
    expect(mesh.daemon.peers).toEqual([]);
  });

  test("that never answers is ended by the caller's signal", async () => {
    mesh.client = mesh.newClient({ authToken: never });
    const controller = new AbortController();
    const connecting = failure(mesh.client.connectPeer(us, { signal: controller.signal }));
    await settle();
    controller.abort("enough");
    expect(await connecting).toBe("enough");
  });

  test.for(["", null, 7, "two\nlines"])("must not give %j", async (token) => {
    mesh.client = mesh.newClient({ authToken: () => token as string });
    expect(await failure(mesh.client.connectPeer(us))).toBeInstanceOf(TypeError);
    expect(mesh.daemon.calls).toEqual([]);
  });

  test("may give something else at a later reconnect, and may fail for minutes", async () => {
    let token: () => string = () => "token";
    mesh.client = mesh.newClient({ authToken: () => token() });
    const peer = await mesh.connect();
    const throwing = () => {
      throw new TypeError("the vault is sealed");
    };
    for (const [broken, time] of [
      [() => null as never, 5_000],
      [throwing, 300_000],
    ] as const) {
      token = broken;
      mesh.daemon.drop(peer.peer_id, 1006);
      await vi.advanceTimersByTimeAsync(time);
      expect(peer.status).toBe("reconnecting");
      token = () => "token";
      await vi.advanceTimersByTimeAsync(10_000);
      await until(() => peer.status === "online");
    }
  });

  test("may fail once at a reconnect", async () => {
    let fails = false;
    const authToken: AuthToken = () => {
      if (!fails) return "token";
      fails = false;
      throw new Error("the vault is sealed");
    };
    mesh.client = mesh.newClient({ authToken });
    const peer = await mesh.connect();
    fails = true;
    mesh.daemon.drop(peer.peer_id, 1006);
    await vi.advanceTimersByTimeAsync(1_000);
    await until(() => peer.status === "online");
    expect(mesh.told).toContainEqual(new Error("the vault is sealed"));
    expect(sockets.at(-1)?.sent[0]).toMatchObject({ auth_token: "token" });
  });
});

describe("a connect that fails after the registration", () => {
  test("leaves a peer that the next one becomes, and says which", async () => {
    class Refusing extends ScriptedSocket {
      constructor(url: string) {
        super(url);
        queueMicrotask(() => this.end(1006));
      }
    }
    const { fetch } = mesh.daemon;
    let WebSocket: typeof ScriptedSocket = Refusing;
    mesh.client = mesh.newClient({
      fetch,
      WebSocket: class {
        constructor(url: string) {
          return new WebSocket(url);
        }
      } as never,
    });
    const error = await failure(mesh.connect());
    expect(error).toBeInstanceOf(PeerConnectionError);
    const { peer_id } = error as PeerConnectionError;
    await settle();
    expect(mesh.daemon.peer(peer_id ?? "")).toMatchObject({ status: "offline" });
    WebSocket = mesh.daemon.WebSocket as never;
    const peer = await mesh.connect();
    expect([peer.peer_id, peer.display_name]).toEqual([peer_id, "d-codex"]);
    expect(mesh.daemon.peers).toHaveLength(1);
  });

  test.for([0, 1, 2, 3, 5, 8, 20])(
    "aborted after %i turns: a component that mounts twice",
    async (turns) => {
      const controller = new AbortController();
      const first = failure(mesh.client.connectPeer(us, { signal: controller.signal }));
      for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
      controller.abort("unmounted");
      const second = mesh.client.connectPeer(us);
      await settle();
      const peer = await second;
      expect(await first).toBe("unmounted");
      expect(peer.display_name).toBe("d-codex");
      expect(mesh.daemon.peers.map(({ status }) => status)).toEqual(["online"]);
    },
  );

  test("is taken over by one of two connects, and the other is another peer", async () => {
    const controller = new AbortController();
    const first = failure(mesh.client.connectPeer(us, { signal: controller.signal }));
    mesh.daemon.answers.set("POST /peers", () => {
      controller.abort("unmounted");
      mesh.daemon.answers.clear();
      return undefined;
    });
    expect(await first).toBe("unmounted");
    const both = [mesh.client.connectPeer(us), mesh.client.connectPeer(us)];
    await settle();
    const [one, two] = await Promise.all(both);
    expect(new Set([one?.display_name, two?.display_name])).toEqual(
      new Set(["d-codex", "d-2-codex"]),
    );
    expect([one?.status, two?.status]).toEqual(["online", "online"]);
  });

  test("may be retried until the daemon is there", async () => {
    let away = true;
    mesh.daemon.answers.set("POST /peers", () => {
      if (away) throw new TypeError("fetch failed");
      return undefined;
    });
    const connecting = mesh.client.connectPeer(us, { ...mesh.watched, retryFirstConnect: true });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(mesh.told.length).toBeGreaterThan(5);
    away = false;
    await vi.advanceTimersByTimeAsync(10_000);
    expect((await connecting).status).toBe("online");
  });
});

describe("an identity", () => {
  test("that the daemon has retired is replaced, and reported", async () => {
    const peer = await mesh.connect();
    const { peer_id } = peer;
    mesh.daemon.drop(peer_id, 1006);
    mesh.daemon.retire(peer_id);
    await mesh.reconnected(peer);
    expect(peer.peer_id).not.toBe(peer_id);
    expect(mesh.statuses.at(-1)).toEqual(["online", peer.peer_id, peer_id]);
  });

  test("that is retired while it is connected", async () => {
    const peer = await mesh.connect();
    const { peer_id } = peer;
    mesh.daemon.retire(peer_id);
    await mesh.reconnected(peer);
    expect(mesh.statuses.at(-1)).toEqual(["online", peer.peer_id, peer_id]);
  });

  test("of an earlier run that is retired by now", async () => {
    const earlier = await mesh.connect();
    const { peer_id } = earlier;
    await earlier.close();
    mesh.daemon.retire(peer_id);
    mesh.statuses.length = 0;
    const peer = await mesh.connect({}, { peer_id });
    expect(mesh.statuses).toEqual([["online", peer.peer_id, peer_id]]);
  });

  test("whose role, circle and name were changed at the daemon", async () => {
    const peer = await mesh.connect();
    Object.assign(mesh.daemon.peer(peer.peer_id) ?? {}, {
      role: "orchestrator",
      circle: "other",
      display_name: "renamed-codex",
    });
    mesh.daemon.drop(peer.peer_id, 1006);
    await mesh.reconnected(peer);
    expect(peer).toMatchObject({ circle: "other", display_name: "renamed-codex" });
    expect(sockets.at(-1)?.sent[0]).toMatchObject({ role: "orchestrator", circle: "other" });
  });

  test("of another folder with the same name is left as it was", async () => {
    const first = await mesh.connect({}, { path: "/a/d" });
    await first.close();
    const before = { ...mesh.daemon.peer(first.peer_id) };
    const second = await mesh.connect({}, { path: "/b/d" });
    expect(second.display_name).toBe("d-2-codex");
    expect(mesh.daemon.peer(first.peer_id)).toEqual(before);
    const back = await mesh.connect({}, { path: "/a/d", peer_id: first.peer_id });
    expect([back.peer_id, back.display_name]).toEqual([first.peer_id, "d-codex"]);
    expect(second.status).toBe("online");
  });

  test("that another program uses ends the first, which does not fight", async () => {
    const peer = await mesh.connect();
    const rival = mesh.newClient();
    const other = rival.connectPeer({ ...us, peer_id: peer.peer_id });
    await settle();
    expect((await other).peer_id).toBe(peer.peer_id);
    await expect(peer.closed).rejects.toMatchObject({ name: "PeerRefusedError", closeCode: 1000 });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(sockets).toHaveLength(2);
    expect((await other).status).toBe("online");
    const closing = rival.close();
    await vi.advanceTimersByTimeAsync(10_000);
    await closing;
  });

  test.for([
    ["ends the first", true, "closed"],
    ["is not recognised if the daemon did not show the first one's mark", false, "online"],
  ] as const)("that another program registered %s", async ([, mergesMetadata, status]) => {
    mesh.daemon.mergesMetadata = mergesMetadata;
    const peer = await mesh.connect({ checkInterval: 1_000 }, { metadata: { own: 1 } });
    const { metadata } = mesh.daemon.peer(peer.peer_id) ?? {
      metadata: {} as Record<string, unknown>,
    };
    expect(metadata["own"]).toBe(mergesMetadata ? 1 : undefined);
    Object.assign(metadata, { repowire_client_id: "another" });
    await vi.advanceTimersByTimeAsync(3_000);
    expect([peer.status, sockets.length]).toEqual([status, 1]);
    expect(mesh.daemon.peer(peer.peer_id)?.status).toBe(mergesMetadata ? "offline" : "online");
  });

  test("that another program uses is not unregistered", async () => {
    const peer = await mesh.connect();
    const rival = mesh.newClient();
    const other = rival.connectPeer({ ...us, peer_id: peer.peer_id });
    await settle();
    expect(await peer.close({ unregister: true })).toMatchObject({ unregistered: false });
    expect((await other).status).toBe("online");
    const closing = rival.close();
    await vi.advanceTimersByTimeAsync(10_000);
    await closing;
  });

  test("that is gone counts as unregistered", async () => {
    const peer = await mesh.connect();
    await mesh.client.unregisterPeer(peer.peer_id);
    await settle();
    const closing = Promise.all([
      peer.close({ unregister: true }),
      peer.close({ unregister: true }),
    ]);
    expect((await closing).map(({ unregistered }) => unregistered)).toEqual([true, true]);
    expect(mesh.told).toEqual([]);
  });

  test("that somebody removed is the end", async () => {
    const peer = await mesh.connect();
    await mesh.client.unregisterPeer(peer.peer_id);
    await expect(peer.closed).rejects.toMatchObject({ reason: "removed" });
  });

  const long = `/work/${"n".repeat(60)}`;

  test("with a name that gets no socket is refused before it is registered", async () => {
    const error = await failure(mesh.connect({}, { path: long }));
    expect(error).toBeInstanceOf(TypeError);
    expect(String(error)).toContain("66 characters");
    expect(mesh.daemon.calls).toEqual(["GET /health"]);
  });

  test("with a name that gets no socket once it has a number is refused too", async () => {
    const path = `/work/${"n".repeat(58)}`;
    const first = await mesh.connect({}, { path });
    expect(first.display_name).toHaveLength(64);
    const error = await failure(mesh.connect({}, { path }));
    expect(error).toBeInstanceOf(TypeError);
    expect(String(error)).toContain("66 characters");
    await settle();
    expect(mesh.daemon.peers.map(({ status }) => status)).toEqual(["online", "offline"]);
  });
});

describe("a dead connection", () => {
  const me = (peer: LivePeer) => `GET /peers/${peer.peer_id}`;

  test("is found by two failed checks", async () => {
    const peer = await mesh.connect({ checkInterval: 1_000 });
    mesh.daemon.answers.set(me(peer), () => {
      throw new TypeError("fetch failed");
    });
    await vi.advanceTimersByTimeAsync(1_500);
    expect(peer.status).toBe("online");
    await vi.advanceTimersByTimeAsync(500);
    expect(peer.status).toBe("reconnecting");
    mesh.daemon.answers.clear();
    await mesh.reconnected(peer);
  });

  test("is found by failed checks of changing kinds", async () => {
    const peer = await mesh.connect({ checkInterval: 1_000 });
    let checks = 0;
    mesh.daemon.answers.set(me(peer), () => {
      checks += 1;
      if (checks % 2 === 0) throw new TypeError("fetch failed");
      return Response.json({ detail: `Unknown peer: ${peer.peer_id}` }, { status: 404 });
    });
    await vi.advanceTimersByTimeAsync(2_000);
    expect(peer.status).toBe("reconnecting");
    mesh.daemon.answers.clear();
    await mesh.reconnected(peer);
  });

  test("is not taken for a removal of the peer, when a daemon that restarted does not know it", async () => {
    const peer = await mesh.connect({ checkInterval: 1_000 });
    const gone = () => Response.json({ detail: `Unknown peer: ${peer.peer_id}` }, { status: 404 });
    mesh.daemon.answers.set(me(peer), gone);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(peer.status).toBe("online");
    // The frame that the client sent reached a machine that knows no such connection.
    mesh.daemon.drop(peer.peer_id, 1006);
    mesh.daemon.answers.clear();
    await mesh.reconnected(peer);
    expect(mesh.statuses.map(([status]) => status)).toEqual(["online", "reconnecting", "online"]);
  });

  test("is found after a sleep", async () => {
    const peer = await mesh.connect({ checkInterval: 1_000 });
    vi.setSystemTime(Date.now() + 3_600_000);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(mesh.statuses.at(-1)?.[0]).toBe("reconnecting");
    await mesh.reconnected(peer);
    expect(mesh.told.map(String)).toContainEqual(expect.stringContaining("slept"));
  });

  /** A router forgot the connection: no frame arrives any more, in either direction. */
  const forget = (socket: ScriptedSocket | undefined) => {
    if (socket !== undefined) Object.assign(socket, { onSent: undefined, say: () => undefined });
  };

  test("is found by frames that do not arrive, where the socket has no pings", async () => {
    const peer = await mesh.connect({ checkInterval: 1_000 });
    peer.setStatus("busy", "awaiting_input");
    await vi.advanceTimersByTimeAsync(30_000);
    expect([peer.status, sockets.length]).toEqual(["online", 1]);
    expect(mesh.daemon.peer(peer.peer_id)?.status).toBe("busy");
    forget(sockets[0]);
    await vi.advanceTimersByTimeAsync(12_000);
    await mesh.reconnected(peer);
    expect(mesh.statuses.map(([status]) => status)).toEqual(["online", "reconnecting", "online"]);
    expect(mesh.told.map(String)).toEqual([expect.stringContaining("did not reach the daemon")]);
  });

  test("is not suspected of a daemon that never notes a frame", async () => {
    mesh.daemon.notesFrames = false;
    const peer = await mesh.connect({ checkInterval: 1_000 });
    await vi.advanceTimersByTimeAsync(60_000);
    expect([peer.status, sockets.length, mesh.told]).toEqual(["online", 1, []]);
  });

  test("keeps no ask from its handler for long", async () => {
    const peer = await mesh.connect({ checkInterval: 1_000 });
    const heard: string[] = [];
    peer.onAsk(({ text }) => void heard.push(text));
    await settle();
    forget(sockets[0]);
    mesh.daemon.ask(peer.peer_id, "Which port?");
    await vi.advanceTimersByTimeAsync(1_000);
    await until(() => heard.length === 1);
    expect(heard).toEqual(["Which port?"]);
  });

  test("is one whose peer somebody set offline", async () => {
    const peer = await mesh.connect({ checkInterval: 1_000 });
    await mesh.client.markPeerOffline(peer.peer_id);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(peer.status).toBe("reconnecting");
    await mesh.reconnected(peer);
    expect(mesh.daemon.peer(peer.peer_id)?.status).toBe("online");
  });

  test("is not looked for in a loop without a pause", async () => {
    const peer = await mesh.connect({ checkInterval: 0 });
    const before = mesh.daemon.calls.length;
    await vi.advanceTimersByTimeAsync(1_000);
    expect(mesh.daemon.calls.length - before).toBeLessThanOrEqual(20);
    expect(peer.status).toBe("online");
  });

  test("is found by a ping without an answer, where the socket has pings", async () => {
    let pings = 0;
    const { WebSocket } = mesh.daemon;
    class Pinging extends (WebSocket as typeof ScriptedSocket) {
      ping(): void {
        pings += 1;
      }
    }
    mesh.client = mesh.newClient({ WebSocket: Pinging });
    const peer = await mesh.connect({ checkInterval: 1_000 });
    await vi.advanceTimersByTimeAsync(1_000);
    expect([pings, peer.status]).toEqual([1, "online"]);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(peer.status).toBe("reconnecting");
  });
});

describe("loops have a floor", () => {
  test("a server that accepts and closes is tried ever more slowly", async () => {
    const peer = await mesh.connect();
    const end = () => mesh.daemon.drop(peer.peer_id, 1012);
    const timer = setInterval(end, 1);
    await vi.advanceTimersByTimeAsync(60_000);
    clearInterval(timer);
    expect(sockets.length).toBeGreaterThan(5);
    expect(sockets.length).toBeLessThan(20);
  });

  test("a `Retry-After` is obeyed", async () => {
    const peer = await mesh.connect();
    mesh.daemon.answers.set("POST /peers", () =>
      Response.json({ detail: "busy" }, { status: 503, headers: { "retry-after": "60" } }),
    );
    mesh.daemon.drop(peer.peer_id, 1012);
    await vi.advanceTimersByTimeAsync(59_000);
    expect(mesh.daemon.calls.filter((call) => call === "POST /peers")).toHaveLength(2);
  });
});

describe("a restart", () => {
  const page = (status: number) => () =>
    new Response("<html>starting</html>", { status, headers: { location: "/login" } });

  test.for([404, 422, 302, 200, 502])("with a page of %i does not end a peer", async (status) => {
    const peer = await mesh.connect();
    mesh.daemon.answers.set("POST /peers", page(status));
    mesh.daemon.drop(peer.peer_id, 1012);
    await vi.advanceTimersByTimeAsync(3_000);
    expect(peer.status).toBe("reconnecting");
    mesh.daemon.answers.clear();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(peer.status).toBe("online");
  });

  test("whose page stays ends it after several tries", async () => {
    const peer = await mesh.connect();
    mesh.daemon.answers.set("POST /peers", page(404));
    mesh.daemon.drop(peer.peer_id, 1012);
    await vi.advanceTimersByTimeAsync(300_000);
    await expect(peer.closed).rejects.toMatchObject({ status: 404 });
    expect(mesh.daemon.calls.filter((call) => call === "POST /peers")).toHaveLength(11);
  });
});

test("a binary frame is read like a text", async () => {
  const peer = await mesh.connect();
  const heard: string[] = [];
  peer.onNotify(({ text }) => void heard.push(text));
  const frame = JSON.stringify({ type: "notify", from_peer: "x", text: "hällo" });
  sockets.at(-1)?.say(new TextEncoder().encode(frame).buffer);
  expect(heard).toEqual(["hällo"]);
});

describe("frames that do not match their schema", () => {
  const broken = { type: "notify", delivery_id: 7, from_peer: "x", text: "hello" };

  async function hearing(options: RepowireClientOptions) {
    const drift: unknown[] = [];
    mesh.client = mesh.newClient({ ...options, onDrift: (event) => void drift.push(event) });
    const peer = await mesh.connect();
    const heard: string[] = [];
    peer.onNotify(({ text }) => void heard.push(text));
    const say = (frame: object | string) => sockets.at(-1)?.say(frame);
    return { drift, heard, say };
  }

  test.for([
    ["strict", 1, 0, 1],
    ["warn", 1, 1, 0],
    ["off", 0, 1, 0],
  ] as const)("with validation %s", async ([validation, drifts, heards, errors]) => {
    const { drift, heard, say } = await hearing({ validation });
    say(broken);
    await settle();
    expect([drift.length, heard.length, mesh.told.length]).toEqual([drifts, heards, errors]);
    say({ ...broken, delivery_id: "n-1", text: "and on" });
    expect(heard.at(-1)).toBe("and on");
  });

  test.for(["strict", "warn", "off"] as const)(
    "with validation %s: what is no frame, or no message, is skipped",
    async (validation) => {
      const { heard, say } = await hearing({ validation });
      say("<html>");
      say({ type: "notify", from_peer: "x" });
      say({ type: "ask", from_peer: "x", text: "?", delivery_id: "a-1" });
      await settle();
      expect(mesh.told).toHaveLength(3);
      expect(sockets.at(-1)?.sent.at(-1)).toMatchObject({ delivery_id: "a-1", status: "rejected" });
      say({ type: "notify", from_peer: "x", text: "and on" });
      expect(heard).toEqual(["and on"]);
    },
  );
});

test("the daemon's words cannot play with a terminal", async () => {
  const peer = await mesh.connect();
  mesh.daemon.drop(peer.peer_id, 4002, "\u001b[2Jgone");
  const error = await failure(peer.closed);
  expect(String(error)).toContain("\\u{1b}[2Jgone");
  expect(error).toMatchObject({ reason: "\u001b[2Jgone" });
});

test("a refusal is typed", async () => {
  mesh.daemon.answers.set("POST /peers", () =>
    Response.json({ ok: true, peer_id: "repow-docs-00000009", display_name: "d-codex" }),
  );
  const error = await failure(mesh.connect());
  expect(error).toBeInstanceOf(PeerRefusedError);
  expect(error).toMatchObject({ closeCode: 4003, peer_id: "repow-docs-00000009" });
});

describe("an ask of a peer that reconnects", () => {
  const params = { to_peer: "x-codex", text: "?" };

  /** A peer whose socket ended, and that cannot register until the answer is removed. */
  async function away(): Promise<LivePeer> {
    const peer = await mesh.connect();
    mesh.daemon.answers.set("POST /peers", () =>
      Response.json({ detail: "not yet" }, { status: 503 }),
    );
    mesh.daemon.drop(peer.peer_id, 1006);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(peer.status).toBe("reconnecting");
    return peer;
  }

  test.for<[string, (peer: LivePeer) => Promise<unknown>, object]>([
    ["ask", (peer) => peer.ask(params), { correlation_id: "ask-1" }],
    ["askMany", (peer) => peer.askMany({ to_peers: ["x-codex"], text: "?" }), { parent_id: "p-1" }],
  ])("waits, and is sent once, in the peer's new name: %s", async ([, send, result]) => {
    const peer = await away();
    const senders: unknown[] = [];
    const answer = (body: object) => (sent: Record<string, unknown>) => {
      senders.push(sent["from_peer"]);
      return Response.json(body);
    };
    mesh.daemon.answers.set("POST /ask", answer({ correlation_id: "ask-1", error: null }));
    mesh.daemon.answers.set(
      "POST /ask-many",
      answer({ parent_id: "p-1", children: [], ok: true, sent: 0, failed: 0 }),
    );
    const asking = send(peer);
    await settle();
    expect(senders).toEqual([]);
    mesh.daemon.retired.add(peer.peer_id);
    mesh.daemon.answers.delete("POST /peers");
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await asking).toMatchObject(result);
    expect([peer.status, senders]).toEqual(["online", [peer.peer_id]]);
  });

  const abort = new AbortController();

  test.for<[string, CallOptions, () => unknown, object]>([
    [
      "its timeout",
      { timeout: 3_000 },
      () => vi.advanceTimersByTimeAsync(3_000),
      { name: "DaemonTimeoutError", delivery: "not_sent", timeout: 3_000 },
    ],
    ["its signal", { signal: abort.signal }, () => abort.abort({ mine: 1 }), { mine: 1 }],
    [
      "the end of the client",
      {},
      () => mesh.close(mesh.client),
      { name: "ClientClosedError", delivery: "not_sent" },
    ],
  ])("is given up, unsent, with %s", async ([, options, end, error]) => {
    const peer = await away();
    const asking = failure(peer.ask(params, options));
    await settle();
    await end();
    expect(await asking).toMatchObject(error);
    expect(mesh.daemon.calls).not.toContain("POST /ask");
  });
});
