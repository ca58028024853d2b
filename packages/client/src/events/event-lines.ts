import { createParser } from "eventsource-parser";

import type { Clock, Timer } from "../clock.ts";

/** What becomes of a stream of server-sent events. */
export interface EventLinesOptions {
  readonly clock: Clock;
  /** Gives the stream up. */
  readonly signal: AbortSignal;
  /** The most characters that one event may have, whether it is finished or not. */
  readonly limit: number;
  /** Milliseconds of complete silence after which the connection counts as dead. */
  readonly silence: number;
  /** The `data` of each event. */
  readonly onData: (data: string) => void;
  /** The daemon's sign of life. */
  readonly onComment: () => void;
}

/** An event, or a line of one, is longer than the limit. */
export class EventTooLarge extends Error {
  override readonly name = "EventTooLarge";

  constructor(limit: number) {
    super(`an event has more than ${limit} characters`);
  }
}

/** The connection is open and silent, where the daemon would at least have sent a comment. */
export class ConnectionSilent extends Error {
  override readonly name = "ConnectionSilent";
}

/**
 * Reads server-sent events until the stream ends, which is no error, or breaks, which is one.
 *
 * A read is given up on the signal and on silence, because a broken stream may never answer it.
 */
export async function readEventLines(
  body: ReadableStream<Uint8Array>,
  options: EventLinesOptions,
): Promise<void> {
  const { limit, onData, onComment } = options;
  let tooLarge = false;
  const parser = createParser({
    // Of what is unfinished; an event that comes whole is never in the buffer.
    maxBufferSize: limit,
    onEvent: ({ data }) => {
      if (data.length > limit) throw new EventTooLarge(limit);
      onData(data);
    },
    onComment,
    onError: ({ type }) => {
      tooLarge ||= type === "max-buffer-size-exceeded";
    },
  });
  const decoder = new TextDecoder();
  const pieces = new Pieces(body, options);
  try {
    for (;;) {
      const piece = await pieces.next();
      if (piece === undefined) return;
      parser.feed(decoder.decode(piece, { stream: true }));
      if (tooLarge) throw new EventTooLarge(limit);
    }
  } finally {
    pieces.end();
  }
}

/** The pieces of a body, with one timer and one listener for all of them. */
class Pieces {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  readonly #clock: Clock;
  readonly #signal: AbortSignal;
  readonly #silence: number;
  #timer: Timer;
  #silent = false;
  /** Of the read under way. A race with one lasting promise would leave something on it each time. */
  #giveUp: ((error?: Error) => void) | undefined;
  #over: { readonly error: Error | undefined } | undefined;

  constructor(
    body: ReadableStream<Uint8Array>,
    { clock, signal, silence }: Pick<EventLinesOptions, "clock" | "signal" | "silence">,
  ) {
    this.#reader = body.getReader();
    this.#clock = clock;
    this.#signal = signal;
    this.#silence = silence;
    this.#timer = clock.schedule(silence / 2, this.#check);
    signal.addEventListener("abort", this.#abort);
  }

  /** The next piece; `undefined` at the end, and after the signal. */
  next(): Promise<Uint8Array | undefined> {
    return new Promise((resolve, reject) => {
      this.#giveUp = (error) => (error === undefined ? resolve(undefined) : reject(error));
      if (this.#signal.aborted) this.#over ??= { error: undefined };
      if (this.#over !== undefined) return this.#giveUp(this.#over.error);
      this.#reader.read().then(({ value }) => {
        this.#silent = false;
        resolve(value);
      }, reject);
    });
  }

  end(): void {
    this.#timer.cancel();
    this.#signal.removeEventListener("abort", this.#abort);
    this.#reader.cancel().catch(() => undefined);
  }

  readonly #abort = () => this.#stop(undefined);

  readonly #check = () => {
    if (this.#silent) {
      this.#stop(new ConnectionSilent(`nothing came for ${this.#silence} milliseconds`));
      return;
    }
    this.#silent = true;
    this.#timer = this.#clock.schedule(this.#silence / 2, this.#check);
  };

  #stop(error: Error | undefined): void {
    this.#over ??= { error };
    this.#giveUp?.(error);
  }
}
