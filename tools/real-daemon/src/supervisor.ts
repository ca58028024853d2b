import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { constants } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** A program that was started. */
export interface Run {
  readonly pid: number;
  /** Its exit code. A negative number is the signal that killed it. */
  readonly exited: Promise<number>;
}

export interface SupervisorOptions {
  /** The whole environment of the started programs. */
  env: NodeJS.ProcessEnv;
  /** At the end, kills the tmux server that has its socket in this folder. */
  tmuxFolder?: string;
  /** At the end, removes this folder. */
  removeFolder?: string | undefined;
}

const SCRIPT = join(import.meta.dirname, "supervise.py");

/**
 * Starts programs through `supervise.py`. It ends them and cleans up as soon as its standard input
 * closes: on `close()`, and when this process ends for any reason.
 */
export class Supervisor {
  readonly #process: ChildProcess;
  readonly #answers: AsyncIterator<string>;
  readonly #gone: Promise<unknown>;

  constructor(python: string, { env, tmuxFolder, removeFolder }: SupervisorOptions) {
    const folders = [tmuxFolder, removeFolder].filter((folder) => folder !== undefined);
    const process = spawn(python, ["-I", "-S", SCRIPT, ...folders], {
      env,
      // Detached from the terminal: this process gets Ctrl-C and then ends the supervisor.
      detached: true,
      stdio: ["pipe", "pipe", "inherit"],
    });
    this.#process = process;
    this.#answers = createInterface({ input: process.stdout })[Symbol.asyncIterator]();
    this.#gone = once(process, "exit");
    this.#gone.catch(() => {});
    // If the supervisor is gone, the missing answer reports it.
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

  /** Signals the running program. SIGKILL also goes to everything that it started. */
  signal(name: "SIGTERM" | "SIGINT" | "SIGKILL"): void {
    this.#order("signal", constants.signals[name]);
  }

  /** Kills what still runs, cleans up, and waits for the end. */
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
