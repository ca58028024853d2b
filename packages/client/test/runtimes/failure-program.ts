// Tries every row of the failures with the installed package, on the runtime that runs it. Prints each
// unexpected outcome, and a summary as its last line.
import { isDeepStrictEqual } from "node:util";

import { calls, factsOf, outcomeOf, relayPath } from "../failures/outcome.ts";
import { RawDaemon } from "../failures/raw-daemon.ts";
import { rows } from "../failures/rows.ts";

const reference = process.argv.includes("--reference");
const count = { passed: 0, failed: 0 };
const unhandled: unknown[] = [];
process.on("unhandledRejection", (reason) => void unhandled.push(reason));

for (const [method, call] of Object.entries(calls)) {
  for (const { name, answer, error, elsewhere = [], stalls } of rows) {
    const daemon = await RawDaemon.start(answer);
    const problems: string[] = [];
    try {
      const options = { baseUrl: daemon.url + relayPath };
      const timeout = stalls ? 300 : 20_000;
      const outcome = await outcomeOf(call, options, { timeout });
      const facts = outcome.error === undefined ? outcome : factsOf(outcome.error);
      // Runtimes may differ in which answers they call broken.
      const accepted = reference ? [error] : [error, ...elsewhere];
      if (!accepted.some((each) => isDeepStrictEqual(facts, each))) {
        problems.push(JSON.stringify(facts));
      }
      if (daemon.requests.length > 1) problems.push(`sent ${daemon.requests.length} times`);
      if (unhandled.length > 0) problems.push(`not handled: ${String(unhandled.splice(0))}`);
    } catch (thrown) {
      problems.push(String(thrown));
    }
    await daemon.close();
    if (problems.length === 0) count.passed++;
    else {
      count.failed++;
      console.log(`${method}, ${name}: ${problems.join("; ")}`);
    }
  }
}

console.log(`${count.passed} passed, ${count.failed} failed, 0 skipped`);
process.exit(count.failed > 0 ? 1 : 0);
