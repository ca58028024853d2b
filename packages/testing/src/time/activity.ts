import { turn } from "./turns.ts";

/** So many turns in which nothing happens, and nothing more is to be expected. */
const quietTurns = 3;
/** The same while a script runs, which may do something of its own between two steps. */
const patientTurns = 50;

/** Counts what is under way, so that a test can wait until nothing is. */
export class Activity {
  #running = 0;
  #scripts = 0;
  /** The moves of the clock ever begun, which are their numbers. */
  #moves = 0;
  /** Those that are under way, in order. */
  readonly #moving: number[] = [];

  begin(): void {
    this.#running++;
  }

  end(): void {
    this.#running--;
  }

  /** Runs something that counts as under way. */
  async during<Result>(work: () => Promise<Result>): Promise<Result> {
    this.begin();
    try {
      return await work();
    } finally {
      this.end();
    }
  }

  /**
   * Runs a script of the test's own. Its steps count as under way, which are the calls that it
   * makes. Between them it is given some patience and no more, because it may as well wait for the
   * clock, which waits for what is under way.
   */
  async duringScript(script: () => Promise<void>): Promise<void> {
    this.#scripts++;
    try {
      await script();
    } finally {
      this.#scripts--;
    }
  }

  /** The number of the last move of the clock. */
  get moves(): number {
    return this.#moves;
  }

  /**
   * Runs something that moves the clock. What has begun before waits for it, and it does not wait
   * for that: so a script can move the clock while the test does.
   */
  async duringMove(move: (settled: () => Promise<void>) => Promise<void>): Promise<void> {
    const number = ++this.#moves;
    this.#moving.push(number);
    try {
      await move(() => this.settled(number));
    } finally {
      this.#moving.splice(this.#moving.indexOf(number), 1);
    }
  }

  /**
   * Resolves when nothing is under way but what waits for the clock, and no move of the clock that
   * began later than number `since`.
   */
  async settled(since = this.#moves): Promise<void> {
    let quiet = 0;
    while (quiet < (this.#scripts > 0 ? patientTurns : quietTurns)) {
      await turn();
      quiet = this.#running > 0 || (this.#moving.at(-1) ?? 0) > since ? 0 : quiet + 1;
    }
  }
}
