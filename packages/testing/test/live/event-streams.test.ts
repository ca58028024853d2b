import { type EventStream, RepowireClient } from "@repowire/client";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";

import { breakingFetch } from "./cut-wires.ts";
import { type Mesh, type MeshKind, authToken, allMeshes, describeMeshes } from "./meshes.ts";

// A real daemon on a busy machine needs its time; nothing here measures it.
vi.setConfig({ testTimeout: 60_000 });

describeMeshes(allMeshes, "event streams", cases);

function cases(kind: MeshKind): void {
  let mesh: Mesh;
  let client: RepowireClient;

  beforeAll(async () => {
    mesh = await kind.start();
    client = new RepowireClient({ baseUrl: mesh.url, authToken, fetch: mesh.fetch });
  }, 600_000);

  afterAll(async () => {
    await client?.close();
    await mesh?.stop();
  }, 60_000);

  /** Writes events that say their number, one after the other, so that their order is known. */
  async function write(from: number, to: number): Promise<void> {
    for (let number = from; number < to; number += 1) {
      await client.ingestChatTurn({ peer: "counter", role: "user", text: String(number) });
    }
  }

  async function read(stream: EventStream<"chat_turn">, count: number): Promise<string[]> {
    const row: string[] = [];
    while (row.length < count) {
      const { done, value } = await stream.next();
      if (done) break;
      row.push(value.type === "gap" ? `gap after ${value.after}` : value.text);
    }
    return row;
  }

  const numbers = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, index) => String(from + index));

  const newest = async () => (await client.events()).at(-1)?.id;

  test("events arrive once and in order, although connections break", async () => {
    // Pauses grow while connections break so early.
    const wires = breakingFetch(kind.many.events / 8);
    const follower = new RepowireClient({ baseUrl: mesh.url, authToken, fetch: wires.fetch });
    const stream = follower.eventStream({ since: await newest(), types: ["chat_turn"] });
    const row: string[] = [];
    // A daemon keeps 500 events: whoever is behind by more has lost some, and is told so.
    for (let from = 0; from < kind.many.events; from += 250) {
      const [page] = await Promise.all([read(stream, 250), write(from, from + 250)]);
      row.push(...page);
    }
    expect(row).toEqual(numbers(0, kind.many.events));
    // How many breaks fit depends on how much of the daemon's window a connection reads again.
    expect(wires.streams).toBeGreaterThan(2);
    expect(stream.cursor).toBe(await newest());
    await follower.close();
  }, 240_000);

  test("another program can go on from a cursor", async () => {
    const since = await newest();
    await write(0, 20);
    const first = client.eventStream({ since, types: ["chat_turn"] });
    expect(await read(first, 7)).toEqual(numbers(0, 7));
    const { cursor } = first;
    first.close();
    const second = client.eventStream({ since: cursor, types: ["chat_turn"] });
    expect(await read(second, 13)).toEqual(numbers(7, 20));
    second.close();
  });

  test("events that the daemon has forgotten are a gap before the events it has", async () => {
    const since = await newest();
    await write(0, 520);
    const stream = client.eventStream({ since, types: ["chat_turn"] });
    expect(await read(stream, 501)).toEqual([`gap after ${since}`, ...numbers(20, 520)]);
    stream.close();
  });

  test("a wrong token ends a stream with the error", async () => {
    const stranger = new RepowireClient({ baseUrl: mesh.url, authToken: "wrong" });
    await expect(stranger.eventStream().next()).rejects.toMatchObject({ status: 401 });
    await stranger.close();
  });

  describe("the daemon is killed and started again", () => {
    test("a stream still has every event once and in order", async () => {
      const stream = client.eventStream({ since: await newest(), types: ["chat_turn"] });
      const before = read(stream, 30);
      await write(0, 30);
      expect(await before).toEqual(numbers(0, 30));
      const after = read(stream, 40);
      await write(30, 40);
      await mesh.restart();
      await write(40, 70);
      expect(await after).toEqual(numbers(30, 70));
      stream.close();
    });

    test("an open ask is lost, and its reply says so", async () => {
      const path = "/work/restart-asker";
      const { peer_id } = await client.registerPeer({ name: "asker", path, circle: "restart" });
      const worker = await client.connectPeer({ path: "/work/restart-worker", circle: "restart" });
      const [open, answered] = [
        await client.ask({ from_peer: peer_id, to_peer: worker.peer_id, text: "open" }),
        await client.ask({ from_peer: peer_id, to_peer: worker.peer_id, text: "answered" }),
      ];
      const asks = worker.asks();
      await asks.next();
      await (await asks.next()).value?.ack("done");
      expect(await answered.reply({ timeout: 10_000 })).toMatchObject({ text: "done" });
      const waiting = open.reply({ timeout: 30_000 });
      expect(await open.reply({ timeout: 300 })).toMatchObject({ status: "pending" });
      await mesh.restart();
      expect(await waiting).toEqual({
        status: "lost",
        correlation_id: open.correlation_id,
        reason: "unknown_ask",
      });
      await worker.close();
    }, 60_000);
  });
}
