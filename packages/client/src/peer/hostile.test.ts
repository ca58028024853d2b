import { describe, expect, test, vi } from "vitest";

import { ScriptedSocket, settle, until } from "../../test/peer/scripted-socket.ts";
import { SmallMesh, failure, us } from "../../test/peer/small-mesh.ts";
import { PeerConnectionError } from "../errors.ts";
import type { AuthToken, WebSocketConstructor } from "../options.ts";
import type { InboundAsk } from "./inbound-ask.ts";
import type { LivePeer } from "./live-peer.ts";

const sockets = ScriptedSocket.all;
const mesh = new SmallMesh();
const never = () => new Promise<never>(() => undefined);

/** Answers a route of the small daemon later than its state changes. */
function slowly(call: string): () => void {
  const { promise: gate, resolve } = Promise.withResolvers<void>();
  const { fetch, answers } = mesh.daemon;
  const [method = "", path = ""] = call.split(" ");
  answers.set(call, (body) => {
    answers.delete(call);
    const init = { method, body: JSON.stringify(body) } as never;
    const answer = fetch(`http://daemon.invalid${path}`, init) as Promise<Response>;
    return gate.then(() => answer);
  });
  return resolve;
}

/** The daemon's sockets, some of which break at once. */
function failingWhile(fails: () => boolean): WebSocketConstructor {
  const { WebSocket } = mesh.daemon;
  return class {
    constructor(url: string) {
      const socket = fails() ? new ScriptedSocket(url) : (new WebSocket(url) as ScriptedSocket);
      if (socket.constructor === ScriptedSocket) queueMicrotask(() => socket.end(1006));
      return socket;
    }
  } as never;
}

const registrations = () => mesh.daemon.calls.filter((call) => call === "POST /peers").length;

test.for([null, {}, [], { peer_id: 7 }])(
  "a registration that is answered by %j says so, also without validation",
  async (answer) => {
    mesh.client = mesh.newClient({ validation: "off" });
    mesh.daemon.answers.set("POST /peers", () => Response.json(answer));
    expect(await failure(mesh.connect())).toMatchObject({ name: "DaemonResponseError" });
  },
);

test.for([null, {}, { peers: null }, { peers: [null] }])(
  "a list that is answered by %j does not disturb a connect after one that was not answered",
  async (answer) => {
    mesh.client = mesh.newClient({ validation: "off" });
    const { answers } = mesh.daemon;
    answers.set("GET /peers", () => Response.json(answer));
    answers.set("POST /peers", () => {
      answers.delete("POST /peers");
      return Promise.reject(new TypeError("terminated"));
    });
    expect(await failure(mesh.connect())).toMatchObject({ delivery: "unknown" });
    // If the search for that peer rejected, nobody would hear it.
    expect((await mesh.connect()).status).toBe("online");
  },
);

describe("a token function", () => {
  const broken: [string, () => unknown][] = [
    ["throws a TypeError", () => Promise.reject(new TypeError("fetch failed"))],
    ["rejects", () => Promise.reject(new Error("the vault is sealed"))],
    ["gives an empty token", () => ""],
    ["gives null", () => null],
    ["gives a number", () => 7],
    ["never answers", never],
  ];

  // Each connect asks for the token of the socket and for that of each call.
  test.for(broken.flatMap(([what, give]) => [1, 2, 3].map((turn) => [what, turn, give] as const)))(
    "that %s in turn %i of each reconnect for a while does not end a peer",
    async ([, turn, give]) => {
      let asked = 0;
      let fails = false;
      const authToken = (() => {
        asked += 1;
        return fails && asked % turn === 0 ? give() : "token";
      }) as AuthToken;
      mesh.client = mesh.newClient({ authToken });
      const peer = await mesh.connect();
      fails = true;
      asked = 0;
      mesh.daemon.drop(peer.peer_id, 1006);
      await vi.advanceTimersByTimeAsync(240_000);
      fails = false;
      await vi.advanceTimersByTimeAsync(60_000);
      expect(peer.status).toBe("online");
    },
  );

  test.for(broken)("that %s at the checks does not end a good connection", async ([, give]) => {
    let fails = false;
    const authToken = (() => (fails ? give() : "token")) as AuthToken;
    mesh.client = mesh.newClient({ authToken });
    const peer = await mesh.connect({ checkInterval: 1_000 });
    fails = true;
    await vi.advanceTimersByTimeAsync(8_000);
    expect([peer.status, sockets.length]).toEqual(["online", 1]);
  });
});

describe("a connect", () => {
  test.for<[string, () => Response]>([
    ["fails", () => Response.json({ detail: "broken" }, { status: 500 })],
    ["is a page", () => new Response("<html>")],
    ["is refused", () => Response.json({ detail: "no" }, { status: 403 })],
  ])(
    "whose second call %s says who is registered, and the next one becomes it",
    async ([, answer]) => {
      const call = "GET /peers/repow-docs-00000001";
      mesh.daemon.answers.set(call, answer);
      const error = await failure(mesh.connect());
      expect(error).toBeInstanceOf(PeerConnectionError);
      expect(error).toMatchObject({ peer_id: "repow-docs-00000001" });
      mesh.daemon.answers.clear();
      const peer = await mesh.connect();
      expect([peer.display_name, mesh.daemon.peers.length]).toEqual(["d-codex", 1]);
    },
  );

  test("that is retried is the peer whose look failed", async () => {
    const call = "GET /peers/repow-docs-00000001";
    mesh.daemon.answers.set(call, () => {
      mesh.daemon.answers.delete(call);
      return Response.json({ detail: "broken" }, { status: 500 });
    });
    const connecting = mesh.client.connectPeer(us, { ...mesh.watched, retryFirstConnect: true });
    await vi.advanceTimersByTimeAsync(5_000);
    expect((await connecting).display_name).toBe("d-codex");
    expect(mesh.told).toMatchObject([{ status: 500 }]);
    expect(mesh.daemon.peers.map(({ status }) => status)).toEqual(["online"]);
  });

  test("that is retried is not another folder's peer whose look failed", async () => {
    const other = await mesh.connect({}, { path: "/a/d" });
    await other.close();
    mesh.told.length = 0;
    const call = `GET /peers/${other.peer_id}`;
    mesh.daemon.answers.set(call, () => {
      mesh.daemon.answers.delete(call);
      return Response.json({ detail: "broken" }, { status: 500 });
    });
    const before = { ...mesh.daemon.peer(other.peer_id) };
    const params = { ...us, path: "/b/d" };
    const options = { ...mesh.watched, retryFirstConnect: true };
    const connecting = mesh.client.connectPeer(params, options);
    await vi.advanceTimersByTimeAsync(5_000);
    expect((await connecting).display_name).toBe("d-2-codex");
    expect(mesh.told).toMatchObject([{ status: 500 }]);
    expect(mesh.daemon.peer(other.peer_id)).toEqual(before);
  });

  test("that is aborted twice in a row leaves one peer", async () => {
    const release = slowly("POST /peers");
    for (const reason of ["first", "second"]) {
      const controller = new AbortController();
      const connecting = failure(mesh.client.connectPeer(us, { signal: controller.signal }));
      await settle();
      controller.abort(reason);
      expect(await connecting).toBe(reason);
    }
    const third = mesh.client.connectPeer(us);
    await vi.advanceTimersByTimeAsync(3_000);
    release();
    await settle();
    expect((await third).display_name).toBe("d-codex");
    expect(mesh.daemon.peers).toHaveLength(1);
  });

  test("that never gets an answer does not hold up a later one for ever", async () => {
    mesh.daemon.answers.set("POST /peers", never);
    const controller = new AbortController();
    const options = { signal: controller.signal, connectTimeout: Infinity };
    const first = failure(mesh.client.connectPeer(us, options));
    await settle();
    controller.abort("enough");
    await first;
    mesh.daemon.answers.clear();
    const second = mesh.client.connectPeer(us, { connectTimeout: Infinity });
    await vi.advanceTimersByTimeAsync(60_000);
    expect((await second).display_name).toBe("d-codex");
  });

  test("does not take an identity from a program that uses it by now", async () => {
    const release = slowly("POST /peers");
    const controller = new AbortController();
    const first = failure(mesh.client.connectPeer(us, { signal: controller.signal }));
    await settle();
    controller.abort("unmounted");
    release();
    expect(await first).toBe("unmounted");
    await settle();
    const rival = mesh.newClient();
    const other = await rival.connectPeer(us);
    const peer = await mesh.connect();
    expect([other.display_name, other.status]).toEqual(["d-codex", "online"]);
    expect(peer.display_name).toBe("d-2-codex");
    await mesh.close(rival);
  });

  test("is continued by a client made with with()", async () => {
    const controller = new AbortController();
    const release = slowly("POST /peers");
    const first = failure(
      mesh.client.with({ timeout: 1_000 }).connectPeer(us, { signal: controller.signal }),
    );
    await settle();
    controller.abort("unmounted");
    const second = mesh.client.with({ timeout: 2_000 }).connectPeer(us);
    release();
    await settle();
    await first;
    expect((await second).display_name).toBe("d-codex");
  });

  test("that is retried is not set offline by the attempt before", async () => {
    let attempts = 0;
    mesh.client = mesh.newClient({ WebSocket: failingWhile(() => ++attempts < 3) });
    const connecting = mesh.client.connectPeer(us, { retryFirstConnect: true });
    await vi.advanceTimersByTimeAsync(5_000);
    expect((await connecting).display_name).toBe("d-codex");
    expect(mesh.daemon.peers.map(({ status }) => status)).toEqual(["online"]);
    expect(mesh.daemon.calls.filter((call) => call.endsWith("/offline"))).toEqual([]);
  });

  test("whose client closes leaves no peer online", async () => {
    const release = slowly("POST /peers");
    const connecting = failure(mesh.client.connectPeer(us));
    await settle();
    const closing = mesh.client.close();
    await vi.advanceTimersByTimeAsync(500);
    release();
    await settle();
    await closing;
    expect(await connecting).toMatchObject({ name: "ClientClosedError" });
    expect(mesh.daemon.peers.map(({ status }) => status)).toEqual(["offline"]);
    mesh.client = mesh.newClient();
    expect((await mesh.connect()).display_name).toBe("d-codex");
  });

  test("that meets a broken welcome says so at once", async () => {
    class Broken extends ScriptedSocket {
      constructor(url: string) {
        super(url);
        queueMicrotask(() => {
          this.open();
          this.say({ type: "connected", session_id: 7 });
        });
      }
    }
    mesh.client = mesh.newClient({ WebSocket: Broken });
    const error = await failure(mesh.connect());
    expect(error).toBeInstanceOf(PeerConnectionError);
    expect(String(error)).toContain("connected");
  });

  test("gets a message that comes before the welcome", async () => {
    const { WebSocket } = mesh.daemon;
    class Early extends (WebSocket as typeof ScriptedSocket) {
      override say(frame: object): void {
        super.say({ type: "broadcast", from_peer: "x", text: "early" });
        super.say(frame);
      }
    }
    mesh.client = mesh.newClient({ WebSocket: Early });
    const peer = await mesh.connect();
    expect((await peer.broadcasts().next()).value).toMatchObject({ text: "early" });
  });

  test("that gives up a silent socket does not wait for its other side", async () => {
    let terminated = 0;
    class Silent extends ScriptedSocket {
      constructor(url: string) {
        super(url);
        queueMicrotask(() => this.open());
      }
      override close(): void {}
      terminate(): void {
        terminated += 1;
      }
    }
    mesh.client = mesh.newClient({ WebSocket: Silent });
    const connecting = failure(mesh.client.connectPeer(us, { connectTimeout: 100 }));
    await vi.advanceTimersByTimeAsync(100);
    await connecting;
    expect(terminated).toBe(1);
  });
});

describe("a check", () => {
  test.for<[string, () => Response]>([
    ["fails inside the daemon", () => new Response("Internal Server Error", { status: 500 })],
    ["has another shape", () => Response.json({ peer_id: 7 })],
    ["is refused", () => Response.json({ detail: "slow down" }, { status: 429 })],
  ])("that %s does not end a good connection", async ([, answer]) => {
    const peer = await mesh.connect({ checkInterval: 1_000 });
    mesh.daemon.answers.set(`GET /peers/${peer.peer_id}`, answer);
    await vi.advanceTimersByTimeAsync(10_000);
    expect([peer.status, sockets.length]).toEqual(["online", 1]);
    expect(mesh.told.length).toBeGreaterThan(0);
  });

  test("of an orchestrator does not need the route that reports it", async () => {
    const peer = await mesh.connect({ checkInterval: 1_000 }, { role: "orchestrator" });
    await vi.advanceTimersByTimeAsync(10_000);
    expect([peer.status, sockets.length]).toEqual(["online", 1]);
  });
});

test("a server that says something new before each close is tried ever more slowly", async () => {
  const { WebSocket } = mesh.daemon;
  let count = 0;
  class Talking extends (WebSocket as typeof ScriptedSocket) {
    constructor(url: string) {
      super(url);
      setTimeout(() => {
        this.say({ type: "broadcast", from_peer: "x", text: String(++count) });
        this.end(1012);
      }, 5);
    }
  }
  mesh.client = mesh.newClient({ WebSocket: Talking });
  const peer = await mesh.connect();
  peer.onBroadcast(() => undefined);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(count).toBeGreaterThan(5);
  expect(count).toBeLessThan(20);
});

test("a server that accepts and stays silent is tried ever more slowly", async () => {
  const peer = await mesh.connect({ connectTimeout: 100 });
  mesh.daemon.answers.set("POST /peers", () => never() as never);
  mesh.daemon.drop(peer.peer_id, 1006);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(peer.status).toBe("reconnecting");
  expect(registrations()).toBeGreaterThan(5);
  expect(registrations()).toBeLessThan(20);
});

test("a close event without a reason is a lost connection", async () => {
  const peer = await mesh.connect();
  sockets[0]?.end(undefined as never, undefined as never);
  sockets.length = 0;
  await mesh.reconnected(peer);
});

describe("a handler that closes its peer and waits for it", () => {
  const later = async () => void (await new Promise((resolve) => setTimeout(resolve, 10)));

  test.for<[string, () => Promise<void>]>([
    ["at once", async () => undefined],
    ["later", later],
  ])("%s: its ask is answered, and the peer closes", async ([, pause]) => {
    const peer = await mesh.connect();
    peer.onAsk(async () => {
      await pause();
      await peer.close({ drainTimeout: Infinity });
      return "good-bye";
    });
    const ask = mesh.daemon.ask(peer.peer_id, "Stop?");
    await vi.advanceTimersByTimeAsync(2_000);
    await peer.closed;
    expect(ask.closed).toMatchObject({ message: "good-bye" });
    expect([peer.status, mesh.told]).toEqual(["closed", []]);
  });

  test("does not wait for another one that does the same, nor for its caller", async () => {
    const peer = await mesh.connect({ close: { drainTimeout: Infinity } });
    const handler = async () => {
      await later();
      await peer.close();
    };
    peer.onNotify(handler);
    peer.onBroadcast(handler);
    mesh.daemon.notify(peer.peer_id, "one");
    mesh.daemon.notify(peer.peer_id, "two");
    sockets[0]?.say({ type: "broadcast", from_peer: "x", text: "three" });
    const closing = peer.close();
    await vi.advanceTimersByTimeAsync(2_000);
    expect(await closing).toEqual({ unhandled: [], unregistered: false });
  });

  test("waits for the others", async () => {
    const peer = await mesh.connect();
    const other = Promise.withResolvers<void>();
    let closed = false;
    peer.onBroadcast(() => other.promise);
    peer.onNotify(async () => {
      await peer.close({ drainTimeout: Infinity });
      closed = true;
    });
    sockets[0]?.say({ type: "broadcast", from_peer: "x", text: "work" });
    mesh.daemon.notify(peer.peer_id, "stop");
    await vi.advanceTimersByTimeAsync(60_000);
    expect([closed, peer.status]).toEqual([false, "online"]);
    other.resolve();
    await vi.advanceTimersByTimeAsync(2_000);
    expect([closed, peer.status]).toEqual([true, "closed"]);
  });

  test("may close its client instead", async () => {
    const peer = await mesh.connect({ close: { drainTimeout: Infinity } });
    peer.onNotify(() => mesh.client.close());
    mesh.daemon.notify(peer.peer_id, "stop");
    await vi.advanceTimersByTimeAsync(10_000);
    await peer.closed;
    expect(peer.status).toBe("closed");
  });
});

describe("an end", () => {
  test("in the middle of a reconnect leaves no peer online, also if the client closes", async () => {
    const peer = await mesh.connect();
    const release = slowly("POST /peers");
    mesh.daemon.drop(peer.peer_id, 1006);
    await vi.advanceTimersByTimeAsync(300);
    await until(() => mesh.daemon.peers[0]?.status === "online");
    const closing = peer.close();
    await settle();
    release();
    await closing;
    await mesh.close(mesh.client);
    expect(mesh.daemon.peers[0]?.status).toBe("offline");
  });

  test("between two attempts to reconnect leaves no peer online", async () => {
    let fails = false;
    mesh.client = mesh.newClient({ WebSocket: failingWhile(() => fails) });
    const peer = await mesh.connect();
    fails = true;
    mesh.daemon.drop(peer.peer_id, 1006);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(mesh.daemon.peers[0]?.status).toBe("online");
    await mesh.close(mesh.client);
    expect(mesh.daemon.peers[0]?.status).toBe("offline");
  });

  test("does not wait for ever for a registration", async () => {
    const peer = await mesh.connect();
    mesh.daemon.answers.set("POST /peers", () => never() as never);
    mesh.daemon.drop(peer.peer_id, 1006);
    await vi.advanceTimersByTimeAsync(300);
    const closing = peer.close();
    await vi.advanceTimersByTimeAsync(10_000);
    await closing;
    expect(peer.status).toBe("closed");
  });

  test.for(["close", "send", "terminate"] as const)(
    "does not reject if %s of the socket throws",
    async (method) => {
      const { WebSocket } = mesh.daemon;
      let isBroken = false;
      class Broken extends (WebSocket as typeof ScriptedSocket) {}
      Object.assign(Broken.prototype, {
        [method](this: ScriptedSocket, text: string) {
          if (isBroken) throw new Error("not like this");
          if (method === "send") ScriptedSocket.prototype.send.call(this, text);
        },
      });
      mesh.client = mesh.newClient({ WebSocket: Broken });
      const peer = await mesh.connect();
      isBroken = true;
      const closing = peer.close();
      await vi.advanceTimersByTimeAsync(2_000);
      await closing;
      expect([peer.status, mesh.told]).toEqual(["closed", []]);
    },
  );

  test("waits no longer than the call with the least patience", async () => {
    const peer = await mesh.connect();
    peer.onNotify(never);
    mesh.daemon.notify(peer.peer_id, "work");
    const patient = peer.close({ drainTimeout: Infinity });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(peer.status).toBe("online");
    const closing = peer.close({ drainTimeout: 100 });
    await vi.advanceTimersByTimeAsync(100);
    expect((await closing).unhandled).toMatchObject([{ text: "work" }]);
    expect(await patient).toEqual(await closing);
  });

  test("of a client waits no longer than its own limit for a peer that closes already", async () => {
    const peer = await mesh.connect();
    peer.onNotify(never);
    mesh.daemon.notify(peer.peer_id, "work");
    void peer.close({ drainTimeout: Infinity });
    await mesh.close(mesh.client);
    expect(peer.status).toBe("closed");
  });

  test("by a refusal gives up the handlers that a close waits for", async () => {
    const peer = await mesh.connect();
    peer.onNotify(never);
    mesh.daemon.notify(peer.peer_id, "work");
    const closing = peer.close({ drainTimeout: Infinity });
    await settle();
    mesh.daemon.drop(peer.peer_id, 4002, "no");
    expect((await closing).unhandled).toMatchObject([{ text: "work" }]);
    await expect(peer.closed).rejects.toMatchObject({ closeCode: 4002 });
  });

  test("gives a socket up whose other side does not answer", async () => {
    let terminated = 0;
    const { WebSocket } = mesh.daemon;
    class Deaf extends (WebSocket as typeof ScriptedSocket) {
      override close(): void {}
      terminate(): void {
        terminated += 1;
      }
    }
    mesh.client = mesh.newClient({ WebSocket: Deaf });
    const peer = await mesh.connect();
    const closing = peer.close();
    await vi.advanceTimersByTimeAsync(2_000);
    await closing;
    expect(terminated).toBe(1);
  });

  test("of a client ends all its peers", async () => {
    const peers = [
      await mesh.connect(),
      await mesh.connect({}, { path: "/work/e" }),
      await mesh.connect({}, { path: "/work/f" }),
    ];
    await Promise.all([mesh.close(mesh.client), ...peers.map(({ closed }) => closed)]);
    expect(mesh.daemon.peers.map(({ status }) => status)).toEqual(Array(3).fill("offline"));
  });

  test("lets a handler answer after it, and while the peer connects again", async () => {
    const peer = await mesh.connect();
    const asks = peer.asks();
    const answers: Promise<unknown>[] = [];
    const take = async (text: string) => {
      const asked = mesh.daemon.ask(peer.peer_id, text);
      return { asked, ask: (await asks.next()).value as InboundAsk };
    };
    const [first, second] = [await take("first"), await take("second")];
    mesh.daemon.drop(peer.peer_id, 1006);
    answers.push(first.ask.ack("one"));
    await peer.close();
    answers.push(second.ask.ack("two"));
    await Promise.all(answers);
    expect([first, second].map(({ asked }) => asked.closed?.["message"])).toEqual(["one", "two"]);
  });
});

describe("an ask", () => {
  const twice = (ask: InboundAsk) => [ask.ack("one"), ask.ack("two")];

  async function handled(answer: (ask: InboundAsk) => unknown) {
    let refused = 0;
    let isClosed = false;
    mesh.daemon.answers.set("POST /ack", () => {
      if (isClosed) refused += 1;
      const detail = "Ask ask-1 is already closed";
      if (isClosed) return Response.json({ detail }, { status: 410 });
      isClosed = true;
      return undefined;
    });
    const peer = await mesh.connect();
    let given: InboundAsk | undefined;
    peer.onAsk(async (ask) => {
      given = ask;
      await answer(ask);
    });
    mesh.daemon.ask(peer.peer_id, "?");
    await settle();
    return { closed: given?.closed, refused };
  }

  test.for<[string, (ask: InboundAsk) => unknown]>([
    [
      "one after the other",
      async (ask) => {
        await ask.ack("one");
        await ask.ack("two");
      },
    ],
    ["at the same time", (ask) => Promise.all(twice(ask))],
  ])("that is answered twice, %s, stays closed and is not declined too", async ([, answer]) => {
    expect(await handled(answer)).toEqual({ closed: true, refused: 1 });
    expect(mesh.told).toMatchObject([{ status: 410 }]);
    expect(mesh.daemon.calls.filter((call) => call.includes("decline"))).toEqual([]);
  });

  test("that somebody else closed meanwhile is reported once", async () => {
    const peer = await mesh.connect();
    mesh.daemon.answers.set("POST /ack", () =>
      Response.json({ detail: "Ask ask-1 is already closed" }, { status: 410 }),
    );
    peer.onAsk(async (ask) => void (await ask.ack("8377")));
    mesh.daemon.ask(peer.peer_id, "?");
    await settle();
    expect(mesh.told).toMatchObject([{ status: 410 }]);
  });

  test("that comes as a query refuses what a query cannot carry", async () => {
    const peer = await mesh.connect();
    const asks = peer.asks();
    sockets[0]?.say({ type: "query", correlation_id: "q-1", from_peer: "x", text: "?" });
    const ask = (await asks.next()).value as InboundAsk;
    expect(await failure(ask.ack("x", { attachments: [{ id: "att-1" }] }))).toBeInstanceOf(
      TypeError,
    );
    expect(await failure(ask.answer({ option_id: "y" }))).toBeInstanceOf(TypeError);
    expect(ask.closed).toBe(false);
    await ask.ack("8377");
    expect(sockets[0]?.sent.at(-1)).toMatchObject({ type: "response", text: "8377" });
  });

  test.for<[string, () => Response]>([
    ["fails", () => new Response("broken", { status: 500 })],
    ["is a page", () => new Response("<html>")],
    ["holds something else", () => Response.json([null, 7, { type: "ask", correlation_id: 7 }])],
  ])("is recovered although the list of events %s", async ([, answer]) => {
    const peer_id = await offline();
    const ask = mesh.daemon.ask(peer_id, "Which port?");
    mesh.daemon.answers.set("GET /events", answer);
    const peer = await mesh.connect({}, { peer_id });
    peer.onAsk(() => "8377");
    await settle();
    expect(ask.closed).toMatchObject({ message: "8377" });
  });

  test.for(["strict", "warn", "off"] as const)(
    "is recovered beside one that cannot be read, with validation %s",
    async (validation) => {
      const peer_id = await offline();
      mesh.daemon.answers.set("GET /asks/pending", () =>
        Response.json({
          asks: [null, { correlation_id: 7, text: "?" }, open("ask-8"), open("ask-9")],
        }),
      );
      mesh.client = mesh.newClient({ validation });
      const peer = await mesh.connect({}, { peer_id });
      const heard: string[] = [];
      peer.onAsk(({ correlation_id }) => void heard.push(correlation_id));
      await settle();
      expect(heard.toSorted()).toEqual(["ask-8", "ask-9"]);
      expect(mesh.told.map(String)).toContainEqual(expect.stringContaining("cannot be read"));
    },
  );

  const open = (correlation_id: string) => ({
    correlation_id,
    from_peer: "x-codex",
    to_peer: "d-codex",
    text: "?",
    created_at: "2026-11-27T00:00:00Z",
    direction: "inbound",
  });
});

describe("an ask that is found before its frame comes", () => {
  const frame = (correlation_id: string) => ({
    ...{ type: "ask", correlation_id, from_peer: "x-codex", to_peer: "d-codex", text: "?" },
    ...{ delivery_id: `delivery-of-${correlation_id}`, attachments: [{ id: "att-1" }] },
  });

  async function finding() {
    const peer_id = await offline();
    const peer = await mesh.connect({ concurrency: 1 }, { peer_id });
    // A busy peer hears of no ask.
    Object.assign(mesh.daemon.peer(peer_id) ?? {}, { status: "busy" });
    const ids = [1, 2].map(() => mesh.daemon.ask(peer_id, "?").correlation_id);
    const seen: InboundAsk[] = [];
    const gate = Promise.withResolvers<void>();
    const handle = () =>
      peer.onAsk(async (ask) => {
        seen.push({ ...ask } as InboundAsk);
        await gate.promise;
      });
    const say = (id: string) => sockets.at(-1)?.say(frame(id));
    return { peer, seen, handle, say, ids: ids as [string, string], release: gate.resolve };
  }

  const complete = { complete: true, attachments: [{ id: "att-1" }] };

  test.for<[string, number]>([
    ["GET /events", 1],
    ["GET /asks/pending", 2],
  ])("is complete if the frame comes during %s, time %i", async ([call, turn]) => {
    const { seen, handle, say, ids } = await finding();
    let count = 0;
    mesh.daemon.answers.set(call, () => {
      count += 1;
      if (count === turn) say(ids[0]);
      return undefined;
    });
    handle();
    await settle();
    expect(seen).toMatchObject([{ correlation_id: ids[0], ...complete }]);
  });

  test("is completed while it waits", async () => {
    const { seen, handle, say, ids, release } = await finding();
    handle();
    await settle();
    say(ids[1]);
    release();
    await settle();
    expect(seen).toMatchObject([
      { correlation_id: ids[0], complete: false },
      { correlation_id: ids[1], ...complete },
    ]);
    const receipts = sockets.at(-1)?.sent.filter(({ delivery_id }) => delivery_id !== undefined);
    expect(receipts).toMatchObject([{ delivery_id: `delivery-of-${ids[1]}`, status: "injected" }]);
  });

  test("is completed in the hands of its reader", async () => {
    const { peer, say, ids } = await finding();
    const { value } = await peer.asks().next();
    expect(value).toMatchObject({ correlation_id: ids[0], complete: false });
    say(ids[0]);
    expect(value).toMatchObject({ correlation_id: ids[0], ...complete });
  });
});

/** A peer of an earlier run, by its id. */
async function offline(): Promise<string> {
  const peer = await mesh.connect();
  await peer.close();
  mesh.told.length = 0;
  return peer.peer_id;
}

describe("a queue that is deleted as it is read", () => {
  const row = (delivery_id: string, more: object = {}) => ({
    ...{ delivery_id, kind: "notify", from_peer: "x-codex", to_peer: "d-codex", text: delivery_id },
    ...{ created_at: "2026-11-27T00:00:00Z", expires_at: "2026-11-28T00:00:00Z" },
    ...more,
  });

  /** A peer whose queue is read once, with these rows. */
  async function reading(rows: unknown[], options: object, client: object = {}) {
    mesh.daemon.version = "0.14.17";
    const peer_id = await offline();
    const gate = Promise.withResolvers<void>();
    let read = 0;
    mesh.daemon.answers.set("GET /deliveries/pending", () => {
      read += 1;
      return gate.promise.then(() => Response.json({ deliveries: rows.splice(0) }));
    });
    mesh.client = mesh.newClient(client);
    const peer = await mesh.connect(options, { peer_id });
    return { peer, release: () => gate.resolve(), read: () => read };
  }

  test("keeps what was read, although frames fill the room meanwhile", async () => {
    const { peer, release, read } = await reading([row("qd-1")], { maxWaiting: 1 });
    const notes = peer.notifications();
    const first = notes.next();
    await until(() => read() === 1);
    mesh.daemon.notify(peer.peer_id, "frame 1");
    mesh.daemon.notify(peer.peer_id, "frame 2");
    release();
    await settle();
    const texts = [await first, await notes.next(), await notes.next()].map(
      ({ value }) => value?.text,
    );
    expect(texts).toEqual(["frame 1", "frame 2", "qd-1"]);
    expect(mesh.told).toEqual([]);
  });

  test.for(["strict", "warn", "off"] as const)(
    "loses no message beside one that cannot be read, with validation %s",
    async (validation) => {
      const rows = [null, row("qd-1"), row("qd-2", { text: 7 }), row("qd-3")];
      const { peer, release } = await reading(rows, {}, { validation });
      const heard: string[] = [];
      peer.onNotify(({ text }) => void heard.push(text));
      release();
      await settle();
      expect(heard).toEqual(["qd-1", "qd-3"]);
      const unreadable = mesh.told.filter((error) => String(error).includes("cannot be read"));
      expect(unreadable).toHaveLength(2);
    },
  );

  test.for<[string, () => unknown[]]>([
    ["the same page", () => Array.from({ length: 50 }, (_, index) => row(`qd-${index}`))],
    ["what cannot be read", () => Array.from({ length: 50 }, () => null)],
  ])("is not read in a loop if the daemon always returns %s", async ([, page]) => {
    const { peer, release } = await reading([], {});
    let reads = 0;
    mesh.daemon.answers.set("GET /deliveries/pending", () => {
      reads += 1;
      return Response.json({ deliveries: page() });
    });
    peer.onNotify(() => undefined);
    release();
    await settle();
    expect(reads).toBeLessThan(3);
  });

  test("brings asks to their handler, and reports a kind that nobody knows", async () => {
    const rows = [
      row("qd-1", { kind: "ask", correlation_id: "ask-1" }),
      row("qd-2", { kind: "carrier-pigeon" }),
    ];
    const { peer, release } = await reading(rows, {});
    const heard: string[] = [];
    peer.onAsk(({ correlation_id }) => void heard.push(correlation_id));
    peer.onNotify(() => undefined);
    release();
    await settle();
    expect(heard).toEqual(["ask-1"]);
    expect(mesh.told.map(String)).toContainEqual(expect.stringContaining("carrier-pigeon"));
  });
});

test("a burst of frames for a slow handler is taken or refused, each once", async () => {
  const peer = await mesh.connect({ concurrency: 1, maxWaiting: 10 });
  const gate = Promise.withResolvers<void>();
  const heard: string[] = [];
  peer.onNotify(async ({ text }) => {
    await gate.promise;
    heard.push(text);
  });
  for (let index = 0; index < 2_000; index += 1) mesh.daemon.notify(peer.peer_id, String(index));
  const receipts = sockets[0]?.sent.filter(({ status }) => status === "rejected");
  expect([receipts?.length, mesh.told.length]).toEqual([1_989, 1_989]);
  gate.resolve();
  await settle();
  expect(heard).toEqual(Array.from({ length: 11 }, (_, index) => String(index)));
});

test("a frame of 10 MB is read", async () => {
  const peer = await mesh.connect();
  const text = "x".repeat(10_000_000);
  mesh.daemon.notify(peer.peer_id, text);
  expect((await peer.notifications().next()).value?.text).toHaveLength(text.length);
});

describe("a callback that", () => {
  const outbursts: [string, () => unknown][] = [
    [
      "throws",
      () => {
        throw new Error("mine");
      },
    ],
    ["rejects", () => Promise.reject(new Error("mine"))],
    ["never answers", never],
  ];

  test.for(outbursts)("%s does not disturb a peer", async ([, outburst]) => {
    const callback = outburst as never;
    mesh.client = mesh.newClient({ logger: { debug: callback, warn: callback } });
    const peer = await mesh.connect({ onError: callback, onStatus: callback });
    const heard: string[] = [];
    peer.onNotify(({ text }) => void heard.push(text));
    peer.onBroadcast(outburst as (message: unknown) => void);
    sockets[0]?.say("<html>");
    sockets[0]?.say({ type: "broadcast", from_peer: "x", text: "?" });
    mesh.daemon.drop(peer.peer_id, 1006);
    await mesh.reconnected(peer);
    mesh.daemon.notify(peer.peer_id, "hello");
    expect(heard).toEqual(["hello"]);
    const closing = peer.close();
    await vi.advanceTimersByTimeAsync(10_000);
    await closing;
    expect(peer.status).toBe("closed");
  });
});

test.for<[string, () => Response | Promise<Response>]>([
  ["fails", () => Promise.reject(new TypeError("fetch failed"))],
  ["never ends", never],
  ["finds another peer", () => new Response("ambiguous", { status: 409 })],
])("a broadcast is sent by id if the look at the name %s", async ([, answer]) => {
  const peer = await mesh.connect();
  mesh.daemon.answers.set(`GET /peers/${peer.display_name}`, answer);
  const bodies: unknown[] = [];
  mesh.daemon.answers.set("POST /broadcast", (body) => {
    bodies.push(body);
    return Response.json({ ok: true, sent_to: [], queued: [], failed: [] });
  });
  const sending = failure(peer.broadcast({ text: "x" }));
  await vi.advanceTimersByTimeAsync(2_000);
  await sending;
  expect(bodies).toMatchObject([{ text: "x", from_peer: peer.peer_id }]);
});

test("a reply that was found among the events is not a notification as well", async () => {
  const peer = await mesh.connect();
  const notes: string[] = [];
  peer.onNotify(({ text }) => void notes.push(text));
  mesh.daemon.answers.set("POST /ask", () => Response.json({ correlation_id: "ask-1" }));
  mesh.daemon.answers.set("POST /asks/ask-1/wait", () =>
    Response.json({
      ...{ correlation_id: "ask-1", status: "resolved", close_reason: "ack_with_msg" },
      ...{ reply: "8377", responder: "x-codex" },
    }),
  );
  const asking = peer.ask({ to_peer: "x-codex", text: "?" });
  await settle();
  const reply = (await asking).reply();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(await reply).toMatchObject({ status: "answered", text: "8377" });
  mesh.daemon.notify(peer.peer_id, "[ack #ask-1 from @x-codex] 8377");
  await settle();
  expect(notes).toEqual([]);
});

const binary = (text: string) => new TextEncoder().encode(text);

test.for<[string, (text: string) => unknown]>([
  ["an ArrayBuffer", (text) => binary(text).buffer],
  ["a Uint8Array", binary],
  ["a Buffer", (text) => Buffer.from(text)],
])("a frame may be %s", async ([, make]) => {
  const peer: LivePeer = await mesh.connect();
  const text = JSON.stringify({ type: "broadcast", from_peer: "x", text: "hällo" });
  sockets[0]?.saySomething(make(text));
  expect((await peer.broadcasts().next()).value).toMatchObject({ text: "hällo" });
});

test.for<[string, unknown]>([
  ["a Blob", new Blob(["{}"])],
  ["null", null],
  ["a number", 7],
  ["an array", "[]"],
  ["no type", "{}"],
  ["a type that is a number", '{"type":7}'],
])("a frame that is %s is reported and skipped", async ([, data]) => {
  const peer: LivePeer = await mesh.connect();
  sockets[0]?.saySomething(data);
  await settle();
  expect(mesh.told.map(String)).toEqual([expect.stringContaining("cannot be read")]);
  sockets[0]?.say({ type: "broadcast", from_peer: "x", text: "and on" });
  expect((await peer.broadcasts().next()).value).toMatchObject({ text: "and on" });
});
