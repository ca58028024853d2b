import { describe, expect, test } from "vitest";

import { FakeDaemon, FakeDaemonError, type Strictness } from "./index.ts";

const cases: [keyof Strictness, string, (daemon: FakeDaemon) => Promise<unknown>, RegExp][] = [
  [
    "unknownRoutes",
    "unknown_route",
    (daemon) => daemon.fetch(`${daemon.url}/pears`).catch(() => {}),
    /GET \/peers \(listPeers\)/,
  ],
  [
    "openAsks",
    "open_asks",
    async (daemon) => {
      daemon.peer("bob");
      await daemon.peer("me").ask("bob-claude-code", "which port?");
    },
    /write bob\.onAsk\("which port\?"\)\.reply\("…"\)/,
  ],
  [
    "unusedFaults",
    "unused_faults",
    async (daemon) => daemon.fault("ask", { status: 503 }, { times: 2 }),
    /happened 0 of 2 times: remove it, or make the call/,
  ],
  [
    "leakedStreams",
    "leaked_streams",
    async (daemon) => (await daemon.fetch(`${daemon.url}/events/stream`)).body?.getReader().read(),
    /left open: 1 event stream; close/,
  ],
  [
    "leakedStreams",
    "leaked_streams",
    async (daemon) => {
      const socket = new daemon.WebSocket("ws://fake-daemon.invalid/ws");
      await new Promise((resolve) => socket.addEventListener("open", resolve));
    },
    /left open: 1 WebSocket; close/,
  ],
];

describe.each(cases)("%s", (rule, code, leave, words) => {
  test(`is the error ${code}, which says what to write`, async () => {
    const daemon = new FakeDaemon();
    daemon.seed.event({ type: "first" });
    await leave(daemon);
    const error = caught(() => daemon.verify());
    expect(error).toMatchObject({ name: "FakeDaemonError", code });
    expect(error.message).toMatch(words);
    await daemon.close();
  });

  test("can be switched off alone, and nothing is found", async () => {
    const daemon = new FakeDaemon({ strict: { [rule]: false } });
    daemon.seed.event({ type: "first" });
    await leave(daemon);
    daemon.verify();
    await daemon.close();
  });
});

test("what was said stands below what was found", async () => {
  const daemon = new FakeDaemon();
  daemon.peer("bob");
  await daemon.peer("me").ask("bob-claude-code", "which port?");
  expect(caught(() => daemon.verify()).message).toContain(
    'What was said: \n  me -> daemon: ask bob-claude-code "which port?" => 200 <ask:1>',
  );
});

function caught(action: () => void): FakeDaemonError {
  try {
    action();
  } catch (error) {
    if (error instanceof FakeDaemonError) return error;
  }
  throw new Error("nothing was thrown");
}
