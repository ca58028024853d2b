import { expect, test } from "vitest";

import { FakeDaemon, type FakeDaemonOptions } from "./index.ts";

test.each<[object, string]>([
  [{ emulate: "0.16.0" }, 'emulate of a FakeDaemon takes: "0.14.17", "0.17.0", "go"'],
  [{ emulates: "go" }, 'a FakeDaemon has no "emulates"; there are: emulate, authToken, '],
  [{ authToken: "" }, "authToken of a FakeDaemon takes: a text that is not empty"],
  [{ seed: "one" }, "seed of a FakeDaemon takes: a number"],
  [{ clock: "real" }, 'clock of a FakeDaemon takes: "virtual", "ticking", "system", an object'],
  [{ clock: null }, "clock of a FakeDaemon takes: "],
  [{ startTime: "2026-01-01" }, "startTime of a FakeDaemon takes: a Date"],
  [{ startTime: new Date("x") }, "startTime of a FakeDaemon takes: a Date"],
  [{ strict: "yes" }, "strict of a FakeDaemon takes: true, false, an object of rules"],
  [{ strict: { openAks: false } }, 'strict has no "openAks"; there are: unknownRoutes, openAsks, '],
  [{ settings: { spwan: {} } }, 'settings has no "spwan"; there are: delivery_queue_ttl_seconds, '],
])("%j is refused with what to write", (options, words) => {
  const make = () => new FakeDaemon(options as FakeDaemonOptions);
  expect(make).toThrow(expect.objectContaining({ name: "FakeDaemonError", code: "misuse" }));
  expect(make).toThrow(words);
});

test("an option that is undefined counts as absent, for the compiler too", async () => {
  const none = undefined;
  const daemon = new FakeDaemon({ emulate: none, authToken: none, clock: none, strict: none });
  const bob = daemon.peer("bob", { circle: none, backend: none, receipts: none });
  daemon.fault({ endpoint: "ask", to: none }, { status: 503, headers: none }, { times: none });
  daemon.seed.all({ peers: [{ path: "/w/api", circle: none, metadata: none }], asks: none });
  expect(daemon.transcript({ format: none })).toBe("");
  expect([daemon.version, bob.display_name]).toEqual(["0.14.17", "bob-claude-code"]);
  expect((await daemon.listen({ port: none })).url).toContain("127.0.0.1");
  await daemon.close();
});
