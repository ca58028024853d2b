import { expect, test } from "vitest";

import { FakeDaemon } from "../index.ts";

test("an answer that its schema does not know is the fake's bug, and says so", async () => {
  const daemon = new FakeDaemon();
  const { peer_id } = daemon.seed.peer({ path: "/work/shop" });
  const wrong = daemon.state.snapshot();
  wrong.state.peers.get(peer_id)!.machine = 7 as unknown as string;
  daemon.state.restore(wrong);
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
