// The cost of pending replies: connections, requests a second, and bytes for each reply. Time is
// virtual, so that the figures do not depend on the machine: `node bench/replies.ts`.
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

import { type Ask, RepowireClient } from "@repowire/client";

import { answering } from "../test/answering.ts";

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

/** A clock that stands still until it is advanced. */
class VirtualClock {
  #now = 0;
  readonly #due = new Map<object, { readonly at: number; readonly action: () => void }>();

  now(): number {
    return this.#now;
  }

  schedule(delay: number, action: () => void) {
    const timer = { cancel: () => void this.#due.delete(timer) };
    this.#due.set(timer, { at: this.#now + delay, action });
    return timer;
  }

  async advance(milliseconds: number): Promise<void> {
    const end = this.#now + milliseconds;
    for (;;) {
      await settle();
      let next: [object, { at: number; action: () => void }] | undefined;
      for (const entry of this.#due) if (entry[1].at < (next?.[1].at ?? end)) next = entry;
      if (next === undefined) break;
      this.#due.delete(next[0]);
      this.#now = next[1].at;
      next[1].action();
    }
    this.#now = end;
  }
}

/** Lets everything that is ready run. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
}

/** A daemon with bounded waits, in process. It holds them, and nobody ever answers. */
function daemon(clock: VirtualClock) {
  const counts = { open: 0, most: 0, requests: 0 };
  let asks = 0;
  const wait = async (request: Request, signal: AbortSignal) => {
    const { timeout_seconds } = (await request.json()) as { timeout_seconds: number };
    await new Promise<void>((resolve, reject) => {
      const timer = clock.schedule(timeout_seconds * 1_000, resolve);
      signal.addEventListener("abort", () => {
        timer.cancel();
        reject(signal.reason as Error);
      });
    });
    const correlation_id = new URL(request.url).pathname.split("/")[2];
    return Response.json({ correlation_id, status: "pending", reply: null });
  };
  /** An event stream without events, but with the daemon's comments. */
  const stream = () => {
    let timer: { cancel(): void };
    return new ReadableStream<Uint8Array>({
      start(controller) {
        const live = () => {
          timer = clock.schedule(15_000, live);
          controller.enqueue(new TextEncoder().encode(": keepalive\n\n"));
        };
        live();
      },
      cancel() {
        timer.cancel();
        counts.open -= 1;
      },
    });
  };
  const fetch = answering(async (request, { signal }) => {
    const path = new URL(request.url).pathname;
    if (path === "/ask") return Response.json({ correlation_id: `ask-${++asks}`, error: null });
    counts.requests += 1;
    counts.open += 1;
    counts.most = Math.max(counts.most, counts.open);
    if (path === "/events/stream") {
      return new Response(stream(), { headers: { "content-type": "text/event-stream" } });
    }
    try {
      if (path.endsWith("/wait")) return await wait(request, signal as AbortSignal);
      return path === "/events" ? Response.json([]) : Response.json({ asks: [] }, { status: 404 });
    } finally {
      counts.open -= 1;
    }
  });
  return { counts, fetch };
}

function heap(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

interface Cost {
  readonly connections: number;
  /** Measured over ten minutes in which nobody answers. */
  readonly requestsPerSecond: number;
  readonly bytesForEach: number;
}

async function cost(count: number, maxConnections: number): Promise<Cost> {
  const clock = new VirtualClock();
  const { counts, fetch } = daemon(clock);
  const client = new RepowireClient({ fetch, clock, maxConnections, timeout: Infinity });
  const asks: Ask[] = [];
  for (let number = 0; number < count; number += 1) {
    asks.push(await client.ask({ from_peer: "a", to_peer: "b", text: "?" }));
  }
  const before = heap();
  const replies = asks.map((ask) => ask.reply({ timeout: Infinity }).catch(() => undefined));
  await clock.advance(120_000);
  const bytesForEach = Math.round((heap() - before) / count);
  const { requests } = counts;
  await clock.advance(600_000);
  const requestsPerSecond = (counts.requests - requests) / 600;
  await client.close();
  await Promise.all(replies);
  return { connections: counts.most, requestsPerSecond, bytesForEach };
}

// The first replies load and compile code, which must not count.
await cost(1_000, 16);
for (const maxConnections of [16, 3]) {
  for (const count of [1, 10, 100, 1_000, 10_000]) {
    const { connections, requestsPerSecond, bytesForEach } = await cost(count, maxConnections);
    console.log(
      `maxConnections ${maxConnections}, ${count} pending:`.padEnd(40),
      `${connections} connections,`.padEnd(17),
      `${requestsPerSecond.toFixed(2)} requests a second,`.padEnd(27),
      count < 100 ? "" : `${bytesForEach} bytes for each reply`,
    );
  }
}
