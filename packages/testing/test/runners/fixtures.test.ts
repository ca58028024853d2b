import { describe, expect, test as base } from "vitest";

import { FakeDaemon, type FakeDaemonError, daemonFixtures } from "../../src/index.ts";

const test = base.extend(daemonFixtures({ emulate: "0.17.0" }));

describe("the vitest fixtures", () => {
  test("provide a daemon", async ({ daemon }) => {
    expect(daemon).toBeInstanceOf(FakeDaemon);
    expect(daemon.version).toBe("0.17.0");
    daemon.peer("bob");
  });

  test("provide a new daemon to the next test", ({ daemon }) => {
    expect(daemon.scriptedPeers).toEqual([]);
  });

  base("fail a test that leaves something behind", async () => {
    const running = daemonFixtures().daemon({}, async (daemon) => daemon.fault("ask", "reset"));
    await expect(running).rejects.toMatchObject({
      code: "unused_faults",
    } satisfies Partial<FakeDaemonError>);
  });

  base("show below a failure what was said, and not what was left behind as well", async () => {
    const error = { message: "expected 1 to be 2" };
    const errors: { message: string }[] = [];
    await daemonFixtures().daemon({ task: { result: { errors } } }, async (daemon) => {
      await daemon.peer("me").broadcast("hello");
      daemon.fault("ask", "reset");
      errors.push(error);
    });
    // As the runner's main process gets it.
    expect(structuredClone(error).message).toBe(
      'expected 1 to be 2\n\nWhat was said:\n  me -> daemon: broadcast "hello" => 200 to nobody',
    );
  });

  base("look at a second try as at the first, whatever failed before", async () => {
    const errors = [{ message: "the first try" }];
    const task = { result: { errors } };
    const again = daemonFixtures().daemon({ task }, async (daemon) => daemon.fault("ask", "reset"));
    await expect(again).rejects.toMatchObject({ code: "unused_faults" });
    await daemonFixtures().daemon({ task }, async (daemon) => {
      await daemon.peer("me").broadcast("hello");
      errors.push({ message: "the second" });
    });
    expect(errors.map(({ message }) => message.split("\n")[0])).toEqual([
      "the first try",
      "the second",
    ]);
    expect(errors[0]?.message).not.toContain("What was said");
    expect(errors[1]?.message).toContain("What was said");
  });

  base("close the daemon, also when something fails", async () => {
    let left: FakeDaemon | undefined;
    await daemonFixtures()
      .daemon({}, async (daemon) => {
        left = daemon;
        throw new Error("a failure");
      })
      .catch(() => {});
    await expect(left!.fetch(`${left!.url}/health`)).rejects.toThrow("fetch failed");
  });
});
