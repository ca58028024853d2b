import { describe, expect, test, vi } from "vitest";

import { FakeDaemon, type Snapshot, assertThat, connectScriptedPeer } from "./index.ts";

const json = { "content-type": "application/json" };

function post(daemon: FakeDaemon, path: string, body: object): Promise<Response> {
  const init = { method: "POST", headers: json, body: JSON.stringify(body) };
  return daemon.fetch(`${daemon.url}${path}`, init);
}

function ask(daemon: FakeDaemon, from_peer: string, to: string, text = "which port?") {
  return post(daemon, "/ask", { from_peer, to_peer: `${to}-claude-code`, text });
}

describe("a fault", () => {
  test("chooses its calls by sender, recipient and body", async () => {
    const daemon = new FakeDaemon();
    for (const name of ["bob", "carol"]) daemon.peer(name).silent();
    const planned = daemon.fault(
      { endpoint: "ask", from: "me", to: "bob-claude-code", body: { text: /port/ } },
      { status: 503 },
      { times: 9 },
    );
    expect((await ask(daemon, "me", "carol")).status).toBe(200);
    expect((await ask(daemon, "you", "bob")).status).toBe(200);
    expect((await ask(daemon, "me", "bob", "which host?")).status).toBe(200);
    expect((await ask(daemon, "me", "bob")).status).toBe(503);
    expect(planned.calls).toMatchObject([
      { endpoint: "ask", body: { from_peer: "me" }, status: 503 },
    ]);
    planned.remove();
    expect((await ask(daemon, "me", "bob")).status).toBe(200);
    daemon.verify();
  });

  test("knows a peer by its id and by its name", async () => {
    const daemon = new FakeDaemon();
    const bob = daemon.peer("bob").silent();
    daemon.fault({ to: bob.peer_id }, { status: 503 });
    daemon.fault({ to: bob.display_name }, { status: 500 });
    expect((await ask(daemon, "me", "bob")).status).toBe(503);
    const path = `${daemon.url}/peers/${bob.peer_id}`;
    expect((await daemon.fetch(path)).status).toBe(500);
    daemon.verify();
  });

  test("is chosen by a function of the call", async () => {
    const daemon = new FakeDaemon();
    let count = 0;
    const flaky = daemon.fault("health", ({ method }) =>
      method === "GET" && ++count % 2 === 1 ? { status: 503 } : undefined,
    );
    const statuses = [];
    for (let call = 0; call < 4; call++) {
      statuses.push((await daemon.fetch(`${daemon.url}/health`)).status);
    }
    expect(statuses).toEqual([503, 200, 503, 200]);
    expect(flaky.calls).toHaveLength(2);
    daemon.verify();
    daemon.fault("events", () => "boom" as never);
    expect((await daemon.fetch(`${daemon.url}/events`)).status).toBe(200);
    expect(() => daemon.verify()).toThrow(/"boom" is not a fault/);
  });

  test("tells which frames it met", async () => {
    const daemon = new FakeDaemon();
    daemon.peer("bob");
    const lost = daemon.fault({ frame: "notify" }, "drop-frame");
    await daemon.peer("me").notify("bob-claude-code", "hello");
    expect(lost.calls).toMatchObject([{ kind: "message", frame: { text: "hello" } }]);
    daemon.verify();
  });

  test.each<[unknown, unknown, object, string]>([
    [{ endpoint: "asks" }, "reset", {}, 'no endpoint "asks"; the nearest are ask'],
    [
      { form: "me" },
      "reset",
      {},
      'has no "form": did you mean "from"? There are: endpoint, from, to, body',
    ],
    [{ from: 1 }, "reset", {}, "1 is not a peer"],
    [{ body: "x" }, "reset", {}, "must be an object"],
    [{ endpoint: "ask" }, "drop-frame", {}, "is not for"],
    ["ask", "reset", { time: 1 }, 'has no "time": did you mean "times"? There are: times'],
  ])("%j, %j, %j is refused with what to write", (target, fault, options, words) => {
    const daemon = new FakeDaemon();
    expect(() => daemon.fault(target as "ask", fault as "reset", options)).toThrow(words);
  });
});

describe("waiting", () => {
  test("for a call, made already or not", async () => {
    const daemon = new FakeDaemon();
    daemon.peer("bob").silent();
    const later = daemon.waitFor("ask", { text: /port/ });
    await ask(daemon, "me", "bob", "hello");
    await ask(daemon, "me", "bob");
    const call = await later;
    expect(call).toMatchObject({ body: { text: "which port?" }, status: 200 });
    expect(await daemon.waitFor("ask", ({ body }) => body?.text === "hello")).toMatchObject({
      status: 200,
    });
    expect(
      await daemon.waitFor("ask", { text: expect.stringContaining("which") as string }),
    ).toEqual(call);
  });

  test("for a call that is held ends when nothing else is under way", async () => {
    const daemon = new FakeDaemon({ strict: false });
    void post(daemon, "/questions/ask-blocking", { prompt: "go?" });
    expect(await daemon.waitFor("askBlocking")).toMatchObject({ status: undefined });
  });

  test("ends with its signal, and is refused for what is no endpoint", async () => {
    const daemon = new FakeDaemon();
    const signal = AbortSignal.abort(new Error("enough"));
    await expect(daemon.waitFor("ask", {}, { signal })).rejects.toThrow("enough");
    expect(() => daemon.waitFor("asks" as "ask")).toThrow(
      'no endpoint "asks"; the nearest are ask',
    );
  });

  test("for a notification leaves the others to others", async () => {
    const daemon = new FakeDaemon();
    const bob = daemon.peer("bob");
    const [me, you] = [daemon.peer("me"), daemon.peer("you")];
    const fromYou = bob.waitForNotification("", { from: "you-claude-code" });
    const news = bob.waitForNotification(/^deployed/);
    await me.notify("bob-claude-code", "starting");
    await me.notify("bob-claude-code", "deployed 1");
    await you.notify("bob-claude-code", "hi");
    expect((await news).text).toBe("deployed 1");
    expect((await fromYou).text).toBe("hi");
    expect((await bob.nextNotification()).text).toBe("starting");
    const signal = AbortSignal.abort(new Error("enough"));
    await expect(bob.waitForNotification(/x/, { signal })).rejects.toThrow("enough");
  });
});

describe("options are checked", () => {
  const daemon = new FakeDaemon();
  daemon.peer("bob", { backend: "codex" });
  const seedAsk = { from_peer: "me", to_peer: "bob-codex", text: "which port?" };

  test.each<[string, () => unknown, string]>([
    [
      "another peer of a name",
      () => daemon.peer("bob", { backend: "pi" }),
      "there is a scripted peer bob already",
    ],
    [
      "a peer",
      () => daemon.peer("x", { bakend: "pi" } as never),
      'the scripted peer x has no "bakend": did you mean "backend"?',
    ],
    ["a backend", () => daemon.peer("x", { backend: "emacs" as never }), "backend must be one of"],
    ["a name", () => daemon.peer(""), "the name of a scripted peer must not be empty"],
    ["times", () => daemon.peer("bob", {}).onAsk().times(0), "0 is not a number of asks"],
    [
      "a seed",
      () => daemon.seed.all({ peer: [] } as never),
      'the seed has no "peer": did you mean "peers"?',
    ],
    [
      "a seeded peer",
      () => daemon.seed.peer({ pth: "/w" } as never),
      "the seed of a peer: path must be",
    ],
    ["an event", () => daemon.seed.event({} as never), "the seed of an event: type must be"],
    ["listen", () => daemon.listen({ prot: 1 } as never), 'listen has no "prot"'],
    [
      "a seeded question",
      () => daemon.seed.ask({ ...seedAsk, question: { kind: "choise" as never } }),
      'the seed of an ask: question is not a valid question: kind must be one of "acknowledge"',
    ],
    ["a port", () => daemon.listen({ port: -1 }), "listen: port must be at least 0"],
    ["half a port", () => daemon.listen({ port: 0.5 }), "port must be a whole number"],
    ["a high port", () => daemon.listen({ port: 65_536 }), "port must be at most 65535"],
    ["settings", () => daemon.configure({ machin: 1 } as never), 'settings has no "machin"'],
    [
      "a snapshot",
      () => daemon.state.restore("x" as unknown as Snapshot),
      "this is not a snapshot",
    ],
    [
      "a transcript",
      () => daemon.transcript({ format: "dot" as never }),
      'format "dot"; there are: "text", "mermaid"',
    ],
    ["restart", () => daemon.restart({ crsh: true } as never), 'restart has no "crsh": did you'],
    ["waitFor", () => daemon.waitFor("ask", {}, { signl: 1 } as never), 'waitFor has no "signl"'],
    ["a call", () => daemon.waitFor("ask", "port" as never), "by an object or a function, not"],
    ["nextAsk", () => daemon.peer("bob").nextAsk({ signl: 1 } as never), 'nextAsk has no "signl"'],
    [
      "a wait for a notification",
      () => daemon.peer("bob").waitForNotification("", { form: "me" } as never),
      'waitForNotification has no "form": did you mean "from"?',
    ],
    [
      "the pattern of a wait",
      () => daemon.peer("bob").waitForNotification(5 as never),
      "takes a text, a RegExp or an asymmetric matcher, not 5",
    ],
    ["a pattern of asks", () => daemon.peer("bob").onAsk(5 as never), "onAsk takes a text, a"],
    [
      "a reply",
      () =>
        daemon
          .peer("bob")
          .onAsk()
          .reply(5 as never),
      "reply takes a text or a func",
    ],
    [
      "a script",
      () =>
        daemon
          .peer("bob")
          .onAsk()
          .run(5 as never),
      "run takes a function, not 5",
    ],
    [
      "an answer",
      () =>
        daemon
          .peer("bob")
          .onAsk()
          .answer({ option: "yes" } as never),
      'has no "option": did you mean "option_id"?',
    ],
    ["receipts", () => daemon.peer("bob").receipts("injcted" as never), "must be one of"],
    ["a status", () => daemon.peer("bob").status("bsy" as never), "status must be one of"],
    ["a pane", () => daemon.machine.addPane({ cmd: "sh" } as never), 'a pane has no "cmd"'],
    ["a folder", () => daemon.machine.addFolder(5 as never), "a folder must be a string"],
    ["a process", () => daemon.machine.addProcess("7" as never), "a process must be a number"],
    ["a listener", () => daemon.machine.onSpawn({} as never), "onSpawn takes a function"],
    ["a timer", () => daemon.clock.schedule(NaN, () => {}), "takes milliseconds and a function"],
    [
      "a pattern of a matcher",
      () => assertThat(daemon.peer("bob")).toHaveReceivedAsk(5 as never),
      "not 5",
    ],
    [
      "a transcript to match",
      () => assertThat(daemon).toMatchTranscript(5 as never),
      "takes a text",
    ],
    [
      "a seed that JSON cannot hold",
      () => daemon.seed.peer({ path: "/w", metadata: { size: 5n } }),
      "metadata must be what JSON can hold",
    ],
    [
      "the id of a seeded ask",
      () => {
        const ask = { from_peer: "me", to_peer: "bob-codex", text: "?", correlation_id: "ask-1" };
        for (const text of ["one", "two"]) daemon.seed.ask({ ...ask, text });
      },
      "there is an ask ask-1 already",
    ],
    [
      "a part of a snapshot",
      () => daemon.state.restore({ ...daemon.state.snapshot(), state: {} }),
      "this is not a snapshot, or a part is missing",
    ],
    ["a peer elsewhere", () => connectScriptedPeer("x", undefined as never), "is not the address"],
  ])("of %s", async (_what, call, words) => {
    await expect(async () => call()).rejects.toThrow(words);
  });

  test("and the same peer is the same peer", () => {
    const bob = daemon.peer("bob");
    expect(daemon.peer("bob", { backend: "codex" })).toBe(bob);
    const spelledOut = { circle: "default", role: "agent", path: "/peers/default/bob" } as const;
    expect(daemon.peer("bob", spelledOut)).toBe(bob);
  });

  test("of a peer elsewhere, whose address may end with a slash", async () => {
    const other = new FakeDaemon();
    const { url } = await other.listen();
    const bob = await connectScriptedPeer("bob", { baseUrl: `${url}/` });
    expect(other.state.peers).toHaveLength(1);
    bob.disconnect();
    await expect(connectScriptedPeer("bob", { baseUrl: "localhost:1" })).rejects.toThrow(
      '"localhost:1" is not the address of a daemon',
    );
    await other.close();
  });
});

test("a second listen must want the same", async () => {
  const daemon = new FakeDaemon();
  const first = await daemon.listen();
  expect(await daemon.listen({ port: first.port })).toEqual(first);
  await expect(daemon.listen({ port: first.port + 1 })).rejects.toThrow(
    /listens on port \d+ already/,
  );
  await expect(daemon.listen({ control: true })).rejects.toThrow("without the control API");
  await daemon.close();
});

test("a transcript can be drawn", async () => {
  const daemon = new FakeDaemon();
  daemon.peer("bob").onAsk().reply("8377; really");
  await daemon.peer("me").ask("bob-claude-code", "which port?");
  await daemon.clock.settled();
  expect(daemon.transcript({ format: "mermaid" })).toMatchInlineSnapshot(`
    "sequenceDiagram
      participant p0 as me-claude-code
      participant p1 as daemon
      participant p2 as bob-claude-code
      p0->>p1: ask bob-claude-code "which port?"
      p1-->>p0: 200 #60;ask:1#62;
      p1->>p2: ask #60;ask:1#62; from me-claude-code "which port?"
      p2->>p1: ack #60;ask:1#62; "8377#59; really"
      p1-->>p2: 200
      p1->>p0: notify from bob-claude-code "[ack #35;#60;ask:1#62; from @bob-claude-code] 8377#59; really""
  `);
});

test("a long text costs a transcript little", async () => {
  const daemon = new FakeDaemon({ strict: false });
  daemon.peer("bob");
  await daemon.peer("me").notify("bob-claude-code", "x".repeat(5000));
  expect(daemon.transcript()).toContain("… (3000 characters more)");
});

test("verify writes no transcript when nothing is wrong", async () => {
  const daemon = new FakeDaemon();
  await daemon.peer("me").broadcast("hello");
  const read = vi.spyOn(daemon.parts.traffic.recorder, "all", "get");
  daemon.verify();
  expect(read).not.toHaveBeenCalled();
  daemon.fault("ask", "reset");
  expect(() => daemon.verify()).toThrow("me -> daemon: broadcast");
  expect(read).toHaveBeenCalledOnce();
});
