// Asks and answers a second between two live peers on a real daemon, next to the same exchange by
// the Python package: `node bench/round-trips.ts`. The two take turns on the same daemon, each in a
// process of its own, and a ratio is taken within each round.
import { execFileSync } from "node:child_process";
import { dirname, join } from "node:path";

import { installRelease, startDaemon } from "@repowire/real-daemon";

const rounds = 5;
const here = import.meta.dirname;

for (const version of ["0.14.17", "0.17.0"]) {
  const { executable } = await installRelease(version);
  const python = join(dirname(executable), "python");
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
        rates.push({
          client: run(process.execPath, "round-trips-client.ts"),
          python: run(python, "round-trips-python.py"),
        });
      }
    } finally {
      await daemon.stop();
    }
    const middle = (values: number[]) => values.toSorted((a, b) => a - b)[rounds >> 1] ?? 0;
    console.log(
      `${version}, ${inFlight} in flight: client ${middle(rates.map((rate) => rate.client)).toFixed(0)}/s, ` +
        `Python ${middle(rates.map((rate) => rate.python)).toFixed(0)}/s, ratio ` +
        `${middle(rates.map((rate) => rate.client / rate.python)).toFixed(2)} ` +
        `(${rates.map((rate) => (rate.client / rate.python).toFixed(2)).join(" ")})`,
    );
  }
}
