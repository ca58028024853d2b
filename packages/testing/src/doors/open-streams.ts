import { type AnswerSink, type AnswerStream, type WireAnswer, isStream } from "../wire/wire.ts";
import type { Life } from "../time/uptime.ts";
import { afterTurns } from "../time/turns.ts";

const realTimeout = globalThis.setTimeout;
const realClear = globalThis.clearTimeout;

/** Counts the event streams and sockets that are open. */
export class StreamCount {
  #streams = 0;
  #sockets = 0;
  #onNone: (() => void)[] = [];

  /** What is open, for people. */
  get open(): string[] {
    return [
      ...(this.#streams > 0 ? [counted(this.#streams, "event stream")] : []),
      ...(this.#sockets > 0 ? [counted(this.#sockets, "WebSocket")] : []),
    ];
  }

  /** Resolves when nothing is open, or after so many real milliseconds. */
  noneWithin(milliseconds: number): Promise<void> {
    if (this.#streams + this.#sockets === 0) return Promise.resolve();
    const { promise, resolve } = Promise.withResolvers<void>();
    // In a process that was held up, what has come in by then comes after the timer.
    const timer = realTimeout(() => void afterTurns().then(resolve), milliseconds);
    this.#onNone.push(resolve);
    return promise.finally(() => realClear(timer));
  }

  /** An answer that ends with the daemon, and counts while it is under way. */
  counted(answer: WireAnswer, life: Life): WireAnswer {
    const { body } = answer;
    return isStream(body) ? { ...answer, body: this.#counted(body, life) } : answer;
  }

  /** Counts a socket until the function is called that it returns. */
  socket(): () => void {
    this.#sockets++;
    return () => {
      this.#sockets--;
      this.#tell();
    };
  }

  #counted(stream: AnswerStream, life: Life): AnswerStream {
    return {
      start: (sink) => {
        this.#streams++;
        let open = true;
        const close = () => {
          if (!open) return;
          open = false;
          this.#streams--;
          life.offEnd(lose);
          this.#tell();
        };
        const lose = () => {
          stop();
          close();
          sink.fail();
        };
        const observed: AnswerSink = {
          write: (piece) => sink.write(piece),
          end: () => (close(), sink.end()),
          fail: () => (close(), sink.fail()),
        };
        const stop = stream.start(observed);
        if (open) life.onEnd(lose);
        return () => {
          stop();
          close();
        };
      },
    };
  }

  #tell(): void {
    if (this.#streams + this.#sockets > 0) return;
    for (const tell of this.#onNone.splice(0)) tell();
  }
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
