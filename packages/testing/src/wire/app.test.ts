import { expect, test } from "vitest";

import { FakeDaemon, type Snapshot } from "../index.ts";

test("an answer that its schema does not know is the fake's bug, and says so", async () => {
  const daemon = new FakeDaemon();
  daemon.seed.peer({ path: "/work/shop" });
  const saved = JSON.stringify(daemon.state.snapshot());
  daemon.state.restore(JSON.parse(saved.replaceAll('"fake-host"', "7")) as Snapshot);
  const bug = expect.objectContaining({
    name: "FakeDaemonError",
    code: "bug",
    message: expect.stringMatching(
      /answer to listPeers is wrong, which is a bug of @repowire\/testing: peers.*machine/,
    ) as string,
  }) as Error;
  await expect(daemon.fetch(`${daemon.url}/peers`)).rejects.toThrow(bug);
  // A client that does something about a failed call cannot hide it.
  expect(() => daemon.verify()).toThrow(bug);
  expect((await daemon.fetch(`${daemon.url}/health`)).status).toBe(200);
});
