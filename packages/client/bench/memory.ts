// The bytes that a call with a long-lived signal keeps: node --expose-gc memory.ts
import { RepowireClient } from "@repowire/client";

const client = new RepowireClient({ fetch: async () => new Response('{"status":"ok"}') });
const { signal } = new AbortController();

async function heapAfter(calls: number): Promise<number> {
  for (let call = 0; call < calls; call++) {
    await client.health({ signal });
    if (call % 100 === 0) await new Promise(setImmediate);
  }
  for (let round = 0; round < 5; round++) {
    await new Promise(setImmediate);
    globalThis.gc?.();
  }
  return process.memoryUsage().heapUsed;
}

const before = await heapAfter(10_000);
const after = await heapAfter(40_000);
console.log(JSON.stringify({ clock: (after - before) / 40_000, processor: 0 }));
