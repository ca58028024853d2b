import { ContractFailure } from "./contract-failure.ts";
import { noMore } from "./no-more.ts";
import { FENCE } from "./socket-actor.ts";
import type { Target, TargetClock } from "../targets/target.ts";
import type { Transcript } from "./transcript.ts";

/** Reads `/events/stream` block by block, as the bytes come. */
export class EventReader {
  readonly headers: Headers;
  readonly #reader: ReadableStreamDefaultReader<string>;
  readonly #abort: AbortController;
  readonly #transcript: Transcript;
  readonly #clock: TargetClock;
  #buffer = "";

  private constructor(
    response: Response,
    abort: AbortController,
    transcript: Transcript,
    clock: TargetClock,
  ) {
    const body = response.body ?? new ReadableStream();
    this.headers = response.headers;
    this.#reader = body.pipeThrough(new TextDecoderStream()).getReader();
    this.#abort = abort;
    this.#transcript = transcript;
    this.#clock = clock;
  }

  static async open(target: Target, transcript: Transcript): Promise<EventReader> {
    const abort = new AbortController();
    const authorization = target.authToken && `Bearer ${target.authToken}`;
    const response = await target.fetch(`${target.baseUrl}/events/stream`, {
      signal: abort.signal,
      ...(authorization && { headers: { authorization } }),
    });
    const { status, headers } = response;
    const names = ["content-type", "cache-control", "x-accel-buffering"];
    transcript.add({
      call: "GET /events/stream",
      status,
      headers: Object.fromEntries(names.map((name) => [name, headers.get(name)])),
    });
    return new EventReader(response, abort, transcript, target.clock);
  }

  /** The next block, with the empty line that ends it. */
  async next(): Promise<string> {
    const block = await this.#block();
    if (block.includes(FENCE)) return this.next();
    this.#transcript.add({ stream: block });
    return block;
  }

  /** Reads on to the block that contains `text`. The transcript does not show the blocks before it. */
  async skipTo(text: string): Promise<string> {
    let block = await this.#block();
    while (!block.includes(text)) block = await this.#block();
    this.#transcript.add({ stream: block });
    return block;
  }

  async close(): Promise<void> {
    this.#abort.abort();
    await this.#reader.cancel().catch(() => {});
  }

  async #block(): Promise<string> {
    const wait = noMore(this.#clock);
    const late = wait.reached.then(() =>
      Promise.reject(
        new ContractFailure(`the event stream sent nothing more after "${this.#buffer}"`),
      ),
    );
    late.catch(() => {});
    try {
      return await this.#read(late);
    } finally {
      wait.stop();
    }
  }

  /** @param late - Rejects when nothing more will come. */
  async #read(late: Promise<never>): Promise<string> {
    for (;;) {
      const end = this.#buffer.indexOf("\n\n");
      if (end !== -1) {
        const block = this.#buffer.slice(0, end + 2);
        this.#buffer = this.#buffer.slice(end + 2);
        return block;
      }
      const { value, done } = await Promise.race([this.#reader.read(), late]);
      if (done) throw new ContractFailure(`the event stream ended after "${this.#buffer}"`);
      this.#buffer += value;
    }
  }
}
