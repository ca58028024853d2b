import { describe, expect, test } from "vitest";

import { type CallFault, FakeDaemon, type FaultTarget, type FrameFault } from "../../index.ts";

const slow = { bytes: 10, every: "1ms" };

/** What JavaScript can ask for, and what it is told. */
const wrong: [target: unknown, fault: unknown, words: string][] = [
  [undefined, "reset", "undefined is not a fault target. Write an endpoint's name"],
  ["asks", "reset", 'there is no endpoint "asks"; the nearest are ask, '],
  [{ frame: "askk" }, "drop-frame", 'the daemon sends no frame "askk"; there are: connected, '],
  [
    { frame: "ask", from: "bob" },
    "drop-frame",
    'has no "from": did you mean "frame"? There are: frame, to',
  ],
  [{ frame: "ask", to: 1 }, "drop-frame", "to 1: write a peer's display name"],
  ["ask", undefined, 'undefined is not a fault; write one of "refuse", '],
  ["ask", null, "null is not a fault"],
  ["ask", "boom", '"boom" is not a fault; write one of "refuse", "reset", "timeout", '],
  ["ask", {}, "{} is not a fault"],
  ["ask", { satus: 503 }, "an object with one of status, latency, cutBodyAfter, slowBody"],
  ["ask", { status: 503, latency: "1s" }, "plan status and latency as separate faults"],
  [
    "ask",
    { status: 503, bdy: "x" },
    'the fault "status" has no "bdy": did you mean "body"? There are: status, body, ',
  ],
  ["ask", "drop-frame", 'the fault "drop-frame" is not for "ask": '],
  [{ frame: "ask" }, "reset", 'the fault "reset" is not for {"frame":"ask"}: '],
  ["ask", { status: 199 }, "199 is not a valid status: write a number from 200 to 599"],
  ["ask", { status: 600 }, "600 is not a valid status"],
  ["ask", { status: "503" }, '"503" is not a valid status'],
  ["ask", { status: 204, body: {} }, "an answer with the status 204 has no body: leave it out"],
  ["ask", { status: 200, body: () => {} }, "the body of a fault must be what JSON can hold"],
  ["ask", { status: 200, headers: "x" }, "the headers of a fault must be an object"],
  ["ask", { status: 200, headers: { "a b": "x" } }, '"a b" is not a header name'],
  ["ask", { status: 200, headers: { a: "x\ny" } }, '"x\\ny" cannot be the value of the header a'],
  ["ask", { status: 200, headers: { a: 1 } }, "1 cannot be the value of the header a"],
  ["ask", { status: 200, headers: { "Content-Length": "1" } }, "plan cutBodyAfter"],
  [
    "ask",
    { latency: "5 s" },
    '"5 s" is not a duration: write milliseconds, or a text such as "2s"',
  ],
  ["ask", { latency: ["2s", "1s"] }, '["2s","1s"] is not a latency range'],
  ["ask", { latency: ["2s"] }, "write the shortest and the longest"],
  ["ask", { cutBodyAfter: -1 }, "cutBodyAfter takes a number of bytes, not -1"],
  ["ask", { cutBodyAfter: "5" }, 'not "5"'],
  ["ask", { slowBody: 5 }, 'slowBody takes { bytes: 100, every: "50ms" }, not 5'],
  ["ask", { slowBody: { ...slow, bytes: 0 } }, "at least one byte at a time, not 0"],
  ["ask", { slowBody: { bytes: 1 } }, "undefined is not a duration"],
  [
    "ask",
    { slowBody: { ...slow, evry: 1 } },
    'slowBody has no "evry": did you mean "every"? There are: bytes, every',
  ],
  ["downloadAttachment", "malformed-json", "is a file, not JSON, so the fault"],
  ["downloadAttachment", "wrong-type", "plan cutBodyAfter, slowBody or a status"],
];

describe("a fault that cannot happen is refused with what to write", () => {
  test.each(wrong)("%j, %j", (target, fault, words) => {
    const daemon = new FakeDaemon();
    const plan = () => daemon.fault(target as FaultTarget, fault as CallFault | FrameFault);
    expect(plan).toThrow(expect.objectContaining({ name: "FakeDaemonError", code: "misuse" }));
    expect(plan).toThrow(words);
    daemon.verify();
  });

  test.each([0, -1, 1.5, NaN, "2"])("%j times", (times) => {
    const daemon = new FakeDaemon();
    const plan = () => daemon.fault("ask", "reset", { times: times as number });
    expect(plan).toThrow(`${JSON.stringify(times)} is not a number of times`);
  });
});

describe("a fault of any call", () => {
  test("spares the calls of scripted peers, which are the test's own", async () => {
    const daemon = new FakeDaemon();
    const bob = daemon.peer("bob");
    bob.onAsk().reply("8377");
    daemon.fault("*", "reset", { times: 2 });
    const me = daemon.peer("me");
    await me.ask(bob.display_name, "which port?");
    await daemon.clock.settled();
    expect(me.notifications).toHaveLength(1);
    for (let count = 0; count < 2; count++) {
      await expect(daemon.fetch(`${daemon.url}/health`)).rejects.toThrow("fetch failed");
    }
    daemon.verify();
  });

  test("that is one of JSON waits for a call whose answer is JSON", async () => {
    const daemon = new FakeDaemon();
    const form = new FormData();
    form.set("file", new File(["hello"], "a.txt"));
    const uploaded = await daemon.fetch(`${daemon.url}/attachments`, {
      method: "POST",
      body: form,
    });
    const { id } = (await uploaded.json()) as { id: string };
    daemon.fault("*", "malformed-json");
    const download = await daemon.fetch(`${daemon.url}/attachments/${id}`);
    expect(await download.text()).toBe("hello");
    const health = await daemon.fetch(`${daemon.url}/health`);
    await expect(health.json()).rejects.toThrow(SyntaxError);
    daemon.verify();
  });
});

describe("another answer", () => {
  test.each<[string, unknown, string | null, string]>([
    ["a text", "Internal Server Error", "text/plain; charset=utf-8", "Internal Server Error"],
    ["an object", { detail: "x" }, "application/json", '{"detail":"x"}'],
    ["null", null, "application/json", "null"],
    ["nothing", undefined, "application/json", "{}"],
  ])("has %s as its body", async (_what, body, type, words) => {
    const daemon = new FakeDaemon();
    daemon.fault("health", { status: 500, body });
    const answer = await daemon.fetch(`${daemon.url}/health`);
    expect(answer.headers.get("content-type")).toBe(type);
    expect(await answer.text()).toBe(words);
  });

  test("has the headers that it is given, however they are written", async () => {
    const daemon = new FakeDaemon();
    const headers = { "Content-Type": "application/json", "Retry-After": "1" };
    daemon.fault("health", { status: 503, body: '"busy"', headers });
    const answer = await daemon.fetch(`${daemon.url}/health`);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "content-type": "application/json",
      "retry-after": "1",
    });
    expect(await answer.json()).toBe("busy");
  });
});

test("a slow event stream waits for the test to let time pass", async () => {
  const daemon = new FakeDaemon();
  daemon.seed.event({ type: "first" });
  daemon.fault("eventStream", { slowBody: { bytes: 50, every: "1s" } });
  const { body } = await daemon.fetch(`${daemon.url}/events/stream`);
  const reader = body!.getReader();
  const first = await reader.read();
  expect(first.value).toHaveLength(50);
  const second = reader.read();
  await daemon.clock.settled();
  expect(daemon.clock.now()).toEqual(new Date("2026-01-01T00:00:00Z"));
  await daemon.clock.advance("1s");
  expect((await second).value!.length).toBeGreaterThan(0);
  await reader.cancel();
  daemon.verify();
});
