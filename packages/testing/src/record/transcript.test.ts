import { expect, test } from "vitest";

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
    caller -> daemon: getPeer /peers/nobody => 404 Peer not found: nobody
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
