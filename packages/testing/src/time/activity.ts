import { rethrow } from "../support.ts";
import { turn } from "./turns.ts";

/** After so many turns without activity, everything counts as settled. */
const quietTurns = 3;
/** The same while a script runs, because it may work between two steps. */
const patientTurns = 50;

interface Count {
  running: number;
  /** Work that waits for an answer which is expected soon. */
  brief: number;
}

/** Counts the work under way, so that a test can wait until there is none. */
export class Activity {
  /** Receives errors of background work. */
  onFailure: (error: unknown) => void = rethrow;
  /** Work of the daemon. It ends with the daemon, even if it is not finished. */
  #ofDaemon: Count = { running: 0, brief: 0 };
  /** Work of sockets and clients outside the daemon. */
  readonly #outside: Count = { running: 0, brief: 0 };
  #scripts = 0;
  /** The number of the last move of the clock. */
  #moves = 0;
  /** The moves under way, in order. */
  readonly #moving: number[] = [];

  /** Runs work of the daemon, and counts it. */
  during<Result>(work: () => Promise<Result>): Promise<Result> {
    return counted(this.#ofDaemon, work);
  }

  /** Runs work of the daemon that nobody awaits. */
  background(work: () => Promise<unknown>): void {
    const daemon = this.#ofDaemon;
    counted(daemon, work).catch((error: unknown) => {
      if (daemon === this.#ofDaemon) this.onFailure(error);
    });
  }

  /** Runs work outside the daemon, and counts it. It goes on when the daemon ends. */
  duringOutside<Result>(work: () => Promise<Result>): Promise<Result> {
    return counted(this.#outside, work);
  }

  /** Runs work outside the daemon that nobody awaits. */
  outside(work: () => Promise<unknown>): void {
    this.duringOutside(work).catch((error: unknown) => this.onFailure(error));
  }

  /**
   * Stops counting work that waits for time to pass, until the returned function is called. `brief`: it
   * waits for an answer, and only briefly.
   */
  pause(brief = false): () => void {
    const daemon = this.#ofDaemon;
    const change = (by: 1 | -1) => {
      daemon.running -= by;
      if (brief) daemon.brief += by;
    };
    change(1);
    return () => change(-1);
  }

  /** Called when the daemon ends. Its work no longer counts. */
  endDaemon(): void {
    this.#ofDaemon = { running: 0, brief: 0 };
  }

  /**
   * Runs a script of the test. Only the calls that it makes count as work. Between them it gets a few
   * turns and no more, because it may wait for the clock, and the clock waits for all work.
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

  /** Whether there is work under way. */
  get isBusy(): boolean {
    return this.#ofDaemon.running + this.#outside.running > 0;
  }

  /** Whether there is work that ends without the test's help. */
  get isUnderWay(): boolean {
    return this.isBusy || this.#ofDaemon.brief > 0;
  }

  /**
   * Runs a move of the clock. Earlier moves wait for it, and it does not wait for them, so that a
   * script can move the clock during a move of the test.
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
   * Resolves when all work is done except work that waits for the clock, and when no move of the clock
   * with a number above `since` is under way.
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
