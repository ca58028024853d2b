import { describe, expect, test } from "vitest";

import { FakeDaemon } from "./index.ts";

function mesh() {
  const daemon = new FakeDaemon();
  const me = daemon.peer("me");
  const bob = daemon.peer("bob");
  const heard = () => me.notifications.map(({ text }) => text.replace(/^\[.*?\] ?/, ""));
  return { daemon, me, bob, heard };
}

describe("scripts and a daemon that is put back", () => {
  test("a reply that was to come does not, whether its ask is there or not", async () => {
    const { daemon, me, bob, heard } = mesh();
    bob.onAsk().reply("late").after("2s");
    const before = daemon.state.snapshot();
    await me.ask(bob.display_name, "which port?");
    const during = daemon.state.snapshot();

    daemon.state.restore(before);
    await daemon.clock.advance("1m");
    expect(daemon.requests.map(({ endpoint }) => endpoint)).toEqual(["ask"]);
    daemon.verify();

    daemon.state.restore(during);
    await daemon.clock.advance("1m");
    expect(heard()).toEqual([]);
    expect(daemon.state.openAsks).toHaveLength(1);
    daemon.verify();
  });

  test("nor does one that was about to come", async () => {
    const { daemon, me, bob } = mesh();
    bob.onAsk().reply("at once");
    const before = daemon.state.snapshot();
    await me.ask(bob.display_name, "which port?");
    daemon.state.restore(before);
    await daemon.clock.settled();
    expect(daemon.requests.map(({ endpoint }) => endpoint)).toEqual(["ask"]);
    daemon.verify();
  });

  test("what is asked then is answered, although its id is one of before", async () => {
    const { daemon, me, bob, heard } = mesh();
    bob.onAsk().reply("8377");
    const before = daemon.state.snapshot();
    const first = await me.ask(bob.display_name, "which port?");
    await daemon.clock.settled();
    daemon.state.restore(before);
    expect(await me.ask(bob.display_name, "which port?")).toBe(first);
    await daemon.clock.settled();
    expect(heard()).toEqual(["8377", "8377"]);
    expect(daemon.state.openAsks).toEqual([]);
    daemon.verify();
  });

  test.each<[string, (daemon: FakeDaemon, restore: () => void) => unknown]>([
    ["put back", (_daemon, restore) => restore()],
    ["restarted", (daemon) => daemon.restart()],
    ["down", (daemon) => daemon.down("10s")],
  ])("an answer to an ask that was lost is no mistake: %s", async (_how, lose) => {
    const { daemon, me, bob } = mesh();
    const reached = Promise.withResolvers<void>();
    const gate = Promise.withResolvers<void>();
    bob.onAsk("run").run(async (ask) => {
      reached.resolve();
      await gate.promise;
      await ask.reply("too late");
    });
    bob.onAsk("reply").reply("too late").after("2s");
    const before = daemon.state.snapshot();
    for (const text of ["run", "reply"]) await me.ask(bob.display_name, text);
    await reached.promise;
    await lose(daemon, () => daemon.state.restore(before));
    gate.resolve();
    await daemon.clock.advance("2s");
    await daemon.clock.advance("1m");
    const acks = daemon.requests.filter(({ endpoint }) => endpoint === "ack");
    expect(acks.filter(({ status }) => status === 200)).toEqual([]);
    daemon.verify();
  });
});
