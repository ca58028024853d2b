import type { LoopbackEcho } from "./loopback-echo.ts";
import type { StepClock } from "./step-clock.ts";

/** Turns of the event loop without any traffic, after which nothing more is to be expected. */
const TURNS = 25;
/** How often what is under way on the loopback device is waited for, with turns before and after. */
const TRIPS = 3;
/** Virtual milliseconds that may pass without anybody asking for it. */
const LIMIT = 120_000;

/**
 * Lets a virtual clock go on when nobody has anything to say, as a real one does anyway: a call
 * that waits for its time to be over would wait for ever otherwise.
 */
export class Idleness {
  readonly #clock: StepClock;
  readonly #echo: LoopbackEcho | undefined;
  #turns = 0;
  #passed = 0;
  #sleepers = 0;
  #stopped = false;

  /** @param echo - Where the traffic goes over the loopback device. */
  constructor(clock: StepClock, echo?: LoopbackEcho) {
    this.#clock = clock;
    this.#echo = echo;
    void this.#run();
  }

  stop(): void {
    this.#stopped = true;
    this.#echo?.close();
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
  }

  async #idle(): Promise<void> {
    this.#turns = 0;
    const trips = this.#echo ? TRIPS : 0;
    while (this.#turns < TURNS * (trips + 1)) {
      this.#turns += 1;
      if (this.#turns % TURNS === 0) await this.#echo?.roundTrip();
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  async #run(): Promise<void> {
    while (!this.#stopped) {
      if (this.#step() === undefined) await new Promise((resolve) => setTimeout(resolve, 2));
      else await this.#goOn();
    }
  }

  /** One timer further, when nothing more is to be expected before. */
  async #goOn(): Promise<void> {
    await this.#idle();
    const step = this.#step();
    if (this.#stopped || step === undefined) return;
    this.#passed += step;
    await this.#clock.advanceTo(this.#clock.now() + step);
  }

  /** The time to the next timer, unless it is so far off that nobody can be waiting for it. */
  #step(): number | undefined {
    const next = this.#clock.nextAt;
    if (this.#sleepers > 0 || next === undefined) return undefined;
    const step = Math.max(0, next - this.#clock.now());
    return this.#passed + step > LIMIT ? undefined : step;
  }
}
