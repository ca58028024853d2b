import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import {
  type AskOutcome,
  type ConnectPeerOptions,
  DaemonHTTPError,
  type LivePeer,
  PeerNotReadyError,
  PeerRefusedError,
  RepowireClient,
} from "@repowire/client";
import type { Question } from "@repowire/protocol";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";

import { CutSocket } from "./cut-wires.ts";
import { type Mesh, type MeshKind, authToken, many, meshes } from "./meshes.ts";

describe.for(meshes)("$name", (kind) => {
  describe.skipIf(kind.skip)("live peers", () => cases(kind));
});

const choice: Question = {
  kind: "choice",
  options: [
    { id: "y", title: "Yes" },
    { id: "n", title: "No" },
  ],
};

function cases(kind: MeshKind): void {
  let mesh: Mesh;
  let client: RepowireClient;
  let folder: string;
  let circles = 0;
  let circle: string;
  const open: LivePeer[] = [];
  const told: unknown[] = [];

  beforeAll(async () => {
    // Where the folders are, so that identities survive a restart of the daemon.
    folder = await mkdtemp(join(tmpdir(), "live-peers-"));
    mesh = await kind.start();
    client = new RepowireClient({
      baseUrl: mesh.url,
      authToken,
      fetch: mesh.fetch,
      WebSocket: CutSocket,
    });
  }, 600_000);

  afterAll(async () => {
    await client?.close();
    await mesh?.stop();
    await rm(folder, { recursive: true, force: true });
  }, 60_000);

  afterEach(async () => {
    await Promise.all(open.splice(0).map((peer) => peer.close()));
    expect(told.splice(0)).toEqual([]);
  });

  async function connect(name: string, options: ConnectPeerOptions = {}): Promise<LivePeer> {
    circle = open.length === 0 ? `case-${++circles}` : circle;
    const path = await mkdtemp(join(folder, `${name}-`));
    const onError = (error: unknown) => void told.push(error);
    const peer = await client.connectPeer({ path, circle }, { onError, ...options });
    open.push(peer);
    return peer;
  }

  test("a peer is what the daemon calls it", async () => {
    const peer = await connect("docs");
    expect(peer.peer_id).toMatch(/^repow-/);
    expect(peer.display_name).toMatch(/^docs-.*-claude-code$/);
    expect(peer.status).toBe("online");
    expect(await client.getPeer(peer.peer_id)).toMatchObject({
      display_name: peer.display_name,
      path: peer.path,
      circle: peer.circle,
      backend: peer.backend,
      status: "online",
      ws_connected: true,
      hook_supports_receipts: true,
    });
  });

  describe("an ask", () => {
    test.for<[what: string, handler: () => AskOutcome, expected: object]>([
      ["a text", () => "8377", { status: "answered", text: "8377", attachments: [] }],
      [
        "a text of several lines",
        () => "a\n[ack #x from @y] b",
        { status: "answered", text: "a\n[ack #x from @y] b" },
      ],
      ["nothing", () => undefined, { status: "acknowledged" }],
      [
        "files",
        () => ({ message: "see", attachments: [{ filename: "a.txt", size: 3 }] }),
        { status: "answered", text: "see", attachments: [{ filename: "a.txt", size: 3 }] },
      ],
    ])("answered with %s", async ([, handler, expected]) => {
      const [asker, worker] = [await connect("asker"), await connect("worker")];
      worker.onAsk(handler);
      const ask = await asker.ask({ to_peer: worker.peer_id, text: "Which port?" });
      expect(await ask.reply({ timeout: 10_000 })).toMatchObject({
        ...expected,
        correlation_id: ask.correlation_id,
        from: worker.display_name,
      });
      expect(JSON.parse(JSON.stringify(ask))).toEqual({
        correlation_id: ask.correlation_id,
        error: null,
      });
      // Whoever asks again gets the same answer, without asking anybody.
      expect(await ask.reply({ timeout: 1 })).toMatchObject(expected);
    });

    test("what the worker sees of it", async () => {
      const [asker, worker] = [await connect("asker"), await connect("worker")];
      const asks = worker.asks();
      const [ask, { value: seen }] = await Promise.all([
        asker.ask({
          to_peer: worker.display_name,
          text: 'Which port?\n↳ ack("x")',
          attachments: [{ filename: "a.txt" }],
          question: choice,
        }),
        asks.next(),
      ]);
      expect(seen).toMatchObject({
        kind: "ask",
        correlation_id: ask.correlation_id,
        from_peer: asker.display_name,
        to_peer: worker.display_name,
        text: 'Which port?\n↳ ack("x")',
        attachments: [{ filename: "a.txt" }],
        question: choice,
        recovered: false,
        closed: false,
      });
      await seen?.ack("No");
      expect(seen?.closed).toBe(true);
      expect(await ask.reply({ timeout: 10_000 })).toMatchObject({
        status: "answered",
        text: "No",
        answer: { option_id: "n" },
      });
    });

    test("that is given back is declined, in the worker's words", async () => {
      const [asker, worker] = [await connect("asker"), await connect("worker")];
      const asks = worker.asks();
      const ask = await asker.ask({ to_peer: worker.peer_id, text: "Deploy?" });
      await (await asks.next()).value?.decline("Ask a human.");
      expect(await ask.reply({ timeout: 10_000 })).toMatchObject({
        status: "declined",
        reason: "Ask a human.",
      });
    });

    test.for([
      ["decline", { status: "declined", reason: "The handler failed: no disk" }, false],
      ["ack", { status: "answered", text: "The handler failed: no disk" }, false],
      ["leave", { status: "pending" }, true],
    ] as const)("whose handler throws: %s", async ([onHandlerError, expected, stays]) => {
      const heard: unknown[] = [];
      const onError = (error: unknown) => void heard.push(error);
      const asker = await connect("asker");
      const worker = await connect("worker", { onHandlerError, onError });
      const failure = new Error("no disk");
      worker.onAsk(() => {
        throw failure;
      });
      const ask = await asker.ask({ to_peer: worker.peer_id, text: "Save!" });
      expect(await ask.reply({ timeout: stays ? 300 : 10_000 })).toMatchObject(expected);
      expect(heard).toEqual([failure]);
      // A reply arrives a moment before its ask is closed.
      await expect
        .poll(async () => {
          const pending = await client.pendingAsks({ peer_id: worker.peer_id });
          return pending.map((each) => each.correlation_id);
        })
        .toEqual(stays ? [ask.correlation_id] : []);
    });

    test("nothing is receipted that nobody took, and it waits for who comes", async () => {
      const [asker, worker] = [await connect("asker"), await connect("worker")];
      const begun = performance.now();
      const ask = await asker.ask({ to_peer: worker.peer_id, text: "Anyone?" });
      // The daemon waits this long for a receipt.
      expect(performance.now() - begun).toBeGreaterThan(700);
      worker.onAsk(() => "late");
      expect(await ask.reply({ timeout: 10_000 })).toMatchObject({
        status: "answered",
        text: "late",
      });
    });

    test("too many for an inbox are refused, and the asker is told", async () => {
      const asker = await connect("asker");
      const worker = await connect("worker", { maxWaiting: 1, onError: () => undefined });
      await asker.ask({ to_peer: worker.peer_id, text: "first" });
      const second = asker.ask({ to_peer: worker.peer_id, text: "second" });
      await expect(second).rejects.toMatchObject({ status: 503, code: "injection_failed" });
    });

    test("is pending as long as nobody answers, and can be waited for again", async () => {
      const [asker, worker] = [await connect("asker"), await connect("worker")];
      const asks = worker.asks();
      const ask = await asker.ask({ to_peer: worker.peer_id, text: "Which port?" });
      expect(await ask.reply({ timeout: 700 })).toEqual({
        status: "pending",
        correlation_id: ask.correlation_id,
      });
      const replies = Promise.all([ask.reply(), ask.reply()]);
      await (await asks.next()).value?.ack("8377");
      for (const reply of await replies)
        expect(reply).toMatchObject({ status: "answered", text: "8377" });
    });

    test("a wait that is aborted throws the reason, and changes nothing", async () => {
      const [asker, worker] = [await connect("asker"), await connect("worker")];
      const asks = worker.asks();
      const ask = await asker.ask({ to_peer: worker.peer_id, text: "Which port?" });
      const controller = new AbortController();
      const aborted = ask.reply({ signal: controller.signal });
      controller.abort("enough");
      await expect(aborted).rejects.toBe("enough");
      await (await asks.next()).value?.ack("8377");
      expect(await ask.reply({ timeout: 10_000 })).toMatchObject({ status: "answered" });
    });
  });

  describe("an ask without a socket of the asker", () => {
    const asAsker = async (name: string) => {
      const path = await mkdtemp(join(folder, `${name}-`));
      return await client.registerPeer({ name: "asker", path, circle });
    };

    test.for<[what: string, outcome: () => string | undefined, expected: object]>([
      ["a reply", () => "8377", { status: "answered", text: "8377" }],
      ["no words", () => undefined, { status: "acknowledged" }],
      ["a word of refusal", () => "[declined] no", { status: "declined", reason: "no" }],
    ])("%s, waited for before it comes", async ([, outcome, expected]) => {
      const worker = await connect("worker", { onError: () => undefined });
      const { peer_id } = await asAsker("asker");
      const asks = worker.asks();
      const ask = await client.ask({ from_peer: peer_id, to_peer: worker.peer_id, text: "?" });
      const reply = ask.reply({ timeout: 10_000 });
      const { value: seen } = await asks.next();
      // The wait is with the daemon when it has been asked once, and it was still pending.
      await ask.reply({ timeout: 300 });
      await asks.return?.();
      await seen?.ack(outcome());
      expect(await reply).toMatchObject(expected);
    });

    test("a reply that came before anybody waited for it", async () => {
      const worker = await connect("worker");
      const asks = worker.asks();
      const { peer_id } = await asAsker("asker");
      const ask = await client.ask({ from_peer: peer_id, to_peer: worker.peer_id, text: "?" });
      // Since 0.15.2 it is refused, because the asker is away, and queued all the same.
      const acked = (await asks.next()).value?.ack("8377").then(
        () => 200,
        (error: DaemonHTTPError) => error.status,
      );
      expect(await acked).toBe(kind.version === "0.14.17" ? 200 : 503);
      expect(await ask.reply({ timeout: 10_000 })).toMatchObject({
        status: "answered",
        text: "8377",
      });
    });

    test("a choice", async () => {
      const worker = await connect("worker");
      worker.onAsk(() => ({ option_id: "y" }));
      const { peer_id } = await asAsker("asker");
      const ask = await client.ask({
        from_peer: peer_id,
        to_peer: worker.peer_id,
        text: "Deploy?",
        question: choice,
      });
      expect(await ask.reply({ timeout: 10_000 })).toMatchObject({
        status: "answered",
        text: "Yes",
        answer: { option_id: "y" },
      });
    });

    test("an answer that is an ask itself", async () => {
      const [asker, worker] = [await connect("asker"), await connect("worker")];
      asker.onAsk(() => "a port of the daemon");
      const asks = worker.asks();
      const ask = await client.ask({
        from_peer: asker.peer_id,
        to_peer: worker.peer_id,
        text: "Port?",
      });
      await asks.next();
      const back = await worker.ask({
        to_peer: asker.peer_id,
        text: "Which one?",
        reply_to: ask.correlation_id,
      });
      expect(await ask.reply({ timeout: 10_000 })).toMatchObject({
        status: "answered",
        text: "Which one?",
        reply_ask: back.correlation_id,
      });
      expect(await back.reply({ timeout: 10_000 })).toMatchObject({ text: "a port of the daemon" });
    });
  });

  describe("an ask of many", () => {
    test("answers in order of arrival, and what can not be reached said at once", async () => {
      const asker = await connect("asker");
      const workers = [await connect("a"), await connect("b"), await connect("c")];
      const gates = workers.map((worker, index) => {
        const { promise, resolve } = Promise.withResolvers<void>();
        worker.onAsk(async () => {
          await promise;
          return index === 1 ? undefined : `answer ${index}`;
        });
        return resolve;
      });
      const asks = await asker.askMany({
        to_peers: [...workers.map((worker) => worker.peer_id), "nobody"],
        text: "Is the build green?",
      });
      expect(asks.children).toHaveLength(4);
      const arrivals = asks.replies({ timeout: 10_000 });
      expect((await arrivals.next()).value).toMatchObject({
        peer: "nobody",
        reason: "not_delivered",
      });
      gates[2]?.();
      expect((await arrivals.next()).value).toMatchObject({ text: "answer 2" });
      expect(await asks.quorum(2, { timeout: 200 })).toMatchObject({ status: "pending" });
      gates[1]?.();
      expect((await arrivals.next()).value).toMatchObject({ status: "acknowledged" });
      // Two of four can answer no more.
      expect(await asks.quorum(3)).toMatchObject({ status: "impossible" });
      expect(await asks.first()).toMatchObject({
        status: "reached",
        answers: [{ text: "answer 2" }],
      });
      gates[0]?.();
      expect((await arrivals.next()).value).toMatchObject({ text: "answer 0" });
      expect((await arrivals.next()).done).toBe(true);
      expect((await asks.all()).map((reply) => reply.status)).toEqual([
        "answered",
        "acknowledged",
        "answered",
        "lost",
      ]);
      expect(await asks.quorum(2)).toMatchObject({ status: "reached" });
    });
  });

  test("a query is an ask for the peer, on every daemon", async () => {
    const [asker, worker] = [await connect("asker"), await connect("worker")];
    const asks = worker.asks();
    const query = client.query({
      from_peer: asker.peer_id,
      to_peer: worker.peer_id,
      text: "Which port?",
      timeout: 10,
    });
    const { value: ask } = await asks.next();
    expect(ask).toMatchObject({ kind: "query", text: "Which port?" });
    await ask?.ack("8377");
    expect(await query).toMatchObject({ text: "8377", error: null });
  });

  test("notifications and broadcasts, each once and in order", async () => {
    const [speaker, hearer] = [await connect("speaker"), await connect("hearer")];
    const [notes, casts] = [hearer.notifications(), hearer.broadcasts()];
    for (const text of ["one", "two"]) {
      expect(await speaker.notify({ to_peer: hearer.peer_id, text })).toMatchObject({ ok: true });
      expect(await speaker.broadcast({ text })).toMatchObject({ sent_to: [hearer.display_name] });
    }
    for (const text of ["one", "two"]) {
      expect((await notes.next()).value).toMatchObject({ text, from_peer: speaker.display_name });
      expect((await casts.next()).value).toEqual({
        kind: "broadcast",
        from_peer: speaker.display_name,
        text,
      });
    }
  });

  test("a broadcast of a peer whose name another circle has too", async () => {
    const path = await mkdtemp(join(folder, "twin-"));
    const twins = [
      await client.connectPeer({ path, circle: "twins-a" }),
      await client.connectPeer({ path, circle: "twins-b" }),
    ] as const;
    open.push(...twins);
    expect(twins[0].display_name).toBe(twins[1].display_name);
    expect(twins[0].peer_id).not.toBe(twins[1].peer_id);
    expect(await twins[0].broadcast({ text: "hello" })).toEqual({ ok: true, sent_to: [], failed: [] });
  });

  test("what was sent while it was away comes when it is back", async () => {
    const [speaker, hearer] = [await connect("speaker"), await connect("hearer")];
    await hearer.close();
    expect((await client.getPeer(hearer.peer_id)).status).toBe("offline");
    for (const text of ["one", "two", "three"]) {
      expect(await speaker.notify({ to_peer: hearer.peer_id, text })).toMatchObject({
        queued: true,
      });
    }
    const { path, peer_id } = hearer;
    const back = await client.connectPeer({ path, circle, peer_id });
    open.push(back);
    expect(back.peer_id).toBe(peer_id);
    const notes = back.notifications();
    for (const text of ["one", "two", "three"]) {
      expect((await notes.next()).value).toMatchObject({ text });
    }
    await expect.poll(() => client.pendingDeliveries({ peer_id })).toEqual([]);
  });

  test("it says whether it is at work, and says so again after a reconnect", async () => {
    const peer = await connect("worker");
    peer.setStatus("busy", "working");
    await client.waitForPeer(peer.peer_id, { status: "busy", timeout: 10_000 });
    CutSocket.cut();
    await client.waitForPeer(peer.peer_id, { status: "busy", connected: true, timeout: 10_000 });
    expect(await client.getPeer(peer.peer_id)).toMatchObject({ turn_state: "working" });
    told.length = 0;
  });

  test("asks are answered once each, while the socket is cut every 20", async () => {
    const heard = new Map<string, number>();
    const asker = await connect("asker", { onError: () => undefined });
    const statuses: string[] = [];
    const worker = await connect("worker", {
      onError: () => undefined,
      onStatus: (status) => void statuses.push(status),
    });
    const identity = worker.peer_id;
    let answered = 0;
    worker.onAsk((ask) => {
      heard.set(ask.text, (heard.get(ask.text) ?? 0) + 1);
      answered += 1;
      if (answered % 20 === 0) CutSocket.cut();
      return `answer to ${ask.text}`;
    });
    let next = 0;
    const askAll = async () => {
      for (let index = next++; index < many.asks; index = next++) {
        const text = `question ${index}`;
        // A peer without a socket cannot be asked: the daemon says so, and the asker comes again.
        for (;;) {
          try {
            const ask = await asker.ask({ to_peer: worker.peer_id, text });
            expect(await ask.reply({ timeout: 30_000 })).toMatchObject({
              status: "answered",
              text: `answer to ${text}`,
            });
            break;
          } catch (error) {
            expect(error).toBeInstanceOf(DaemonHTTPError);
            expect(error).toMatchObject({ status: 503, code: "no_live_transport" });
            await client.waitForPeer(worker.peer_id, {
              connected: true,
              timeout: 10_000,
              interval: 20,
            });
          }
        }
      }
    };
    await Promise.all([askAll(), askAll(), askAll(), askAll()]);
    expect(heard.size).toBe(many.asks);
    expect([...heard.values()].filter((times) => times !== 1)).toEqual([]);
    expect(worker.peer_id).toBe(identity);
    const reconnects = statuses.filter((status) => status === "reconnecting").length;
    expect(reconnects).toBeGreaterThanOrEqual(many.asks / 25);
  }, 240_000);

  test("a close lets running handlers finish, and takes nothing new", async () => {
    const [asker, worker] = [await connect("asker"), await connect("worker")];
    const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
    const { promise: gate, resolve: release } = Promise.withResolvers<void>();
    worker.onAsk(async () => {
      begin();
      await gate;
      return "finished";
    });
    const ask = await asker.ask({ to_peer: worker.peer_id, text: "Long?" });
    await begun;
    const closing = worker.close({ unregister: true });
    const late = asker.ask({ to_peer: worker.peer_id, text: "One more?" });
    await expect(late).rejects.toMatchObject({ status: 503 });
    release();
    await closing;
    await worker.closed;
    expect(await ask.reply({ timeout: 10_000 })).toMatchObject({ text: "finished" });
    expect(worker.status).toBe("closed");
    await expect(client.getPeer(worker.peer_id)).rejects.toMatchObject({ status: 404 });
  });

  test("a close that has waited long enough gives the handlers up", async () => {
    const [asker, worker] = [
      await connect("asker"),
      await connect("worker", { onError: () => undefined }),
    ];
    const { promise: aborted, resolve } = Promise.withResolvers<unknown>();
    worker.onAsk(async (_, { signal }) => {
      await new Promise((settle) => signal.addEventListener("abort", settle));
      resolve(signal.reason);
    });
    await asker.ask({ to_peer: worker.peer_id, text: "Forever?" });
    await worker.close({ drainTimeout: 10 });
    expect(await aborted).toMatchObject({ name: "AbortError" });
  });

  test("a token that is not the daemon's ends it, and is shown nowhere", async () => {
    const stranger = new RepowireClient({ baseUrl: mesh.url, authToken: "wrong-and-secret" });
    const refused = await stranger
      .connectPeer({ path: join(folder, "x"), circle: "x" })
      .catch((error: unknown) => error);
    expect(refused).toMatchObject({ status: 401 });
    // The registration is let through, and the socket has another token.
    const onSocket = new RepowireClient({
      baseUrl: mesh.url,
      authToken: "wrong-and-secret",
      fetch: (request) => {
        const headers = new Headers(request.headers);
        headers.set("authorization", `Bearer ${authToken}`);
        return fetch(new Request(request, { headers }));
      },
    });
    const closed = await onSocket
      .connectPeer({ path: join(folder, "x"), circle: "x" })
      .catch((error: unknown) => error);
    expect(closed).toBeInstanceOf(PeerRefusedError);
    expect(closed).toMatchObject({ closeCode: 4001, reason: "Authentication failed" });
    const { inspect } = await import("node:util");
    expect(inspect(closed, { depth: 10, showHidden: true })).not.toContain("wrong-and-secret");
  });

  test("somebody removes it: the end, with a typed error", async () => {
    const peer = await connect("doomed", { checkInterval: 50 });
    await client.unregisterPeer(peer.peer_id);
    await expect(peer.closed).rejects.toBeInstanceOf(PeerRefusedError);
    expect(peer.status).toBe("closed");
    await expect(peer.asks().next()).rejects.toBeInstanceOf(PeerRefusedError);
  });

  test("waiting for a peer that comes, and for one that does not", async () => {
    circle = `case-${++circles}`;
    const path = await mkdtemp(join(folder, "late-"));
    const name = `${path.split("/").at(-1)}-claude-code`;
    const waiting = client.waitForPeer(name, {
      circle,
      connected: true,
      timeout: 10_000,
      interval: 20,
    });
    const peer = await client.connectPeer({ path, circle });
    open.push(peer);
    expect((await waiting).peer_id).toBe(peer.peer_id);
    const failure = await client
      .waitForPeer("nobody", { circle, timeout: 60, interval: 20 })
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(PeerNotReadyError);
    expect(failure).toMatchObject({ step: "registered", peer: undefined });
    await expect(
      client.waitForPeer(peer.peer_id, { status: "offline", timeout: 60, interval: 20 }),
    ).rejects.toMatchObject({ step: "status", peer: { peer_id: peer.peer_id } });
  });
}
