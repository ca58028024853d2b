import { expect, test } from "vitest";

import { FakeDaemon, type FakeDaemonOptions, daemonFixtures, withDaemon } from "./index.ts";

test.each<[object, string]>([
  [{ emulate: "0.16.0" }, 'emulate must be one of "0.14.17", "0.17.0", "go"'],
  [
    { emulates: "go" },
    'a FakeDaemon has no "emulates": did you mean "emulate"? There are: emulate, authToken, ',
  ],
  [{ authToken: "" }, "authToken must not be empty"],
  [{ seed: "one" }, "seed must be a number"],
  [{ clock: "real" }, 'clock must be "virtual", "ticking", "system", or an object'],
  [{ clock: null }, "clock must be "],
  [{ startTime: "2026-01-01" }, "startTime must be a Date from 1970 to 9999"],
  [{ startTime: new Date(-1) }, "startTime must be a Date from 1970 to 9999"],
  [{ startTime: new Date(8.64e15) }, "startTime must be a Date from 1970 to 9999"],
  [{ startTime: new Date("x") }, "startTime must be a Date"],
  [{ strict: "yes" }, "strict must be true, false, or an object of rules"],
  [
    { strict: { openAks: false } },
    'strict has no "openAks": did you mean "openAsks"? There are: unknownRoutes, ',
  ],
  [{ settings: { spwan: {} } }, 'settings has no "spwan": did you mean "spawn"?'],
  [{ strict: { openAsks: "no" } }, "strict: openAsks must be a boolean"],
  [{ settings: { machine: 5 } }, "a FakeDaemon: settings.machine must be a string"],
  [{ settings: { peer_reap_ttl_seconds: -1 } }, "peer_reap_ttl_seconds must be at least 0"],
  [{ settings: { spawn: { comands: {} } } }, 'settings.spawn has no "comands": did you mean "comm'],
  [{ settings: { spawn: { allowed_paths: "/w" } } }, "spawn.allowed_paths must be an array"],
  [{ automaticRepair: 1 }, "automaticRepair must be a boolean"],
  [{ log: true }, "log must be a function"],
  [null as unknown as object, "a FakeDaemon must be an object"],
])("%j is refused with what to write", (options, words) => {
  const make = () => new FakeDaemon(options as FakeDaemonOptions);
  expect(make).toThrow(expect.objectContaining({ name: "FakeDaemonError", code: "misuse" }));
  expect(make).toThrow(words);
});

test("an option that is undefined counts as absent, for the compiler too", async () => {
  const none = undefined;
  const settings = { machine: none, spawn: none } as object;
  const daemon = new FakeDaemon({
    emulate: none,
    authToken: none,
    clock: none,
    strict: none,
    settings,
  });
  daemon.configure(settings);
  expect(daemon.settings).toMatchObject({ machine: "fake-host", spawn: {} });
  const bob = daemon.peer("bob", { circle: none, backend: none, receipts: none });
  daemon.fault({ endpoint: "ask", to: none }, { status: 503, headers: none }, { times: none });
  daemon.seed.all({ peers: [{ path: "/w/api", circle: none, metadata: none }], asks: none });
  expect(daemon.transcript({ format: none })).toBe("");
  expect([daemon.version, bob.display_name]).toEqual(["0.14.17", "bob-claude-code"]);
  expect((await daemon.listen({ port: none })).url).toContain("127.0.0.1");
  await daemon.close();
});

test("the runners refuse them before any test runs", () => {
  const options = { emulates: "go" } as FakeDaemonOptions;
  for (const make of [() => withDaemon(() => {}, options), () => daemonFixtures(options)]) {
    expect(make).toThrow('a FakeDaemon has no "emulates"');
  }
});
