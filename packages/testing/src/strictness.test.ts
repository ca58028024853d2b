import { describe, expect, test } from "vitest";

import { FakeDaemon, FakeDaemonError, type ScriptedPeer, type Strictness } from "./index.ts";

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
    "openAsks",
    "open_asks",
    async (daemon) => {
      const bob = daemon.peer("bob");
      await daemon.peer("me").ask("bob-claude-code", "which port?");
      await bob.nextAsk();
    },
    /took it with bob\.nextAsk\(\) and did not answer it: write await ask\.reply\("…"\)/,
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

describe("an ask that is not open any more", () => {
  const endings: [string, (daemon: FakeDaemon, bob: ScriptedPeer) => unknown][] = [
    ["because it was acked over HTTP", (daemon, bob) => ack(daemon, bob.asks[0]!.correlation_id)],
    ["because the daemon forgot it at a restart", (daemon) => daemon.restart()],
    ["because the peer may leave its asks open", (_daemon, bob) => bob.silent()],
  ];
  const takings: [string, (bob: ScriptedPeer) => unknown][] = [
    ["without a script", () => {}],
    ["by hand", (bob) => bob.nextAsk()],
  ];

  const both = endings.flatMap(([why, end]) =>
    takings.map(([how, take]) => [`${why} (${how})`, end, take] as const),
  );

  test.each(both)("is no finding, %s", async (_why, end, take) => {
    const daemon = new FakeDaemon();
    const bob = daemon.peer("bob");
    await daemon.peer("me").ask("bob-claude-code", "which port?");
    await take(bob);
    await end(daemon, bob);
    daemon.verify();
  });

  test("is no finding after a restore to before it, and is one after a restore to after it", async () => {
    const daemon = new FakeDaemon();
    const bob = daemon.peer("bob");
    const me = daemon.peer("me");
    const before = daemon.state.snapshot();
    await me.ask("bob-claude-code", "which port?");
    const during = daemon.state.snapshot();
    daemon.state.restore(before);
    daemon.verify();
    daemon.state.restore(during);
    expect(caught(() => daemon.verify()).code).toBe("open_asks");
    await ack(daemon, bob.asks[0]!.correlation_id);
    daemon.verify();
  });

  test("is no finding if its peer rejected it", async () => {
    const daemon = new FakeDaemon();
    daemon.peer("bob", { receipts: "failed" });
    await expect(daemon.peer("me").ask("bob-claude-code", "which port?")).rejects.toThrow(/503/);
    daemon.verify();
  });
});

test("the transcript follows the findings", async () => {
  const daemon = new FakeDaemon();
  daemon.peer("bob");
  await daemon.peer("me").ask("bob-claude-code", "which port?");
  expect(caught(() => daemon.verify()).message).toContain(
    'What was said: \n  me -> daemon: ask bob-claude-code "which port?" => 200 <ask:1>',
  );
});

function ack(daemon: FakeDaemon, correlation_id: string): Promise<Response> {
  return daemon.fetch(`${daemon.url}/ack`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ correlation_id }),
  });
}

function caught(action: () => void): FakeDaemonError {
  try {
    action();
  } catch (error) {
    if (error instanceof FakeDaemonError) return error;
  }
  throw new Error("nothing was thrown");
}
