import type { AnswerSink, AnswerStream, WireAnswer } from "./http/wire.ts";
import type { Life } from "./life.ts";
import type { Line } from "./socket/line.ts";

/** Counts the event streams and sockets that are open. */
export class StreamCount {
  #streams = 0;
  #sockets = 0;

  /** What is open, for people. */
  get open(): string[] {
    return [
      ...(this.#streams > 0 ? [counted(this.#streams, "event stream")] : []),
      ...(this.#sockets > 0 ? [counted(this.#sockets, "WebSocket")] : []),
    ];
  }

  /** An answer that ends with the daemon, and counts while it is under way. */
  counted(answer: WireAnswer, life: Life): WireAnswer {
    const { body } = answer;
    if (body === null || typeof body === "string" || !("start" in body)) return answer;
    return { ...answer, body: this.#counted(body, life) };
  }

  /** A line that counts until it is closed. */
  countedLine(line: Line): Line {
    this.#sockets++;
    let open = true;
    const closed = () => {
      if (open) this.#sockets--;
      open = false;
    };
    return {
      send: (text) => line.send(text),
      patience: (promisesReceipts) => line.patience(promisesReceipts),
      close(code, reason) {
        closed();
        line.close(code, reason);
      },
      closed,
    };
  }

  #counted(stream: AnswerStream, life: Life): AnswerStream {
    return {
      start: (sink) => {
        this.#streams++;
        let open = true;
        const close = () => {
          if (open) this.#streams--;
          open = false;
          life.offEnd(lose);
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
        life.onEnd(lose);
        const stop = stream.start(observed);
        return () => {
          stop();
          close();
        };
      },
    };
  }
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
