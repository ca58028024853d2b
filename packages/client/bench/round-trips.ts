// Asks and answers a second between two live peers on a real daemon, next to the same exchange by
// the Python package: `node bench/round-trips.ts`. The two take turns on the same daemon, each in a
// process of its own, and a ratio is taken within each round.
import { execFileSync } from "node:child_process";
import { dirname, join } from "node:path";

import { installRelease, startDaemon } from "@repowire/real-daemon";

const rounds = 6;
const here = import.meta.dirname;

for (const version of ["0.14.17", "0.17.0"]) {
  const { executable } = await installRelease(version);
  const interpreter = join(dirname(executable), "python");
  for (const inFlight of [1, 8]) {
    const rates: { client: number; python: number }[] = [];
    // A daemon remembers every ask: a new one for each row of the table.
    const daemon = await startDaemon({ version });
    const run = (program: string, file: string) =>
      Number(
        execFileSync(program, [join(here, file), daemon.url, "300", String(inFlight)], {
          encoding: "utf8",
        }),
      );
    try {
      for (let round = 0; round < rounds; round += 1) {
        // A daemon gets slower with every ask: each goes first in every other round.
        const measure = {
          client: () => run(process.execPath, "round-trips-client.ts"),
          python: () => run(interpreter, "round-trips-python.py"),
        };
        if (round % 2 === 0) {
          const client = measure.client();
          rates.push({ client, python: measure.python() });
        } else {
          const python = measure.python();
          rates.push({ client: measure.client(), python });
        }
      }
    } finally {
      await daemon.stop();
    }
    const middle = (values: number[]) => values.toSorted((a, b) => a - b)[(rounds - 1) >> 1] ?? 0;
    console.log(
      `${version}, ${inFlight} in flight: client ${middle(rates.map((rate) => rate.client)).toFixed(0)}/s, ` +
        `Python ${middle(rates.map((rate) => rate.python)).toFixed(0)}/s, ratio ` +
        `${middle(rates.map((rate) => rate.client / rate.python)).toFixed(2)} ` +
        `(${rates.map((rate) => (rate.client / rate.python).toFixed(2)).join(" ")})`,
    );
  }
}
