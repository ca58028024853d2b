import { createServer } from "node:net";

import { describe, expect, test, vi } from "vitest";

import { FakeDaemon } from "./index.ts";

/** What verify says; nothing, when nothing is wrong. */
function problemOf(daemon: FakeDaemon): string | undefined {
  try {
    daemon.verify();
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

async function connect(daemon: FakeDaemon) {
  const socket = new daemon.WebSocket("ws://fake-daemon.invalid/ws");
  await new Promise((resolve) => socket.addEventListener("open", resolve));
  const capabilities = ["delivery_receipts"];
  const frame = { type: "connect", display_name: "bob", path: "/w/bob", capabilities };
  socket.send(JSON.stringify(frame));
  await daemon.clock.settled();
  return socket;
}

// A promise that nobody catches ends the process, and vitest fails the file for it.
describe("an error in the background does not end the process", () => {
  test("a timer that throws", async () => {
    const daemon = new FakeDaemon();
    daemon.clock.schedule(1000, () => {
      throw new Error("boom");
    });
    let later = false;
    daemon.clock.schedule(2000, () => (later = true));
    await daemon.clock.advance("5s");
    expect(later).toBe(true);
    expect(problemOf(daemon)).toMatch(/^an error in the background: boom/);
  });

  test.each(["system", "ticking"] as const)("a timer of a clock that is %s", async (clock) => {
    const daemon = new FakeDaemon({ clock });
    const fired = new Promise<void>((resolve) => {
      daemon.clock.schedule(1, () => {
        resolve();
        throw new Error("boom");
      });
    });
    await fired;
    await daemon.clock.settled();
    expect(problemOf(daemon)).toMatch(/boom/);
    await daemon.close();
  });

  test("a port that somebody takes while the daemon is down", async () => {
    const daemon = new FakeDaemon();
    const { port } = await daemon.listen();
    await daemon.down("1s");
    const other = createServer().listen(port, "127.0.0.1");
    await new Promise((resolve) => other.once("listening", resolve));
    await daemon.clock.advance("1s");
    await vi.waitFor(() => expect(problemOf(daemon)).toMatch(/EADDRINUSE/));
    await expect(daemon.fetch(`${daemon.url}/health`)).rejects.toThrow("fetch failed");
    await new Promise((resolve) => other.close(resolve));
    await daemon.up();
    expect((await fetch(`http://127.0.0.1:${port}/health`)).status).toBe(200);
    await daemon.close();
  });

  test.each(["in process", "on loopback"])("an odd frame (%s)", async (door) => {
    const daemon = new FakeDaemon({ emulate: "0.14.17", strict: { leakedStreams: false } });
    let socket: WebSocket;
    if (door === "in process") socket = await connect(daemon);
    else {
      socket = new WebSocket(`${(await daemon.listen()).url.replace("http", "ws")}/ws`);
      await new Promise((resolve) => socket.addEventListener("open", resolve));
      socket.send(JSON.stringify({ type: "connect", display_name: "bob", path: "/w/bob" }));
      await new Promise((resolve) => socket.addEventListener("message", resolve, { once: true }));
    }
    const answered = new Promise<unknown>((resolve) => {
      socket.addEventListener("message", ({ data }) => {
        const { type, correlation_id } = JSON.parse(String(data)) as Record<string, unknown>;
        if (type !== "query") return;
        socket.send(JSON.stringify({ type: "error", correlation_id, error: { toString: 1 } }));
        resolve(undefined);
      });
    });
    const body = JSON.stringify({ from_peer: "me", to_peer: "bob-claude-code", text: "?" });
    const headers = { "content-type": "application/json" };
    const asking = daemon.fetch(`${daemon.url}/query`, { method: "POST", headers, body });
    await answered;
    expect(await (await asking).json()).toMatchObject({ error: "{'toString': 1}" });
    daemon.verify();
    await daemon.close();
  });

  test("a scheduled ask whose receipt is odd", async () => {
    const daemon = new FakeDaemon({ emulate: "0.17.0", strict: { leakedStreams: false } });
    const socket = await connect(daemon);
    socket.addEventListener("message", ({ data }) => {
      const { delivery_id } = JSON.parse(String(data)) as { delivery_id?: string };
      if (delivery_id === undefined) return;
      socket.send(JSON.stringify({ type: "delivery_ack", delivery_id, status: {} }));
    });
    const fire_at = new Date(daemon.clock.now().getTime() + 1000).toISOString();
    const body = {
      from_peer: "bob-claude-code",
      to_peer: "bob-claude-code",
      text: "?",
      kind: "ask",
    };
    await daemon.fetch(`${daemon.url}/schedules`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ ...body, fire_at }),
    });
    await daemon.clock.advance("1m");
    // The daemon survives it, whatever it makes of the receipt.
    expect((await daemon.fetch(`${daemon.url}/health`)).status).toBe(200);
    await daemon.close();
  });

  test("a function of a fault, and a pattern of a script", async () => {
    const daemon = new FakeDaemon({ strict: { openAsks: false } });
    daemon.fault("ask", () => {
      throw new Error("odd fault");
    });
    daemon.peer("bob").onAsk(() => {
      throw new Error("odd pattern");
    });
    const body = JSON.stringify({ from_peer: "me", to_peer: "bob-claude-code", text: "?" });
    const headers = { "content-type": "application/json" };
    const answer = await daemon.fetch(`${daemon.url}/ask`, { method: "POST", headers, body });
    expect(answer.status).toBe(200);
    expect(problemOf(daemon)).toMatch(
      /function of a fault failed: odd fault\n.*bob failed: odd pattern/,
    );
  });
});

const odd: Record<string, unknown> = {
  "an error": new Error("boom"),
  "a text": "boom",
  nothing: undefined,
  "several errors": new AggregateError([new Error("boom"), "bang"]),
  "an object that is no text": { toString: 1 },
  "an object without a prototype": Object.create(null),
  "an error that cannot be read": Object.defineProperty(new Error(), "message", {
    get: () => {
      throw new Error("unreadable");
    },
  }),
};

// What a test passes to the fake, and a call that runs it.
const functions: Record<string, (daemon: FakeDaemon, fail: () => never) => unknown> = {
  "a timer": (daemon, fail) => daemon.clock.schedule(1000, fail),
  "a listener for agents": async (daemon, fail) => {
    daemon.machine.onSpawn(fail);
    expect((await post(daemon, "/spawn", { path: "/w/x", backend: "codex" })).status).toBe(200);
  },
  "a log": async (daemon, fail) => {
    expect((await daemon.fetch(`${daemon.url}/peers/nobody`)).status).toBe(404);
    void fail;
  },
  "a fault": async (daemon, fail) => {
    daemon.fault("health", fail);
    expect((await daemon.fetch(`${daemon.url}/health`)).status).toBe(200);
  },
  "a matcher in a fault": async (daemon, fail) => {
    daemon.fault({ endpoint: "ask", body: { text: { asymmetricMatch: fail } } }, "reset");
    await daemon.peer("me").ask(daemon.peer("bob").silent().display_name, "?");
    expect((await ask(daemon)).status).toBe(200);
  },
  "a pattern of asks": async (daemon, fail) => {
    daemon.peer("bob").onAsk(fail);
    expect((await ask(daemon)).status).toBe(200);
  },
  "a matcher of asks": async (daemon, fail) => {
    daemon.peer("bob").onAsk({ asymmetricMatch: fail });
    expect((await ask(daemon)).status).toBe(200);
  },
  "a reply": async (daemon, fail) => {
    daemon.peer("bob").onAsk().reply(fail);
    expect((await ask(daemon)).status).toBe(200);
  },
  "a script": async (daemon, fail) => {
    daemon.peer("bob").onAsk().run(fail);
    expect((await ask(daemon)).status).toBe(200);
  },
};

async function post(daemon: FakeDaemon, path: string, body: object): Promise<Response> {
  const headers = { "content-type": "application/json" };
  return daemon.fetch(daemon.url + path, { method: "POST", headers, body: JSON.stringify(body) });
}

function ask(daemon: FakeDaemon): Promise<Response> {
  return post(daemon, "/ask", { from_peer: "me", to_peer: "bob-claude-code", text: "?" });
}

describe.each(["throws", "rejects with"])("a function of the test that %s", (how) => {
  test.each(
    Object.keys(functions).flatMap((name) => Object.keys(odd).map((what) => [what, name] as const)),
  )("%s in %s", async (what, name) => {
    const fail = (
      how === "throws"
        ? () => {
            throw odd[what];
          }
        : () => Promise.reject(odd[what] as Error)
    ) as () => never;
    const daemon = new FakeDaemon({
      strict: { openAsks: false, unusedFaults: false },
      settings: { spawn: { commands: { codex: "codex" }, allowed_paths: ["/w"] } },
      log: name === "a log" ? fail : undefined,
    });
    await functions[name]!(daemon, fail);
    await daemon.clock.advance("5s");
    const decides = /fault|pattern|matcher/.test(name);
    const words = how === "throws" || !decides ? /error|failed/ : /failed: it returned a promise/;
    expect(problemOf(daemon)).toMatch(words);
    if (what === "an error" && !(decides && how !== "throws")) {
      expect(problemOf(daemon)).toMatch("boom");
    }
    await daemon.close();
  });
});

test.each(["throws", "returns a promise"])("a wait whose pattern %s fails alone", async (how) => {
  const daemon = new FakeDaemon();
  const bob = daemon.peer("bob");
  const asymmetricMatch = (() => {
    if (how === "throws") throw new Error("boom");
    return Promise.reject(new Error("boom"));
  }) as () => never;
  const words = how === "throws" ? "boom" : "it returned a promise";
  const [failing, calls, other] = [
    bob.waitForNotification({ asymmetricMatch }),
    daemon.waitFor("notify", asymmetricMatch),
    bob.waitForNotification("hello"),
  ];
  const ended = Promise.allSettled([failing, calls]);
  await daemon.peer("me").notify("bob-claude-code", "hello");
  expect(await ended).toMatchObject([
    { reason: { message: expect.stringContaining(words) as string } },
    { reason: { message: expect.stringContaining(words) as string } },
  ]);
  expect((await other).text).toBe("hello");
  daemon.verify();
});

test("a reply may take its time", async () => {
  const daemon = new FakeDaemon();
  const me = daemon.peer("me");
  daemon
    .peer("bob")
    .onAsk()
    .reply(async ({ text }) => `${text}!`);
  await me.ask("bob-claude-code", "well");
  expect((await me.nextNotification()).text).toContain("well!");
});
