import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { constants } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** A program that was started. */
export interface Run {
  readonly pid: number;
  /** Its exit code; negative: the signal that it died of. */
  readonly exited: Promise<number>;
}

export interface SupervisorOptions {
  /** The whole environment of what is started. */
  env: NodeJS.ProcessEnv;
  /** Ends the tmux server that has its socket here, when all is over. */
  tmuxFolder?: string;
  /** Removes this folder, when all is over. */
  removeFolder?: string | undefined;
}

const SCRIPT = join(import.meta.dirname, "supervise.py");

/**
 * Starts programs through `supervise.py`, which ends them and cleans up as soon as its standard
 * input closes: on `close()`, and however this process itself ends.
 */
export class Supervisor {
  readonly #process: ChildProcess;
  readonly #answers: AsyncIterator<string>;
  readonly #gone: Promise<unknown>;

  constructor(python: string, { env, tmuxFolder, removeFolder }: SupervisorOptions) {
    const folders = [tmuxFolder, removeFolder].filter((folder) => folder !== undefined);
    const process = spawn(python, ["-I", "-S", SCRIPT, ...folders], {
      env,
      // Out of the terminal's reach: Ctrl-C is for us, who then end it in order.
      detached: true,
      stdio: ["pipe", "pipe", "inherit"],
    });
    this.#process = process;
    this.#answers = createInterface({ input: process.stdout })[Symbol.asyncIterator]();
    this.#gone = once(process, "exit");
    this.#gone.catch(() => {});
    // An order to a supervisor that is gone is reported by the missing answer.
    process.stdin.on("error", () => {});
  }

  /** Starts a program, its output appended to `log`; only one may run at a time. */
  async start(log: string, command: readonly string[]): Promise<Run> {
    this.#order("start", log, ...command);
    const pid = await this.#answer();
    const exited = this.#answer();
    exited.catch(() => {});
    return { pid, exited };
  }

  /** Signals the running program; SIGKILL goes to everything that it started, too. */
  signal(name: "SIGTERM" | "SIGINT" | "SIGKILL"): void {
    this.#order("signal", constants.signals[name]);
  }

  /** Kills what still runs, cleans up, and waits until that is done. */
  async close(): Promise<void> {
    this.#process.stdin?.end();
    await this.#gone;
  }

  #order(...order: (string | number)[]): void {
    this.#process.stdin?.write(`${JSON.stringify(order)}\n`);
  }

  async #answer(): Promise<number> {
    const { value, done } = await this.#answers.next();
    if (done) throw new Error("The supervisor has ended.");
    return Number(value);
  }
}
