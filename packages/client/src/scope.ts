/** A timer that can be cancelled. */
export interface Timer {
  /** Cancels the timer. */
  cancel(): void;
}

/**
 * The time of the long-lived parts of a client: pauses before a reconnect, and the end of a wait. You can
 * pass the virtual clock of a fake daemon.
 */
export interface Clock {
  /** Calls `action` once, `delay` milliseconds from now. */
  schedule(delay: number, action: () => void): Timer;
  /**
   * Milliseconds since a fixed moment, or a date. If absent, `performance.now()` is used. The client uses
   * it to calculate how long a daemon should hold a wait; timers decide when the wait ends. Without it, a
   * daemon with virtual time is asked to wait longer than necessary.
   */
  now?(): number | Date;
  /**
   * Called with work that takes real time and no time of this clock: the client loads a part of itself on
   * first use. Returns the outcome of the work. A clock that a test moves should not move meanwhile.
   */
  during?<Result>(work: Promise<Result>): Promise<Result>;
}

/** The system's clock. It looks up the timers at each call, so that a test runner's fake timers apply. */
export const systemClock: Clock = {
  schedule(delay, action) {
    const timer = setTimeout(action, delay);
    return { cancel: () => clearTimeout(timer) };
  },
};

/** The longest delay `setTimeout` accepts. A longer one fires at once. */
export const longestTimer = 2_147_483_647;

const noTimer: Timer = { cancel: () => undefined };

/** A delay that a timer accepts, or `Infinity`. A sum of two delays may be too long. */
export function timerDelay(delay: number): number {
  return delay === Infinity ? delay : Math.min(delay, longestTimer);
}

/**
 * The clock's time in milliseconds, to be compared only with itself. The system's clock is monotonic: a
 * change of the date does not move it.
 */
export function now(clock: Clock): number {
  return Number(clock.now?.() ?? performance.now());
}

/** The clock's date in milliseconds. The system's continues while the machine sleeps. */
export function wallTime(clock: Clock): number {
  return Number(clock.now?.() ?? Date.now());
}

/** Why a scope ended. `"done"`: its work has ended, and nobody needs the rest. */
export type EndReason = "timed out" | "closed" | "aborted" | "done";

/**
 * The error of work in a scope that ends first, and the reason of the scope's signal. It never reaches a
 * user: the code that made the scope throws an error of its own.
 */
export class ScopeEnded extends Error {
  // Other libraries, such as fetch, know this name.
  override readonly name = "AbortError";
  readonly why: EndReason;
  /** For `"aborted"`: the reason of the caller's signal. */
  readonly reason: unknown;
  /** For `"timed out"`: the time limit in milliseconds. */
  readonly timeout: number | undefined;

  constructor(why: EndReason, { reason, timeout }: { reason?: unknown; timeout?: number } = {}) {
    super(`the work was given up: ${why}`);
    this.why = why;
    this.reason = reason;
    this.timeout = timeout;
  }
}

/** What can end a scope early, besides its parent. */
export interface ScopeOptions {
  /** The caller's signal. It has a listener only while the scope is in use. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds by the scope's clock. If absent or `Infinity`, there is no limit. */
  readonly timeout?: number | undefined;
  /** If absent, the parent's clock, or else the system's. */
  readonly clock?: Clock | undefined;
}

/**
 * The one place where the caller's signal, the end of the client, a deadline and the clock meet.
 * The client has a scope, and everything that waits has a child of it. A scope ends once, for one
 * reason, and its children end with it.
 *
 * Every scope is either ended or released, so that nothing is left on a signal, a parent or a clock.
 */
export class Scope {
  readonly clock: Clock;
  readonly #release: (() => void)[] = [];
  #listeners: Set<(end: ScopeEnded) => void> | undefined;
  #controller: AbortController | undefined;
  #ended: ScopeEnded | undefined;
  readonly #parent: Scope | undefined;
  #finishing: Set<() => Promise<unknown>> | undefined;
  #closing: Promise<void> | undefined;

  constructor(options?: ScopeOptions, parent?: Scope) {
    // Read own properties only: other code may have put a signal on Object.prototype.
    const own = Object.assign(Object.create(null) as ScopeOptions, options);
    const { signal, timeout = Infinity, clock } = own;
    this.clock = clock ?? parent?.clock ?? systemClock;
    this.#parent = parent;
    if (signal?.aborted) this.#ended = aborted(signal);
    else this.#ended = parent?.ended;
    if (this.#ended !== undefined) return;
    if (parent !== undefined) this.#release.push(parent.onEnd((end) => this.#end(end)));
    if (signal !== undefined) {
      this.#release.push(listen(signal, () => this.#end(aborted(signal))));
    }
    const expire = () => this.#end(new ScopeEnded("timed out", { timeout }));
    this.#release.push(this.schedule(timeout, expire).cancel);
  }

  /** Why the scope ended; `undefined` until then. */
  get ended(): ScopeEnded | undefined {
    return this.#ended;
  }

  /** Aborts when the scope ends, with the {@link ScopeEnded} as its reason. */
  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController();
      if (this.#ended !== undefined) this.#controller.abort(this.#ended);
    }
    return this.#controller.signal;
  }

  throwIfEnded(): void {
    if (this.#ended !== undefined) throw this.#ended;
  }

  /** A scope that ends with this one, and may end before it. */
  child(options?: ScopeOptions): Scope {
    return new Scope(options, this);
  }

  /**
   * Calls `listener` when the scope ends, or at once if it has ended. Returns a function that removes the
   * listener.
   */
  onEnd(listener: (end: ScopeEnded) => void): () => void {
    if (this.#ended !== undefined) {
      listener(this.#ended);
      return () => undefined;
    }
    const listeners = (this.#listeners ??= new Set());
    // A new function, so that the same listener can be registered twice.
    const own = (end: ScopeEnded) => listener(end);
    listeners.add(own);
    return () => listeners.delete(own);
  }

  /**
   * Runs work that has exactly one outcome: its own, or the end of the scope. After the end of the scope
   * it does not wait for the work, because a broken stream may stay silent for ever.
   */
  run<Result>(work: () => Result | PromiseLike<Result>): Promise<Result> {
    return new Promise((resolve, reject) => {
      if (this.#ended !== undefined) return reject(this.#ended);
      const off = this.onEnd(reject);
      const fail = (thrown: unknown) => {
        off();
        reject(thrown);
      };
      try {
        Promise.resolve(work()).then((result) => {
          off();
          resolve(result);
        }, fail);
      } catch (thrown) {
        fail(thrown);
      }
    });
  }

  /** Runs work in a child scope, which ends with the work. */
  async within<Result>(
    options: ScopeOptions,
    work: (scope: Scope) => Result | PromiseLike<Result>,
  ): Promise<Result> {
    const scope = this.child(options);
    try {
      return await scope.run(() => work(scope));
    } finally {
      scope.end();
    }
  }

  /** Resolves after this many milliseconds. Rejects if the scope ends first. */
  pause(milliseconds: number): Promise<void> {
    return this.run(() => new Promise((resolve) => void this.schedule(milliseconds, resolve)));
  }

  /**
   * Calls `action` after this many milliseconds, unless the scope ends or the timer is cancelled. With
   * `Infinity`, it never does.
   */
  schedule(milliseconds: number, action: () => void): Timer {
    if (this.#ended !== undefined || milliseconds === Infinity) return noTimer;
    const off = this.onEnd(() => timer.cancel());
    const timer = this.clock.schedule(timerDelay(milliseconds), () => {
      off();
      action();
    });
    return {
      cancel: () => {
        off();
        timer.cancel();
      },
    };
  }

  /** Ends the scope and everything in it. A second call does nothing. */
  end(why: Exclude<EndReason, "aborted"> = "done"): void {
    if (this.#ended === undefined) this.#end(new ScopeEnded(why));
  }

  /**
   * Adds work that {@link Scope.close} runs and awaits before the end, such as waiting for running
   * handlers and open sockets. A parent that closes waits for it too. Returns a function that removes it.
   */
  beforeClose(finish: () => Promise<unknown>): () => void {
    const all = (this.#finishing ??= new Set());
    all.add(finish);
    const off = this.#parent?.beforeClose(finish);
    return () => {
      all.delete(finish);
      off?.();
    };
  }

  /** Runs the work that has to come before the end, and then ends the scope, even if that work fails. */
  close(): Promise<void> {
    const finishing = [...(this.#finishing ?? [])];
    if (finishing.length === 0) this.end("closed");
    this.#closing ??= Promise.allSettled(finishing.map((finish) => this.run(finish))).then(() =>
      this.end("closed"),
    );
    return this.#closing;
  }

  /** Call it when the work succeeded and left nothing. It removes the scope's own listeners and timer. */
  release(): void {
    for (const release of this.#release.splice(0)) release();
  }

  #end(end: ScopeEnded): void {
    if (this.#ended !== undefined) return;
    this.#ended = end;
    this.release();
    for (const listener of this.#listeners ?? []) listener(end);
    this.#listeners = undefined;
    this.#controller?.abort(end);
  }
}

/** A signal of a page in a test may have no reason. Nobody should have to catch `undefined`. */
function aborted({ reason }: AbortSignal): ScopeEnded {
  const given = reason === undefined ? new DOMException("Aborted", "AbortError") : reason;
  return new ScopeEnded("aborted", { reason: given });
}

/** Throws the reason of a signal that has fired. A signal of an old library has no method for that. */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw aborted(signal).reason;
}

const listeners = new WeakMap<AbortSignal, Set<() => void>>();

/**
 * Calls `listener` when the signal fires. Returns a function that removes it. All scopes of a signal
 * share one listener, because Node warns of a leak at the eleventh. `AbortSignal.any` would leave
 * something behind on a long-lived signal each time.
 */
function listen(signal: AbortSignal, listener: () => void): () => void {
  let own = listeners.get(signal);
  if (own === undefined) listeners.set(signal, (own = new Set()));
  if (own.size === 0) signal.addEventListener("abort", tellAll);
  own.add(listener);
  return () => {
    if (own.delete(listener) && own.size === 0) signal.removeEventListener("abort", tellAll);
  };
}

function tellAll(this: AbortSignal): void {
  for (const listener of [...(listeners.get(this) ?? [])]) listener();
}
