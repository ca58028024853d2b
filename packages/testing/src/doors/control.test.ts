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
    ["/faults", {}, "undefined is no target of a fault. Write an endpoint's name"],
    ["/faults", { target: "asks", fault: "reset" }, 'there is no endpoint "asks"'],
    ["/faults", { target: "ask", fault: "boom" }, '"boom" is no fault; write one of'],
    ["/faults", { target: "ask", fault: { satus: 503 } }, '{"satus":503} is no fault'],
    ["/faults", { target: "ask", fault: { latency: "5 s" } }, '"5 s" is no duration'],
    ["/faults", { target: "ask", fault: "reset", time: 2 }, 'has no "time": check the spelling'],
    ["/faults", { target: "ask", fault: "reset", times: 0 }, "times must be at least 1"],
    ["/seed", { peer: [] }, 'has no "peer": check the spelling'],
    ["/seed", { peers: [{ pth: "/w/x" }] }, "peers.0.path must be a string"],
    ["/seed", { peers: [{ path: "/w/x", pth: 1 }] }, 'peers.0 has no "pth"'],
    ["/seed", { asks: [{ from_peer: "x", to_peer: "nobody", text: "?" }] }, "no peer nobody"],
    ["/peers", { name: "bob", on_ask: [{ include: "x" }] }, 'on_ask.0 has no "include"'],
    ["/peers", { name: "bob", on_ask: [{ after: "5 s" }] }, "on_ask.0.after must be milliseconds"],
    ["/peers", { name: "bob", backend: "emacs" }, 'backend must be one of "claude-code"'],
    ["/peers", {}, "name must be a string"],
    ["/clock/advance", { duration: "5 s" }, "duration must be milliseconds, or a text such as"],
    ["/restart", { after: "2s" }, 'has no "after": check the spelling'],
    ["/reset", [], "must be an object"],
  ])("refuses %s %j with what to write", async (path, body, words) => {
    const answer = await post(path, JSON.stringify(body));
    expect(answer).toMatchObject({ status: 400, body: { error: "misuse" } });
    expect(answer.body["message"]).toContain(words);
    expect([...daemon.scriptedPeers, ...daemon.state.peers]).toEqual([]);
    daemon.verify();
  });

  test("refuses what is not JSON", async () => {
    const body = { error: "misuse", message: "the body is not JSON" };
    expect(await post("/seed", "{")).toEqual({ status: 400, body });
  });
});
