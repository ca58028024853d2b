import { afterEach, describe, expect, test, vi } from "vitest";

import { FakeDaemon } from "../index.ts";

afterEach(() => {
  vi.useRealTimers();
});

const day = 24 * 60 * 60 * 1000;

test("a delay of more than 24.8 days is as long as it says, on the process's clock", async () => {
  vi.useFakeTimers();
  const daemon = new FakeDaemon({ clock: "system" });
  let fired = 0;
  daemon.clock.schedule(60 * day, () => fired++);
  const { cancel } = daemon.clock.schedule(60 * day, () => fired++);
  await vi.advanceTimersByTimeAsync(59 * day);
  expect(fired).toBe(0);
  cancel();
  await vi.advanceTimersByTimeAsync(day);
  expect(fired).toBe(1);
  expect(vi.getTimerCount()).toBe(0);
  await daemon.close();
});

describe("a module that is loaded while timers are faked", () => {
  const load = async () => {
    vi.resetModules();
    vi.useFakeTimers({
      toFake: ["setTimeout", "setImmediate", "clearTimeout", "performance", "Date"],
    });
    return (await import("../index.ts")).FakeDaemon;
  };

  async function converse(daemon: FakeDaemon): Promise<void> {
    daemon.peer("bob").onAsk(/port/).reply("8377");
    const me = daemon.peer("me");
    await me.ask("bob-claude-code", "which port?");
    await daemon.clock.settled();
    expect(me.notifications.map(({ text }) => text)).toEqual([expect.stringContaining("8377")]);
    await daemon.close();
  }

  test.each(["virtual", "ticking"] as const)("works, with a clock that is %s", async (clock) => {
    const Loaded = await load();
    await converse(new Loaded({ clock }) as FakeDaemon);
  });

  test("works when timers are real again", async () => {
    const Loaded = await load();
    vi.useRealTimers();
    const daemon = new Loaded({ clock: "ticking" });
    await new Promise<void>((resolve) => void daemon.clock.schedule(1, resolve));
    await converse(daemon as FakeDaemon);
  });
});
