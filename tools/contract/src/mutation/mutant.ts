// A process that tries flips for run.ts.
import { findFlips } from "./flips.ts";
import { allUnits, loadCopy, run, unitsReaching } from "./units.ts";

/** Asks which units reach each flip, or tries a flip with units until one notices it. */
export type Order =
  | { readonly reach: readonly number[] }
  | { readonly flip: number; readonly units: readonly string[] };

/** The units that reach each flip, or what noticed a flip. */
export type Report = { readonly reached: string[][] } | { readonly by: string | undefined };

const flips = findFlips();
const units = new Map(allUnits().map((unit) => [unit.name, unit]));
/** Errors that a broken rule threw where nobody caught them. */
const uncaught: string[] = [];

for (const event of ["unhandledRejection", "uncaughtException"] as const) {
  process.on(event, (error: unknown) => uncaught.push(error instanceof Error ? error.stack! : ""));
}

process.on("message", (order: Order) => {
  void carryOut(order).then((report) => process.send?.(report));
});

async function carryOut(order: Order): Promise<Report> {
  if ("reach" in order) {
    return { reached: await unitsReaching(order.reach.map((index) => flips[index]!)) };
  }
  const number = order.flip + 1;
  let copy: Awaited<ReturnType<typeof loadCopy>>;
  try {
    copy = await loadCopy(number, flips[order.flip]);
  } catch (error) {
    return { by: `the fake cannot be loaded: ${String(error)}` };
  }
  for (const name of order.units) {
    const problem = await run(copy, units.get(name)!);
    // An error of an earlier flip may come late.
    const [thrown] = uncaught.splice(0).filter((stack) => stack.includes(`?copy=${number}:`));
    const by = problem ?? thrown;
    if (by !== undefined) return { by: `${name}: ${by.slice(0, 160)}` };
  }
  return { by: undefined };
}
