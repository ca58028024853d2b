import { daemonVersions } from "@repowire/protocol";
import { expect, test } from "vitest";

import { FakeDaemon } from "../index.ts";

const hint = "fake-daemon-hint";

function ask(daemon: FakeDaemon, to_peer: string): Promise<Response> {
  return daemon.fetch(`${daemon.url}/ask`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ from_peer: "me", to_peer, text: "which port?" }),
  });
}

test("a call for a peer that is not there is told who is, and who was probably meant", async () => {
  const lines: string[] = [];
  const daemon = new FakeDaemon({ log: (line) => lines.push(line) });
  daemon.peer("bob");
  daemon.peer("carol", { circle: "docs" });
  const answer = await ask(daemon, "bob");
  expect(answer.status).toBe(404);
  const words =
    'there is no peer "bob"; did you mean bob-claude-code? there are: bob-claude-code (default), ' +
    "carol-claude-code (docs)";
  expect(answer.headers.get(hint)).toBe(words);
  expect(await answer.text()).not.toContain("bob-claude-code");
  expect(daemon.requests[0]).toMatchObject({ hint: words });
  expect(lines).toEqual([`POST /ask: ${words}`]);
  expect(daemon.transcript()).toContain(`Unknown peer: bob (${words})`.slice(-words.length - 2));
});

test.each([
  ["bob-claude-cod", /did you mean bob-claude-code\?/],
  ["somebody", /^there is no peer "somebody"; there are: bob-claude-code \(default\)$/],
  ["bö", /^there is no peer "b%C3%B6"/],
])("%j is told apart", async (name, words) => {
  const daemon = new FakeDaemon();
  daemon.peer("bob");
  expect((await ask(daemon, name)).headers.get(hint)).toMatch(words);
});

test.each<[string, string, object]>([
  ["a query", "/query", { from_peer: "me", to_peer: "bob", text: "?" }],
  ["an ask to several", "/ask-many", { from_peer: "me", to_peers: ["bob"], text: "?" }],
  ["a job", "/jobs", { title: "x", assigned_peer_id: "bob" }],
])("%s for a peer that does not exist", async (_what, path, body) => {
  for (const emulate of daemonVersions) {
    const daemon = new FakeDaemon({ emulate });
    daemon.peer("bob").silent();
    const headers = { "content-type": "application/json" };
    const init = { method: "POST", headers, body: JSON.stringify(body) };
    const answer = await daemon.fetch(daemon.url + path, init);
    expect(answer.headers.get(hint)).toMatch(
      /^there is no peer "bob"; did you mean bob-claude-code/,
    );
    const known = JSON.stringify(body).replace("bob", "bob-claude-code");
    const other = await Promise.race([
      daemon.fetch(daemon.url + path, { ...init, body: known }),
      daemon.clock.settled(),
    ]);
    expect(other?.headers.get(hint) ?? null).toBeNull();
    await daemon.close();
  }
});

test("a path, and a daemon without peers", async () => {
  const daemon = new FakeDaemon();
  const answer = await daemon.fetch(`${daemon.url}/peers/nobody`);
  expect(answer.headers.get(hint)).toBe('there is no peer "nobody", and no other peer');
});

test("a log that throws fails the test, and not the call", async () => {
  const daemon = new FakeDaemon({
    log: () => {
      throw new Error("odd log");
    },
  });
  expect((await daemon.fetch(`${daemon.url}/peers/nobody`)).status).toBe(404);
  expect(() => daemon.verify()).toThrow("odd log");
});

test("nothing is said of what is there", async () => {
  const daemon = new FakeDaemon();
  daemon.peer("bob").silent();
  expect((await ask(daemon, "bob-claude-code")).headers.has(hint)).toBe(false);
  const job = await daemon.fetch(`${daemon.url}/jobs/none`);
  expect([job.status, job.headers.has(hint)]).toEqual([404, false]);
});

test("a call without the token is told where it is", async () => {
  const daemon = new FakeDaemon({ authToken: "secret" });
  const answer = await daemon.fetch(`${daemon.url}/peers`);
  expect(answer.headers.get(hint)).toBe(
    "the daemon wants its authToken: make the client with daemon.clientOptions",
  );
});
