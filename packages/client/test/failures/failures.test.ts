import { describe, expect, it } from "vitest";

import { calls, factsOf, outcomeOf, relayPath } from "./outcome.ts";
import { RawDaemon } from "./raw-daemon.ts";
import { type Row, rows } from "./rows.ts";

const [stalled, ended] = [rows.filter(({ stalls }) => stalls), rows.filter((row) => !row.stalls)];

describe.each(Object.entries(calls))("%s", (_, call) => {
  const isTyped = async ({ answer, error, stalls }: Row): Promise<void> => {
    const daemon = await RawDaemon.start(answer);
    const options = { baseUrl: daemon.url + relayPath };
    const outcome = await outcomeOf(call, options, { timeout: stalls ? 1_000 : 20_000 });
    const { requests } = daemon;
    await daemon.close();
    expect(factsOf(outcome.error)).toEqual(error);
    expect(requests.length).toBeLessThanOrEqual(1);
  };

  it.each(ended)("$name", isTyped);
  // Each waits for its timeout.
  it.concurrent.each(stalled)("$name", isTyped);
});
