import { type Duration, milliseconds } from "../../time/duration.ts";
import type { Daemon } from "../../daemon/daemon.ts";
import { type AnswerStream, isStream, TransportFailure, type WireAnswer } from "../wire.ts";
import { afterTurns } from "../../time/turns.ts";

/** Changes the JSON of an answer. In an event stream it changes the first event. */
export function garbledAnswer(answer: WireAnswer, change: (json: string) => string): WireAnswer {
  const { body } = answer;
  if (typeof body === "string") return { ...answer, body: change(body) };
  return isStream(body) ? { ...answer, body: withFirstEvent(body, change) } : answer;
}

/** Loses the connection during an answer. */
export function cutAnswer(answer: WireAnswer, after: number): WireAnswer {
  if (isStream(answer.body)) return { ...answer, body: cut(answer.body, after) };
  const { length } = bytesOf(answer.body);
  // An empty body cannot be cut, so the connection is lost before it.
  if (length === 0) throw new TransportFailure("reset");
  return inPieces(answer, (whole) => cut(whole, Math.min(after, length - 1)));
}

/** Sends the body of an answer in pieces. */
export function slowAnswer(daemon: Daemon, answer: WireAnswer, pace: Pace): WireAnswer {
  // A test that reads a stream no longer awaits the call, so it can advance the clock itself.
  if (isStream(answer.body)) return { ...answer, body: slow(daemon, answer.body, pace) };
  return inPieces(answer, (whole) => slow(daemon, whole, pace, afterTurns));
}

interface Pace {
  readonly bytes: number;
  readonly every: Duration;
}

const encoder = new TextEncoder();

function bytesOf(body: Exclude<WireAnswer["body"], AnswerStream>): Uint8Array {
  return typeof body === "string" ? encoder.encode(body) : (body ?? new Uint8Array());
}

/** Turns a complete answer into a stream. The headers stay those of the complete answer. */
function inPieces(answer: WireAnswer, change: (whole: AnswerStream) => AnswerStream): WireAnswer {
  if (isStream(answer.body)) return answer;
  const bytes = bytesOf(answer.body);
  const whole: AnswerStream = {
    start(sink) {
      sink.write(bytes);
      sink.end();
      return () => {};
    },
  };
  const headers = { ...answer.headers, "content-length": String(bytes.length) };
  return { ...answer, headers, body: change(whole) };
}

function withFirstEvent(stream: AnswerStream, change: (json: string) => string): AnswerStream {
  return {
    start(sink) {
      let isFirst = true;
      return stream.start({
        ...sink,
        write(piece) {
          const [, json] = (isFirst && /^data: (.*)\n\n$/.exec(String(piece))) || [];
          if (json === undefined) return sink.write(piece);
          isFirst = false;
          sink.write(`data: ${change(json)}\n\n`);
        },
      });
    },
  };
}

function cut(stream: AnswerStream, after: number): AnswerStream {
  return {
    start(sink) {
      let left = after;
      let open = true;
      let stop = () => {};
      const lose = () => {
        open = false;
        stop();
        sink.fail();
      };
      const write = (piece: string | Uint8Array) => {
        if (!open) return;
        const bytes = typeof piece === "string" ? encoder.encode(piece) : piece;
        if (left > 0) sink.write(bytes.subarray(0, left));
        left = Math.max(0, left - bytes.length);
        if (left === 0) lose();
      };
      write("");
      stop = stream.start({ ...sink, write, end: () => open && sink.end() });
      // The first piece may have reached the limit already.
      if (!open) stop();
      return stop;
    },
  };
}

function slow(
  daemon: Daemon,
  stream: AnswerStream,
  { bytes: size, every }: Pace,
  timeToAnswer?: () => Promise<void>,
): AnswerStream {
  return {
    start(sink) {
      let waiting: Uint8Array = new Uint8Array();
      let open = true;
      let ended = false;
      let sending = false;
      const send = async () => {
        sending = true;
        while (open && waiting.length > 0) {
          sink.write(waiting.subarray(0, size));
          waiting = waiting.subarray(size);
          if (waiting.length > 0)
            await daemon.waits.begin(milliseconds(every), timeToAnswer, "the next piece of a body")
              .result;
        }
        sending = false;
        if (open && ended) sink.end();
      };
      const stop = stream.start({
        write(piece) {
          const bytes = typeof piece === "string" ? encoder.encode(piece) : piece;
          waiting = Buffer.concat([waiting, bytes]);
          if (!sending) daemon.activity.background(send);
        },
        end() {
          ended = true;
          if (!sending) sink.end();
        },
        fail() {
          open = false;
          sink.fail();
        },
      });
      return () => {
        open = false;
        stop();
      };
    },
  };
}
