// A CI script that asks a peer and waits for the answer.
// Runs on the embedded fake daemon, or on your own with REPOWIRE_DAEMON_URL.
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
const script = join(import.meta.dirname, "ask-and-wait.ts");
const ask = (...args: string[]) => runProgram(script, args, { REPOWIRE_DAEMON_URL: url });

try {
  const path = join(tmpdir(), `shop-${process.pid}`);
  const shop = await client.connectPeer({ path, circle: "ci-story" });
  shop.onAsk(({ text }) => (text.includes("port") ? "8377" : undefined));

  const answered = await ask(shop.peer_id, "Which port?");
  assert.deepEqual([answered.code, answered.lines], [0, ["8377"]]);
  assert.equal((await ask(shop.peer_id, "Who are you?")).code, 1, "closed without an answer");
  assert.equal((await ask(`${shop.display_name}-nobody`, "Which port?")).code, 2, "no such peer");
  await shop.close({ unregister: true });
} finally {
  await client.close();
  await daemon?.close();
}
