import type { Readable, Writable } from "node:stream";

import { inTime } from "./patience.ts";

/** The content of an answer or an event. */
export type Facts = Record<string, unknown>;

/** A message of the browser: the answer to a call, or an event. */
interface Message {
  readonly id?: number;
  readonly result?: Facts;
  readonly error?: { readonly message: string };
  readonly method?: string;
  readonly params?: Facts;
}

/** Chromium's debugging protocol over two pipes, which needs no port that others could reach. */
export class DebuggingPipe {
  readonly #writing: Writable;
  readonly #onEvent: (method: string, params: Facts) => void;
  readonly #waiting = new Map<number, PromiseWithResolvers<Facts>>();
  #calls = 0;
  #unfinished = "";

  constructor(
    writing: Writable,
    reading: Readable,
    onEvent: (method: string, params: Facts) => void,
  ) {
    this.#writing = writing;
    this.#onEvent = onEvent;
    // When the browser ends, its output ends.
    writing.on("error", () => undefined);
    reading.on("error", () => undefined);
    reading.setEncoding("utf8").on("data", (piece: string) => this.#read(piece));
    reading.on("close", () => {
      for (const { reject } of this.#waiting.values()) reject(new Error("the browser is gone"));
    });
  }

  /** Calls a method of the browser, or of the page of the session. */
  call(method: string, params: Facts = {}, sessionId?: string): Promise<Facts> {
    const id = ++this.#calls;
    const waiting = Promise.withResolvers<Facts>();
    this.#waiting.set(id, waiting);
    this.#writing.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    return inTime(waiting.promise, () => `the browser did not answer ${method}`).finally(() =>
      this.#waiting.delete(id),
    );
  }

  #read(piece: string): void {
    const texts = (this.#unfinished + piece).split("\0");
    this.#unfinished = texts.pop() ?? "";
    for (const text of texts) this.#take(JSON.parse(text) as Message);
  }

  #take({ id, result = {}, error, method, params = {} }: Message): void {
    if (method !== undefined) return this.#onEvent(method, params);
    const waiting = this.#waiting.get(id ?? 0);
    if (error) waiting?.reject(new Error(error.message));
    else waiting?.resolve(result);
  }
}
