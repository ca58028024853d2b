import { spawn, type ChildProcess } from "node:child_process";
import { constants } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Socket } from "node:net";

/** A program that was started. */
export interface Run {
  readonly pid: number;
  /** Its exit code. A negative number is the signal that killed it. */
  readonly exited: Promise<number>;
}

/** The Python that supervises. */
export interface Interpreter {
  readonly python: string;
  /**
   * Modules that it loads once, for all scripts that it runs. Default: it loads none, and runs any
   * program.
   */
  readonly modules?: readonly string[];
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
 * Starts programs through `supervise.py`. It ends them and cleans up on `close()`, and when this
 * process ends for any reason.
 */
export class Supervisor {
  readonly #process: SupervisingProcess;
  readonly #place: number;

  constructor(interpreter: Interpreter, { env, tmuxFolder, removeFolder }: SupervisorOptions) {
    this.#process = SupervisingProcess.of(interpreter);
    this.#place = this.#process.open();
    this.#process.order("open", this.#place, env, tmuxFolder, removeFolder);
  }

  /** Starts a program, its output appended to `log`; only one may run at a time. */
  async start(log: string, command: readonly string[]): Promise<Run> {
    const [started, exited] = [this.#answer(), this.#answer()];
    this.#process.order("start", this.#place, log, ...command);
    return { pid: await started, exited };
  }

  /** Signals the running program. SIGKILL also goes to everything that it started. */
  signal(name: "SIGTERM" | "SIGINT" | "SIGKILL"): void {
    this.#process.order("signal", this.#place, constants.signals[name]);
  }

  /** Kills what still runs, cleans up, and waits for the end. */
  async close(): Promise<void> {
    const closed = this.#answer();
    this.#process.order("close", this.#place);
    await closed.finally(() => this.#process.close(this.#place));
  }

  #answer(): Promise<number> {
    return this.#process.answer(this.#place);
  }
}

/** A process that runs `supervise.py` for all supervisors of an interpreter. It ends with this one. */
class SupervisingProcess {
  static readonly #running = new Map<string, SupervisingProcess>();
  static #places = 0;
  readonly #process: ChildProcess;
  /** Those who wait for an answer, in the order of the answers, by place. */
  readonly #waiting = new Map<number, PromiseWithResolvers<number>[]>();
  #hasEnded = false;

  static of({ python, modules = [] }: Interpreter): SupervisingProcess {
    const key = JSON.stringify([python, modules]);
    const known = SupervisingProcess.#running.get(key);
    if (known && !known.#hasEnded) return known;
    const started = new SupervisingProcess(python, modules);
    SupervisingProcess.#running.set(key, started);
    return started;
  }

  private constructor(python: string, modules: readonly string[]) {
    this.#process = spawn(python, ["-I", SCRIPT, ...modules], {
      env: { LANG: "C.UTF-8", PATH: "/usr/bin:/bin" },
      // Detached from the terminal: this process gets Ctrl-C and then ends the supervisor.
      detached: true,
      stdio: ["pipe", "pipe", "inherit"],
    });
    this.#process.on("error", (error) => this.#end(error));
    this.#process.on("close", () => this.#end(new Error("The supervisor has ended.")));
    // If the supervisor is gone, its end reports it.
    this.#process.stdin?.on("error", () => {});
    createInterface({ input: this.#process.stdout as Socket }).on("line", (line) => {
      const [place = 0, number] = line.split(" ").map(Number);
      this.#waiting
        .get(place)
        ?.shift()
        ?.resolve(number as number);
    });
    this.#letGo();
  }

  open(): number {
    SupervisingProcess.#places += 1;
    this.#waiting.set(SupervisingProcess.#places, []);
    this.#process.ref();
    return SupervisingProcess.#places;
  }

  close(place: number): void {
    this.#waiting.delete(place);
    if (this.#waiting.size === 0) this.#letGo();
  }

  order(...order: readonly unknown[]): void {
    this.#process.stdin?.write(`${JSON.stringify(order)}\n`);
  }

  /** The next answer for a place that is not awaited yet. */
  answer(place: number): Promise<number> {
    const answer = Promise.withResolvers<number>();
    answer.promise.catch(() => {});
    if (this.#hasEnded) answer.reject(new Error("The supervisor has ended."));
    else this.#waiting.get(place)?.push(answer);
    return answer.promise;
  }

  /** Without places it must not keep this process alive. */
  #letGo(): void {
    this.#process.unref();
    for (const pipe of [this.#process.stdin, this.#process.stdout])
      (pipe as Socket | null)?.unref();
  }

  #end(reason: Error): void {
    this.#hasEnded = true;
    for (const { reject } of [...this.#waiting.values()].flat()) reject(reason);
  }
}
