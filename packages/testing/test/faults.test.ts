import { type EventStreamItem, RepowireClient } from "@repowire/client";
import { afterEach, describe, expect, test } from "vitest";

import { type CallFault, FakeDaemon, type FrameFault } from "../src/index.ts";

const doors = ["in process", "on loopback"] as const;
const open: (() => Promise<void>)[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((close) => close()));
});

async function start(door: (typeof doors)[number]) {
  const daemon = new FakeDaemon({ clock: "ticking" });
  open.push(() => daemon.close());
  const baseUrl = door === "in process" ? daemon.url : (await daemon.listen()).url;
  const fetch = door === "in process" ? daemon.fetch : globalThis.fetch;
  const connect = (timeout = 30_000) => {
    const client = new RepowireClient({ baseUrl, fetch, timeout });
    open.push(async () => client.close());
    return client;
  };
  return { daemon, connect, fetch, baseUrl };
}

async function errorOf(work: PromiseLike<unknown>): Promise<string> {
  try {
    await work;
    return "none";
  } catch (error) {
    return (error as Error).constructor.name;
  }
}

/** The first two events, or the error in place of one of them. */
async function events(client: RepowireClient, timeout?: number): Promise<string[]> {
  const signal = timeout === undefined ? undefined : AbortSignal.timeout(timeout);
  const stream = client.eventStream({ attempts: 1, signal });
  const texts: string[] = [];
  const add = ({ value }: IteratorResult<EventStreamItem, undefined>) =>
    texts.push(value?.type === "broadcast" ? value.text : (value?.type ?? "none"));
  while (texts.length < 2) {
    const error = await errorOf(stream.next().then(add));
    if (error !== "none") return [...texts, error];
  }
  stream.close();
  return texts;
}

interface Case {
  readonly name: string;
  /** What goes wrong, with the endpoint that is called or with the whole daemon. */
  readonly fault: CallFault | FrameFault | ((daemon: FakeDaemon) => Promise<void>);
  /** The client's error of a GET. Absent: it is no fault of a GET. */
  readonly get?: string;
  /** The client's error of a POST, and how often the daemon did what it says. */
  readonly post: readonly [error: string, happened: number];
  /** What the client reads from the event stream. Absent: it is no fault of a stream. */
  readonly stream?: readonly string[];
}

const [connection, timeout, http, response] = [
  "DaemonConnectionError",
  "DaemonTimeoutError",
  "DaemonHTTPError",
  "DaemonResponseError",
];

/** Everything that can go wrong, and what it is at the client: the same at both doors. */
const cases: Case[] = [
  { name: "refuse", fault: "refuse", get: connection, post: [connection, 0], stream: [connection] },
  { name: "reset", fault: "reset", get: connection, post: [connection, 0], stream: [connection] },
  { name: "timeout", fault: "timeout", get: timeout, post: [timeout, 0], stream: ["DOMException"] },
  {
    name: "drop-reply",
    fault: "drop-reply",
    get: connection,
    post: [connection, 1],
    stream: [connection],
  },
  {
    name: "malformed-json",
    fault: "malformed-json",
    get: response,
    post: [response, 1],
    stream: ["gap", "two"],
  },
  {
    name: "wrong-type",
    fault: "wrong-type",
    get: response,
    post: [response, 1],
    stream: ["gap", "two"],
  },
  {
    name: "status 503",
    fault: { status: 503, body: { detail: "busy" } },
    get: http,
    post: [http, 0],
    stream: [http],
  },
  {
    name: "status 500 in plain text",
    fault: { status: 500, body: "Internal Server Error" },
    get: http,
    post: [http, 0],
    stream: [http],
  },
  {
    name: "status 200 of another shape",
    fault: { status: 200, body: null },
    get: response,
    post: [response, 0],
    stream: [response],
  },
  {
    name: "status 204",
    fault: { status: 204 },
    get: response,
    post: [response, 0],
    stream: [response],
  },
  {
    name: "status 205",
    fault: { status: 205 },
    get: response,
    post: [response, 0],
    stream: [response],
  },
  { name: "status 304", fault: { status: 304 }, get: http, post: [http, 0], stream: [http] },
  {
    name: "a redirect",
    fault: { status: 307, headers: { Location: "/health" } },
    get: http,
    post: [http, 0],
    stream: [http],
  },
  {
    name: "cutBodyAfter 0",
    fault: { cutBodyAfter: 0 },
    get: connection,
    post: [connection, 1],
    stream: [connection],
  },
  {
    name: "cutBodyAfter 5",
    fault: { cutBodyAfter: 5 },
    get: connection,
    post: [connection, 1],
    stream: [connection],
  },
  {
    name: "cutBodyAfter within the second event",
    fault: { cutBodyAfter: 200 },
    get: connection,
    post: [connection, 1],
    stream: ["one", connection],
  },
  {
    name: "cutBodyAfter more than there is",
    fault: { cutBodyAfter: 1_000_000 },
    get: connection,
    post: [connection, 1],
    stream: ["one", "two"],
  },
  {
    name: "slowBody",
    fault: { slowBody: { bytes: 40, every: "1ms" } },
    get: "none",
    post: ["none", 1],
    stream: ["one", "two"],
  },
  {
    name: "latency",
    fault: { latency: "5ms" },
    get: "none",
    post: ["none", 1],
    stream: ["one", "two"],
  },
  {
    name: "latency between two bounds",
    fault: { latency: ["1ms", "5ms"] },
    get: "none",
    post: ["none", 1],
    stream: ["one", "two"],
  },
  { name: "drop-frame", fault: "drop-frame", post: ["none", 0] },
  { name: "duplicate-frame", fault: "duplicate-frame", post: ["none", 2] },
  {
    name: "a daemon that is down",
    fault: (daemon) => daemon.down(),
    get: connection,
    post: [connection, 0],
    stream: [connection],
  },
  {
    name: "a restart, over which the daemon forgets who is there",
    fault: (daemon) => daemon.restart(),
    get: "none",
    post: [http, 0],
    stream: ["one", "two"],
  },
];

async function goWrong(
  daemon: FakeDaemon,
  target: "listPeers" | "notify" | "eventStream",
  { fault }: Case,
) {
  if (typeof fault === "function") return fault(daemon);
  const isFrame = fault === "drop-frame" || fault === "duplicate-frame";
  daemon.fault(isFrame ? { frame: "notify" } : target, fault);
}

describe.each(doors)("%s", (door) => {
  describe.each(cases)("$name", (one) => {
    // A test of an answer that never comes waits for this long.
    const timeout = one.fault === "timeout" ? 100 : undefined;

    test.runIf(one.get)("fails a GET with its error", async () => {
      const { daemon, connect } = await start(door);
      await goWrong(daemon, "listPeers", one);
      expect(await errorOf(connect(timeout).listPeers())).toBe(one.get);
      daemon.verify();
      await daemon.up();
      expect(await errorOf(connect().listPeers())).toBe("none");
    });

    test("fails a POST with its error, and the daemon has acted or not", async () => {
      const { daemon, connect } = await start(door);
      const bob = daemon.peer("bob");
      const call = { from_peer: "me", to_peer: bob.display_name, text: "x" };
      await goWrong(daemon, "notify", one);
      const [error, happened] = one.post;
      // The daemon waits for the receipt of a frame that does not arrive.
      const notify = (limit?: number) =>
        daemon.clock.autoAdvance(() => errorOf(connect(limit).notify(call)));
      expect(await notify(timeout)).toBe(error);
      expect(bob.notifications).toHaveLength(happened);
      daemon.verify();
      await daemon.up();
      bob.connect();
      expect(await notify()).toBe("none");
    });

    test.runIf(one.stream)("ends or passes an event stream as expected", async () => {
      const { daemon, connect } = await start(door);
      for (const text of ["one", "two"]) daemon.seed.event({ type: "broadcast", from: "me", text });
      await goWrong(daemon, "eventStream", one);
      expect(await events(connect(), timeout)).toEqual(one.stream);
      await daemon.clock.settled();
      await daemon.up();
      expect(await events(connect())).toEqual(["one", "two"]);
    });
  });

  test("a call whose reply is lost was processed", async () => {
    const { daemon, connect } = await start(door);
    const client = connect();
    daemon.peer("bob").silent();
    daemon.fault("ask", "drop-reply");
    daemon.fault("ask", "reset");
    for (const text of ["processed", "not seen"]) {
      await errorOf(client.ask({ from_peer: "me", to_peer: "bob-claude-code", text }));
    }
    expect(daemon.state.openAsks.map(({ text }) => text)).toEqual(["processed"]);
  });

  test("a fault drops a frame or sends it twice", async () => {
    const { daemon, connect } = await start(door);
    const client = connect();
    const bob = daemon.peer("bob", { receipts: "none" });
    daemon.fault({ frame: "notify" }, "drop-frame");
    daemon.fault({ frame: "notify", to: bob.display_name }, "duplicate-frame");
    for (const text of ["one", "two", "three"]) {
      const call = { from_peer: "me", to_peer: bob.display_name, text };
      await daemon.clock.autoAdvance(() => client.notify(call));
    }
    expect(bob.notifications.map(({ text }) => text)).toEqual(["two", "two", "three"]);
    daemon.verify();
  });

  test("a daemon that was down is back without its open asks", async () => {
    const { daemon, connect } = await start(door);
    const client = connect();
    daemon.peer("bob").silent();
    await client.ask({ from_peer: "me", to_peer: "bob-claude-code", text: "x" });
    await daemon.down();
    expect(await errorOf(client.health())).toBe("DaemonConnectionError");
    await daemon.up();
    expect(await errorOf(client.health())).toBe("none");
    expect(daemon.state.openAsks).toEqual([]);
  });
});

test("of several faults the first that has calls left applies", async () => {
  const { daemon } = await start("in process");
  daemon.fault("health", { status: 500 });
  daemon.fault("*", { status: 501 }, { times: 2 });
  const statuses = [];
  for (let index = 0; index < 4; index++) {
    statuses.push((await daemon.fetch(`${daemon.url}/health`)).status);
  }
  expect(statuses).toEqual([500, 501, 501, 200]);
});

test("a seed decides a latency between two bounds", async () => {
  const wait = async (seed: number) => {
    const daemon = new FakeDaemon({ seed });
    daemon.fault("health", { latency: ["1s", "1h"] });
    await daemon.clock.autoAdvance(() => daemon.fetch(`${daemon.url}/health`));
    return daemon.clock.now().getTime();
  };
  expect(await wait(1)).toBe(await wait(1));
  expect(await wait(1)).not.toBe(await wait(2));
});
