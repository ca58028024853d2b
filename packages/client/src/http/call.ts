/** An answer together with what came around it. */
export interface CallResponse<Data> {
  readonly data: Data;
  readonly status: number;
  readonly headers: Headers;
}

/** A call under way: a promise of what the daemon says. */
export interface RepowireCall<Data> extends Promise<Data> {
  /**
   * The answer with its status and headers. The call is sent once, however often it is awaited.
   *
   * @example
   * ```ts
   * import { RepowireClient } from "@repowire/client";
   *
   * const client = new RepowireClient();
   * const { data, status, headers } = await client.health().withResponse();
   * console.log(status, headers.get("date"), data.version);
   * ```
   */
  withResponse(): Promise<CallResponse<Data>>;
}

/** Makes a call of an answer; `pick` takes out of the daemon's envelope what the method returns. */
export function callOf<Body, Data>(
  answer: Promise<CallResponse<Body>>,
  pick: (body: Body, headers: Headers) => Data = (body) => body as unknown as Data,
): RepowireCall<Data> {
  const data = answer.then((response) => pick(response.data, response.headers));
  return Object.assign(data, {
    async withResponse() {
      // A failure is heard on the promise that is returned here.
      data.catch(() => undefined);
      const { status, headers } = await answer;
      return { data: await data, status, headers };
    },
  });
}
