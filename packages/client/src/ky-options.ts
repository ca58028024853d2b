import type { Options } from "ky";

/** What ky is told of a single call. */
export interface KyCall {
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly body: BodyInit | undefined;
  readonly signal: AbortSignal;
  readonly fetch: (request: Request) => Promise<Response>;
}

/**
 * What ky is asked: one attempt, no time of its own, no redirect, every status an answer.
 *
 * ky and `Request` obey options that somebody put on `Object.prototype` (`body`, `hooks`,
 * `headers`), unless each is there as a key of its own. So many keys cost as much as the rest of
 * the call, so they are given only where the prototype is polluted.
 */
export function kyOptions(call: KyCall): Options {
  const options: Record<string, unknown> = {
    ...(isPolluted() ? neutral : undefined),
    retry: 0,
    timeout: false,
    throwHttpErrors: false,
    redirect: "manual",
    ...call,
  };
  return options;
}

function isPolluted(): boolean {
  for (const _ in {}) return true;
  return false;
}

const neutral = Object.freeze({
  json: undefined,
  parseJson: undefined,
  stringifyJson: undefined,
  searchParams: undefined,
  baseUrl: undefined,
  prefix: "",
  totalTimeout: false,
  hooks: Object.freeze({
    init: [],
    beforeRequest: [],
    beforeRetry: [],
    beforeError: [],
    afterResponse: [],
  }),
  onDownloadProgress: undefined,
  onUploadProgress: undefined,
  context: {},
  mode: undefined,
  credentials: undefined,
  cache: undefined,
  referrer: undefined,
  referrerPolicy: undefined,
  integrity: undefined,
  keepalive: undefined,
  window: undefined,
  duplex: "half",
  priority: undefined,
  dispatcher: undefined,
});
