import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { FakeDaemon } from "../index.ts";

const connect = JSON.stringify({ type: "connect", display_name: "x", path: "/w/x" });
const doors = ["in process", "of the runtime, on loopback"] as const;

/** What a socket shows to whoever uses it is the same, whosever class it is. */
const compression = "permessage-deflate; server_max_window_bits=12; client_max_window_bits=12";

describe.each(doors)("a WebSocket %s", (door) => {
  let daemon: FakeDaemon;
  let Socket: typeof globalThis.WebSocket;
  let url: string;

  beforeEach(async () => {
    daemon = new FakeDaemon({ clock: "ticking", strict: false });
    Socket = door === "in process" ? daemon.WebSocket : globalThis.WebSocket;
    url =
      door === "in process"
        ? "ws://fake-daemon.invalid/ws"
        : `${(await daemon.listen()).url.replace("http", "ws")}/ws`;
  });

  afterEach(() => daemon.close());

  async function open() {
    const socket = new Socket(url);
    await new Promise((resolve) => socket.addEventListener("open", resolve));
    return socket;
  }

  /** What happens to a socket until it is closed. */
  async function until(socket: WebSocket) {
    const events: unknown[] = [];
    socket.addEventListener("open", () => events.push("open"));
    socket.addEventListener("error", () => events.push(["error", socket.readyState]));
    await new Promise<void>((resolve) =>
      socket.addEventListener("close", ({ code, reason, wasClean }) => {
        events.push(["close", code, reason, wasClean]);
        resolve();
      }),
    );
    return events;
  }

  function ended(socket: WebSocket) {
    const events = until(socket);
    socket.close();
    return events;
  }

  /** The last frame that the daemon heard. */
  const heard = () => daemon.messages.findLast(({ direction }) => direction === "from_peer")?.raw;

  test("is called as the platform's, and has its constants", async () => {
    expect(Socket.name).toBe("WebSocket");
    expect(Socket.length).toBe(1);
    const states = { CONNECTING: 0, OPEN: 1, CLOSING: 2, CLOSED: 3 };
    const { CONNECTING, OPEN, CLOSING, CLOSED } = Socket;
    expect({ CONNECTING, OPEN, CLOSING, CLOSED }).toEqual(states);
    expect(Socket.prototype.OPEN).toBe(1);
    const socket = await open();
    expect(socket).toBeInstanceOf(Socket);
    expect(socket.constructor).toBe(Socket);
    expect(String(socket)).toBe("[object WebSocket]");
    expect(socket).toMatchObject({
      ...states,
      url,
      protocol: "",
      extensions: compression,
      readyState: 1,
    });
    expect(() => Object.assign(socket, { OPEN: 5 })).toThrow(TypeError);
  });

  test.each([
    ["no url"],
    ["/ws"],
    ["ftp://x/ws"],
    ["ws://x/ws#a"],
    ["ws://x/ws#"],
    ["ws://x:99999"],
  ])("does not take the URL %j", (bad) => {
    expect(() => new Socket(bad)).toThrow(
      expect.objectContaining({ name: "SyntaxError", code: 12 }),
    );
  });

  test("wants a URL, and takes one of HTTP", async () => {
    // @ts-expect-error: it needs one
    expect(() => new Socket()).toThrow(TypeError);
    const socket = new Socket(new URL(url.replace("ws", "http")));
    expect(socket.url).toBe(url);
    await new Promise((resolve) => socket.addEventListener("open", resolve));
  });

  test.each<[string, unknown]>([
    ["one twice", ["a", "a"]],
    ["two words", "a b"],
    ["nothing", ""],
    ["nothing among others", ["a", ""]],
    ["one that is no token", ["a,b"]],
    ["one that is not ASCII", "é"],
    ["one twice, in a set of options", { protocols: ["a", "a"] }],
  ])("does not offer %s as a subprotocol", (_what, protocols) => {
    expect(() => new Socket(url, protocols as string[])).toThrow(
      expect.objectContaining({ name: "SyntaxError", code: 12 }),
    );
  });

  test.each<[unknown]>([[undefined], [[]], [{}]])(
    "takes %j for no subprotocols",
    async (protocols) => {
      const socket = new Socket(url, protocols as string[]);
      await new Promise((resolve) => socket.addEventListener("open", resolve));
    },
  );

  test.each<[unknown]>([["a"], [["a", "b"]], [{ protocols: ["a"] }], [5], [null]])(
    "fails when it offers the subprotocols %j, because the daemon chooses none",
    async (protocols) => {
      const socket = new Socket(url, protocols as string[]);
      expect(await until(socket)).toEqual([
        ["error", 3],
        ["close", 1006, "", false],
      ]);
      expect(socket.protocol).toBe("");
    },
  );

  test("fails where the daemon has no socket", async () => {
    expect(await until(new Socket(url.replace("/ws", "/elsewhere")))).toEqual([
      ["error", 3],
      ["close", 1006, "", false],
    ]);
  });

  test("fails when it is closed before it is open", async () => {
    const socket = new Socket(url);
    const events = until(socket);
    socket.close(3001, "enough");
    expect(socket.readyState).toBe(2);
    expect(() => socket.send("x")).not.toThrow();
    expect(await events).toEqual([
      ["error", 3],
      ["close", 1006, "", false],
    ]);
  });

  test("closes with what it is closed with", async () => {
    const socket = await open();
    const events = until(socket);
    socket.close(3001, "enough");
    socket.close(3002);
    expect(socket.readyState).toBe(2);
    expect(await events).toEqual([["close", 3001, "enough", true]]);
    expect(await ended(await open())).toEqual([["close", 1005, "", true]]);
  });

  test("fails when the daemon drops it without a word", async () => {
    const socket = await open();
    const events = until(socket);
    socket.send("no JSON");
    expect(await events).toEqual([
      ["error", 3],
      ["close", 1006, "", false],
    ]);
  });

  test.each<[string, unknown[], string, number]>([
    ["a code of the protocol's", [1001], "InvalidAccessError", 15],
    ["a code of nobody's", [5000], "InvalidAccessError", 15],
    ["null", [null], "InvalidAccessError", 15],
    ["a word", ["bye"], "InvalidAccessError", 15],
    ["a reason that is too long", [1000, "x".repeat(124)], "SyntaxError", 12],
    ["a reason that is too long in bytes", [undefined, "é".repeat(62)], "SyntaxError", 12],
  ])("is not closed with %s", async (_what, end, name, code) => {
    const socket = await open();
    expect(() => socket.close(...(end as [number]))).toThrow(
      expect.objectContaining({ name, code }),
    );
    expect(socket.readyState).toBe(1);
  });

  test("sends nothing before it is open, nor without an argument", async () => {
    const socket = new Socket(url);
    expect(() => socket.send("x")).toThrow(
      expect.objectContaining({ name: "InvalidStateError", code: 11 }),
    );
    // @ts-expect-error: it needs one
    expect(() => socket.send()).toThrow(TypeError);
    await new Promise((resolve) => socket.addEventListener("open", resolve));
    // @ts-expect-error: it needs one
    expect(() => socket.send()).toThrow(TypeError);
    expect(() => socket.send(Symbol("x") as unknown as string)).toThrow(TypeError);
  });

  test.each<[unknown, string]>([
    [undefined, "undefined"],
    [null, "null"],
    [5, "5"],
    [{}, "[object Object]"],
    [[1, 2], "1,2"],
    ["half a letter: \ud800", "half a letter: \ufffd"],
  ])("sends %j as a text", async (value, text) => {
    const socket = await open();
    socket.send(connect);
    const events = until(socket);
    socket.send(value as string);
    await events;
    expect(heard()).toBe(text);
  });

  test("ignores a kind of bytes that there is none of", async () => {
    const socket = await open();
    expect(socket.binaryType).toBe("blob");
    socket.binaryType = "arraybuffer";
    expect(socket.binaryType).toBe("arraybuffer");
    socket.binaryType = "blob";
    expect(socket.binaryType).toBe("blob");
    socket.binaryType = "text" as BinaryType;
    expect(socket.binaryType).toBe("blob");
  });

  test("keeps a handler that is an object, and only calls a function", async () => {
    const socket = await open();
    expect(socket.onclose).toBeNull();
    const handler = () => {};
    const object = { handleEvent: () => expect.unreachable() };
    for (const value of [handler, object]) {
      socket.onclose = value as never;
      expect(socket.onclose).toBe(value);
    }
    for (const value of ["text", 5, undefined, null]) {
      socket.onopen = handler;
      socket.onopen = value as never;
      expect(socket.onopen).toBeNull();
    }
    await ended(socket);
  });

  test("calls a handler where it stands among the listeners, as the socket's", async () => {
    const socket = await open();
    const calls: unknown[] = [];
    socket.addEventListener("close", () => calls.push("first"));
    socket.onclose = function (event) {
      calls.push([this === socket, event.type, event.target === socket]);
    };
    socket.addEventListener("close", () => calls.push("last"));
    socket.onerror = () => calls.push("error");
    socket.onerror = null;
    await ended(socket);
    expect(calls).toEqual(["first", [true, "close", true], "last"]);
  });

  test("moves a handler that was taken away to the end", async () => {
    const socket = await open();
    const calls: string[] = [];
    socket.onclose = () => calls.push("old");
    socket.addEventListener("close", () => calls.push("listener"));
    socket.onclose = null;
    socket.onclose = () => calls.push("new");
    await ended(socket);
    expect(calls).toEqual(["listener", "new"]);
  });

  test("hears the daemon, with its origin, and nothing more once it is closing", async () => {
    const socket = await open();
    socket.send(connect);
    const message = await new Promise<MessageEvent>((resolve) =>
      socket.addEventListener("message", resolve),
    );
    expect(message).toBeInstanceOf(MessageEvent);
    expect(JSON.parse(message.data as string)).toMatchObject({ type: "connected" });
    expect(message.origin).toBe(new URL(url).origin);
    socket.onmessage = () => expect.unreachable();
    const closed = ended(socket);
    void daemon.peer("bob").broadcast("lunch!");
    await closed;
  });
});

test("bytes are those of the moment in which they are sent", async () => {
  const daemon = new FakeDaemon();
  const socket = new daemon.WebSocket("ws://fake-daemon.invalid/ws");
  await new Promise((resolve) => socket.addEventListener("open", resolve));
  const sizes: number[] = [];
  socket.addEventListener("close", ({ code }) => sizes.push(code));
  // The daemon ends a connection with a frame that is larger than it takes, and one with bytes.
  const bytes = new ArrayBuffer(20 * 1024 * 1024);
  socket.send(bytes);
  structuredClone(bytes, { transfer: [bytes] });
  await daemon.clock.settled();
  expect(sizes).toEqual([1009]);
});

/** Here Node moves the handler to the end, against the standard. */
test("a handler in the place of another one has its place among the listeners", async () => {
  const daemon = new FakeDaemon();
  const socket = new daemon.WebSocket("ws://fake-daemon.invalid/ws");
  const calls: string[] = [];
  socket.onopen = () => calls.push("old");
  socket.addEventListener("open", () => calls.push("listener"));
  socket.onopen = () => calls.push("new");
  await daemon.clock.settled();
  expect(calls).toEqual(["new", "listener"]);
});
