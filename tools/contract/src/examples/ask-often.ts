import { tmpdir } from "node:os";
import { join } from "node:path";
import { RepowireClient, type Ask } from "@repowire/client";

/** Asks a peer that answers at once, in three ways, and counts the results of `reply()` for each. */
export async function askOften(
  baseUrl: string,
  times: number,
): Promise<Record<string, Record<string, number>>> {
  const client = new RepowireClient({ baseUrl });
  try {
    const place = (name: string) => ({ path: join(tmpdir(), name), circle: "asks" });
    const peer = await client.connectPeer(place("quick"));
    peer.onAsk((ask) => `${ask.text} indeed`);
    const live = await client.connectPeer(place("live"));
    const registered = await client.registerPeer({ name: "registered", ...place("registered") });
    const to_peer = peer.peer_id;
    const askers: Record<string, (text: string) => PromiseLike<Ask>> = {
      "a live peer": (text) => live.ask({ to_peer, text }),
      "a peer registered over HTTP": (text) =>
        client.ask({ from_peer: registered.peer_id, to_peer, text }),
      "nobody who is registered": (text) =>
        client.ask({ from_peer: "script", to_peer, text, bypass_circle: true }),
    };
    const counts: Record<string, Record<string, number>> = {};
    for (const [asker, ask] of Object.entries(askers)) {
      const seen: Record<string, number> = {};
      for (let count = 0; count < times; count += 1) {
        const reply = await (await ask(`ask ${count}`)).reply({ timeout: 5_000 });
        const right = reply.status !== "answered" || reply.text === `ask ${count} indeed`;
        const result = right ? reply.status : "another answer";
        seen[result] = (seen[result] ?? 0) + 1;
      }
      counts[asker] = seen;
    }
    return counts;
  } finally {
    await client.close();
  }
}
