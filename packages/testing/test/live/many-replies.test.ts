import { type Ask, type Fetch, type FetchResponse, RepowireClient } from "@repowire/client";
import { expect, test } from "vitest";

import { type MeshKind, allMeshes, authToken, describeMeshes } from "./meshes.ts";
import { Stage, eventually } from "./stage.ts";

describeMeshes(allMeshes, "many replies", cases);

/** A `fetch` that counts what is under way: from the call to the last byte of the answer. */
function counting(fetch: Fetch) {
  const counts = { open: 0, most: 0, requests: 0, waits: 0 };
  const counted: Fetch = async (url, init) => {
    if (String(url).endsWith("/health")) return await fetch(url, init);
    counts.requests += 1;
    counts.open += 1;
    counts.most = Math.max(counts.most, counts.open);
    let open = true;
    const end = () => {
      if (open) counts.open -= 1;
      open = false;
    };
    init.signal?.addEventListener("abort", end);
    let response: FetchResponse;
    try {
      response = await fetch(url, init);
      if (url.endsWith("/wait")) counts.waits += 1;
    } catch (error) {
      end();
      throw error;
    }
    const body = (response as Response).body?.pipeThrough(
      new TransformStream<Uint8Array, Uint8Array>({ flush: end }),
    );
    if (body === undefined) end();
    return new Response(body, response as Response);
  };
  return { counts, fetch: counted };
}

function cases(kind: MeshKind): void {
  const stage = new Stage(kind);

  test.for([
    [undefined, 16],
    [3, 3],
  ] as const)(
    "pending replies and streams hold few connections: maxConnections %s",
    { timeout: 300_000 },
    async ([maxConnections, most]) => {
      const { counts, fetch } = counting(stage.mesh.fetch);
      const baseUrl = stage.mesh.url;
      const client = new RepowireClient({ baseUrl, authToken, fetch, maxConnections });
      const worker = await stage.connect("worker", { maxWaiting: Infinity });
      const from_peer = await stage.register("asker");
      const inbox = worker.asks();
      const taken = (async () => {
        for (let count = 0; count < kind.many.replies; count += 1) await inbox.next();
      })();
      const asks: Ask[] = [];
      for (let number = 0; number < kind.many.replies; number += 1) {
        asks.push(await client.ask({ from_peer, to_peer: worker.peer_id, text: `${number}` }));
      }
      await taken;
      counts.most = counts.open;
      const streams = Array.from({ length: 5 }, () => client.eventStream({ types: ["broadcast"] }));
      for (const stream of streams) void stream.next();
      const replies = asks.map((ask) => ask.reply({ timeout: 200_000 }));
      await client.health();
      // By then the daemon keeps each reply for whoever waits.
      if (kind.version !== "0.14.17") {
        const { replies: first } = kind.many;
        await eventually(() => expect(counts.waits).toBeGreaterThanOrEqual(first));
      }
      await quiet(counts);
      expect(counts.most).toBeLessThanOrEqual(most);
      const before = { requests: counts.requests, time: performance.now() };
      await Promise.all(
        Array.from({ length: 5 }, async () => {
          for (let ask = asks.pop(); ask !== undefined; ask = asks.pop()) {
            const { correlation_id } = ask;
            await stage.client.ack(correlation_id, { message: `answer to ${correlation_id}` });
          }
        }),
      );
      for (const reply of await Promise.all(replies)) {
        expect(reply).toMatchObject({
          status: "answered",
          text: `answer to ${reply.correlation_id}`,
        });
      }
      expect(counts.most).toBeLessThanOrEqual(most);
      // One question for each, and what else there is in so many seconds.
      const seconds = (performance.now() - before.time) / 1_000;
      expect(counts.requests - before.requests).toBeLessThan(2 * kind.many.replies + 10 * seconds);
      await inbox.return?.();
      await client.close();
    },
  );

  test("reply() finds an answer although the daemon refused it, and closes the ask", async () => {
    const [worker, from_peer] = [await stage.connect("worker"), await stage.register("asker")];
    const inbox = worker.asks();
    const [ask] = await Promise.all([
      stage.client.ask({ from_peer, to_peer: worker.peer_id, text: "Which port?" }),
      inbox.next(),
    ]);
    const attachments = [{ filename: "port.txt" }];
    const params = { message: "8377", attachments };
    const refused = await stage.client
      .ack(ask.correlation_id, params)
      .catch((error: unknown) => error);
    // 0.14.17 and today's Go daemon accept it.
    const isRefused = kind.version !== "0.14.17" && kind.name !== "fake go";
    if (isRefused) expect(refused).toMatchObject({ status: 503 });
    else expect(refused).toEqual({ ok: true });
    expect(await ask.reply({ timeout: 20_000 })).toMatchObject({
      status: "answered",
      text: "8377",
      attachments,
    });
    expect(await stage.client.pendingAsks({ peer_id: worker.peer_id })).toEqual([]);
    await inbox.return?.();
  });
}

/** Nothing is asked for half a second but what is bounded in time anyway. */
async function quiet(counts: { requests: number }): Promise<void> {
  for (let before = -100; counts.requests - before > 10;) {
    before = counts.requests;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}
