import { type AnswerSink, type AnswerStream, type WireAnswer, isStream } from "./wire.ts";
import type { Finding } from "../strictness.ts";
import type { Uptime } from "../time/uptime.ts";
import { afterTurns, machineTimers } from "../time/turns.ts";

/** Counts the event streams and sockets that are open. */
export class OpenStreams {
  #streams = 0;
  #sockets = 0;
  #onNone: (() => void)[] = [];

  /** What is open. */
  get findings(): Finding[] {
    const open = [
      ...(this.#streams > 0 ? [counted(this.#streams, "event stream")] : []),
      ...(this.#sockets > 0 ? [counted(this.#sockets, "WebSocket")] : []),
    ];
    if (open.length === 0) return [];
    const message = `the test left open: ${open.join(", ")}; close the client or the stream at its end`;
    return [{ code: "leaked_streams", message }];
  }

  /** Resolves when nothing is open, or after that many real milliseconds. */
  noneWithin(milliseconds: number): Promise<void> {
    if (this.#streams + this.#sockets === 0) return Promise.resolve();
    const { promise, resolve } = Promise.withResolvers<void>();
    // In a process that was blocked, the timer can run before data that came in earlier.
    const timer = machineTimers.set(() => void afterTurns().then(resolve), milliseconds);
    this.#onNone.push(resolve);
    return promise.finally(() => machineTimers.clear(timer));
  }

  /** Returns an answer that ends with the daemon and counts while it is open. */
  counted(answer: WireAnswer, uptime: Uptime): WireAnswer {
    const { body } = answer;
    return isStream(body) ? { ...answer, body: this.#counted(body, uptime) } : answer;
  }

  /** Counts a socket until the returned function is called. */
  socket(): () => void {
    this.#sockets++;
    return () => {
      this.#sockets--;
      this.#tell();
    };
  }

  #counted(stream: AnswerStream, uptime: Uptime): AnswerStream {
    return {
      start: (sink) => {
        this.#streams++;
        let open = true;
        const close = () => {
          if (!open) return;
          open = false;
          this.#streams--;
          uptime.offEnd(lose);
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
        if (open) uptime.onEnd(lose);
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
