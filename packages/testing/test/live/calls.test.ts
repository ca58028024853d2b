import { DaemonHTTPError, type RegisterPeerParams, RepowireClient } from "@repowire/client";
import { afterAll, beforeAll, expect, test } from "vitest";

import { FakeDaemon, type ScriptedPeer, connectScriptedPeer } from "../../src/index.ts";
import { type Mesh, type MeshKind, authToken, meshes, describeMeshes } from "./meshes.ts";

type Target = Pick<MeshKind, "name" | "version" | "skip"> & {
  start(): Promise<Omit<Mesh, "restart">>;
};

/** The fakes without a port, which the other meshes have. */
const inProcess = meshes
  .filter(({ name }) => name.startsWith("fake"))
  .map(({ name, version }): Target => ({
    name: `${name} in process`,
    version,
    skip: undefined,
    start: async () => {
      const daemon = new FakeDaemon({ emulate: version, authToken });
      const { url, fetch, WebSocket } = daemon;
      return { url, fetch, WebSocket, stop: () => daemon.close() };
    },
  }));

describeMeshes<Target>([...meshes, ...inProcess], "ask, ack, notify, broadcast", cases);

/** Every case has a circle of its own, so that it sees only its own peers. */
function cases(target: Target): void {
  let running: Awaited<ReturnType<Target["start"]>>;
  let client: RepowireClient;
  const open: ScriptedPeer[] = [];
  let circles = 0;

  beforeAll(async () => {
    running = await target.start();
    client = newClient(authToken);
  }, 600_000);

  afterAll(async () => {
    for (const peer of open) peer.disconnect();
    await client.close();
    await running.stop();
  }, 60_000);

  const newClient = (token: string | undefined) =>
    new RepowireClient({
      baseUrl: running.url,
      fetch: running.fetch,
      ...(token !== undefined && { authToken: token }),
    });

  const newCircle = () => `case-${++circles}`;

  const registration = (circle: string, folder: string): RegisterPeerParams => ({
    name: "not-the-name-it-gets",
    path: `/work/${circle}/${folder}`,
    circle,
    backend: "claude-code",
  });

  const register = (circle: string, folder: string) =>
    client.registerPeer(registration(circle, folder));

  async function connect(circle: string, folder: string): Promise<ScriptedPeer> {
    const { peer_id } = await register(circle, folder);
    const name = "not-the-name-it-gets";
    const path = `/work/${circle}/${folder}`;
    const { url: baseUrl, WebSocket } = running;
    const fetch = running.fetch as typeof globalThis.fetch;
    const peer = await connectScriptedPeer(name, {
      ...{ baseUrl, fetch, WebSocket, circle, path, peer_id },
      auth_token: authToken,
    });
    expect(peer.peer_id).toBe(peer_id);
    open.push(peer.silent());
    return peer;
  }

  const failure = (call: Promise<unknown>): Promise<DaemonHTTPError> =>
    call.then(
      () => expect.fail("the call succeeded"),
      (error: unknown) => {
        expect(error).toBeInstanceOf(DaemonHTTPError);
        return error as DaemonHTTPError;
      },
    );

  test("health names the release", async () => {
    expect(await client.health()).toMatchObject({ status: "ok", version: target.version });
  });

  test("health needs no token, everything else does", async () => {
    const stranger = newClient(undefined);
    expect((await stranger.health()).status).toBe("ok");
    expect(await failure(stranger.listPeers())).toMatchObject({
      status: 401,
      detail: "Missing authorization header",
      delivery: "rejected",
    });
    expect(await failure(newClient("wrong").listPeers())).toMatchObject({
      status: 401,
      detail: "Invalid auth token",
    });
  });

  test("the daemon chooses the name, and numbers it on collision", async () => {
    const circle = newCircle();
    const names = [];
    for (let count = 0; count < 3; count += 1) {
      names.push((await register(circle, "My Proj!!")).display_name);
    }
    expect(names).toEqual([
      "My-Proj-claude-code",
      "My-Proj-2-claude-code",
      "My-Proj-3-claude-code",
    ]);
  });

  test("a registered peer is listed, found by id and by name, and forgotten", async () => {
    const circle = newCircle();
    const me = await register(circle, "lone");
    expect((await client.listPeers({ circle })).map((peer) => peer.peer_id)).toContain(me.peer_id);
    expect(await client.getPeer(me.peer_id)).toMatchObject({
      peer_id: me.peer_id,
      display_name: "lone-claude-code",
      circle,
      role: "agent",
      backend: "claude-code",
    });
    expect((await client.getPeer(me.display_name, { circle })).peer_id).toBe(me.peer_id);
    expect(await client.unregisterPeer(me.peer_id)).toEqual({ ok: true });
    expect(await failure(client.getPeer(me.peer_id))).toMatchObject({
      status: 404,
      detail: `Peer not found: ${me.peer_id}`,
    });
  });

  test("a name that two circles have is ambiguous", async () => {
    const [left, right] = [newCircle(), newCircle()];
    await connect(left, "twin");
    await connect(right, "twin");
    const error = await failure(client.getPeer("twin-claude-code"));
    expect(error.status).toBe(409);
    expect(error.detail).toMatch(/^Ambiguous peer name 'twin-claude-code'/);
    expect((await client.getPeer("twin-claude-code", { circle: right })).circle).toBe(right);
  });

  test("an ask travels, is pending, is acked once, and stays closed", async () => {
    const circle = newCircle();
    const asker = await connect(circle, "asker");
    const worker = await connect(circle, "worker");

    const { correlation_id } = await client.ask({
      from_peer: asker.peer_id,
      to_peer: worker.peer_id,
      text: "Which port?",
    });
    expect(correlation_id).toMatch(/^ask-[0-9a-f]{8}$/);
    expect((await worker.nextAsk()).frame).toMatchObject({
      type: "ask",
      correlation_id,
      from_peer: "asker-claude-code",
      to_peer: "worker-claude-code",
      text: `Which port?\n↳ ack("${correlation_id}") or ack("${correlation_id}", "reply")`,
    });

    const [inbound] = await client.pendingAsks({ peer_id: worker.peer_id });
    expect(inbound).toMatchObject({ correlation_id, text: "Which port?", direction: "inbound" });
    const [outbound] = await client.pendingAsks({ peer_id: asker.peer_id, direction: "outbound" });
    expect(outbound).toMatchObject({ correlation_id, direction: "outbound" });

    expect(
      await client.ack(correlation_id, { from_peer: worker.peer_id, message: "8377" }),
    ).toEqual({ ok: true });
    expect((await asker.nextNotification()).frame).toMatchObject({
      type: "notify",
      from_peer: "worker-claude-code",
      text: `[ack #${correlation_id} from @worker-claude-code] 8377`,
    });
    expect(await client.pendingAsks({ peer_id: worker.peer_id })).toEqual([]);

    expect(await client.ack(correlation_id)).toEqual({ ok: true });
    const late = await failure(client.ack(correlation_id, { message: "again" }));
    expect(late.status).toBe(410);
    expect(late.detail).toMatch(
      new RegExp(`^Ask ${correlation_id} is already closed; reply message was not delivered\\.`),
    );
    expect(await failure(client.ack("ask-nope"))).toMatchObject({
      status: 404,
      detail: "No open ask with correlation_id: ask-nope",
    });
  });

  test("pending asks come newest first, ten at most", async () => {
    const circle = newCircle();
    const worker = await connect(circle, "busy-bee");
    const texts = Array.from({ length: 12 }, (_, index) => `question ${index}`);
    for (const text of texts) {
      await client.ask({ from_peer: "somebody", to_peer: worker.peer_id, text });
    }
    const pending = await client.pendingAsks({ peer_id: worker.peer_id });
    expect(pending.map((ask) => ask.text)).toEqual(texts.toReversed().slice(0, 10));
    expect(pending[0]?.from_peer).toBe("somebody");
  });

  test("an ask that cannot be delivered fails with the reason", async () => {
    const [circle, other] = [newCircle(), newCircle()];
    const asker = await connect(circle, "asker");
    const deaf = await register(circle, "deaf");
    const stranger = await connect(other, "stranger");
    const ask = (to_peer: string) =>
      client.ask({ from_peer: asker.peer_id, to_peer, text: "anyone?" });

    expect(await failure(ask("nobody"))).toMatchObject({
      status: 404,
      detail: "Unknown peer: nobody",
    });
    const refused = await failure(ask(deaf.peer_id));
    expect(refused).toMatchObject({ status: 503 });
    expect(refused.detail).toMatch(new RegExp(`^Peer ${deaf.peer_id} has no live connection`));
    expect((await client.getPeer(deaf.peer_id)).status).toBe("offline");
    expect(await failure(ask(stranger.peer_id))).toMatchObject({
      status: 403,
      detail: `Circle boundary: asker-claude-code (${circle}) cannot access stranger-claude-code (${other})`,
    });
    await client.ask({
      from_peer: asker.peer_id,
      to_peer: stranger.peer_id,
      text: "over the wall",
      bypass_circle: true,
    });
    expect((await stranger.nextAsk()).frame).toMatchObject({
      type: "ask",
      from_peer: "asker-claude-code",
    });
  });

  test("a notification is sent to a socket, and queued without one", async () => {
    const circle = newCircle();
    const reader = await connect(circle, "reader");
    const absent = await register(circle, "absent");

    const sent = await client.notify({
      from_peer: reader.peer_id,
      to_peer: reader.peer_id,
      text: "to myself",
    });
    expect(sent).toMatchObject({
      ok: true,
      status: "sent",
      delivered: true,
      reason: "transport_delivered",
      to_peer_name: "reader-claude-code",
      hook_delivery: { status: "injected" },
    });
    expect((await reader.nextNotification()).frame).toMatchObject({
      type: "notify",
      text: "to myself",
    });

    expect(
      await client.notify({ from_peer: reader.peer_id, to_peer: absent.peer_id, text: "later" }),
    ).toMatchObject({
      status: "queued",
      delivered: false,
      queued: true,
      reason: "queued_delivery",
    });

    const refused = await failure(
      client.notify({ from_peer: reader.peer_id, to_peer: "nobody", text: "?" }),
    );
    expect(refused).toMatchObject({ status: 404, code: "unknown_peer" });
  });

  test("a broadcast reaches the connected peers of the circle, but not those left out", async () => {
    const [circle, other] = [newCircle(), newCircle()];
    const speaker = await connect(circle, "speaker");
    const hearer = await connect(circle, "hearer");
    await connect(circle, "left-out");
    await connect(other, "elsewhere");
    await register(circle, "absent");

    const result = await client.broadcast({
      from_peer: speaker.display_name,
      text: "lunch",
      exclude: ["left-out-claude-code"],
    });
    expect(result).toEqual({ ok: true, sent_to: ["hearer-claude-code"], failed: [] });
    expect((await hearer.nextBroadcast()).frame).toEqual({
      type: "broadcast",
      from_peer: "speaker-claude-code",
      text: "lunch",
    });
  });

  test("the client does not send what the daemon would refuse", async () => {
    await expect(client.registerPeer({ name: "a b", circle: "x" })).rejects.toThrow(TypeError);
    await expect(client.getPeer("")).rejects.toThrow(TypeError);
    await expect(client.ask({ from_peer: "me", to_peer: "", text: "?" })).rejects.toThrow(
      TypeError,
    );
  });
}
