import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { ScriptedSocket, settle } from "../../test/peer/scripted-socket.ts";
import { preload } from "../parts.ts";
import { RepowireClient } from "../client.ts";
import type { LivePeer } from "./live-peer.ts";
import { answering } from "../../test/answering.ts";

const say = (frame: object) => ScriptedSocket.all.at(-1)?.say(frame);
let waits: (() => Response)[];
let waited: number;

const answers: Record<string, () => Response | Promise<Response>> = {
  "/peers": () => Response.json({ ok: true, peer_id: "repow-d-00000001", display_name: "d-codex" }),
  "/ask": () => Response.json({ correlation_id: "ask-1", error: null }),
  "/events": () => Response.json([]),
  "/asks/ask-1/wait": () => {
    waited += 1;
    const wait = waits.shift();
    if (wait !== undefined) return wait();
    return new Promise((resolve) => {
      setTimeout(() => resolve(pending()), 500);
    });
  },
};

const outcome = { correlation_id: "ask-1", responder: "x-codex" };
const pending = () => Response.json({ ...outcome, status: "pending" });
const refused = () =>
  Response.json({
    ...outcome,
    status: "resolved",
    outcome: "denied",
    message: "no way",
    close_reason: "answered",
  });

await preload();

beforeEach(() => {
  vi.useFakeTimers();
  waits = [];
  waited = 0;
});

afterEach(() => void vi.useRealTimers());

async function asking() {
  const client = new RepowireClient({
    WebSocket: ScriptedSocket,
    fetch: answering(
      async (request) =>
        answers[new URL(request.url).pathname]?.() ??
        Response.json({ detail: "no" }, { status: 404 }),
    ),
  });
  const connecting = client.connectPeer({ path: "/work/d", circle: "docs" });
  await settle();
  say({ type: "connected", session_id: "repow-d-00000001", display_name: "d-codex" });
  const peer: LivePeer = await connecting;
  const question = { kind: "text" as const };
  const ask = await peer.ask({ to_peer: "x-codex", text: "Deploy?", question });
  const words = () => {
    const text = "[ack #ask-1 from @x-codex] no way";
    say({ type: "notify", delivery_id: "n-1", from_peer: "x-codex", to_peer: "d-codex", text });
  };
  return { client, peer, ask, words };
}

test("the daemon says what the words mean, and is asked once", async () => {
  const { ask, words } = await asking();
  waits.push(refused);
  words();
  await vi.advanceTimersByTimeAsync(0);
  expect(await ask.reply()).toMatchObject({ status: "declined", reason: "no way" });
  expect(waited).toBe(1);
  expect(vi.getTimerCount()).toBe(1); // the peer's look at itself
});

test("it is asked at once, also for who waits already", async () => {
  const { ask, words } = await asking();
  waits.push(refused);
  const reply = ask.reply();
  await vi.advanceTimersByTimeAsync(100);
  words();
  await vi.advanceTimersByTimeAsync(0);
  expect(await reply).toMatchObject({ status: "declined", reason: "no way" });
  expect(waited).toBe(1);
});

test.for<[what: string, wait: () => Response]>([
  ["has no waits", () => Response.json({ detail: "Not Found" }, { status: 404 })],
  ["fails", () => Response.json({ detail: "broken" }, { status: 500 })],
  [
    "has forgotten the ask",
    () => Response.json({ detail: "No ask with correlation_id: ask-1" }, { status: 404 }),
  ],
])("a daemon that %s leaves the words", async ([, wait]) => {
  const { ask, words } = await asking();
  waits.push(wait);
  words();
  await vi.advanceTimersByTimeAsync(0);
  expect(await ask.reply()).toMatchObject({ status: "answered", text: "no way" });
});

test("a daemon that seems to have no waits, as in a restart, is asked again", async () => {
  const { client, peer, ask, words } = await asking();
  waits.push(() => Response.json({ detail: "Not Found" }, { status: 404 }), refused);
  words();
  await vi.advanceTimersByTimeAsync(0);
  expect(await ask.reply()).toMatchObject({ status: "answered" });
  const again = await peer.ask({ to_peer: "x-codex", text: "Deploy?", question: { kind: "text" } });
  const text = "[ack #ask-1 from @x-codex] no way";
  say({ type: "notify", delivery_id: "n-2", from_peer: "x-codex", to_peer: "d-codex", text });
  await vi.advanceTimersByTimeAsync(0);
  expect(await again.reply()).toMatchObject({ status: "declined", reason: "no way" });
  await closed(client);
});

/** Closes a client. Its peers disconnect first. */
async function closed(client: RepowireClient): Promise<void> {
  const closing = client.close();
  await vi.advanceTimersByTimeAsync(2_000);
  await closing;
}

test("while the daemon says that the ask is open, the words are no reply", async () => {
  const { client, peer, ask, words } = await asking();
  const notes = peer.notifications();
  words();
  await vi.advanceTimersByTimeAsync(2_000);
  expect((await notes.next()).value).toMatchObject({ reply: { text: "no way" } });
  waits.push(refused);
  const reply = ask.reply();
  await vi.advanceTimersByTimeAsync(3_000);
  expect(await reply).toMatchObject({ status: "declined" });
  await closed(client);
});

test("words that nobody could look into before the client was closed are kept", async () => {
  const { client, ask, words } = await asking();
  words();
  await vi.advanceTimersByTimeAsync(0);
  await closed(client);
  expect(await ask.reply()).toMatchObject({ status: "answered", text: "no way" });
});
