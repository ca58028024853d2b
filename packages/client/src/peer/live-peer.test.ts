import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import { DaemonConnectionError } from "@repowire/protocol";

import { ScriptedSocket, settle } from "../../test/peer/scripted-socket.ts";
import type { Fetch } from "../options.ts";
import { preload } from "../parts.ts";
import { RepowireClient } from "../client.ts";
import type { LivePeer } from "./live-peer.ts";
import type { ConnectPeerOptions } from "./options.ts";
import { PeerRefusedError } from "../errors.ts";

const sockets = ScriptedSocket.all;

let answers: Record<string, () => Response>;
let requests: string[];

await preload();

beforeEach(() => {
  vi.useFakeTimers();
  sockets.length = 0;
  requests = [];
  answers = {
    "POST /peers": () =>
      Response.json({ ok: true, peer_id: "repow-docs-00000001", display_name: "d-codex" }),
    "GET /health": () => Response.json({ status: "ok", version: "0.17.0", relay_mode: false }),
  };
});

afterEach(() => void vi.useRealTimers());

const fetch: Fetch = async (url, init) => {
  const request = new Request(url, init);
  const call = `${request.method} ${new URL(request.url).pathname.replace("/d/relay-token", "")}`;
  requests.push(call);
  return answers[call]?.() ?? Response.json({ detail: "Not Found" }, { status: 404 });
};

const client = (authToken?: string) =>
  new RepowireClient({
    baseUrl: "http://daemon.invalid/d/relay-token",
    authToken,
    WebSocket: ScriptedSocket,
    fetch,
  });

const connect = (options?: ConnectPeerOptions, authToken?: string) =>
  client(authToken).connectPeer({ path: "/work/d/", circle: "docs", backend: "codex" }, options);

async function connected(options?: ConnectPeerOptions): Promise<LivePeer> {
  const peer = connect(options);
  await settle();
  welcome();
  return await peer;
}

function welcome(peer_id = "repow-docs-00000001"): void {
  sockets.at(-1)?.open();
  sockets.at(-1)?.say({ type: "connected", session_id: peer_id, display_name: "d-codex" });
}

test("it registers, and connects with what it got", async () => {
  const peer = await connected();
  expect(requests).toEqual(["POST /peers", "GET /peers/repow-docs-00000001"]);
  expect(sockets[0]?.url).toBe("ws://daemon.invalid/d/relay-token/ws");
  expect(sockets[0]?.sent).toEqual([
    {
      type: "connect",
      display_name: "d-codex",
      circle: "docs",
      backend: "codex",
      path: "/work/d",
      peer_id: "repow-docs-00000001",
      role: "agent",
      hook_version: 1,
      capabilities: ["delivery_receipts"],
    },
  ]);
  expect(peer).toMatchObject({ peer_id: "repow-docs-00000001", path: "/work/d", status: "online" });
});

test("it is who the daemon says that it is", async () => {
  const peer = connect();
  await settle();
  welcome("repow-docs-0000beef");
  expect((await peer).peer_id).toBe("repow-docs-0000beef");
});

test("it answers pings", async () => {
  await connected();
  sockets[0]?.say({ type: "ping" });
  sockets[0]?.say({ type: "of-tomorrow" });
  expect(sockets[0]?.sent.slice(1)).toEqual([{ type: "pong" }]);
});

describe("the first connect fails", () => {
  test.for([
    ["an error without a close", (socket: ScriptedSocket) => socket.fail()],
    ["a close", (socket: ScriptedSocket) => socket.end(1006)],
    ["silence", () => vi.advanceTimersByTime(10_000)],
    [
      "silence after the opening",
      (socket: ScriptedSocket) => {
        socket.open();
        vi.advanceTimersByTime(10_000);
      },
    ],
    [
      "no frame",
      (socket: ScriptedSocket) => {
        socket.open();
        socket.say("<html>");
      },
    ],
  ] as const)("with %s: once, and with a typed error", async ([, play]) => {
    const peer = connect();
    peer.catch(() => undefined);
    await settle();
    play(sockets[0] as ScriptedSocket);
    await expect(peer).rejects.toBeInstanceOf(DaemonConnectionError);
    await expect(peer).rejects.toMatchObject({ peer_id: "repow-docs-00000001" });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(sockets).toHaveLength(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  test.for([4000, 4001, 4002, 4003, 4004])("with %i, and the daemon's words", async (code) => {
    const peer = connect();
    peer.catch(() => undefined);
    await settle();
    sockets[0]?.open();
    sockets[0]?.say({ type: "error", error: "Invalid circle format" });
    sockets[0]?.end(code, "Invalid circle");
    await expect(peer).rejects.toBeInstanceOf(PeerRefusedError);
    await expect(peer).rejects.toMatchObject({ closeCode: code, reason: "Invalid circle format" });
  });

  test("by the caller's signal", async () => {
    const controller = new AbortController();
    const peer = connect({ signal: controller.signal });
    peer.catch(() => undefined);
    await settle();
    controller.abort("enough");
    await expect(peer).rejects.toBe("enough");
    expect(sockets[0]?.readyState).toBe(3);
  });

  test("a token that the daemon says back is not shown", async () => {
    const peer = connect({}, "secret-token");
    peer.catch(() => undefined);
    await settle();
    expect(sockets[0]?.sent).toEqual([]);
    sockets[0]?.open();
    expect(sockets[0]?.sent[0]).toMatchObject({ auth_token: "secret-token" });
    sockets[0]?.say({ type: "error", error: "bad token secret-token" });
    sockets[0]?.end(4001, "secret-token");
    const error = await peer.catch((thrown: unknown) => thrown);
    const { inspect } = await import("node:util");
    expect(inspect(error, { depth: 9, showHidden: true })).not.toMatch(/secret-token|relay-token/);
  });
});

describe("a connection that ends later", () => {
  test.for([1006, 1009, 1012, 1000])(
    "with %i is followed by another one, as the same peer",
    async (code) => {
      const statuses: string[] = [];
      const peer = await connected({ onStatus: (status) => void statuses.push(status) });
      sockets[0]?.end(code);
      await vi.advanceTimersByTimeAsync(250);
      await settle();
      expect(requests.filter((call) => call === "POST /peers")).toHaveLength(2);
      welcome();
      await settle();
      expect(statuses).toEqual(["online", "reconnecting", "online"]);
      expect(sockets[1]?.sent[0]).toMatchObject({ peer_id: peer.peer_id });
    },
  );

  test("with 4004 is the last", async () => {
    const peer = await connected();
    const asks = peer.asks().next();
    asks.catch(() => undefined);
    sockets[0]?.end(4004, "peer retired");
    await expect(peer.closed).rejects.toMatchObject({ closeCode: 4004 });
    await expect(asks).rejects.toBeInstanceOf(PeerRefusedError);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(sockets).toHaveLength(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("while the daemon is away it is tried again, with longer waits", async () => {
    const troubles: unknown[] = [];
    await connected({ onError: (error) => void troubles.push(error) });
    answers["POST /peers"] = () => Response.json({ detail: "away" }, { status: 503 });
    sockets[0]?.end(1012);
    await vi.advanceTimersByTimeAsync(60_000);
    const registrations = requests.filter((call) => call === "POST /peers").length;
    expect(registrations).toBeGreaterThan(8);
    expect(registrations).toBeLessThan(20);
    expect(troubles.length).toBe(registrations);
  });

  test("a daemon that refuses the registration by then ends it", async () => {
    const peer = await connected();
    answers["POST /peers"] = () => Response.json({ detail: "Invalid auth token" }, { status: 401 });
    sockets[0]?.end(1012);
    await vi.advanceTimersByTimeAsync(300);
    await expect(peer.closed).rejects.toMatchObject({ status: 401 });
  });
});

describe("looking after itself", () => {
  const me = {
    peer_id: "repow-docs-00000001",
    display_name: "d-codex",
    name: "d-codex",
    backend: "codex",
    circle: "docs",
    role: "agent",
    status: "online",
    metadata: {},
  };

  test("known, but with no socket: it connects again", async () => {
    await connected();
    answers["GET /peers/repow-docs-00000001"] = () => Response.json({ ...me, ws_connected: false });
    await vi.advanceTimersByTimeAsync(30_250);
    expect(sockets).toHaveLength(2);
  });

  test("well: nothing happens, and an orchestrator is heard of", async () => {
    await connected();
    answers["GET /peers/repow-docs-00000001"] = () =>
      Response.json({ ...me, role: "orchestrator", ws_connected: true });
    answers["POST /peers/repow-docs-00000001/touch"] = () => Response.json({ ok: true });
    await vi.advanceTimersByTimeAsync(90_000);
    expect(sockets).toHaveLength(1);
    expect(requests.filter((call) => call.endsWith("/touch"))).toHaveLength(3);
  });

  test("unknown: it was removed, and does not come back by itself", async () => {
    const peer = await connected();
    answers["GET /peers/repow-docs-00000001"] = () =>
      Response.json({ detail: "Peer not found: repow-docs-00000001" }, { status: 404 });
    // It looks again after 5 seconds.
    await vi.advanceTimersByTimeAsync(35_000);
    await expect(peer.closed).rejects.toMatchObject({
      name: "PeerRefusedError",
      reason: "removed",
    });
    expect(sockets).toHaveLength(1);
  });
});

describe("a delivery", () => {
  const note = (delivery_id: string, text: string) => ({
    type: "notify",
    delivery_id,
    from_peer: "x-codex",
    to_peer: "d-codex",
    text,
  });

  test("comes once, also when the daemon sends it again after a reconnect", async () => {
    const peer = await connected();
    const texts: string[] = [];
    peer.onNotify(({ text }) => void texts.push(text));
    sockets[0]?.say(note("qd-1", "one"));
    sockets[0]?.end(1006);
    await vi.advanceTimersByTimeAsync(250);
    await settle();
    welcome();
    await settle();
    sockets[1]?.say(note("qd-1", "one"));
    sockets[1]?.say(note("qd-2", "two"));
    expect(texts).toEqual(["one", "two"]);
    expect(sockets[1]?.sent.filter(({ type }) => type === "delivery_ack")).toEqual([
      { type: "delivery_ack", delivery_id: "qd-1", status: "injected" },
      { type: "delivery_ack", delivery_id: "qd-2", status: "injected" },
    ]);
  });

  test("has a receipt when somebody takes it, and not when it comes again", async () => {
    const peer = await connected();
    const receipts = (socket: number) =>
      sockets[socket]?.sent.filter(({ type }) => type === "delivery_ack");
    const ask = { type: "ask", correlation_id: "ask-1", from_peer: "x-codex", text: "?" };
    sockets[0]?.say(note("qd-1", "one"));
    sockets[0]?.say({ ...ask, delivery_id: "a-1" });
    sockets[0]?.end(1006);
    await vi.advanceTimersByTimeAsync(250);
    await settle();
    welcome();
    await settle();
    sockets[1]?.say(note("qd-1", "one"));
    sockets[1]?.say({ ...ask, delivery_id: "a-2" });
    expect([receipts(0), receipts(1)]).toEqual([[], []]);
    const [notes, asks] = [peer.notifications(), peer.asks()];
    expect((await notes.next()).value).toMatchObject({ text: "one" });
    expect((await asks.next()).value).toMatchObject({ correlation_id: "ask-1" });
    expect(receipts(1)).toEqual([
      { type: "delivery_ack", delivery_id: "qd-1", status: "injected" },
      { type: "delivery_ack", delivery_id: "a-2", status: "injected" },
    ]);
    // Somebody has taken them by now, so a repeat of any kind gets its receipt.
    sockets[1]?.say({ ...ask, delivery_id: "a-3" });
    expect(receipts(1)?.at(-1)).toEqual({
      type: "delivery_ack",
      delivery_id: "a-3",
      status: "injected",
    });
    expect(receipts(1)).toHaveLength(3);
  });

  test("that was dropped may come again", async () => {
    const told: unknown[] = [];
    const peer = await connected({ maxWaiting: 1, onError: (error) => void told.push(error) });
    sockets[0]?.say(note("qd-1", "one"));
    sockets[0]?.say(note("qd-2", "two"));
    expect(sockets[0]?.sent.at(-1)).toMatchObject({ delivery_id: "qd-2", status: "rejected" });
    expect(told).toHaveLength(1);
    const notes = peer.notifications();
    await notes.next();
    sockets[0]?.say(note("qd-2", "two"));
    expect((await notes.next()).value).toMatchObject({ text: "two" });
    expect(sockets[0]?.sent.at(-1)).toMatchObject({ delivery_id: "qd-2", status: "injected" });
  });

  test("a reply that comes before the daemon has said which ask it was", async () => {
    const peer = await connected();
    const notes: string[] = [];
    peer.onNotify(({ text }) => void notes.push(text));
    let answer: (response: Response) => void = () => {};
    answers["POST /ask"] = () => new Promise<Response>((resolve) => (answer = resolve)) as never;
    const asking = peer.ask({ to_peer: "x-codex", text: "?" });
    await settle();
    sockets[0]?.say({ ...note("n-0", "[ack #ask-1 from @x-codex] evil"), from_peer: "evil" });
    sockets[0]?.say(note("n-1", "[ack #ask-1 from @x-codex] 8377"));
    sockets[0]?.say(note("n-2", "[ack #ask-of-before from @x-codex] old"));
    const receipts = () => sockets[0]?.sent.map(({ delivery_id }) => delivery_id).filter(Boolean);
    // Nobody can know yet whether the others have a handler.
    expect(receipts()).toEqual(["n-0"]);
    answer(Response.json({ correlation_id: "ask-1", error: null }));
    const ask = await asking;
    expect(await ask.reply()).toMatchObject({ status: "answered", text: "8377" });
    await settle();
    // A reply to no ask of this peer object is an ordinary notification.
    expect(notes).toEqual([
      "[ack #ask-1 from @x-codex] evil",
      "[ack #ask-of-before from @x-codex] old",
    ]);
    expect(receipts()).toEqual(["n-0", "n-1", "n-2"]);
  });
});

test("closing its client ends it at once", async () => {
  const mesh = client();
  const opening = mesh.connectPeer({ path: "/work/d", circle: "docs" });
  await settle();
  welcome();
  const peer = await opening;
  await mesh.close();
  await peer.closed;
  expect(sockets[0]?.readyState).toBe(3);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(sockets).toHaveLength(1);
});

test("without any WebSocket nothing is sent", async () => {
  vi.stubGlobal("WebSocket", undefined);
  try {
    const alone = new RepowireClient({ baseUrl: "http://daemon.invalid", fetch });
    const connecting = alone.connectPeer({ path: "/work/d", circle: "docs" });
    await expect(connecting).rejects.toThrow("there is no global WebSocket");
    expect(requests).toEqual([]);
  } finally {
    vi.unstubAllGlobals();
  }
});

test("a relative path is refused before anything is sent", async () => {
  await expect(client().connectPeer({ path: "work", circle: "docs" })).rejects.toThrow(TypeError);
  expect(requests).toEqual([]);
});
