import ky from "ky";

import type { FetchInit, FetchResponse } from "../options.ts";

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
}

/** Sends a read again. ky decides whether and when. It gets the first attempt as if it had made it. */
export async function repeat({
  url,
  init,
  retry,
  first,
  send,
  mayHelp,
}: FailedRead): Promise<void> {
  const { method, redirect, signal = null } = init;
  let attempt: Promise<FetchResponse> | undefined = first;
  await ky(url, {
    // Not with ky's Request, because the fetch of another library could not read it.
    fetch: () => {
      const answer = attempt ?? send();
      attempt = undefined;
      return answer as Promise<Response>;
    },
    method,
    redirect,
    // Aborts the pauses between attempts.
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
