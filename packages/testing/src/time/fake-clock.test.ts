import { describe, expect, test } from "vitest";

import { FakeDaemon, type ReceivedAsk } from "../index.ts";

/** A mesh in which bob runs a script when he is asked, and carol answers after two seconds. */
function mesh(script: (daemon: FakeDaemon, ask: ReceivedAsk) => Promise<void>) {
  const daemon = new FakeDaemon();
  const me = daemon.peer("me");
  const bob = daemon.peer("bob");
  daemon.peer("carol").onAsk().reply("from carol").after("2s");
  bob.onAsk().run((ask) => script(daemon, ask));
  const heard = () => me.notifications.map(({ text }) => text.replace(/^\[.*?\] ?/, ""));
  return { daemon, me, bob, heard };
}

async function query(daemon: FakeDaemon, to_peer: string): Promise<string> {
  const answer = await daemon.fetch(`${daemon.url}/query`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ from_peer: "bob-claude-code", to_peer, text: "?" }),
  });
  return ((await answer.json()) as { text: string }).text;
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe("a script that waits for time does not hold the clock", () => {
  test("when it waits for a message", async () => {
    const { daemon, me, bob, heard } = mesh(async (_daemon, ask) => {
      await bob.ask("carol-claude-code", "and you?");
      await ask.reply((await bob.nextNotification()).text.replace(/^\[.*?\] ?/, ""));
    });
    await me.ask(bob.display_name, "?");
    await daemon.clock.advance("1999ms");
    expect(heard()).toEqual([]);
    await daemon.clock.advance("1ms");
    expect(heard()).toEqual(["from carol"]);
    daemon.verify();
  });

  test.each<[string, (daemon: FakeDaemon) => Promise<unknown>]>([
    ["when it waits for a call that is held", (daemon) => query(daemon, "carol-claude-code")],
    [
      "when it waits for a timer of the clock",
      (daemon) =>
        new Promise<void>((resolve) => {
          daemon.clock.schedule(2_000, resolve);
        }),
    ],
  ])("%s", async (_what, wait) => {
    const { daemon, me, bob, heard } = mesh(async (itself, ask) => {
      await wait(itself);
      await ask.reply("done");
    });
    await me.ask(bob.display_name, "?");
    await daemon.clock.advance("1s");
    expect(heard()).toEqual([]);
    await daemon.clock.advance("1s");
    expect(heard()).toEqual(["done"]);
    daemon.verify();
  });

  test("when it waits for the test", async () => {
    const gate = Promise.withResolvers<void>();
    const { daemon, me, bob, heard } = mesh(async (_daemon, ask) => {
      await gate.promise;
      await ask.reply("done");
    });
    await me.ask(bob.display_name, "?");
    await daemon.clock.advance("1h");
    expect(heard()).toEqual([]);
    gate.resolve();
    await daemon.clock.settled();
    expect(heard()).toEqual(["done"]);
  });
});

describe("a script that lets time pass", () => {
  const passing: [string, (daemon: FakeDaemon) => Promise<unknown>][] = [
    ["advance", (daemon) => daemon.clock.advance("10s")],
    ["autoAdvance", (daemon) => daemon.clock.autoAdvance(() => query(daemon, "carol-claude-code"))],
    ["settled", (daemon) => daemon.clock.settled()],
  ];

  test.each(passing)("with %s, does so while the test does", async (_name, pass) => {
    const { daemon, me, bob } = mesh(async (itself, ask) => {
      await pass(itself);
      await ask.reply("done");
    });
    await me.ask(bob.display_name, "?");
    await daemon.clock.advance("2s");
    expect((await me.nextNotification()).text).toMatch(/done$/);
    daemon.verify();
  });

  test("is over when what the test waits for is, and no timer fires early", async () => {
    const fired: number[] = [];
    const { daemon, me, bob, heard } = mesh(async (itself, ask) => {
      await itself.clock.advance("10s");
      await ask.reply("done");
    });
    const start = daemon.clock.now().getTime();
    for (const delay of [1_000, 5_000, 12_000]) {
      daemon.clock.schedule(delay, () => fired.push(daemon.clock.now().getTime() - start));
    }
    await me.ask(bob.display_name, "?");
    await daemon.clock.advance("2s");
    expect(heard()).toEqual(["done"]);
    expect(daemon.clock.now().getTime() - start).toBe(10_000);
    expect(fired).toEqual([1_000, 5_000]);

    await me.ask(bob.display_name, "?");
    await daemon.clock.settled();
    expect(heard()).toEqual(["done", "done"]);
    expect(fired).toEqual([1_000, 5_000, 12_000]);
  });
});

test("a script that does something of its own is over when all has settled", async () => {
  const { daemon, me, bob, heard } = mesh(async (_daemon, ask) => {
    for (let count = 0; count < 10; count++) await Promise.resolve();
    for (let count = 0; count < 10; count++) await turn();
    await ask.reply("done");
    for (let count = 0; count < 10; count++) await turn();
    await bob.notify(ask.from_peer, "and over");
  });
  await me.ask(bob.display_name, "?");
  await daemon.clock.settled();
  expect(heard()).toEqual(["done", "and over"]);
  await me.ask(bob.display_name, "?");
  await daemon.clock.advance(1);
  expect(heard()).toHaveLength(4);
});

test("each timer's consequences are over before the next one fires, script or not", async () => {
  const { daemon, me, bob } = mesh(async (_daemon, ask) => {
    await turn();
    await ask.reply(`at ${ask.text}`);
  });
  const order: string[] = [];
  for (const second of [1, 2, 3]) {
    daemon.clock.schedule(second * 1_000, () => {
      order.push(`heard ${me.notifications.length}`);
      void me.ask(bob.display_name, `${second}`);
    });
  }
  await daemon.clock.advance("1m");
  expect(order).toEqual(["heard 0", "heard 1", "heard 2"]);
  expect(me.notifications).toHaveLength(3);
});

test("time ends in 9999", async () => {
  const daemon = new FakeDaemon();
  let fired = false;
  for (const delay of [Infinity, 1e17]) daemon.clock.schedule(delay, () => (fired = true));
  await expect(daemon.clock.advance("99999999h")).rejects.toThrow("ends in 9999");
  const held = daemon.fetch(`${daemon.url}/questions/ask-blocking`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ prompt: "?", timeout_seconds: 3 }),
  });
  await daemon.clock.settled();
  expect(() => daemon.verify()).toThrow('write await daemon.clock.advance("3s")');
  expect((await daemon.clock.autoAdvance(() => held)).status).toBe(200);
  expect(fired).toBe(false);
});

test("autoAdvance takes work that is done already, or fails at once", async () => {
  const { clock } = new FakeDaemon();
  expect(await clock.autoAdvance((() => 5) as never)).toBe(5);
  const fail = () => {
    throw new Error("boom");
  };
  await expect(clock.autoAdvance(fail)).rejects.toThrow("boom");
  await expect(clock.autoAdvance(5 as never)).rejects.toThrow("takes a function");
});
