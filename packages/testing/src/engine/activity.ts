import { turn } from "./turn.ts";

/** Counts what is under way, so that a test can wait until nothing is. */
export class Activity {
  #running = 0;

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

  /** Resolves when nothing is under way but what waits for the clock. */
  async settled(): Promise<void> {
    for (let quiet = 0; quiet < 3; quiet = this.#running > 0 ? 0 : quiet + 1) await turn();
  }
}
