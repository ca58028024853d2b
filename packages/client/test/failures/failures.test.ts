import { describe, expect, it } from "vitest";

import { calls, factsOf, outcomeOf, relayPath } from "./outcome.ts";
import { RawDaemon } from "./raw-daemon.ts";
import { rows } from "./rows.ts";

const methods = Object.entries(calls);
describe.each(methods)("%s", (_, call) => {
  it.each(rows)("$name", async ({ answer, error, stalls }) => {
    const daemon = await RawDaemon.start(answer);
    const options = { baseUrl: daemon.url + relayPath };
    const outcome = await outcomeOf(call, options, { timeout: stalls ? 1_000 : 20_000 });
    const { requests } = daemon;
    await daemon.close();
    expect(factsOf(outcome.error)).toEqual(error);
    expect(requests.length).toBeLessThanOrEqual(1);
  });
});
