// A fan-out with a quorum. Three reviewers are asked, and two answers are enough. Runs on the embedded
// fake daemon, or on your own with REPOWIRE_DAEMON_URL.
import assert from "node:assert/strict";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { RepowireClient } from "@repowire/client";
import { FakeDaemon } from "@repowire/testing";

import { runProgram } from "../run-program.ts";

const own = process.env["REPOWIRE_DAEMON_URL"];
const daemon = own ? undefined : new FakeDaemon({ clock: "ticking" });
const url = own ?? (await daemon?.listen())?.url ?? "";
const client = RepowireClient.fromEnv({ baseUrl: url });
const circle = `reviews-${process.pid}`;
const program = join(import.meta.dirname, "ask-reviewers.ts");
const variables = { REPOWIRE_DAEMON_URL: url };

try {
  const reviewers = await Promise.all(
    ["api", "shop", "docs"].map((name) =>
      client.connectPeer({ path: join(tmpdir(), circle, name), circle }),
    ),
  );
  const [api, shop, docs] = reviewers;
  api?.onAsk(() => "looks good");
  shop?.onAsk(() => "looks good");
  // This reviewer closes the ask without an answer.
  docs?.onAsk(() => undefined);

  const two = await runProgram(program, [circle, "2", "May I merge?"], variables);
  assert.deepEqual([two.code, two.lines.at(-1)], [0, "approved"]);
  const three = await runProgram(program, [circle, "3", "May I merge?"], variables);
  assert.deepEqual([three.code, three.lines.at(-1)], [1, "not approved: impossible"]);
  const four = await runProgram(program, [circle, "4", "May I merge?"], variables);
  assert.equal(four.code, 2);
  for (const peer of reviewers) await peer.close({ unregister: true });
} finally {
  await client.close();
  await daemon?.close();
}
