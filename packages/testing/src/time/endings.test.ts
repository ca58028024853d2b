import { daemonVersions } from "@repowire/protocol";
import { describe, expect, test } from "vitest";

import { soak } from "../../../../scripts/vitest/soak.ts";
import { FakeDaemon } from "../index.ts";
import { afterTurns } from "./turns.ts";

const json = { "content-type": "application/json" };

/** Calls, and awaits nothing: the daemon may end before the answer. */
function call(daemon: FakeDaemon, path: string, body: object): void {
  const init = { method: "POST", headers: json, body: JSON.stringify(body) };
  daemon.fetch(`${daemon.url}${path}`, init).then(
    (answer) => answer.text(),
    () => "",
  );
}

const from_peer = "me";

/** What can be under way, each begun and not awaited. */
const steps: [string, (daemon: FakeDaemon) => void][] = [
  ["a repair that pings", (daemon) => void daemon.repair()],
  ["an ask that waits for its receipt", (daemon) => call(daemon, "/ask", ask("quiet"))],
  ["a script", (daemon) => call(daemon, "/ask", ask("bob"))],
  ["a query", (daemon) => call(daemon, "/query", { ...ask("bob"), timeout: 60 })],
  [
    "a question that is held",
    (daemon) => call(daemon, "/questions/ask-blocking", { prompt: "go?", timeout_seconds: 60 }),
  ],
  [
    "an answer that comes late",
    (daemon) => {
      daemon.fault("health", { latency: "5s" });
      daemon.fetch(`${daemon.url}/health`).catch(() => {});
    },
  ],
  [
    "an answer in pieces",
    (daemon) => {
      daemon.fault("listPeers", { slowBody: { bytes: 1, every: "1s" } });
      daemon.fetch(`${daemon.url}/peers`).then(
        (answer) => answer.text().catch(() => {}),
        () => {},
      );
    },
  ],
  [
    "a call that never ends",
    (daemon) => {
      daemon.fault("events", "timeout");
      daemon.fetch(`${daemon.url}/events`).catch(() => {});
    },
  ],
  [
    "an event stream",
    (daemon) => {
      daemon.fetch(`${daemon.url}/events/stream`).then(
        (answer) => answer.text().catch(() => {}),
        () => {},
      );
    },
  ],
  ["a socket that connects", (daemon) => void new daemon.WebSocket("ws://fake-daemon.invalid/ws")],
  ["a broadcast", (daemon) => call(daemon, "/broadcast", { from_peer, text: "hi" })],
  ["time that passes", (daemon) => void daemon.clock.advance("1m")],
  ["a start that is near", (daemon) => void daemon.down("1s")],
];

function ask(name: string) {
  return { from_peer, to_peer: `${name}-claude-code`, text: "which port?" };
}

/** A peer in a pane that answers nothing, no ping either. */
async function connectSilently(daemon: FakeDaemon): Promise<void> {
  const socket = new daemon.WebSocket("ws://fake-daemon.invalid/ws");
  await new Promise((resolve) => socket.addEventListener("open", resolve));
  const place = { path: "/w/quiet", circle: "default", backend: "claude-code" };
  const pane_id = daemon.machine.addPane({ tmux_session: "default:quiet", cwd: place.path });
  const registered = await daemon.fetch(`${daemon.url}/peers`, {
    method: "POST",
    headers: json,
    body: JSON.stringify({ name: "quiet", ...place, pane_id }),
  });
  const { peer_id, display_name } = (await registered.json()) as Record<string, unknown>;
  const capabilities = ["delivery_receipts"];
  const peer = { peer_id, display_name, ...place, pane_id, capabilities };
  socket.send(JSON.stringify({ type: "connect", ...peer }));
  await daemon.clock.settled();
}

const endings: [string, (daemon: FakeDaemon) => unknown][] = [
  ["down", (daemon) => daemon.down()],
  ["restart", (daemon) => daemon.restart()],
  ["reset", (daemon) => daemon.reset()],
  ["close", (daemon) => daemon.close()],
];

/** Turns of the event loop between two steps. */
const pauses = [0, 1, 3, 2, 4, 5].slice(0, soak(6, 2));

/** Whether a promise is over before so many turns of the event loop are. */
async function isOver(work: Promise<unknown>): Promise<boolean> {
  let over = false;
  work.finally(() => (over = true)).catch(() => {});
  for (let turn = 0; turn < 2000 && !over; turn++) await afterTurns(1);
  return over;
}

describe.each(endings)("after %s", (_name, end) => {
  describe.each(daemonVersions)("of %s", (emulate) => {
    test.each(steps.map(([name], index) => [name, index] as const))(
      "settled() and advance() return, whenever it happens during %s or any earlier step",
      async (_step, last) => {
        for (const first of new Set([0, last])) {
          for (const turns of pauses) {
            const daemon = new FakeDaemon({ emulate, strict: false });
            const pane = { tmux_session: "default:bob", cwd: "/w/bob" };
            const pane_id = daemon.machine.addPane(pane);
            const bob = daemon.peer("bob", { path: "/w/bob", pane_id });
            bob.onAsk().reply("8377").after("10s");
            await connectSilently(daemon);
            for (const [, begin] of steps.slice(first, last + 1)) {
              begin(daemon);
              await afterTurns(turns);
            }
            await end(daemon);
            expect(await isOver(daemon.clock.settled())).toBe(true);
            expect(await isOver(daemon.clock.advance("1h"))).toBe(true);
            expect(await isOver(daemon.close())).toBe(true);
            daemon.verify();
          }
        }
      },
    );
  });
});
