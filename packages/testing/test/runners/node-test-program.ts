// Run by node:test; the last two tests fail on purpose.
import { test } from "node:test";

import { assertThat, withDaemon } from "../../src/index.ts";

test(
  "matchers hold",
  withDaemon(async (daemon) => {
    const bob = daemon.peer("bob");
    bob.onAsk("port").reply("8377");
    await daemon.peer("me").ask(bob.display_name, "which port?");
    await daemon.clock.settled();
    assertThat(bob).toHaveReceivedAsk("port");
    assertThat(daemon).toHaveNoOpenAsks();
  }),
);

test(
  "a matcher fails",
  withDaemon(async (daemon) => {
    await daemon.peer("me").broadcast("hello");
    assertThat(daemon.peer("bob")).toHaveReceivedAsk();
  }),
);

test(
  "something is left behind",
  withDaemon((daemon) => daemon.fault("ask", "reset")),
);
