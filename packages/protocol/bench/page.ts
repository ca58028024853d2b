// The same in a page: reads the list in turns with and without the check, and sends the ratios.
import { isListPeersResult } from "@repowire/protocol/guards";

import { peersText } from "./peers.ts";

const rounds = Number(new URLSearchParams(location.search).get("rounds"));
const text = peersText(10_000);

function milliseconds(check: (value: unknown) => boolean): number {
  const times = Array.from({ length: 5 }, () => {
    const start = performance.now();
    if (!check(JSON.parse(text))) throw new Error("the list is wrong");
    return performance.now() - start;
  });
  return times.sort((one, other) => one - other)[2] ?? Number.NaN;
}

function forbidden(): boolean {
  try {
    // oxlint-disable-next-line typescript/no-implied-eval -- it has to fail here
    return Boolean(new Function("return false")());
  } catch {
    return true;
  }
}

async function main(): Promise<void> {
  const ratios = Array.from({ length: rounds + 3 }, () => {
    const without = milliseconds(() => true);
    return milliseconds((value) => isListPeersResult(value)) / without;
  });
  const body = JSON.stringify({ forbidden: forbidden(), ratios: ratios.slice(3) });
  await fetch("/result", { method: "POST", body });
}

await main();
