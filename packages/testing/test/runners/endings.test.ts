import { RepowireClient } from "@repowire/client";
import { describe, expect, test } from "vitest";

import {
  type FakeDaemon,
  type FakeDaemonOptions,
  daemonFixtures,
  withDaemon,
} from "../../src/index.ts";

type Run = (
  test: (daemon: FakeDaemon) => Promise<void>,
  options: FakeDaemonOptions,
) => Promise<void>;

/** Each runner, and the clock that goes on while something outside of the process waits. */
const runners: [string, Run][] = [
  ["withDaemon", (body, options) => withDaemon(body, options)()],
  ["the fixtures", (body, options) => daemonFixtures(options).daemon({}, body)],
  [
    "the control API",
    (body, options) =>
      withDaemon(
        async (daemon) => {
          const { url } = await daemon.listen({ control: true });
          await body(daemon);
          const answer = await fetch(`${url}/__fake_daemon/verify`, { method: "POST" });
          if (!answer.ok) throw new Error(((await answer.json()) as { message: string }).message);
        },
        { ...options, strict: { leakedStreams: true } },
      )(),
  ],
];

const doors = ["in process", "on loopback"] as const;

/** How a daemon is reached by that door. */
async function reach(daemon: FakeDaemon, door: (typeof doors)[number]) {
  const { fetch, WebSocket } = door === "in process" ? daemon : globalThis;
  const baseUrl = door === "in process" ? daemon.url : (await daemon.listen()).url;
  return { baseUrl, fetch, WebSocket };
}

type Door = Awaited<ReturnType<typeof reach>>;
type Use = (client: RepowireClient, daemon: FakeDaemon, door: Door) => Promise<unknown>;

/** What a test does and closes; each time the daemon learns of it a little later. */
const closed: [string, Use][] = [
  [
    "a live peer",
    async (client) => {
      await client.connectPeer({ path: "/work/me", circle: "shop" });
    },
  ],
  [
    "the events, read up to the first",
    async (client, daemon) => {
      daemon.seed.event({ type: "first" });
      for await (const event of client.eventStream()) {
        expect(event).toBeDefined();
        break;
      }
    },
  ],
  [
    "a call of the stream, aborted",
    async (_client, daemon, { baseUrl, fetch }) => {
      daemon.seed.event({ type: "first" });
      const calling = new AbortController();
      const answer = await fetch(`${baseUrl}/events/stream`, { signal: calling.signal });
      await answer.body!.getReader().read();
      calling.abort();
    },
  ],
  [
    "a socket, closed",
    async (_client, _daemon, { baseUrl, WebSocket }) => {
      const socket = new WebSocket(`${baseUrl.replace("http", "ws")}/ws`);
      await new Promise((resolve) => socket.addEventListener("open", resolve));
      socket.close();
    },
  ],
];

describe.each(runners)("%s", (_runner, run) => {
  describe.each(doors)("%s", (door) => {
    test.each(closed)("accepts what was closed: %s", async (_what, use) => {
      await run(
        async (daemon) => {
          const how = await reach(daemon, door);
          await using client = new RepowireClient(how);
          await use(client, daemon, how);
        },
        { clock: door === "in process" ? "virtual" : "ticking" },
      );
    });
  });

  test("finds what was left open", async () => {
    const running = run(async (daemon) => {
      const socket = new daemon.WebSocket("ws://fake-daemon.invalid/ws");
      await new Promise((resolve) => socket.addEventListener("open", resolve));
    }, {});
    await expect(running).rejects.toThrow(/left open: 1 WebSocket/);
  });

  test("finds what a script that is under way does wrong", async () => {
    const running = run(async (daemon) => {
      daemon
        .peer("bob")
        .onAsk()
        .run(async () => {
          throw new Error("a mistake");
        });
      await daemon.peer("me").ask("bob-claude-code", "x");
    }, {});
    await expect(running).rejects.toThrow(/a mistake/);
  });
});
