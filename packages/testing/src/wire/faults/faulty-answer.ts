import { type Duration, milliseconds } from "../../time/duration.ts";
import type { Daemon } from "../../daemon/daemon.ts";
import { mannerOf } from "../manner.ts";
import { TransportFailure, type WireAnswer } from "../wire.ts";
import { afterTurns } from "../../time/turns.ts";
import { type CallFault, bodilessStatuses } from "./fault.ts";
import { cutAnswer, garbledAnswer, slowAnswer } from "./faulty-body.ts";

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
    await daemon.waits.begin(latencyOf(daemon, fault.latency), afterTurns, "an answer that is late")
      .result;
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
