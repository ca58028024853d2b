import { type Duration, milliseconds } from "../duration.ts";
import type { Core } from "../engine/core.ts";
import { json } from "../http/envelope.ts";
import { TransportFailure } from "../http/transport-failure.ts";
import type { AnswerStream, WireAnswer } from "../http/wire.ts";
import { afterTurns } from "../socket/patience.ts";
import type { CallFault } from "./fault.ts";

type Answer = () => Promise<WireAnswer>;

/** Answers a call with something going wrong. */
export async function answerWithFault(
  core: Core,
  fault: CallFault,
  answer: Answer,
  signal: AbortSignal | undefined,
): Promise<WireAnswer> {
  if (typeof fault === "object") return answerSlowly(core, fault, answer);
  switch (fault) {
    case "refuse":
      throw new TransportFailure("refused");
    case "reset":
      throw new TransportFailure("reset");
    case "timeout":
      return untilGone(core, signal);
    case "drop-reply":
      await answer();
      throw new TransportFailure("reset");
    case "malformed-json":
      return withBody(await answer(), (text) => text.slice(0, Math.ceil(text.length / 2)));
    case "wrong-type":
      return withBody(await answer(), (text) => (text.startsWith("[") ? "{}" : "[]"));
  }
}

async function answerSlowly(
  core: Core,
  fault: Exclude<CallFault, string>,
  answer: Answer,
): Promise<WireAnswer> {
  if ("status" in fault) return json(fault.status, fault.body ?? {}, { ...fault.headers });
  if ("latency" in fault) {
    await pause(core, latencyOf(core, fault.latency));
    return answer();
  }
  const full = await answer();
  if ("cutBodyAfter" in fault) return inPieces(full, (bytes) => cut(bytes, fault.cutBodyAfter));
  return inPieces(full, (bytes) => slow(core, bytes, fault.slowBody));
}

/** Waits on the daemon's clock; one that stands still goes on by itself when all else waits. */
async function pause(core: Core, wanted: number): Promise<void> {
  await core.waits.begin(wanted, afterTurns).result;
}

function latencyOf(core: Core, latency: Duration | readonly [Duration, Duration]): number {
  if (!Array.isArray(latency)) return milliseconds(latency as Duration);
  const [least, most] = (latency as [Duration, Duration]).map(milliseconds) as [number, number];
  return Math.round(least + core.ids.random() * (most - least));
}

/** Waits until the caller gives up. */
function untilGone(core: Core, signal: AbortSignal | undefined): Promise<never> {
  core.activity.end();
  return new Promise((_resolve, reject) => {
    const gone = () => {
      core.activity.begin();
      reject(new TransportFailure("reset"));
    };
    if (signal?.aborted) gone();
    else signal?.addEventListener("abort", gone, { once: true });
  });
}

function withBody(answer: WireAnswer, change: (text: string) => string): WireAnswer {
  return typeof answer.body === "string" ? { ...answer, body: change(answer.body) } : answer;
}

const encoder = new TextEncoder();

function inPieces(answer: WireAnswer, stream: (bytes: Uint8Array) => AnswerStream): WireAnswer {
  const { body } = answer;
  if (body === null || (typeof body === "object" && "start" in body)) return answer;
  const bytes = typeof body === "string" ? encoder.encode(body) : body;
  const headers = { ...answer.headers, "content-length": String(bytes.length) };
  return { ...answer, headers, body: stream(bytes) };
}

function cut(bytes: Uint8Array, after: number): AnswerStream {
  return {
    start(sink) {
      sink.write(bytes.subarray(0, after));
      sink.fail();
      return () => {};
    },
  };
}

function slow(
  core: Core,
  bytes: Uint8Array,
  { bytes: size, every }: { bytes: number; every: Duration },
): AnswerStream {
  return {
    start(sink) {
      let open = true;
      void core.activity.during(async () => {
        for (let at = 0; at < bytes.length && open; at += size) {
          if (at > 0) await pause(core, milliseconds(every));
          if (open) sink.write(bytes.subarray(at, at + size));
        }
        if (open) sink.end();
      });
      return () => (open = false);
    },
  };
}
