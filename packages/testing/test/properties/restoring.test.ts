import { daemonVersions } from "@repowire/protocol";
import { FakeDaemon } from "@repowire/testing";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { soak } from "../../../../scripts/vitest/soak.ts";

const seed = Number(process.env["REPOWIRE_SEED"] ?? Math.floor(Math.random() * 2 ** 31));
const numRuns = Number(process.env["REPOWIRE_RUNS"] ?? soak(200, 12));
const names = ["ann", "bob", "cat"] as const;

/** Something that happens to a daemon, and what is seen of it. */
type Step = (daemon: FakeDaemon) => unknown;

/** Calls the daemon. A call that waits for time to pass is held. */
function call(method: string, path: string, body?: object): Step {
  return (daemon) => {
    const headers = { "content-type": "application/json" };
    const init = body && { body: JSON.stringify(body), headers };
    const answering = daemon
      .fetch(daemon.url + path, { method, ...init })
      .then(async (answer) => `${answer.status} ${await answer.text()}`, String);
    return Promise.race([answering, daemon.clock.settled().then(() => "held")]);
  };
}

const display = (name: string) => `${name}-claude-code`;
const peer = fc.constantFrom(...names.map(display), "dan-claude-code");
const post = <Body extends object>(path: string, body: fc.Arbitrary<Body>) =>
  body.map((given) => call("POST", path, given));
const from_peer = fc.constantFrom(...names.map(display));
const minute = fc.nat({ max: 9 }).map((number) => `2026-01-01T00:0${number}:00Z`);
const maybe = <Value>(value: Value) => fc.constantFrom(value, undefined);

const step: fc.Arbitrary<Step> = fc.oneof(
  post("/ask", fc.record({ from_peer, to_peer: peer, text: fc.constantFrom("one", "two") })),
  post("/notify", fc.record({ from_peer, to_peer: peer, text: fc.constant("news") })),
  post("/broadcast", fc.record({ from_peer, text: fc.constant("all") })),
  post("/ask-many", fc.record({ from_peer, to_peers: fc.array(peer), text: fc.constant("many") })),
  post("/questions/ask-blocking", fc.constant({ prompt: "go?", timeout_seconds: 40 })),
  post("/spawn", fc.constant({ path: "/w/new", backend: "claude-code", message: "hello" })),
  post("/peers", fc.constant({ name: "x", path: "/w/dan", circle: "default" })),
  post(
    "/schedules",
    fc.record({
      ...{ from_peer, to_peer: peer, text: fc.constant("later"), fire_at: minute },
      kind: fc.constantFrom("ask", "notify"),
    }),
  ),
  post(
    "/schedules",
    fc.record({
      from_peer,
      to_peer: peer,
      text: fc.constant("often"),
      cron: fc.constant("* * * * *"),
    }),
  ),
  post(
    "/jobs",
    fc.record({
      ...{ title: fc.constant("job"), prompt: fc.constant("do it"), assigned_peer_id: peer },
      ...{ due_at: maybe("2026-01-01T00:03:00Z"), cron: maybe("*/2 * * * *") },
    }),
  ),
  fc.constant<Step>((daemon) => {
    const [first] = daemon.state.openAsks;
    const body = { correlation_id: first?.correlation_id, message: "done" };
    return first && call("POST", "/ack", body)(daemon);
  }),
  fc.constant(call("DELETE", "/peers/dan-claude-code")),
  fc.constantFrom("connect", "disconnect").map<Step>((what) => (daemon) => {
    daemon.peer("bob")[what as "connect"]();
  }),
  fc.constant<Step>((daemon) => daemon.repair()),
  fc
    .constantFrom(100, 31_000, 61_000, 700_000)
    .map<Step>((milliseconds) => (daemon) => daemon.clock.advance(milliseconds)),
);

const reads = [
  ...["/peers", "/events", "/schedules", "/jobs", "/deliveries/pending?peer_id=dan-claude-code"],
  ...names.map((name) => `/asks/pending?peer_id=${display(name)}`),
].map((path) => call("GET", path));

/** What is seen of a daemon in which these steps happen. */
async function seen(
  emulate: (typeof daemonVersions)[number],
  steps: readonly Step[],
  restoredBefore?: number,
): Promise<unknown[]> {
  const settings = { spawn: { commands: { "claude-code": "claude" }, allowed_paths: ["/w"] } };
  const daemon = new FakeDaemon({ emulate, settings, strict: false });
  const peers = names.map((name) => daemon.peer(name).silent());
  const found: unknown[] = [];
  for (const [index, next] of [...steps, ...reads].entries()) {
    await daemon.clock.settled();
    if (index === restoredBefore) {
      const saved = JSON.stringify(daemon.state.snapshot());
      daemon.state.restore(JSON.parse(saved) as ReturnType<typeof daemon.state.snapshot>);
    }
    found.push(await next(daemon));
  }
  for (const { asks, notifications, broadcasts } of peers) {
    found.push([asks, notifications, broadcasts].map((all) => all.map(({ frame }) => frame)));
  }
  found.push(daemon.machine.panes, daemon.clock.now());
  daemon.verify();
  await daemon.close();
  return found;
}

describe.each(daemonVersions)(
  "a state of %s that is saved and restored at any moment",
  (emulate) => {
    test(`goes on as if nothing had happened (REPOWIRE_SEED=${seed})`, async () => {
      const property = fc.asyncProperty(
        fc.array(step, { minLength: 3, maxLength: 16, size: "max" }),
        fc.nat({ max: 16 }),
        async (steps, at) => {
          const restored = await seen(emulate, steps, Math.min(at, steps.length));
          expect(restored).toEqual(await seen(emulate, steps));
        },
      );
      await fc.assert(property, { seed, numRuns });
    }, 120_000);
  },
);
