import { readFileSync, writeFileSync } from "node:fs";

/** Results of the long runs, for docs/fidelity.md. */
export interface Measurements {
  /** By release. */
  readonly fuzz?: Readonly<Record<string, { date: string; sequences: number; seed: number }>>;
  readonly examplesOnGo?: {
    readonly date: string;
    /** The outcome of each story. */
    readonly stories: Readonly<Record<string, string>>;
    /**
     * How often `reply()` returned which status, by the kind of asker. The asked peer answers at once.
     */
    readonly asks: Readonly<Record<string, Readonly<Record<string, number>>>>;
  };
  readonly mutation?: {
    readonly date: string;
    /** How many rules can be inverted. */
    readonly places: number;
    /** How many were inverted. */
    readonly flips: number;
    /** The seed that chose them. */
    readonly seed: number;
    readonly noticed: number;
    /** Each is `file: the unchanged line -> the inverted line`. */
    readonly survivors: readonly string[];
  };
}

const FILE = new URL("measurements.json", import.meta.url);

export function readMeasurements(): Measurements {
  try {
    return JSON.parse(readFileSync(FILE, "utf8")) as Measurements;
  } catch {
    return {};
  }
}

export function saveMeasurements(measured: Measurements): void {
  const all = { ...readMeasurements(), ...measured };
  writeFileSync(FILE, `${JSON.stringify(all, undefined, 2)}\n`);
}
