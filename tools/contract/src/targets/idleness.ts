import type { StepClock } from "./step-clock.ts";

/** Turns of the event loop without any traffic, after which nothing more is to be expected. */
const TURNS = 25;
/** Virtual milliseconds that may pass without anybody asking for it. */
const LIMIT = 120_000;

/**
 * Lets a virtual clock go on when nobody has anything to say, as a real one does anyway: a call
 * that waits for its time to be over would wait for ever otherwise.
 */
export class Idleness {
  readonly #clock: StepClock;
  readonly #quietFor: number;
  #turns = 0;
  #lastTraffic = performance.now();
  #passed = 0;
  #sleepers = 0;
  #stopped = false;

  /** @param quietFor milliseconds of real silence that are needed, too. */
  constructor(clock: StepClock, quietFor: number) {
    this.#clock = clock;
    this.#quietFor = quietFor;
    void this.#run();
  }

  stop(): void {
    this.#stopped = true;
  }

  async sleep(milliseconds: number): Promise<void> {
    const until = this.#clock.now() + milliseconds;
    this.#sleepers += 1;
    await this.#idle();
    await this.#clock.advanceTo(until);
    this.#sleepers -= 1;
    this.#noticeTraffic();
  }

  watchFetch(fetch: typeof globalThis.fetch): typeof globalThis.fetch {
    return async (input, init) => {
      this.#noticeTraffic();
      try {
        return await fetch(input, init);
      } finally {
        this.#noticeTraffic();
      }
    };
  }

  watchWebSocket(Base: typeof globalThis.WebSocket): typeof globalThis.WebSocket {
    const notice = () => this.#noticeTraffic();
    return class extends Base {
      constructor(url: string | URL, protocols?: string | string[]) {
        super(url, protocols);
        for (const type of ["open", "message", "close", "error"])
          this.addEventListener(type, notice);
      }

      override send(data: string | ArrayBufferLike | Blob | ArrayBufferView<ArrayBuffer>): void {
        notice();
        super.send(data as string);
      }
    };
  }

  #noticeTraffic(): void {
    this.#turns = 0;
    this.#passed = 0;
    this.#lastTraffic = performance.now();
  }

  async #idle(): Promise<void> {
    this.#turns = 0;
    while (this.#turns < TURNS || performance.now() - this.#lastTraffic < this.#quietFor) {
      this.#turns += 1;
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  async #run(): Promise<void> {
    while (!this.#stopped) {
      await this.#idle();
      if (this.#stopped) return;
      await this.#goOn();
    }
  }

  /** One timer further, unless it is so far off that nobody can be waiting for it. */
  async #goOn(): Promise<void> {
    const next = this.#clock.nextAt;
    const step = next === undefined ? Number.POSITIVE_INFINITY : next - this.#clock.now();
    if (this.#sleepers > 0 || next === undefined || this.#passed + step > LIMIT) {
      await new Promise((resolve) => setTimeout(resolve, 2));
    } else {
      this.#passed += Math.max(0, step);
      await this.#clock.advanceTo(next);
    }
  }
}
