// Waits for time of the daemon, with nothing else in the process that would keep it alive.
import { RepowireClient } from "@repowire/client";

import { FakeDaemon } from "../src/index.ts";

const daemon = new FakeDaemon({ clock: "ticking", strict: false });
const client = new RepowireClient(daemon.clientOptions);
await client.waitForPeer("bob-claude-code", { timeout: 300 }).catch((error: unknown) => {
  console.log((error as Error).name);
});
const init = {
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify({ prompt: "go?", timeout_seconds: 0.3 }),
};
const answer = await daemon.fetch(`${daemon.url}/questions/ask-blocking`, init);
console.log(answer.status);
// It does not wait for timers that were cancelled, for the daemon's own, or for a missing close().
daemon.clock.schedule(3_600_000, () => {}).cancel();
daemon.peer("bob");
