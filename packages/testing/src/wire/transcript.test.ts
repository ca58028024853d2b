import { expect, expectTypeOf, test } from "vitest";

import { FakeDaemon } from "../index.ts";

test("a transcript tells who said what, with ids that are the same in each run", async () => {
  const daemon = new FakeDaemon({ seed: 7 });
  const bob = daemon.peer("bob");
  bob.onAsk(/port/).reply("8377");
  const me = daemon.peer("me");
  await me.ask(bob.display_name, "which port?");
  await me.notify(bob.display_name, "thanks");
  await daemon.fetch(`${daemon.url}/peers`);
  await daemon.fetch(`${daemon.url}/peers/nobody`);
  await daemon.clock.settled();
  expect(daemon.transcript()).toMatchInlineSnapshot(`
    "me -> daemon: ask bob-claude-code "which port?" => 200 <ask:1>
    daemon -> bob-claude-code: ask <ask:1> from me-claude-code "which port?"
    me -> daemon: notify bob-claude-code "thanks" => 200 delivered
    daemon -> bob-claude-code: notify from me-claude-code "thanks"
    caller -> daemon: getPeer /peers/nobody => 404 Peer not found: nobody (there is no peer "nobody"; there are: bob-claude-code (default), me-claude-code (default))
    bob -> daemon: ack <ask:1> "8377" => 200
    daemon -> me-claude-code: notify from bob-claude-code "[ack #<ask:1> from @bob-claude-code] 8377""
  `);
});

test("the record has every call and frame, typed and raw", async () => {
  const daemon = new FakeDaemon();
  const bob = daemon.peer("bob").silent();
  await daemon.peer("me").ask(bob.display_name, "which port?");
  const [call] = daemon.requests;
  expect(call).toMatchObject({
    endpoint: "ask",
    by: "me",
    method: "POST",
    path: "/ask",
    body: { text: "which port?" },
    status: 200,
    answer: { error: null },
  });
  expect(JSON.parse(call!.rawBody)).toEqual(call!.body);
  expect(JSON.parse(call!.rawAnswer!)).toEqual(call!.answer);
  const frame = daemon.messages.find((message) => message.frame["type"] === "ask")!;
  expect(frame).toMatchObject({ direction: "to_peer", peer: bob.display_name });
  expect(JSON.parse(frame.raw)).toEqual(frame.frame);
  expect(JSON.parse(JSON.stringify(daemon.requests))).toMatchObject([{ endpoint: "ask" }]);
});

test("what a call and a frame say is typed by what they are", async () => {
  const daemon = new FakeDaemon({ strict: { unknownRoutes: false } });
  const bob = daemon.peer("bob").silent();
  await daemon.peer("me").ask(bob.display_name, "which port?");
  const asks = daemon.requests.filter((request) => request.endpoint === "ask");
  expectTypeOf(asks[0]!.body?.text).toEqualTypeOf<string | undefined>();
  expectTypeOf(asks[0]!.result?.correlation_id).toEqualTypeOf<string | undefined>();
  const frames = daemon.messages.filter((message) => message.direction === "to_peer");
  const frame = frames.map((message) => message.frame).find(({ type }) => type === "ask");
  expect(asks.map(({ result }) => result?.correlation_id)).toEqual([
    frame?.type === "ask" && frame.correlation_id,
  ]);
  await daemon.fetch(`${daemon.url}/ask`, { method: "POST", body: "{" });
  const refused = daemon.requests.at(-1);
  expect(refused).toMatchObject({ status: 422, body: undefined, rawBody: "{", result: undefined });
});

test("only the daemon's own hint is left out of a text", async () => {
  const daemon = new FakeDaemon();
  const bob = daemon.peer("bob").silent();
  await daemon.peer("me").ask(bob.display_name, "one\n↳ two\nthree");
  expect(daemon.transcript()).toContain(
    `daemon -> bob-claude-code: ask <ask:1> from me-claude-code ${JSON.stringify("one\n↳ two\nthree")}`,
  );
});

test("a long record keeps its last entries", async () => {
  const daemon = new FakeDaemon();
  for (let count = 0; count < 10_050; count++) await daemon.fetch(`${daemon.url}/health`);
  expect(daemon.requests).toHaveLength(10_000);
  expect(daemon.requests.at(0)?.order).toBe(50);
});

test.each([
  { sent_to: [{ toString: 1 }] },
  { detail: [{ type: "x" }] },
  { detail: [{ type: { toString: 1 }, loc: [{ toString: 1 }] }] },
  { detail: { error: { toString: 1 } } },
])("an answer of any shape can be written: %j", async (body) => {
  for (const status of [200, 422]) {
    const daemon = new FakeDaemon({ strict: { openAsks: false } });
    daemon.fault("askMany", { status, body });
    daemon.peer("bob").send({ type: { toString: 1 } });
    await daemon.fetch(`${daemon.url}/ask-many`, {
      method: "POST",
      body: JSON.stringify({ to_peers: [{ toString: 1 }, "bob"], text: "?" }),
    });
    for (const format of ["text", "mermaid"] as const) {
      expect(daemon.transcript({ format })).toContain('askMany {"toString":1}, bob "?"');
    }
  }
});
