import { describe, expect, test, vi } from "vitest";

import { FakeDaemon } from "../index.ts";

/** A daemon whose peer bob is asked, and answers much later. */
async function withLateReply(daemon = new FakeDaemon()) {
  const bob = daemon.peer("bob");
  bob.onAsk().reply("late").after("6s");
  await daemon.peer("me").ask(bob.display_name, "x");
  await daemon.clock.settled();
  return { daemon, bob };
}

const isUp = (daemon: FakeDaemon) =>
  daemon.fetch(`${daemon.url}/health`).then(
    ({ ok }) => ok,
    () => false,
  );

describe("what is still to happen", () => {
  test.each<[string, (daemon: FakeDaemon) => unknown]>([
    ["a late reply", () => {}],
    ["a peer that comes back", (daemon) => daemon.peer("bob").reconnectAfter("6s")],
    ["a peer that waits for the daemon", comebackWhileDown],
    ["a daemon that comes back", (daemon) => daemon.down("6s")],
  ])("does not happen after close: %s", async (_what, plan) => {
    vi.useFakeTimers({ now: 0, toFake: ["Date", "setTimeout", "clearTimeout"] });
    try {
      const { daemon, bob } = await withLateReply(new FakeDaemon({ clock: "system" }));
      await plan(daemon);
      await daemon.close();
      expect(vi.getTimerCount()).toBe(0);
      bob.reconnectAfter("6s");
      await daemon.down("6s");
      expect(vi.getTimerCount()).toBe(0);
      await daemon.clock.settled();
    } finally {
      vi.useRealTimers();
    }
  });

  test("does not happen after reset", async () => {
    const { daemon, bob } = await withLateReply();
    bob.reconnectAfter("6s");
    daemon.peer("eve").reconnectAfter(0);
    daemon.reset();
    await daemon.clock.advance("6s");
    expect(daemon.state.peers).toEqual([]);
    expect(daemon.requests).toEqual([]);
    daemon.verify();
  });
});

async function comebackWhileDown(daemon: FakeDaemon) {
  await daemon.down();
  daemon.peer("bob").reconnectAfter(0);
  await daemon.clock.settled();
}

describe("a scripted peer of a daemon that is down", () => {
  test.each([
    ["virtual", "1s"],
    ["virtual", 0],
    ["ticking", "1s"],
    ["ticking", 0],
  ] as const)("comes back with it, by a %s clock after %s", async (clock, delay) => {
    const daemon = new FakeDaemon({ clock });
    const bob = daemon.peer("bob");
    const { peer_id } = bob;
    bob.reconnectAfter(delay);
    await daemon.down();
    await daemon.clock.advance("2s");
    await daemon.clock.settled();
    expect(daemon.state.peers).toMatchObject([{ peer_id, ws_connected: false }]);
    await daemon.up();
    expect(daemon.state.peers).toMatchObject([{ peer_id, ws_connected: true }]);
    daemon.verify();
    await daemon.close();
  });

  test("waits on when the daemon goes down again at once", async () => {
    await using daemon = new FakeDaemon();
    await daemon.listen();
    const bob = daemon.peer("bob");
    await daemon.down();
    bob.reconnectAfter(0);
    await daemon.clock.settled();
    await Promise.all([daemon.up(), daemon.down()]);
    expect(daemon.state.peers).toEqual([]);
    await daemon.up();
    expect(daemon.state.peers).toMatchObject([{ ws_connected: true }]);
  });

  test("cannot be connected by hand, and says why", async () => {
    const daemon = new FakeDaemon();
    const bob = daemon.peer("bob");
    await daemon.down();
    const refused = (words: RegExp) => ({ code: "misuse", message: expect.stringMatching(words) });
    expect(caught(() => bob.connect())).toMatchObject(refused(/bob.*is down: await daemon\.up/));
    expect(caught(() => daemon.peer("eve"))).toMatchObject(refused(/eve.*is down/));
    await daemon.close();
    expect(caught(() => bob.connect())).toMatchObject(refused(/bob.*is closed/));
  });
});

function caught(action: () => unknown): unknown {
  try {
    return action();
  } catch (error) {
    return error;
  }
}

describe("a daemon that is down for some time", () => {
  test.each<[string, (daemon: FakeDaemon) => Promise<void>]>([
    ["came up before", (daemon) => daemon.up()],
    ["restarted before", (daemon) => daemon.restart()],
    ["is taken down for good meanwhile", async () => {}],
  ])("does not come up later when it %s", async (_what, then) => {
    const daemon = new FakeDaemon();
    await daemon.down("10s");
    await then(daemon);
    await daemon.clock.advance("5s");
    await daemon.down();
    await daemon.clock.advance("10s");
    expect(await isUp(daemon)).toBe(false);
    await daemon.up();
    expect(await isUp(daemon)).toBe(true);
  });

  test("counts from the last call", async () => {
    const daemon = new FakeDaemon();
    await daemon.down("10s");
    await daemon.down("20s");
    await daemon.clock.advance("19s");
    expect(await isUp(daemon)).toBe(false);
    await daemon.clock.advance("1s");
    expect(await isUp(daemon)).toBe(true);
  });
});
