import { queryObjects, setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

import { type EventStream, type LivePeer, RepowireClient } from "@repowire/client";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { soak } from "../../../scripts/vitest/soak.ts";
import { FakeDaemon } from "../src/index.ts";

// Everything here happens in the daemon's own time, in one process and without a socket: hours pass
// in moments, and nothing depends on how fast the machine is.

const versions = ["0.14.17", "0.17.0"] as const;

describe.for(versions)("in the time of a fake %s", (emulate) => {
  let daemon: FakeDaemon;
  let client: RepowireClient;
  let sockets: Set<WebSocket>;
  const troubles: unknown[] = [];

  beforeEach(() => {
    daemon = new FakeDaemon({ emulate });
    sockets = new Set();
    const { WebSocket: FakeSocket } = daemon;
    class CutSocket extends FakeSocket {
      constructor(url: string) {
        super(url);
        sockets.add(this);
        this.addEventListener("close", () => sockets.delete(this));
      }
    }
    client = new RepowireClient({
      baseUrl: daemon.url,
      fetch: daemon.fetch,
      WebSocket: CutSocket,
      clock: daemon.clock,
    });
  });

  afterEach(async () => {
    await client.close();
    await daemon.close();
    troubles.length = 0;
  });

  const cut = () => {
    for (const socket of sockets) socket.close();
  };

  const connect = (name: string, options = {}): Promise<LivePeer> =>
    daemon.clock.autoAdvance(() =>
      client.connectPeer(
        { path: `/work/${name}`, circle: "docs" },
        { onError: (error) => void troubles.push(error), ...options },
      ),
    );

  const write = (text: string) => client.ingestChatTurn({ peer: "counter", role: "user", text });

  async function read(stream: EventStream<"chat_turn">, count: number): Promise<string[]> {
    const row: string[] = [];
    while (row.length < count) {
      const { done, value } = await stream.next();
      if (done) break;
      row.push(value.type === "gap" ? "gap" : value.text);
    }
    return row;
  }

  const events = soak(10_000, 1_000);

  test(`${events} events arrive once and in order, while the daemon is restarted every 100`, async () => {
    const stream = client.eventStream({ types: ["chat_turn"] });
    const row = read(stream, events);
    for (let number = 0; number < events; number += 1) {
      await write(String(number));
      if (number % 100 === 99) {
        await daemon.restart();
        await daemon.clock.advance("11s");
      }
    }
    expect(await row).toEqual(Array.from({ length: events }, (_, index) => String(index)));
    stream.close();
  }, 60_000);

  // In the second a stream is silent for so long that the client asks what it missed.
  test.for([0, 1_600])(
    "a stream that is away for long: a gap, and what the daemon still has, %i ms after it is back",
    { timeout: 60_000 },
    async (late) => {
      let streams = 0;
      const follower = new RepowireClient({
        baseUrl: daemon.url,
        fetch: async (url, init) => {
          const request = new Request(url, init);
          const response = await daemon.fetch(request);
          if (!request.url.endsWith("/events/stream") || !response.ok) return response;
          streams += 1;
          return streams === 1 ? response : held(response, late);
        },
        clock: daemon.clock,
      });
      const stream = follower.eventStream({ types: ["chat_turn"] });
      await write("before");
      expect(await read(stream, 1)).toEqual(["before"]);
      // Nothing of the daemon's is open any more; what happens then is not heard.
      await daemon.restart();
      for (let number = 0; number < 600; number += 1) await write(String(number));
      await daemon.clock.advance("1m");
      const row = await read(stream, 501);
      expect(row[0]).toBe("gap");
      expect(row.slice(1)).toEqual(Array.from({ length: 500 }, (_, index) => String(index + 100)));
      await follower.close();
    },
  );

  /** An answer whose body begins so many milliseconds after its headers. */
  function held(response: Response, late: number): Response {
    const { promise, resolve } = Promise.withResolvers<void>();
    daemon.clock.schedule(late, resolve);
    const body = response.body?.pipeThrough(new TransformStream({ start: () => promise }));
    return new Response(body, response);
  }

  const asks = soak(1_000, 100);

  test(`${asks} asks are answered once each, while the socket is cut every 20`, async () => {
    const heard = new Map<string, number>();
    const [asker, worker] = [await connect("asker"), await connect("worker")];
    const { peer_id } = worker;
    let answered = 0;
    worker.onAsk((ask) => {
      heard.set(ask.text, (heard.get(ask.text) ?? 0) + 1);
      answered += 1;
      if (answered % 20 === 0) cut();
      return `answer to ${ask.text}`;
    });
    const askOne = async (text: string): Promise<void> => {
      await client.waitForPeer(peer_id, { connected: true });
      await client.waitForPeer(asker.peer_id, { connected: true });
      const ask = await asker.ask({ to_peer: peer_id, text });
      expect(await ask.reply()).toMatchObject({ status: "answered", text: `answer to ${text}` });
    };
    await daemon.clock.autoAdvance(async () => {
      for (let number = 0; number < asks; number += 1) await askOne(`question ${number}`);
    });
    expect(heard.size).toBe(asks);
    expect([...heard.values()].every((times) => times === 1)).toBe(true);
    expect(worker.peer_id).toBe(peer_id);
    expect(troubles.length).toBeGreaterThanOrEqual(asks / 20 - 1);
  }, 60_000);

  test("a reply can come after an hour, and an ask is lost after a day", async () => {
    const worker = await connect("worker", { checkInterval: Infinity });
    const asks = worker.asks();
    const params = { from_peer: "script", to_peer: worker.peer_id, text: "Deploy?" };
    const late = await daemon.clock.autoAdvance(() => client.ask(params));
    const { value: asked } = await asks.next();
    const waiting = late.reply({ timeout: Infinity });
    await daemon.clock.advance("1h");
    await asked?.ack();
    expect(await waiting).toMatchObject({ status: "acknowledged" });

    const dropped = await daemon.clock.autoAdvance(() => client.ask(params));
    await daemon.clock.advance("23h");
    const pending = await daemon.clock.autoAdvance(() => dropped.reply({ timeout: 1_000 }));
    expect(pending).toEqual({ status: "pending", correlation_id: dropped.correlation_id });
    // The daemon drops asks after a day, when somebody lists the open ones.
    await daemon.clock.advance("2h");
    await client.pendingAsks({ peer_id: worker.peer_id });
    const lost = await daemon.clock.autoAdvance(() => dropped.reply());
    expect(lost).toMatchObject({ status: "lost", reason: "unknown_ask" });
  }, 60_000);

  test("a peer keeps its id over restarts of the daemon, and gets the messages it missed", async () => {
    const reader = await connect("reader");
    const { peer_id } = reader;
    const texts: string[] = [];
    reader.onNotify((message) => void texts.push(message.text));
    for (let round = 0; round < 20; round += 1) {
      await daemon.restart();
      await daemon.clock.advance("30s");
      expect(reader.status).toBe("online");
      expect(reader.peer_id).toBe(peer_id);
      await daemon.clock.autoAdvance(() =>
        client.notify({ from_peer: "script", to_peer: peer_id, text: `round ${round}` }),
      );
    }
    expect(texts).toEqual(Array.from({ length: 20 }, (_, round) => `round ${round}`));
    const listed = await client.listPeers({ path: "/work/reader" });
    expect(listed.map((peer) => peer.peer_id)).toEqual([peer_id]);
  });

  const minutes = soak(60, 6);
  // Counting what is alive takes seconds, so that most runs do it on one release.
  if (!versions.slice(-soak(versions.length, 1)).includes(emulate)) return;

  test(`${minutes} minutes of a busy mesh leave nothing behind`, async () => {
    const [asker, worker] = [await connect("asker"), await connect("worker")];
    const stream = client.eventStream();
    let seen = 0;
    const reading = (async () => {
      for await (const event of stream) if (event.type !== "gap") seen += 1;
    })();
    let askClass: Function = Object;
    worker.onAsk((ask) => {
      askClass = ask.constructor;
      return `answer to ${ask.text}`;
    });
    worker.onNotify(() => undefined);
    const minute = async (): Promise<void> => {
      for (let number = 0; number < 20; number += 1) {
        await client.waitForPeer(worker.peer_id, { connected: true });
        const ask = await asker.ask({ to_peer: worker.peer_id, text: `question ${number}` });
        expect(await ask.reply()).toMatchObject({ status: "answered" });
        await asker.notify({ to_peer: worker.peer_id, text: "note" });
      }
    };
    const pass = async (count: number): Promise<void> => {
      for (let passed = 0; passed < count; passed += 1) {
        await daemon.clock.autoAdvance(minute);
        if (passed % 7 === 0) cut();
        await daemon.clock.advance("1m");
      }
    };
    await pass(minutes / 3);
    const early = await living(askClass, 5);
    await pass((minutes / 3) * 2);
    // Each exchange is three events: the ask, its reply and the note.
    expect(seen).toBe(minutes * 20 * 3);
    // The engine collects some of it late. What is kept stays.
    let grown: string[];
    let rounds = 0;
    do {
      const late = await living(askClass, rounds + 1);
      grown = Object.keys(late).filter((name) => (late[name] ?? 0) - (early[name] ?? 0) >= 50);
      rounds += 1;
    } while (grown.length > 0 && rounds < 5);
    expect(grown).toEqual([]);
    stream.close();
    await reading;
  }, 120_000);
});

/** What a wait, a call, a listener or a message that was not let go of would be kept by. */
const kinds = { Promise, AbortSignal, ReadableStream, Request, Response, Set };
/** Each kind takes half a second to count. The first shows most leaks. */
const counted = soak(Object.keys(kinds).length, 1);

/**
 * How many of each are alive after a collection. The daemon of this process remembers every message
 * as plain data, as it should, so that bytes would say nothing of the client.
 */
async function living(askClass: Function, collections: number): Promise<Record<string, number>> {
  // Weak references, which a Request has to its signal, are cleaned in turns after a collection.
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  for (let round = 0; round < collections; round += 1) {
    collect();
    await new Promise((resolve) => setImmediate(resolve));
  }
  return Object.fromEntries(
    [...Object.entries(kinds).slice(0, counted), ["InboundAsk", askClass] as const].map(
      ([name, kind]) => [name, queryObjects(kind, { format: "count" })],
    ),
  );
}
