import { subscribe, unsubscribe } from "node:diagnostics_channel";

import { beforeEach, describe, expect, test, vi } from "vitest";

import { ScriptedSocket, settle, until } from "../../test/peer/scripted-socket.ts";
import { SmallMesh, failure } from "../../test/peer/small-mesh.ts";
import type { InboundAsk } from "./inbound-ask.ts";
import type { LivePeer } from "./live-peer.ts";

const sockets = ScriptedSocket.all;
const mesh = new SmallMesh();

describe("a queue that is deleted as it is read", () => {
  beforeEach(() => {
    mesh.daemon.version = "0.14.17";
  });

  async function queued(count: number) {
    const first = await mesh.connect();
    await first.close();
    const { peer_id } = first;
    for (let index = 0; index < count; index += 1) mesh.daemon.notify(peer_id, `note ${index}`);
    // This daemon does not send its queue at a connect.
    const rows = mesh.daemon.queues.get(peer_id) ?? [];
    mesh.daemon.queues.delete(peer_id);
    return {
      peer_id,
      restore: () => void mesh.daemon.queues.set(peer_id, rows),
      left: () => mesh.daemon.queues.get(peer_id)?.length,
    };
  }

  test("is read no further than somebody takes", async () => {
    const { peer_id, restore, left } = await queued(100);
    const peer = await mesh.connect({}, { peer_id });
    restore();
    const notes = peer.notifications();
    for (const text of ["note 0", "note 1", "note 2"]) {
      expect((await notes.next()).value).toMatchObject({ text });
    }
    await settle();
    expect(left()).toBe(97);
    expect(await peer.close()).toEqual({ unhandled: [], unregistered: false });
    expect(left()).toBe(97);
  });

  test("is read one after the other for one handler at a time", async () => {
    const { peer_id, restore, left } = await queued(10);
    const peer = await mesh.connect({ concurrency: 1 }, { peer_id });
    restore();
    const begun: string[] = [];
    peer.onNotify(async ({ text }, { signal }) => {
      begun.push(text);
      await new Promise((resolve) => signal.addEventListener("abort", resolve));
    });
    await settle();
    expect([begun, left()]).toEqual([["note 0"], 9]);
    const closing = peer.close({ drainTimeout: 10 });
    await vi.advanceTimersByTimeAsync(2_000);
    expect((await closing).unhandled).toMatchObject([{ kind: "notify", text: "note 0" }]);
    expect(mesh.told.map(String)).toEqual([expect.stringContaining("before its handler was done")]);
  });

  test("what was read for a reader that left is reported", async () => {
    const { peer_id, restore, left } = await queued(1);
    const peer = await mesh.connect({}, { peer_id });
    restore();
    const { promise: gate, resolve: release } = Promise.withResolvers<void>();
    const { fetch } = mesh.daemon;
    mesh.daemon.answers.set("GET /deliveries/pending", () => {
      mesh.daemon.answers.clear();
      const url = `http://daemon.invalid/deliveries/pending?peer_id=${peer_id}`;
      const answer = fetch(url, { method: "GET" } as never) as Promise<Response>;
      return gate.then(() => answer);
    });
    const notes = peer.notifications();
    const next = notes.next();
    await until(() => left() === 0);
    await notes.return?.();
    await next;
    const closing = peer.close();
    release();
    await settle();
    expect((await closing).unhandled).toMatchObject([{ text: "note 0" }]);
    expect(mesh.told.map(String)).toContainEqual(expect.stringContaining("was not handled"));
  });
});

describe("a busy peer", () => {
  test("gets what it missed when it is free, each once", async () => {
    const peer = await mesh.connect();
    const heard: string[] = [];
    peer.onAsk(({ text }) => void heard.push(text));
    peer.onNotify(({ text }) => void heard.push(text));
    await settle();
    peer.setStatus("busy", "working");
    mesh.daemon.ask(peer.peer_id, "ask");
    mesh.daemon.notify(peer.peer_id, "note");
    await settle();
    expect(heard).toEqual([]);
    peer.setStatus("online", "idle");
    await vi.advanceTimersByTimeAsync(3_000);
    await settle();
    expect(heard.toSorted()).toEqual(["ask", "note"]);
    mesh.daemon.drop(peer.peer_id, 1006);
    await mesh.reconnected(peer);
    await settle();
    expect(heard).toHaveLength(2);
  });

  test("whose status somebody else changed finds out by a check", async () => {
    const peer = await mesh.connect({ checkInterval: 1_000 });
    const heard: string[] = [];
    peer.onAsk(({ text }) => void heard.push(text));
    Object.assign(mesh.daemon.peer(peer.peer_id) ?? {}, { status: "busy" });
    await vi.advanceTimersByTimeAsync(1_000);
    mesh.daemon.ask(peer.peer_id, "ask");
    Object.assign(mesh.daemon.peer(peer.peer_id) ?? {}, { status: "online" });
    await vi.advanceTimersByTimeAsync(1_000);
    await until(() => heard.length === 1);
  });

  test("gets everything at once if it declares that it can", async () => {
    const peer = await mesh.connect({ capabilities: ["runtime_inbox"] });
    const heard: string[] = [];
    peer.onAsk(({ text }) => void heard.push(text));
    peer.setStatus("busy");
    mesh.daemon.ask(peer.peer_id, "ask");
    await settle();
    expect(heard).toEqual(["ask"]);
    expect(sockets[0]?.sent[0]).toMatchObject({
      capabilities: ["delivery_receipts", "runtime_inbox"],
    });
  });

  test("never answers a choice with words when the daemon lost the question", async () => {
    const peer = await mesh.connect();
    const completes: boolean[] = [];
    peer.onAsk(({ complete }) => {
      completes.push(complete);
      return "yes";
    });
    await settle();
    peer.setStatus("busy");
    const [choice, plain] = [
      mesh.daemon.ask(peer.peer_id, "Deploy?", { kind: "choice" }),
      mesh.daemon.ask(peer.peer_id, "Which port?"),
    ];
    peer.setStatus("online");
    await vi.advanceTimersByTimeAsync(100);
    await until(() => plain.closed !== undefined);
    expect(completes).toEqual([false, false]);
    expect(plain.closed).toMatchObject({ route: "ack", message: "yes" });
    expect(choice.closed).toBeUndefined();
    expect(mesh.told).toMatchObject([{ code: "option_required" }]);
  });
});

describe("what a handler returns", () => {
  const options = [
    { id: "y", title: "Yes" },
    { id: "n", title: "No" },
  ];
  const choice = { kind: "choice", options };

  async function answered(outcome: unknown, question?: { kind: string }) {
    const peer = await mesh.connect();
    peer.onAsk({ ask: () => outcome as string, question: () => outcome as string });
    const ask = mesh.daemon.ask(peer.peer_id, "?", question);
    await settle();
    return ask.closed;
  }

  test.for<[unknown, { kind: string } | undefined]>([
    [{ text: "8377" }, undefined],
    [{ outcome: "denied" }, undefined],
    [{ option_id: "y" }, undefined],
    [{}, undefined],
    [null, undefined],
    [7, undefined],
    [{ message: 7 }, undefined],
    [{ text: "yes" }, choice],
    [{ optionId: "y" }, choice],
    [[], choice],
    [{ option_id: "y" }, { kind: "text" }],
  ])(
    "%j does not answer an ask with the question %j, which stays open",
    async ([outcome, question]) => {
      expect(await answered(outcome, question)).toBeUndefined();
      expect(mesh.told.map(String)).toEqual([expect.stringContaining("The ask stays open")]);
    },
  );

  const attachments = [{ id: "att-1" }];

  test.for<[unknown, { kind: string } | undefined, object]>([
    ["8377", undefined, { route: "ack", message: "8377" }],
    [undefined, undefined, { route: "ack" }],
    [{ message: "8377", attachments }, undefined, { route: "ack", message: "8377", attachments }],
    [{ option_id: "y" }, choice, { route: "answer", option_id: "y" }],
    ["No", choice, { route: "answer", option_id: "n" }],
    [{ message: "No", attachments }, choice, { route: "answer", option_id: "n", attachments }],
    [{ outcome: "denied" }, choice, { route: "answer", outcome: "denied" }],
    [{ text: "8377" }, { kind: "text" }, { route: "answer", text: "8377" }],
  ])("%j answers an ask with the question %j", async ([outcome, question, expected]) => {
    expect(await answered(outcome, question)).toMatchObject(expected);
    expect(mesh.told).toEqual([]);
  });

  test.for(["decline", "ack"] as const)(
    "or throws stays in the program, with %s",
    async (onHandlerError) => {
      const peer = await mesh.connect({ onHandlerError });
      const error = new Error("postgres://user:secret@db");
      peer.onAsk(() => {
        throw error;
      });
      const ask = mesh.daemon.ask(peer.peer_id, "?");
      await settle();
      expect(mesh.told[0]).toBe(error);
      expect(JSON.stringify(ask.closed ?? {})).not.toContain("secret");
    },
  );

  test("a reply that the daemon queued and refused is sent once, and closes the ask", async () => {
    const peer = await mesh.connect();
    const detail = "Reply delivery failed for x: queued_delivery. Ask remains open; retry.";
    let refused = 0;
    mesh.daemon.answers.set("POST /ack", ({ message }) => {
      if (message === undefined) return undefined;
      refused += 1;
      return Response.json({ detail }, { status: 503 });
    });
    peer.onAsk(() => "8377");
    const ask = mesh.daemon.ask(peer.peer_id, "?");
    await settle();
    expect([refused, ask.closed, mesh.told]).toEqual([
      1,
      expect.objectContaining({ route: "ack" }),
      [],
    ]);
  });
});

describe("the end", () => {
  test("may be begun by a handler, whose ask is still answered", async () => {
    const peer = await mesh.connect();
    let closing: ReturnType<LivePeer["close"]> | undefined;
    peer.onAsk(() => {
      closing = peer.close({ drainTimeout: Infinity });
      return "good-bye";
    });
    const ask = mesh.daemon.ask(peer.peer_id, "Will you stop?");
    await until(() => ask.closed !== undefined);
    expect(await closing).toEqual({ unhandled: [], unregistered: false });
    expect([ask.closed?.["message"], peer.status, mesh.told]).toEqual(["good-bye", "closed", []]);
  });

  test("is over at the limit for a handler that waits for it", async () => {
    const peer = await mesh.connect();
    peer.onNotify(async () => void (await peer.close({ drainTimeout: 100 })));
    mesh.daemon.notify(peer.peer_id, "stop");
    await vi.advanceTimersByTimeAsync(100);
    await peer.closed;
    expect(peer.status).toBe("closed");
  });

  test("can still unregister after a close", async () => {
    const peer = await mesh.connect();
    expect(await peer.close()).toEqual({ unhandled: [], unregistered: false });
    expect(await peer.close({ unregister: true })).toEqual({ unhandled: [], unregistered: true });
    expect(mesh.daemon.peers).toEqual([]);
  });

  test("does not throw while the daemon is down, and may be tried again", async () => {
    const peer = await mesh.connect();
    let down = true;
    mesh.daemon.answers.set(`DELETE /peers/${peer.peer_id}`, () => {
      if (down) throw new TypeError("fetch failed");
      return undefined;
    });
    expect(await peer.close({ unregister: true })).toMatchObject({ unregistered: false });
    expect(mesh.told).toMatchObject([{ name: "DaemonConnectionError" }]);
    down = false;
    expect(await peer.close({ unregister: true })).toMatchObject({ unregistered: true });
  });

  test("names the messages that nobody took", async () => {
    const peer = await mesh.connect();
    mesh.daemon.notify(peer.peer_id, "note");
    mesh.daemon.ask(peer.peer_id, "ask");
    const { unhandled } = await peer.close();
    expect(unhandled.map(({ text }) => text).toSorted()).toEqual(["ask", "note"]);
    expect(mesh.told).toHaveLength(1);
  });
});

describe("what is given to a peer", () => {
  test.for<[string, (peer: LivePeer) => unknown]>([
    ["setStatus: status must be", (peer) => peer.setStatus("offline" as "busy")],
    ["setStatus: turn_state must be", (peer) => peer.setStatus("busy", "asleep" as "idle")],
    ["ask: to_peer must be", (peer) => peer.ask(null as never)],
    ["askMany: to_peers must be", (peer) => peer.askMany(undefined as never)],
    ["notify: to_peer must be", (peer) => peer.notify([] as never)],
    ["broadcast: timeout must be", (peer) => peer.broadcast({ text: "x" }, { timeout: -1 })],
  ])("is checked before anything is sent: %s", async ([words, give]) => {
    const peer = await mesh.connect();
    const { length } = mesh.daemon.calls;
    const error = await failure((async () => await give(peer))());
    expect(error).toBeInstanceOf(TypeError);
    expect(String(error)).toContain(words);
    expect(mesh.daemon.calls).toHaveLength(length);
  });

  test("is checked for an ask, and leaves it open", async () => {
    const peer = await mesh.connect();
    const asks = peer.asks();
    const asked = mesh.daemon.ask(peer.peer_id, "?");
    const { value } = await asks.next();
    const ask = value as InboundAsk;
    const wrong = [
      () => ask.ack("x", { attachment: [] } as never),
      () => ask.ack(7 as never),
      () => ask.answer(undefined as never),
      () => ask.decline(undefined as never),
    ];
    for (const give of wrong) {
      const error = await failure(give());
      expect(error).toBeInstanceOf(TypeError);
      expect(String(error)).toMatch(/^TypeError: (ack|answer|decline): /);
    }
    expect([ask.closed, asked.closed]).toEqual([false, undefined]);
    await asks.return?.();
  });

  test("may be an object of a class with getters", async () => {
    class Note {
      get to_peer() {
        return "x-codex";
      }
      get text() {
        return "hello";
      }
    }
    class Us {
      path = "/work/d";
      circle = "docs";
      get machine() {
        return "the-machine";
      }
    }
    const bodies: Record<string, unknown>[] = [];
    for (const call of ["POST /peers", "POST /notify"]) {
      mesh.daemon.answers.set(call, (body) => void bodies.push(body) as undefined);
    }
    const peer = await mesh.client.connectPeer(new Us());
    await failure(peer.notify(new Note()));
    expect(bodies).toMatchObject([
      { machine: "the-machine" },
      { to_peer: "x-codex", text: "hello", from_peer: peer.peer_id },
    ]);
  });

  test.for([undefined, null, "x", new Map()])("is no peer: %j", async (params) => {
    const error = await failure(mesh.client.connectPeer(params as never));
    expect(error).toBeInstanceOf(TypeError);
    expect(String(error)).toContain("connectPeer: the parameters must be");
  });
});

test("a broadcast takes no longer than its caller allows", async () => {
  const peer = await mesh.connect();
  for (const call of [`GET /peers/${peer.display_name}`, "POST /broadcast"]) {
    mesh.daemon.answers.set(call, () => new Promise(() => undefined));
  }
  const sending = failure(peer.broadcast({ text: "x" }, { timeout: 100 }));
  await vi.advanceTimersByTimeAsync(200);
  expect(await sending).toMatchObject({ name: "DaemonTimeoutError" });
});

test("a choice with options of another shape is answered or refused, and does not break", async () => {
  const peer = await mesh.connect();
  peer.onAsk(() => "yes");
  for (const options of ["yes", [null, 7], { yes: true }]) {
    mesh.daemon.ask(peer.peer_id, "Deploy?", { kind: "choice", options } as { kind: string });
  }
  await settle();
  expect(mesh.told).toEqual([]);
});

test("diagnostics tell of the peer and its messages, without their words", async () => {
  const heard: unknown[] = [];
  const listener = (message: unknown) => void heard.push(message);
  subscribe("repowire:peer", listener);
  try {
    const peer = await mesh.connect();
    peer.onAsk(() => "secret");
    mesh.daemon.ask(peer.peer_id, "secret?");
    await settle();
    await peer.close();
  } finally {
    unsubscribe("repowire:peer", listener);
  }
  expect(heard).toMatchObject([
    { change: "online", display_name: "d-codex", circle: "docs" },
    { change: "ask", correlation_id: expect.stringMatching(/^ask-/) },
    { change: "closed" },
  ]);
  expect(JSON.stringify(heard)).not.toContain("secret");
});

test("console.log shows who it is", async () => {
  const peer = await mesh.connect();
  const { inspect } = await import("node:util");
  expect(inspect(peer)).toContain("display_name: 'd-codex'");
  expect(JSON.parse(JSON.stringify(peer))).toMatchObject({ circle: "docs", status: "online" });
});
