import { type Duration, milliseconds } from "../../time/duration.ts";
import type { Daemon } from "../../daemon/daemon.ts";
import { mannerOf } from "../manners.ts";
import {
  TransportFailure,
  type WireAnswer,
  type AnswerStream,
  isStream,
  bytesOf,
} from "../wire.ts";
import { afterTurns } from "../../time/turns.ts";
import { type CallFault, bodilessStatuses } from "./fault.ts";

type Answer = () => Promise<WireAnswer>;

/** Answers a call with a fault. */
export async function answerWithFault(
  daemon: Daemon,
  fault: CallFault,
  answer: Answer,
  signal: AbortSignal | undefined,
): Promise<WireAnswer> {
  if (typeof fault === "object") return answerOtherwise(daemon, fault, answer);
  switch (fault) {
    case "refuse":
      throw new TransportFailure("refused");
    case "reset":
      throw new TransportFailure("reset");
    case "timeout":
      return untilGone(daemon, signal);
    case "drop-reply":
      await answer();
      throw new TransportFailure("reset");
    case "malformed-json":
      return garbledAnswer(await answer(), (words) => words.slice(0, Math.ceil(words.length / 2)));
    case "wrong-type":
      return garbledAnswer(await answer(), (words) => (words.startsWith("[") ? "{}" : "[]"));
  }
}

async function answerOtherwise(
  daemon: Daemon,
  fault: Exclude<CallFault, string>,
  answer: Answer,
): Promise<WireAnswer> {
  if ("status" in fault) return otherAnswer(daemon, fault);
  if ("latency" in fault) {
    // A virtual clock advances by itself when everything else waits.
    const latency = latencyOf(daemon, fault.latency);
    await daemon.waits.begin(latency, "an answer that is late", afterTurns).result;
    return answer();
  }
  if ("cutBodyAfter" in fault) return cutAnswer(await answer(), fault.cutBodyAfter);
  return slowAnswer(daemon, await answer(), fault.slowBody);
}

function otherAnswer(
  daemon: Daemon,
  { status, body = {}, headers = {} }: Extract<CallFault, { status: number }>,
): WireAnswer {
  const { json, text } = mannerOf(daemon);
  const small = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
  const make = typeof body === "string" ? text : json;
  const answer = make(status, body as string, Object.fromEntries(small) as Record<string, string>);
  return bodilessStatuses.has(status) ? { ...answer, body: null } : answer;
}

function latencyOf(daemon: Daemon, latency: Duration | readonly [Duration, Duration]): number {
  if (!Array.isArray(latency)) return milliseconds(latency as Duration);
  const [least, most] = (latency as [Duration, Duration]).map(milliseconds) as [number, number];
  return Math.round(least + daemon.ids.random() * (most - least));
}

/** Waits until the caller gives up. */
function untilGone(daemon: Daemon, signal: AbortSignal | undefined): Promise<never> {
  const resume = daemon.activity.pause();
  return new Promise((_resolve, reject) => {
    const gone = () => {
      resume();
      reject(new TransportFailure("reset"));
    };
    if (signal?.aborted) gone();
    else signal?.addEventListener("abort", gone, { once: true });
  });
}

/** Changes the JSON of an answer. In an event stream it changes the first event. */
function garbledAnswer(answer: WireAnswer, change: (json: string) => string): WireAnswer {
  const { body } = answer;
  if (typeof body === "string") return { ...answer, body: change(body) };
  return isStream(body) ? { ...answer, body: withFirstEvent(body, change) } : answer;
}

/** Loses the connection during an answer. */
function cutAnswer(answer: WireAnswer, after: number): WireAnswer {
  if (isStream(answer.body)) return { ...answer, body: cut(answer.body, after) };
  const { length } = bytesOf(answer.body);
  // An empty body cannot be cut, so the connection is lost before it.
  if (length === 0) throw new TransportFailure("reset");
  return inPieces(answer, (whole) => cut(whole, Math.min(after, length - 1)));
}

/** Sends the body of an answer in pieces. */
function slowAnswer(daemon: Daemon, answer: WireAnswer, pace: Pace): WireAnswer {
  // A test that reads a stream no longer awaits the call, so it can advance the clock itself.
  if (isStream(answer.body)) return { ...answer, body: slow(daemon, answer.body, pace) };
  return inPieces(answer, (whole) => slow(daemon, whole, pace, afterTurns));
}

interface Pace {
  readonly bytes: number;
  readonly every: Duration;
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
        const bytes = bytesOf(piece);
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
      const pause = milliseconds(every);
      const send = async () => {
        sending = true;
        while (open && waiting.length > 0) {
          sink.write(waiting.subarray(0, size));
          waiting = waiting.subarray(size);
          if (waiting.length === 0) break;
          await daemon.waits.begin(pause, "the next piece of a body", timeToAnswer).result;
        }
        sending = false;
        if (open && ended) sink.end();
      };
      const stop = stream.start({
        write(piece) {
          const bytes = bytesOf(piece);
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
