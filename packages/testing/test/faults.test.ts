import { RepowireClient } from "@repowire/client";
import { afterEach, describe, expect, test } from "vitest";

import { type CallFault, FakeDaemon } from "../src/index.ts";

const doors = ["in process", "on loopback"] as const;
const open: FakeDaemon[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((daemon) => daemon.close()));
});

async function start(door: (typeof doors)[number], timeout?: number) {
  const daemon = new FakeDaemon({ clock: "ticking" });
  open.push(daemon);
  const options = timeout === undefined ? {} : { timeout };
  const client =
    door === "in process"
      ? new RepowireClient({ baseUrl: daemon.url, fetch: daemon.fetch, ...options })
      : new RepowireClient({ baseUrl: (await daemon.listen()).url, ...options });
  return { daemon, client };
}

async function errorOf(work: PromiseLike<unknown>): Promise<string> {
  try {
    await work;
    return "none";
  } catch (error) {
    return (error as Error).constructor.name;
  }
}

/** Each fault, and the client's error of it. */
const cases: [string, CallFault, string][] = [
  ["refuse", "refuse", "DaemonConnectionError"],
  ["reset", "reset", "DaemonConnectionError"],
  ["drop-reply", "drop-reply", "DaemonConnectionError"],
  ["timeout", "timeout", "DaemonTimeoutError"],
  ["malformed-json", "malformed-json", "DaemonResponseError"],
  ["wrong-type", "wrong-type", "DaemonResponseError"],
  ["status 503", { status: 503, body: { detail: "busy" } }, "DaemonHTTPError"],
  ["status 500", { status: 500, body: "Internal Server Error" }, "DaemonHTTPError"],
  ["cutBodyAfter", { cutBodyAfter: 5 }, "DaemonConnectionError"],
  ["latency", { latency: "5ms" }, "none"],
  ["latency between", { latency: ["1ms", "5ms"] }, "none"],
  ["slowBody", { slowBody: { bytes: 40, every: "1ms" } }, "none"],
];

describe.each(doors)("%s", (door) => {
  test.each(cases)(
    "%s is, at the client, the error that it should be",
    async (_name, fault, expected) => {
      const { daemon, client } = await start(door, fault === "timeout" ? 100 : undefined);
      daemon.fault("listPeers", fault);
      expect(await errorOf(client.listPeers())).toBe(expected);
      expect(await errorOf(client.listPeers())).toBe("none");
      daemon.verify();
    },
  );

  test("a lost reply is one whose call was processed", async () => {
    const { daemon, client } = await start(door);
    daemon.peer("bob").silent();
    daemon.fault("ask", "drop-reply");
    daemon.fault("ask", "reset");
    for (const text of ["processed", "not seen"]) {
      await errorOf(client.ask({ from_peer: "me", to_peer: "bob-claude-code", text }));
    }
    expect(daemon.state.openAsks.map(({ text }) => text)).toEqual(["processed"]);
  });

  test("frames are dropped and sent twice", async () => {
    const { daemon, client } = await start(door);
    const bob = daemon.peer("bob", { receipts: "none" });
    daemon.fault({ frame: "notify" }, "drop-frame");
    daemon.fault({ frame: "notify", to: bob.display_name }, "duplicate-frame");
    for (const text of ["one", "two", "three"]) {
      await client.notify({ from_peer: "me", to_peer: bob.display_name, text });
    }
    expect(bob.notifications.map(({ text }) => text)).toEqual(["two", "two", "three"]);
    daemon.verify();
  });

  test("the daemon is away for a while, and then is back without its memory", async () => {
    const { daemon, client } = await start(door);
    daemon.peer("bob").silent();
    await client.ask({ from_peer: "me", to_peer: "bob-claude-code", text: "x" });
    await daemon.down();
    expect(await errorOf(client.health())).toBe("DaemonConnectionError");
    await daemon.up();
    expect(await errorOf(client.health())).toBe("none");
    expect(daemon.state.openAsks).toEqual([]);
  });
});

test("the first fault that is not used up happens", async () => {
  const { daemon } = await start("in process");
  daemon.fault("health", { status: 500 });
  daemon.fault("*", { status: 501 }, { times: 2 });
  const statuses = [];
  for (let index = 0; index < 4; index++) {
    statuses.push((await daemon.fetch(`${daemon.url}/health`)).status);
  }
  expect(statuses).toEqual([500, 501, 501, 200]);
});

test("a latency between two bounds is the same in each run", async () => {
  const wait = async (seed: number) => {
    const daemon = new FakeDaemon({ seed });
    daemon.fault("health", { latency: ["1s", "1h"] });
    await daemon.clock.autoAdvance(() => daemon.fetch(`${daemon.url}/health`));
    return daemon.clock.now().getTime();
  };
  expect(await wait(1)).toBe(await wait(1));
  expect(await wait(1)).not.toBe(await wait(2));
});
