import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { DaemonFolders } from "./daemon-folders.ts";
import type { DaemonProgram } from "./daemon-program.ts";
import type { Run, Supervisor } from "./supervisor.ts";
import { untilReady } from "./until-ready.ts";

/** SIGTERM waits for open event streams without a limit. A SIGINT after it does not wait. */
const STOP_STEPS = [
  ["SIGTERM", 3_000],
  ["SIGINT", 2_000],
  ["SIGKILL", 10_000],
] as const;

/** One running daemon. */
export class RealDaemon implements AsyncDisposable {
  /** A release, or `go`. */
  readonly version: string;
  /** Its HOME, with settings, database, attachments and log. */
  readonly home: string;
  /** The `TMUX_TMPDIR` of its tmux server. */
  readonly tmuxFolder: string;
  /** An empty folder for a test, beside HOME. It is removed with the daemon. */
  readonly workFolder: string;
  readonly #program: DaemonProgram;
  readonly #supervisor: Supervisor;
  readonly #logFile: string;
  #port: number;
  #run: Run | undefined;
  #stopped: Promise<void> | undefined;
  #finalLog: string | undefined;

  /** Use `startDaemon`. With port 0 the daemon takes a free port. */
  constructor(
    program: DaemonProgram,
    folders: DaemonFolders,
    supervisor: Supervisor,
    port: number,
  ) {
    this.version = program.version;
    this.home = folders.home;
    this.tmuxFolder = folders.tmux;
    this.workFolder = folders.work;
    this.#program = program;
    this.#supervisor = supervisor;
    this.#logFile = join(folders.home, "daemon.log");
    this.#port = port;
  }

  get port(): number {
    return this.#port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** The process id, also after its end. */
  get pid(): number {
    return this.#run?.pid ?? -1;
  }

  /** Everything it printed, across restarts and after `stop()`. */
  log(): string {
    if (this.#finalLog !== undefined) return this.#finalLog;
    return existsSync(this.#logFile) ? readFileSync(this.#logFile, "utf8") : "";
  }

  /** Ends it, if it runs, and starts it again with the same HOME on the same port. */
  async restart({ signal }: { signal?: AbortSignal | undefined } = {}): Promise<void> {
    await this.#end();
    const logged = this.log().length;
    const readLog = () => this.log().slice(logged);
    this.#port ||= await this.#program.choosePort();
    const command = [this.#program.executable, ...this.#program.serve(this.#port)];
    this.#run = await this.#supervisor.start(this.#logFile, command);
    this.#port = await untilReady(this.#run, { program: this.#program, readLog, signal });
  }

  /** Kills it (SIGKILL), as a crash would. HOME stays for `restart()`. */
  async kill(): Promise<void> {
    this.#supervisor.signal("SIGKILL");
    await this.#run?.exited;
  }

  /** Ends it and its tmux server. Removes HOME, unless the caller provided it. */
  stop(): Promise<void> {
    this.#stopped ??= this.#stop();
    return this.#stopped;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  async #stop(): Promise<void> {
    try {
      await this.#end();
      this.#finalLog = this.log();
    } finally {
      await this.#supervisor.close();
    }
  }

  async #end(): Promise<void> {
    if (!this.#run) return;
    for (const [signal, grace] of STOP_STEPS) {
      this.#supervisor.signal(signal);
      const pause = delay(grace, undefined, { ref: false });
      if ((await Promise.race([this.#run.exited, pause])) !== undefined) return;
    }
  }
}
