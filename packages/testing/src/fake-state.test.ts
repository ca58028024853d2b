import { describe, expect, test } from "vitest";

import { FakeDaemon, type Snapshot } from "./index.ts";

function mesh() {
  const daemon = new FakeDaemon();
  const me = daemon.peer("me");
  const bob = daemon.peer("bob");
  const heard = () => me.notifications.map(({ text }) => text.replace(/^\[.*?\] ?/, ""));
  return { daemon, me, bob, heard };
}

describe("scripts after a restore", () => {
  test("a delayed reply is cancelled, whether its ask exists or not", async () => {
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

  test("a reply that is about to be sent is cancelled", async () => {
    const { daemon, me, bob } = mesh();
    bob.onAsk().reply("at once");
    const before = daemon.state.snapshot();
    await me.ask(bob.display_name, "which port?");
    daemon.state.restore(before);
    await daemon.clock.settled();
    expect(daemon.requests.map(({ endpoint }) => endpoint)).toEqual(["ask"]);
    daemon.verify();
  });

  test("a new ask with an earlier id is answered", async () => {
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

describe("a snapshot", () => {
  test("is JSON, and can be restored from a file", async () => {
    const { daemon, me, bob } = mesh();
    await me.ask(bob.display_name, "which port?");
    const form = new FormData();
    form.set("file", new Blob([new Uint8Array([0, 255, 7])]), "a.bin");
    const uploaded = await daemon.fetch(`${daemon.url}/attachments`, {
      method: "POST",
      body: form,
    });
    const { id } = (await uploaded.json()) as { id: string };
    const saved = JSON.stringify(daemon.state.snapshot());
    const other = new FakeDaemon();
    other.state.restore(JSON.parse(saved) as Snapshot);
    const ids = ({ state }: FakeDaemon) => state.peers.map(({ peer_id }) => peer_id);
    expect(ids(other)).toEqual(ids(daemon));
    expect(other.state.openAsks).toEqual(daemon.state.openAsks);
    expect(other.clock.now()).toEqual(daemon.clock.now());
    const file = await other.fetch(`${other.url}/attachments/${id}`);
    expect([...new Uint8Array(await file.arrayBuffer())]).toEqual([0, 255, 7]);
    expect(JSON.stringify(other.state.snapshot())).toBe(saved);
    bob.silent();
  });

  test("of another release is refused, and so is any other object", () => {
    const snapshot = new FakeDaemon({ emulate: "0.17.0" }).state.snapshot();
    const { state } = new FakeDaemon();
    expect(() => state.restore(snapshot)).toThrow(
      'the snapshot is of a daemon "0.17.0", and this one imitates "0.14.17": make the fake with',
    );
    expect(() => state.restore({} as Snapshot)).toThrow("this is not a snapshot");
  });

  test("of which a part is missing or has another type is refused", () => {
    const { state } = new FakeDaemon();
    const whole = state.snapshot();
    for (const [name, part] of Object.entries(whole.state)) {
      for (const wrong of [
        undefined,
        null,
        Array.isArray(part) ? {} : [],
        Array.isArray(part) ? 5 : "x",
      ]) {
        const snapshot = { ...whole, state: { ...whole.state, [name]: wrong } };
        expect(() => state.restore(snapshot)).toThrow(
          "this is not a snapshot, or a part is missing",
        );
      }
    }
    state.restore(whole);
  });

  test("keeps a held question, which ends when it is answered", async () => {
    const daemon = new FakeDaemon();
    const post = (path: string, body: object) =>
      daemon.fetch(`${daemon.url}${path}`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      });
    const correlation_id = "ask-1";
    const held = post("/questions/ask-blocking", {
      prompt: "go?",
      options: [{ id: "yes", title: "Yes" }],
      correlation_id,
    });
    await daemon.clock.settled();
    daemon.state.restore(daemon.state.snapshot());
    expect((await post("/answer", { correlation_id, option_id: "yes" })).status).toBe(200);
    expect(await (await held).json()).toMatchObject({ outcome: "answered" });
    daemon.verify();
  });

  test("keeps the time that a held call may wait", async () => {
    const daemon = new FakeDaemon();
    let fired = 0;
    const before = daemon.state.snapshot();
    await daemon.clock.advance("1h");
    daemon.clock.schedule(1000, () => fired++);
    daemon.state.restore(before);
    await daemon.clock.advance("1s");
    expect(fired).toBe(1);
  });

  test("never uses an event id twice", () => {
    const daemon = new FakeDaemon();
    const before = daemon.state.snapshot();
    const ids = [1, 2, 3].map(() => daemon.seed.event({ type: "x" }));
    daemon.state.restore(before);
    ids.push(...[1, 2, 3].map(() => daemon.seed.event({ type: "x" })));
    expect(new Set(ids).size).toBe(6);
  });
});

test("reset removes onSpawn listeners and changed settings", async () => {
  const settings = { spawn: { commands: { codex: "codex" }, allowed_paths: ["/w"] } };
  const daemon = new FakeDaemon({ settings });
  let spawned = 0;
  daemon.machine.onSpawn(() => spawned++);
  daemon.configure({ machine: "other" });
  daemon.reset();
  expect(daemon.settings).toMatchObject({ machine: "fake-host" });
  const answer = await daemon.fetch(`${daemon.url}/spawn`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ path: "/w/shop", backend: "codex", circle: "default" }),
  });
  expect([answer.status, spawned]).toEqual([200, 0]);
  daemon.machine.onSpawn(() => spawned++);
  await daemon.clock.settled();
});

test("panes, asks and bodies of faults are copies", () => {
  const daemon = new FakeDaemon();
  daemon.machine.addPane({ command: "sh" });
  (daemon.machine.panes[0] as { command: string }).command = "changed";
  expect(daemon.machine.panes[0]!.command).toBe("sh");
  const bob = daemon.peer("bob");
  (bob.asks as unknown[]).push("changed");
  expect(bob.asks).toEqual([]);
  const body = { detail: "as planned" };
  daemon.fault("health", { status: 503, body });
  body.detail = "changed";
  expect(daemon.faults[0]!.fault).toEqual({ status: 503, body: { detail: "as planned" } });
  daemon.reset();
});

test("the time of a ticking clock is that of the snapshot", async () => {
  const daemon = new FakeDaemon({ clock: "ticking" });
  const before = daemon.state.snapshot();
  const start = performance.now();
  while (performance.now() - start < 30);
  daemon.state.restore(before);
  expect(daemon.clock.now().getTime() - before.time).toBeLessThan(15);
  await daemon.close();
});

describe("what a test gets is a copy, and what it gives is copied", () => {
  const settings = { spawn: { commands: { codex: "codex" }, allowed_paths: ["/w"] } };
  const question = { kind: "text", prompt: "port?", metadata: { deep: [1] } } as const;

  /** Changes everything within a value. */
  function spoil(value: unknown): void {
    if (typeof value !== "object" || value === null || Object.isFrozen(value)) return;
    for (const [key, inner] of Object.entries(value)) {
      spoil(inner);
      Reflect.set(value, key, "spoilt");
    }
  }

  const things: Record<string, (daemon: FakeDaemon) => unknown> = {
    "the settings of the options": () => settings,
    "the settings": (daemon) => daemon.settings,
    "a seeded peer": (daemon) => {
      const seed = { path: "/w/a", metadata: { deep: [1] } };
      return [seed, daemon.seed.peer(seed)];
    },
    "a seeded ask": (daemon) => {
      const { display_name } = daemon.seed.peer({ path: "/w/a" });
      const seed = { from_peer: "me", to_peer: display_name, text: "?", question };
      return [structuredClone(seed), daemon.seed.ask(seed)];
    },
    "a seeded event": (daemon) => {
      const seed = { type: "x", deep: [{ a: 1 }] };
      daemon.seed.event(seed);
      return seed;
    },
    "the state": (daemon) => {
      const { display_name } = daemon.seed.peer({ path: "/w/a", metadata: { deep: [1] } });
      daemon.seed.ask({ from_peer: "me", to_peer: display_name, text: "?", question });
      daemon.seed.event({ type: "x", deep: [{ a: 1 }] });
      return [daemon.state.peers, daemon.state.openAsks, daemon.state.events];
    },
    "a snapshot": (daemon) => {
      daemon.seed.peer({ path: "/w/a", metadata: { deep: [1] } });
      return daemon.state.snapshot();
    },
    "the panes": (daemon) => {
      daemon.machine.addPane();
      return daemon.machine.panes;
    },
    "a planned fault": (daemon) => {
      const target = { endpoint: "ask", body: { text: "x" } } as const;
      const fault = { status: 503, body: { deep: [1] } };
      daemon.fault(target, fault);
      return [target, fault, daemon.faults];
    },
  };

  test.each(Object.entries(things))("%s", (_what, make) => {
    const daemon = new FakeDaemon({ settings, strict: false });
    const shown = () =>
      JSON.stringify([
        ...[daemon.settings, daemon.state.peers, daemon.state.openAsks, daemon.state.events],
        ...[daemon.machine.panes, daemon.faults],
      ]);
    const kept = structuredClone(settings);
    const made = make(daemon);
    const before = shown();
    spoil(made);
    expect(shown()).toBe(before);
    Object.assign(settings, kept);
  });

  test("an agent that was started", async () => {
    const daemon = new FakeDaemon({ settings });
    daemon.machine.onSpawn(spoil);
    await daemon.fetch(`${daemon.url}/spawn`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ path: "/w/x", backend: "codex" }),
    });
    expect(daemon.machine.panes).toMatchObject([{ command: "codex", cwd: "/w/x" }]);
  });
});
