import { afterAll, describe, expect, test } from "vitest";

import { FakeDaemon } from "../index.ts";

describe("the control API", () => {
  const daemon = new FakeDaemon({ clock: "ticking" });
  const listening = daemon.listen({ control: true });
  const post = async (path: string, body: string) => {
    const { url } = await listening;
    const answer = await fetch(`${url}/__fake_daemon${path}`, { method: "POST", body });
    return { status: answer.status, body: (await answer.json()) as Record<string, string> };
  };

  afterAll(() => daemon.close());

  test.each<[path: string, body: unknown, words: string]>([
    ["/faults", {}, "undefined is not a fault target. Write an endpoint's name"],
    ["/faults", { target: "asks", fault: "reset" }, 'there is no endpoint "asks"'],
    ["/faults", { target: "ask", fault: "boom" }, '"boom" is not a fault; write one of'],
    ["/faults", { target: "ask", fault: { satus: 503 } }, '{"satus":503} is not a fault'],
    ["/faults", { target: "ask", fault: { latency: "5 s" } }, '"5 s" is not a duration'],
    [
      "/faults",
      { target: "ask", fault: "reset", time: 2 },
      'has no "time": did you mean "times"? There are: target',
    ],
    ["/faults", { target: "ask", fault: "reset", times: 0 }, "times must be at least 1"],
    ["/seed", { peer: [] }, 'has no "peer": did you mean "peers"?'],
    ["/seed", { peers: [{ pth: "/w/x" }] }, "peers.0.path must be a string"],
    ["/seed", { peers: [{ path: "/w/x", pth: 1 }] }, 'peers.0 has no "pth"'],
    ["/seed", { asks: [{ from_peer: "x", to_peer: "nobody", text: "?" }] }, "no peer nobody"],
    ["/peers", { name: "bob", on_ask: [{ include: "x" }] }, 'on_ask.0 has no "include"'],
    ["/peers", { name: "bob", on_ask: [{ after: "5 s" }] }, "on_ask.0.after must be milliseconds"],
    ["/peers", { name: "bob", backend: "emacs" }, 'backend must be one of "claude-code"'],
    ["/peers", {}, "name must be a string"],
    ["/clock/advance", { duration: "5 s" }, "duration must be milliseconds, or a text such as"],
    ["/restart", { after: "2s" }, 'has no "after"; there are: crash'],
    ["/reset", [], "must be an object"],
  ])("refuses %s %j with what to write", async (path, body, words) => {
    const answer = await post(path, JSON.stringify(body));
    expect(answer).toMatchObject({ status: 400, body: { error: "misuse" } });
    expect(answer.body["message"]).toContain(words);
    expect([...daemon.scriptedPeers, ...daemon.state.peers]).toEqual([]);
    daemon.verify();
  });

  test.each([
    [
      "/settings",
      { peer_reap: 1 },
      'settings has no "peer_reap": did you mean "peer_reap_ttl_seconds"?',
    ],
    ["/restore", { format: 2 }, "this is not a snapshot"],
    ["/peers/nobody/notify", { to_peer: "x", text: "y" }, 'no scripted peer "nobody"; there are: '],
    ["/down", { duration: "5 s" }, "duration must be milliseconds"],
    ["/wait-for", { endpoint: "asks" }, 'there is no endpoint "asks"; the nearest are ask'],
    ["/machine/processes", { pid: "x" }, "pid must be a number"],
  ])("refuses %s %j as the object does", async (path, body, words) => {
    const answer = await post(path, JSON.stringify(body));
    expect(answer).toMatchObject({ status: 400, body: { error: "misuse" } });
    expect(answer.body["message"]).toContain(words);
  });

  test("refuses what is not JSON", async () => {
    const body = { error: "misuse", message: "the body is not JSON" };
    expect(await post("/seed", "{")).toEqual({ status: 400, body });
  });
});

describe("the control API offers what the object offers", () => {
  const start = async () => {
    const daemon = new FakeDaemon({ strict: { unusedFaults: false } });
    const { url } = await daemon.listen({ control: true });
    const call = async (method: string, path: string, body?: unknown) => {
      const init = { method, ...(body !== undefined && { body: JSON.stringify(body) }) };
      const answer = await fetch(`${url}/__fake_daemon${path}`, init);
      const said = await answer.text();
      expect([said, answer.status]).toEqual([said, 200]);
      return said.startsWith("{") || said.startsWith("[")
        ? (JSON.parse(said) as never)
        : (said as never);
    };
    return { daemon, url, call };
  };

  test("down and up, and it can be controlled while it is down", async () => {
    const { daemon, url, call } = await start();
    await call("POST", "/down", { duration: "1m" });
    await expect(fetch(`${url}/health`)).rejects.toThrow("fetch failed");
    const socket = new WebSocket(`${url.replace("http", "ws")}/ws`);
    await new Promise((resolve) => socket.addEventListener("error", resolve));
    await call("POST", "/clock/advance", { duration: "1m" });
    await call("POST", "/clock/settled");
    expect((await fetch(`${url}/health`)).status).toBe(200);
    await call("POST", "/down");
    await call("POST", "/up");
    expect((await fetch(`${url}/health`)).status).toBe(200);
    await daemon.close();
  });

  test("snapshots and settings", async () => {
    const { daemon, call } = await start();
    await call("POST", "/seed", { peers: [{ path: "/w/shop" }] });
    const snapshot = await call("GET", "/snapshot");
    await call("POST", "/reset");
    expect(await call("GET", "/state")).toMatchObject({ peers: [], open_asks: [] });
    await call("POST", "/restore", snapshot);
    expect(await call("GET", "/state")).toMatchObject({ peers: [{ path: "/w/shop" }] });
    await call("POST", "/settings", { machine: "other" });
    expect(await call("GET", "/settings")).toMatchObject({ machine: "other" });
    await call("POST", "/reset");
    expect(await call("GET", "/settings")).toMatchObject({ machine: "fake-host" });
    await daemon.close();
  });

  test("faults", async () => {
    const { daemon, url, call } = await start();
    const target = { endpoint: "ask", to: "bob" };
    const { number }: { number: number } = await call("POST", "/faults", {
      target,
      fault: "reset",
    });
    await call("POST", "/faults", { target: "health", fault: { status: 503 }, times: 3 });
    await fetch(`${url}/health`);
    expect(await call("GET", "/faults")).toEqual([
      { number, target, fault: "reset", times: 1, used: 0 },
      { number: number + 1, target: "health", fault: { status: 503 }, times: 3, used: 1 },
    ]);
    await call("DELETE", `/faults/${number}`);
    expect(await call("GET", "/faults")).toHaveLength(1);
    await daemon.close();
  });

  test("the machine", async () => {
    const { daemon, call } = await start();
    const { pane_id }: { pane_id: string } = await call("POST", "/machine/panes", {
      command: "codex",
    });
    await call("POST", "/machine/folders", { path: "/w/shop" });
    await call("POST", "/machine/processes", { pid: 7 });
    await call("POST", "/machine/sessions", { session_id: "s" });
    expect(await call("GET", "/machine")).toMatchObject({ panes: [{ pane_id, command: "codex" }] });
    await call("DELETE", "/machine/processes/7");
    await call("DELETE", `/machine/panes/${encodeURIComponent(pane_id)}`);
    expect(daemon.machine.panes).toEqual([]);
    await daemon.close();
  });

  test("peers that speak, waits and transcripts", async () => {
    const { daemon, call } = await start();
    for (const name of ["me", "bob"]) await call("POST", "/peers", { name, silent: true });
    const to_peer = "bob-claude-code";
    const waited = call("POST", "/wait-for", { endpoint: "notify", body: { text: "hi" } });
    expect(await call("POST", "/peers/me/ask", { to_peer, text: "?" })).toHaveProperty(
      "correlation_id",
    );
    await call("POST", "/peers/me/notify", { to_peer, text: "hi" });
    expect(await waited).toMatchObject({ endpoint: "notify", status: 200 });
    await call("POST", "/peers/me/broadcast", { text: "all" });
    await call("POST", "/peers/bob/disconnect");
    await call("POST", "/peers/bob/connect");
    await call("POST", "/repair");
    expect(await call("GET", "/transcript")).toContain('me -> daemon: notify bob-claude-code "hi"');
    expect(await call("GET", "/transcript?format=mermaid")).toMatch(/^sequenceDiagram\n/);
    await daemon.close();
  });

  test("peers that are scripted step by step", async () => {
    const { daemon, call } = await start();
    const to_peer = "bob-claude-code";
    for (const name of ["me", "bob"]) await call("POST", "/peers", { name });
    const asked = call("POST", "/peers/bob/next-ask");
    const { correlation_id } = await call("POST", "/peers/me/ask", { to_peer, text: "port?" });
    expect(await asked).toMatchObject({
      correlation_id,
      from_peer: "me-claude-code",
      text: "port?",
    });
    const told = call("POST", "/peers/me/wait-for-notification", { includes: "83", from: to_peer });
    await call("POST", `/peers/${to_peer}/reply`, { correlation_id, text: "8377" });
    expect(await told).toMatchObject({ from_peer: to_peer });
    const other: { correlation_id: string } = await call("POST", "/peers/me/ask", {
      to_peer,
      text: "?",
    });
    await call("POST", "/peers/bob/reply", other);
    await call("POST", "/peers/bob/status", { status: "busy", turn_state: "working" });
    expect(daemon.state.peers).toMatchObject([{}, { status: "busy" }]);
    await call("POST", "/peers/bob/receipts", { receipts: "none" });
    await call("POST", "/peers/bob/silent");
    await call("POST", "/peers/bob/send", { type: "status", status: "online" });
    expect(daemon.state.peers).toMatchObject([{}, { status: "online" }]);
    await call("POST", "/peers/bob/reconnect-after", { duration: "1s" });
    await call("POST", "/clock/advance", { duration: "1s" });
    await call("POST", "/peers/me/broadcast", { text: "all" });
    expect(await call("GET", "/peers")).toMatchObject([
      { notifications: [{ text: expect.stringContaining("8377") as string }] },
      { asks: [{ answered: true }, { answered: true }], broadcasts: [{ text: "all" }] },
    ]);
    await daemon.close();
  });

  test("peers of one name in several circles, by their ids", async () => {
    const { daemon, url, call } = await start();
    await call("POST", "/peers", { name: "bob" });
    const { peer_id }: { peer_id: string } = await call("POST", "/peers", {
      name: "bob",
      circle: "x",
    });
    const path = `${url}/__fake_daemon/peers/bob/silent`;
    const answer = await fetch(path, { method: "POST" });
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining(peer_id)]);
    await call("POST", `/peers/${peer_id}/disconnect`);
    expect(daemon.state.peers).toMatchObject([
      { circle: "default", ws_connected: true },
      { circle: "x", ws_connected: false },
    ]);
    await daemon.close();
  });

  test("every method, except those that the README names", async () => {
    const daemon = new FakeDaemon();
    const { url } = await daemon.listen({ control: true });
    const unknown = await fetch(`${url}/__fake_daemon/nothing`);
    const { message } = (await unknown.json()) as { message: string };
    const bob = daemon.peer("bob");
    const offered = (name: string) => {
      const path = name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
      return message.includes(`/${path}`) || known[name] !== undefined;
    };
    // Methods that have another name in the API, or that another process cannot use.
    const known: Record<string, string> = {
      configure: "POST /settings",
      fault: "POST /faults",
      requests: "GET /requests",
      close: "the end of standard input",
      listen: "it listens",
      parts: "internal",
      peer: "POST /peers",
      scriptedPeers: "GET /peers",
      snapshot: "GET /snapshot",
      openAsks: "GET /state",
      events: "GET /state",
      all: "POST /seed",
      ask: "POST /seed",
      delivery: "POST /seed",
      event: "POST /seed",
      now: "GET /clock",
      home: "GET /machine",
      addPane: "POST /machine/panes",
      closePane: "DELETE /machine/panes/*",
      addFolder: "POST /machine/folders",
      addProcess: "POST /machine/processes",
      endProcess: "DELETE /machine/processes/*",
      addSession: "POST /machine/sessions",
      onAsk: "POST /peers",
      nextNotification: "POST /peers/*/wait-for-notification",
      nextBroadcast: "GET /peers",
      busy: "POST /peers/*/status",
      asks: "GET /peers",
      notifications: "GET /peers",
      broadcasts: "GET /peers",
      circle: "GET /peers",
      peer_id: "GET /peers",
      display_name: "GET /peers",
      ready: "POST /peers answers when the peer is connected",
      unscripted: "POST /verify",
      // The README says why not.
      ...{ onSpawn: "", schedule: "", during: "", autoAdvance: "" },
      // For the runners in this process.
      ...{ takenByHand: "", forget: "", isKnown: "", isBusy: "" },
    };
    const objects = [daemon, daemon.clock, daemon.machine, daemon.state, daemon.seed, bob];
    const names = objects.flatMap((object) =>
      Object.getOwnPropertyNames(Object.getPrototypeOf(object)).slice(1),
    );
    expect(names.filter((name) => !offered(name))).toEqual([]);
    await daemon.close();
  });
});
