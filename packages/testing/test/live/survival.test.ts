import {
  type ConnectPeerOptions,
  type Fetch,
  type LivePeer,
  PeerRefusedError,
  RepowireClient,
} from "@repowire/client";
import { expect, test } from "vitest";
import { WebSocket as SocketOfPackage } from "ws";

import { type MeshKind, allMeshes, authToken, describeMeshes } from "./meshes.ts";
import { Stage, eventually } from "./stage.ts";

// What happens to a live peer in ordinary life, and that it survives, or ends as documented.
describeMeshes(allMeshes, "a live peer", cases);

function cases(kind: MeshKind): void {
  const stage = new Stage(kind, { peer_reap_ttl_seconds: 1 });
  const isGo = kind.version === "go";
  const isFake = kind.name.startsWith("fake");
  const retires = kind.version !== "0.14.17";

  /** A peer that answers, and what its status was. */
  async function answering(name: string, options: ConnectPeerOptions = {}) {
    const changes: { status: string; peer_id: string; previous_peer_id?: string }[] = [];
    const peer = await stage.connect(name, {
      checkInterval: 200,
      onStatus: (status, { peer_id, previous_peer_id }) =>
        void changes.push({ status, peer_id, ...(previous_peer_id && { previous_peer_id }) }),
      ...options,
    });
    peer.onAsk((ask) => `answer to ${ask.text}`);
    return { peer, changes };
  }

  async function isAsked(peer: LivePeer, text = "Which port?") {
    const asker = await stage.connect("asker");
    const ask = await asker.ask({ to_peer: peer.peer_id, text });
    expect(await ask.reply({ timeout: 10_000 })).toMatchObject({
      status: "answered",
      text: `answer to ${text}`,
    });
  }

  const back = (peer: LivePeer) =>
    eventually(async () => {
      expect(peer.status).toBe("online");
      expect(await stage.client.getPeer(peer.peer_id)).toMatchObject({ ws_connected: true });
    });

  test.for(["SIGKILL", "SIGTERM"] as const)("survives %s of the daemon", async (signal) => {
    const { peer, changes } = await answering("stopped");
    const before = peer.peer_id;
    await stage.mesh.restart(signal);
    await back(peer);
    await isAsked(peer);
    const last = changes.at(-1);
    expect(changes.map(({ status }) => status)).toContain("reconnecting");
    // A Go daemon that was killed has forgotten whom it registered in its last seconds.
    expect(last?.previous_peer_id ?? last?.peer_id).toBe(before);
    if (signal === "SIGTERM") expect(peer.peer_id).toBe(before);
    stage.expectErrors();
  });

  test("gets a new id after its id was retired, and reports it", async () => {
    const { peer, changes } = await answering("retired");
    const before = peer.peer_id;
    await stage.client.markPeerOffline(before, { terminal: true });
    if (!retires) {
      await isAsked(peer).catch(() => undefined);
      stage.expectErrors();
      return;
    }
    if (!isGo) {
      await expect(peer.closed).rejects.toBeInstanceOf(PeerRefusedError);
      stage.expectErrors();
      return;
    }
    await eventually(() => expect(changes.at(-1)?.previous_peer_id).toBe(before));
    await back(peer);
    await isAsked(peer);
    stage.expectErrors();
  });

  // A daemon looks after its peers every 30 seconds; a fake does so in virtual time elsewhere.
  const reaping = isFake
    ? []
    : ["comes back after it was away for longer than the daemon remembers"];
  test.for(reaping)("%s", { timeout: 90_000 }, async () => {
    const { peer } = await answering("reaped");
    const { peer_id, path } = peer;
    await peer.close();
    await eventually(async () => {
      await stage.client.listPeers();
      expect(await stage.client.getPeer(peer_id).catch(() => "gone")).toBe("gone");
    });
    const changes: (string | undefined)[] = [];
    const again = await stage.client.connectPeer(
      { path, circle: stage.circle, peer_id },
      { onStatus: (_, { previous_peer_id }) => void changes.push(previous_peer_id) },
    );
    stage.adopt(again);
    again.onAsk((ask) => `answer to ${ask.text}`);
    expect(changes).toEqual([again.peer_id === peer_id ? undefined : peer_id]);
    if (isGo) expect(again.peer_id).not.toBe(peer_id);
    await isAsked(again);
  });

  test("ends when it is removed", async () => {
    const { peer } = await answering("removed");
    await stage.client.unregisterPeer(peer.peer_id);
    await expect(peer.closed).rejects.toMatchObject({
      name: "PeerRefusedError",
      reason: "removed",
    });
    stage.expectErrors();
  });

  test("can change its role", async () => {
    const { peer } = await answering("promoted");
    await stage.client.claimRole({ role: "orchestrator", peer_name: peer.peer_id });
    await stage.mesh.restart("SIGTERM");
    await back(peer);
    expect(await stage.client.getPeer(peer.peer_id)).toMatchObject({ role: "orchestrator" });
    await isAsked(peer);
    stage.expectErrors();
  });

  test("ends when a second program uses its id", async () => {
    const statuses: string[] = [];
    const { circle } = stage;
    const path = await stage.newPath("shared");
    const peer = await stage.client.connectPeer(
      { path, circle },
      { checkInterval: 200, onStatus: (status) => void statuses.push(status) },
    );
    stage.adopt(peer);
    const { peer_id } = peer;
    const rival = new RepowireClient({ baseUrl: stage.mesh.url, authToken });
    const other = await rival.connectPeer({ path, circle, peer_id });
    expect(other.peer_id).toBe(peer_id);
    other.onAsk((ask) => `answer to ${ask.text}`);
    await expect(peer.closed).rejects.toMatchObject({
      name: "PeerRefusedError",
      reason: expect.stringMatching(/^superseded by /),
      closeCode: isGo ? 1000 : undefined,
    });
    expect(await peer.close({ unregister: true })).toMatchObject({ unregistered: false });
    await isAsked(other);
    expect(other.status).toBe("online");
    expect(statuses).not.toContain("reconnecting");
    await Promise.all([rival.close(), peer.close()]);
    stage.expectErrors();
  });

  test("does not unregister the second program that uses its id", async () => {
    const { circle } = stage;
    const path = await stage.newPath("kept");
    const peer = await stage.client.connectPeer({ path, circle }, { checkInterval: Infinity });
    const rival = new RepowireClient({ baseUrl: stage.mesh.url, authToken });
    const { peer_id } = await rival.connectPeer({ path, circle, peer_id: peer.peer_id });
    expect(await peer.close({ unregister: true })).toMatchObject({ unregistered: false });
    expect(await stage.client.getPeer(peer.peer_id)).toMatchObject({ peer_id, ws_connected: true });
    await rival.close();
  });

  test("receives messages that came while it was busy", async () => {
    const { peer } = await answering("busy");
    peer.setStatus("busy", "working");
    await stage.client.waitForPeer(peer.peer_id, { status: "busy", timeout: 10_000 });
    const asker = await stage.connect("asker");
    const ask = await asker.ask({ to_peer: peer.peer_id, text: "While busy?" });
    peer.setStatus("online", "idle");
    expect(await ask.reply({ timeout: 10_000 })).toMatchObject({
      text: "answer to While busy?",
    });
  });

  test("shares only its name with a peer of another folder", async () => {
    const [first, second] = [await stage.newPath("a"), await stage.newPath("b")];
    const connect = async (path: string, peer_id?: string) => {
      const peer = await stage.client.connectPeer({
        path: `${path}/app`,
        circle: stage.circle,
        peer_id,
      });
      stage.adopt(peer);
      peer.onAsk((ask) => `answer to ${ask.text}`);
      return peer;
    };
    const one = await connect(first);
    await one.close();
    const two = await connect(second);
    expect(two.peer_id).not.toBe(one.peer_id);
    // The Python daemons give an offline peer's name away, and forget its id.
    const again = await connect(first, one.peer_id);
    if (isGo) expect([again.peer_id, again.display_name]).toEqual([one.peer_id, one.display_name]);
    await isAsked(again, "one");
    await isAsked(two, "two");
  });

  test("stays one peer when a component mounts twice", async () => {
    const path = await stage.newPath("mounted");
    const controller = new AbortController();
    const params = { path, circle: stage.circle };
    const first = stage.client
      .connectPeer(params, { signal: controller.signal })
      .catch((error: unknown) => error);
    controller.abort("unmounted");
    const peer = stage.adopt(await stage.client.connectPeer(params));
    expect(await first).toBe("unmounted");
    const peers = await stage.client.listPeers({ circle: stage.circle, path });
    expect(peers).toMatchObject([{ peer_id: peer.peer_id, status: "online" }]);
    expect(peer.display_name).toBe(`${path.split("/").at(-1)}-claude-code`);
  });

  test.for([false, true])(
    "stays one peer when the answer to its registration is lost, retryFirstConnect: %s",
    async (retryFirstConnect) => {
      const path = await stage.newPath("unheard");
      const params = { path, circle: stage.circle };
      // The first list sets peers without a socket offline, and the next is soon.
      await stage.client.listPeers(params);
      // A script in the same folder has no socket either.
      const script = await stage.client.registerPeer({ name: "script", ...params });
      const then = Date.now();
      await eventually(() => expect(Date.now()).toBeGreaterThan(then));
      let registrations = 0;
      const fetch: Fetch = async (input, init) => {
        const answer = await stage.mesh.fetch(input, init);
        if (init?.method !== "POST" || !String(input).endsWith("/peers")) return answer;
        registrations += 1;
        if (registrations > 1) return answer;
        throw new TypeError("terminated");
      };
      const client = stage.client.with({ fetch });
      const connect = () => client.connectPeer(params, { retryFirstConnect });
      if (!retryFirstConnect)
        await expect(connect()).rejects.toMatchObject({ delivery: "unknown" });
      const peer = stage.adopt(await connect());
      expect(registrations).toBe(2);
      expect(peer.peer_id).not.toBe(script.peer_id);
      const peers = await client.listPeers(params);
      const others = peers.filter(({ peer_id }) => peer_id !== script.peer_id);
      expect(others).toMatchObject([{ peer_id: peer.peer_id, status: "online" }]);
    },
  );

  test("answers a script that is not a peer exactly once", async () => {
    const { peer } = await answering("quick");
    const from_peer = await stage.register("script");
    for (let count = 0; count < 10; count += 1) {
      const ask = await stage.client.ask({ from_peer, to_peer: peer.peer_id, text: `${count}?` });
      expect(await ask.reply({ timeout: 10_000 })).toMatchObject({ text: `answer to ${count}?` });
    }
    // The script may find its reply a moment before the ask is closed.
    await eventually(async () =>
      expect(await stage.client.pendingAsks({ peer_id: peer.peer_id })).toEqual([]),
    );
  });

  test("sends pings if its WebSocket class can, and stays online", async () => {
    let pings = 0;
    class Pinging extends SocketOfPackage {
      override ping(): void {
        pings += 1;
        super.ping();
      }
    }
    const statuses: string[] = [];
    const path = await stage.newPath("pinged");
    const peer = await stage.client
      .with({ WebSocket: Pinging })
      .connectPeer(
        { path, circle: stage.circle },
        { checkInterval: 100, onStatus: (status) => void statuses.push(status) },
      );
    stage.adopt(peer);
    await eventually(() => expect(pings).toBeGreaterThan(4));
    expect(statuses).toEqual(["online"]);
  });

  test("notices if its frames do not reach the daemon although HTTP works", async () => {
    const open: ForgottenSocket[] = [];
    class ForgottenSocket extends WebSocket {
      forgotten = false;

      constructor(url: string) {
        super(url);
        open.push(this);
      }

      override send(data: string): void {
        if (!this.forgotten) super.send(data);
      }
    }
    const statuses: string[] = [];
    const path = await stage.newPath("forgotten");
    const peer = await stage.client.with({ WebSocket: ForgottenSocket }).connectPeer(
      { path, circle: stage.circle },
      {
        checkInterval: 50,
        onError: () => undefined,
        onStatus: (status) => void statuses.push(status),
      },
    );
    stage.adopt(peer);
    peer.onAsk((ask) => `answer to ${ask.text}`);
    const seen = async () => (await stage.client.getPeer(peer.peer_id)).last_seen;
    const first = await seen();
    // The daemon notes the first frame of a check.
    await eventually(async () => expect(await seen()).not.toBe(first));
    await eventually(async () => expect(await seen()).not.toBe(await seen()));
    expect(statuses).toEqual(["online"]);
    for (const socket of open) socket.forgotten = true;
    await eventually(() => expect(statuses.length).toBeGreaterThan(2));
    expect(statuses.slice(0, 3)).toEqual(["online", "reconnecting", "online"]);
    await back(peer);
    await isAsked(peer);
  });

  test("is refused a name that is too long for a socket", async () => {
    const path = `${await stage.newPath("long")}/${"n".repeat(60)}`;
    const connecting = stage.client.connectPeer({ path, circle: stage.circle });
    if (isGo) {
      await expect(connecting).rejects.toThrow("72 characters");
      expect(await stage.client.listPeers({ circle: stage.circle, path })).toEqual([]);
    } else stage.adopt(await connecting);
  });
}
