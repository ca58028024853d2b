import { RepowireClient } from "@repowire/client";
import { describe, expect, it } from "vitest";

import { calls } from "./outcome.ts";
import { RawDaemon } from "./raw-daemon.ts";

const reasons: readonly (readonly [name: string, reason: unknown])[] = [
  ["an error", new Error("enough")],
  ["a text", "enough"],
  ["a number", 0],
  ["null", null],
  ["an object", { why: "enough" }],
  ["a frozen error", Object.freeze(new RangeError("enough"))],
  ["what AbortSignal.timeout gives", new DOMException("late", "TimeoutError")],
  ["what abort() gives", new DOMException("aborted", "AbortError")],
  ["a function", () => "enough"],
  ["a promise", Promise.resolve("enough")],
];

const head = "HTTP/1.1 200 OK\r\ncontent-length: 90\r\n\r\n";
const phases = [
  ["before the answer", ""],
  ["in the headers", "HTTP/1.1 200 OK\r\nx-a:"],
  ["in the body", `${head}{"peers":`],
  ["in the body of an error", 'HTTP/1.1 500 Oh\r\ncontent-length: 90\r\n\r\n{"detail":'],
] as const;

const methods = Object.entries(calls);

describe.each(methods)("a %s that its caller aborts", (_, call) => {
  describe.each(phases)("%s", (_phase, written) => {
    it.each(reasons)("with %s", async (_name, reason) => {
      const controller = new AbortController();
      const arrived = Promise.withResolvers<void>();
      const daemon = await RawDaemon.start((socket) => {
        socket.write(written, () => arrived.resolve());
      });
      const client = new RepowireClient({ baseUrl: daemon.url });
      const settled = call(client, { signal: controller.signal }).then(
        () => expect.unreachable(),
        (error: unknown) => ({ error }),
      );
      await arrived.promise;
      // Once round the loop, so that what was written can have been read.
      await new Promise(setImmediate);
      controller.abort(reason);
      expect((await settled).error).toBe(reason);
      expect(daemon.requests).toHaveLength(1);
      await daemon.close();
    });
  });

  it.each(reasons)("before it begins, with %s: nothing is sent", async (_name, reason) => {
    const daemon = await RawDaemon.start(() => undefined);
    const client = new RepowireClient({ baseUrl: daemon.url });
    const settled = call(client, { signal: AbortSignal.abort(reason) }).catch((error: unknown) => ({
      error,
    }));
    expect(await settled).toEqual({ error: reason });
    expect(daemon.requests).toEqual([]);
    await daemon.close();
  });
});

it("ends every call that shares a signal, with one listener", async () => {
  const controller = new AbortController();
  const client = new RepowireClient({ fetch: () => new Promise(() => undefined) });
  const warnings: string[] = [];
  const warn = ({ name }: Error) => void warnings.push(name);
  process.on("warning", warn);
  const outcomes = Array.from({ length: 50 }, () =>
    client.health({ signal: controller.signal }).catch((error: unknown) => error),
  );
  // A warning is told one turn later.
  await new Promise(setImmediate);
  controller.abort("enough");
  expect(new Set(await Promise.all(outcomes))).toEqual(new Set(["enough"]));
  process.off("warning", warn);
  expect(warnings).toEqual([]);
});

it("leaves no listener on the caller's signal, however the call ends", async () => {
  const { signal } = new AbortController();
  const listeners = new Set<unknown>();
  const add = signal.addEventListener.bind(signal);
  const remove = signal.removeEventListener.bind(signal);
  signal.addEventListener = (type: string, listener: EventListener) => {
    listeners.add(listener);
    add(type, listener);
  };
  signal.removeEventListener = (type: string, listener: EventListener) => {
    listeners.delete(listener);
    remove(type, listener);
  };
  const good = new RepowireClient({ fetch: async () => Response.json({ status: "ok" }) });
  const bad = new RepowireClient({
    fetch: async () => {
      throw new Error("no");
    },
  });
  const slow = new RepowireClient({ fetch: () => new Promise(() => undefined), timeout: 5 });
  const outcomes = await Promise.allSettled(
    [good, bad, slow].map((client) => client.health({ signal })),
  );
  expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "rejected"]);
  expect(listeners.size).toBe(0);
});
