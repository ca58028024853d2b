import type { LoopbackEcho } from "./loopback-echo.ts";
import type { StepClock } from "./step-clock.ts";

/** After this many turns of the event loop without traffic, nothing more is expected. */
const TURNS = 25;
/** How often to wait for data on the loopback device, with turns before and after. */
const TRIPS = 3;
/** The most virtual milliseconds that pass by themselves. */
const LIMIT = 120_000;

/**
 * Advances a virtual clock when there is no traffic. Otherwise a call that waits for its timeout would
 * wait for ever.
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

  async sleep(milliseconds: number, givenUp?: AbortSignal): Promise<void> {
    const until = this.#clock.now() + milliseconds;
    this.#sleepers += 1;
    await this.#idle(() => givenUp?.aborted ?? false);
    if (!givenUp?.aborted) await this.#clock.advanceTo(until);
    this.#sleepers -= 1;
    this.#noticeTraffic();
  }

  /** Resolves when there is no traffic and no timer that a scenario waits for. */
  async atRest(givenUp: () => boolean): Promise<void> {
    while (!givenUp()) {
      await this.#idle(givenUp);
      if (this.#sleepers === 0 && this.#step() === undefined) return;
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
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

  async #idle(givenUp = () => false): Promise<void> {
    this.#turns = 0;
    const trips = this.#echo ? TRIPS : 0;
    while (this.#turns < TURNS * (trips + 1) && !givenUp()) {
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

  /** Advances to the next timer, when nothing more is expected before it. */
  async #goOn(): Promise<void> {
    await this.#idle();
    const step = this.#step();
    if (this.#stopped || step === undefined) return;
    this.#passed += step;
    await this.#clock.advanceTo(this.#clock.now() + step);
  }

  /** The time to the next timer, unless it is so long that no scenario waits for it. */
  #step(): number | undefined {
    const next = this.#clock.nextAt;
    if (this.#sleepers > 0 || next === undefined) return undefined;
    const step = Math.max(0, next - this.#clock.now());
    return this.#passed + step > LIMIT ? undefined : step;
  }
}
