import { rethrow } from "./clock.ts";
import { turn } from "./turns.ts";

/** So many turns in which nothing happens, and nothing more is to be expected. */
const quietTurns = 3;
/** The same while a script runs, which may do something of its own between two steps. */
const patientTurns = 50;

interface Count {
  running: number;
}

/** Counts what is under way, so that a test can wait until nothing is. */
export class Activity {
  /** Hears of a failure of what nobody awaits. */
  onFailure: (error: unknown) => void = rethrow;
  /** What the daemon does. It is over when the daemon ends, however far it came. */
  #ofDaemon: Count = { running: 0 };
  /** What sockets do outside the daemon. */
  readonly #outside: Count = { running: 0 };
  #scripts = 0;
  /** The moves of the clock ever begun, which are their numbers. */
  #moves = 0;
  /** Those that are under way, in order. */
  readonly #moving: number[] = [];

  /** Runs something of the daemon that counts as under way. */
  during<Result>(work: () => Promise<Result>): Promise<Result> {
    return counted(this.#ofDaemon, work);
  }

  /** Runs something of the daemon that nobody awaits. */
  background(work: () => Promise<unknown>): void {
    const daemon = this.#ofDaemon;
    counted(daemon, work).catch((error: unknown) => {
      if (daemon === this.#ofDaemon) this.onFailure(error);
    });
  }

  /** Runs something outside the daemon that nobody awaits; it goes on when the daemon ends. */
  outside(work: () => Promise<unknown>): void {
    counted(this.#outside, work).catch((error: unknown) => this.onFailure(error));
  }

  /** Something of the daemon waits for time to pass, until the returned function is called. */
  pause(): () => void {
    const daemon = this.#ofDaemon;
    daemon.running--;
    return () => daemon.running++;
  }

  /** The daemon ended: nothing of it is under way any more. */
  endDaemon(): void {
    this.#ofDaemon = { running: 0 };
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

  /** Whether something is under way right now. */
  get isBusy(): boolean {
    return this.#ofDaemon.running + this.#outside.running > 0;
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
      quiet = this.isBusy || (this.#moving.at(-1) ?? 0) > since ? 0 : quiet + 1;
    }
  }
}

async function counted<Result>(count: Count, work: () => Promise<Result>): Promise<Result> {
  count.running++;
  try {
    return await work();
  } finally {
    count.running--;
  }
}
