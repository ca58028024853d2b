import {
  type ConnectPeerOptions,
  DaemonHTTPError,
  type LivePeer,
  PeerNotReadyError,
  PeerRefusedError,
  RepowireClient,
} from "@repowire/client";
import { expect, test } from "vitest";
import { WebSocket as SocketOfPackage } from "ws";

import { type MeshKind, authToken, allMeshes, describeMeshes } from "./meshes.ts";
import { Stage, eventually } from "./stage.ts";

describeMeshes(allMeshes, "live peers", cases);

function cases(kind: MeshKind): void {
  const stage = new Stage(kind);
  const { told } = stage;
  const connect = (name: string, options?: ConnectPeerOptions) => stage.connect(name, options);

  test("a peer has the id, name and status that the daemon gave it", async () => {
    const peer = await connect("docs");
    expect(peer.peer_id).toMatch(/^repow-/);
    expect(peer.display_name).toMatch(/^docs-.*-claude-code$/);
    expect(peer.status).toBe("online");
    expect(await stage.client.getPeer(peer.peer_id)).toMatchObject({
      display_name: peer.display_name,
      path: peer.path,
      circle: peer.circle,
      backend: peer.backend,
      status: "online",
      ws_connected: true,
      // The Go daemon learns it from the first receipt of a notification.
      hook_supports_receipts: kind.version !== "go",
    });
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

  test("a broadcast stays in its circle, even if another circle has a peer of that name", async () => {
    const path = await stage.newPath("twin");
    const twins = [
      await stage.client.connectPeer({ path, circle: "twins-a" }),
      await stage.client.connectPeer({ path, circle: "twins-b" }),
    ] as const;
    for (const twin of twins) stage.adopt(twin);
    expect(twins[0].display_name).toBe(twins[1].display_name);
    expect(twins[0].peer_id).not.toBe(twins[1].peer_id);
    expect(await twins[0].broadcast({ text: "hello" })).toEqual({
      ok: true,
      sent_to: [],
      failed: [],
    });
  });

  test("messages sent while a peer was away arrive when it is back", async () => {
    const [speaker, hearer] = [await connect("speaker"), await connect("hearer")];
    await hearer.close();
    expect((await stage.client.getPeer(hearer.peer_id)).status).toBe("offline");
    for (const text of ["one", "two", "three"]) {
      expect(await speaker.notify({ to_peer: hearer.peer_id, text })).toMatchObject({
        queued: true,
      });
    }
    const { path, peer_id } = hearer;
    const back = await stage.client.connectPeer({ path, circle: stage.circle, peer_id });
    stage.adopt(back);
    expect(back.peer_id).toBe(peer_id);
    const notes = back.notifications();
    for (const text of ["one", "two", "three"]) {
      expect((await notes.next()).value).toMatchObject({ text });
    }
    await eventually(async () =>
      expect(await stage.client.pendingDeliveries({ peer_id })).toEqual([]),
    );
  });

  test("open asks beyond maxWaiting arrive one after the other", async () => {
    const [asker, worker] = [await connect("asker"), await connect("worker")];
    const texts = ["one", "two", "three", "four"];
    // Nobody takes them, and the daemon goes on without a receipt.
    const asks = await Promise.all(
      texts.map((text) => asker.ask({ to_peer: worker.peer_id, text })),
    );
    await worker.close();
    const { path, peer_id } = worker;
    const back = await stage.client.connectPeer(
      { path, circle: stage.circle, peer_id },
      { concurrency: 1, maxWaiting: 1, onError: (error) => void told.push(error) },
    );
    stage.adopt(back);
    back.onAsk((ask) => `answer to ${ask.text}`);
    for (const [index, ask] of asks.entries()) {
      expect(await ask.reply({ timeout: 10_000 })).toMatchObject({
        text: `answer to ${texts[index]}`,
      });
    }
  });

  // The daemon waits 0.75 s for a receipt. A machine that is busy for longer hides what is tested.
  test("a receipt is sent when a message is taken", { retry: 2 }, async () => {
    // A daemon that sends a queue sends it again if the socket broke before a receipt came.
    const sends = kind.version !== "0.14.17";
    // The Go daemon forgets a notification as soon as it is written.
    const again = kind.version === "0.17.0";
    const receipts: unknown[] = [];
    const deliveries: string[] = [];
    class WatchedSocket extends stage.CutSocket {
      constructor(url: string) {
        super(url);
        this.addEventListener("message", ({ data }) => {
          const frame = JSON.parse(String(data)) as { type: string; text: string };
          if (frame.type !== "notify") return;
          deliveries.push(frame.text);
          // At once: a daemon waits only a moment for the receipt.
          if (deliveries.length === 1) queueMicrotask(() => stage.CutSocket.cut());
        });
      }

      override send(data: string): void {
        const frame = JSON.parse(data) as { type: string; status: string };
        if (frame.type === "delivery_ack") receipts.push(frame.status);
        super.send(data);
      }
    }
    const [speaker, hearer] = [await connect("speaker"), await connect("hearer")];
    await hearer.close();
    await speaker.notify({ to_peer: hearer.peer_id, text: "one" });
    const { path, peer_id } = hearer;
    const back = await stage.client
      .with({ WebSocket: WatchedSocket })
      .connectPeer({ path, circle: stage.circle, peer_id });
    stage.adopt(back);
    if (!sends) stage.CutSocket.cut();
    await eventually(() => expect(stage.told.length).toBeGreaterThan(0));
    await stage.client.waitForPeer(peer_id, { connected: true, timeout: 10_000 });
    await eventually(() =>
      expect(deliveries).toEqual(sends ? (again ? ["one", "one"] : ["one"]) : []),
    );
    expect(receipts).toEqual([]);
    const notes = back.notifications();
    expect((await notes.next()).value).toMatchObject({ text: "one" });
    expect(receipts).toEqual(sends ? ["injected"] : []);
    stage.expectErrors();
  });

  test("a socket of the package ws", async () => {
    const client = stage.client.with({ WebSocket: SocketOfPackage });
    const [asker, worker] = await Promise.all(
      ["asker", "worker"].map(async (name) => {
        const path = await stage.newPath(name);
        return stage.adopt(await client.connectPeer({ path, circle: stage.circle }));
      }),
    );
    worker?.onAsk((ask) => `answer to ${ask.text}`);
    const ask = await asker?.ask({ to_peer: worker?.peer_id ?? "", text: "Which port?" });
    expect(await ask?.reply({ timeout: 10_000 })).toMatchObject({
      text: "answer to Which port?",
    });
    await asker?.close();
    await eventually(async () =>
      expect(await stage.client.getPeer(asker?.peer_id ?? "")).toMatchObject({ status: "offline" }),
    );
  });

  test("`await using` closes a peer at the end of the block", async () => {
    let gone: LivePeer;
    {
      const path = await stage.newPath("brief");
      await using peer = await stage.client.connectPeer({ path, circle: stage.circle });
      expect(peer.status).toBe("online");
      gone = peer;
    }
    expect(gone.status).toBe("closed");
    await gone.closed;
    // The daemon answers the end of a socket a moment before it notes it.
    await eventually(async () =>
      expect(await stage.client.getPeer(gone.peer_id)).toMatchObject({
        status: "offline",
        ws_connected: false,
      }),
    );
  });

  test("a peer reports its status, and again after a reconnect", async () => {
    const peer = await connect("worker");
    peer.setStatus("busy", "working");
    await stage.client.waitForPeer(peer.peer_id, { status: "busy", timeout: 10_000 });
    stage.CutSocket.cut();
    await stage.client.waitForPeer(peer.peer_id, {
      status: "busy",
      connected: true,
      timeout: 10_000,
    });
    expect(await stage.client.getPeer(peer.peer_id)).toMatchObject({ turn_state: "working" });
    stage.expectErrors();
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
      if (answered % 20 === 0) stage.CutSocket.cut();
      return `answer to ${ask.text}`;
    });
    let next = 0;
    const askAll = async () => {
      for (let index = next++; index < kind.many.asks; index = next++) {
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
            await stage.client.waitForPeer(worker.peer_id, {
              connected: true,
              timeout: 10_000,
              interval: 20,
            });
          }
        }
      }
    };
    await Promise.all([askAll(), askAll(), askAll(), askAll()]);
    expect(heard.size).toBe(kind.many.asks);
    expect([...heard.values()].filter((times) => times !== 1)).toEqual([]);
    expect(worker.peer_id).toBe(identity);
    const reconnects = statuses.filter((status) => status === "reconnecting").length;
    expect(reconnects).toBeGreaterThanOrEqual(kind.many.asks / 25);
  }, 240_000);

  test("a close waits for running handlers, and accepts no new message", async () => {
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
    await expect(stage.client.getPeer(worker.peer_id)).rejects.toMatchObject({ status: 404 });
  });

  test("a close aborts handlers after drainTimeout", async () => {
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

  test("a wrong token refuses a peer, and appears in no error", async () => {
    const stranger = new RepowireClient({ baseUrl: stage.mesh.url, authToken: "wrong-and-secret" });
    const refused = await stranger
      .connectPeer({ path: "/work/x", circle: "x" })
      .catch((error: unknown) => error);
    expect(refused).toMatchObject({ status: 401 });
    // The registration is let through, and the socket has another token.
    const onSocket = new RepowireClient({
      baseUrl: stage.mesh.url,
      authToken: "wrong-and-secret",
      fetch: (url, init) => {
        const request = new Request(url, init);
        const headers = new Headers(request.headers);
        headers.set("authorization", `Bearer ${authToken}`);
        return fetch(new Request(request, { headers }));
      },
    });
    const closed = await onSocket
      .connectPeer({ path: "/work/x", circle: "x" })
      .catch((error: unknown) => error);
    expect(closed).toBeInstanceOf(PeerRefusedError);
    expect(closed).toMatchObject({ closeCode: 4001, reason: "Authentication failed" });
    const { inspect } = await import("node:util");
    expect(inspect(closed, { depth: 10, showHidden: true })).not.toContain("wrong-and-secret");
  });

  test("a peer that is removed ends with a typed error", async () => {
    const peer = await connect("doomed", { checkInterval: 50 });
    await stage.client.unregisterPeer(peer.peer_id);
    await expect(peer.closed).rejects.toBeInstanceOf(PeerRefusedError);
    expect(peer.status).toBe("closed");
    await expect(peer.asks().next()).rejects.toBeInstanceOf(PeerRefusedError);
  });

  test("waitForPeer() returns a peer that comes, and fails if none comes", async () => {
    const path = await stage.newPath("late");
    const name = `${path.split("/").at(-1)}-claude-code`;
    const waiting = stage.client.waitForPeer(name, {
      circle: stage.circle,
      connected: true,
      timeout: 10_000,
      interval: 20,
    });
    const peer = await stage.client.connectPeer({ path, circle: stage.circle });
    stage.adopt(peer);
    expect((await waiting).peer_id).toBe(peer.peer_id);
    const failure = await stage.client
      .waitForPeer("nobody", { circle: stage.circle, timeout: 1_000, interval: 20 })
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(PeerNotReadyError);
    expect(failure).toMatchObject({ step: "registered", peer: undefined });
    await expect(
      stage.client.waitForPeer(peer.peer_id, { status: "offline", timeout: 1_000, interval: 20 }),
    ).rejects.toMatchObject({ step: "status", peer: { peer_id: peer.peer_id } });
  });
}
