import ky from "ky";

import { Backoff } from "../backoff.ts";
import type { FetchInit, FetchResponse } from "../options.ts";
import { longestTimer } from "../scope.ts";
import { retryAfterOf } from "./explain.ts";

/** The statuses after which a read may be repeated. */
const passing = [408, 429, 502, 503, 504];

/** A read that has failed once. */
export interface FailedRead {
  readonly url: string;
  readonly init: FetchInit;
  readonly retry: number;
  /** The first attempt, as it went. */
  readonly first: Promise<FetchResponse>;
  readonly send: () => Promise<FetchResponse>;
  /** Whether another attempt may succeed where the last one failed. */
  readonly mayHelp: () => boolean;
  /** Waits for this many milliseconds, or rejects if nobody waits any more. */
  readonly pause: (milliseconds: number) => Promise<void>;
}

/**
 * Sends a read again. ky decides whether and when. It gets the outcome of the first attempt as if it had made
 * that itself.
 */
export async function repeat(read: FailedRead): Promise<void> {
  const { url, init, retry, send, mayHelp } = read;
  const { method, redirect, signal = null } = init;
  if (!takesSignals(url)) return await repeatWithoutKy(read);
  let attempt: Promise<FetchResponse> | undefined = read.first;
  await ky(url, {
    // Not with ky's Request, because the fetch of another library could not read it.
    fetch: () => {
      const answer = attempt ?? send();
      attempt = undefined;
      return answer as Promise<Response>;
    },
    method,
    redirect,
    // Ends the pauses between attempts.
    signal,
    timeout: false,
    throwHttpErrors: (status) => passing.includes(status),
    retry: {
      limit: retry,
      jitter: true,
      statusCodes: passing,
      afterStatusCodes: passing,
      shouldRetry: () => (mayHelp() ? true : undefined),
    },
  });
}

/**
 * Whether `Request`, which ky needs, takes the signals of the global `AbortController`. With a DOM in Node,
 * they may be the page's.
 */
function takesSignals(url: string): boolean {
  try {
    return new Request(url, { signal: new AbortController().signal }).url !== "";
  } catch {
    return false;
  }
}

async function repeatWithoutKy({ retry, first, send, mayHelp, pause }: FailedRead): Promise<void> {
  const backoff = new Backoff({ initial: 300, most: longestTimer });
  for (let attempt = first; ; attempt = send()) {
    const response = await attempt.catch((thrown: unknown) => {
      if (!mayHelp() || backoff.failures >= retry) throw thrown;
    });
    // The sender reports the failure of the last answer.
    if (response && (!passing.includes(response.status) || backoff.failures >= retry)) return;
    const wait = backoff.next();
    await pause(Math.min(retryAfterOf(response?.headers) ?? wait, longestTimer));
  }
}
