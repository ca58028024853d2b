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
   * const { data, status, headers } = await client.health().withResponse();
   * ```
   */
  withResponse(): Promise<CallResponse<Data>>;
}

/** Makes a call of an answer; `pick` takes out of the daemon's envelope what the method returns. */
export function callOf<Body, Data>(
  answer: Promise<CallResponse<Body>>,
  pick: (body: Body) => Data,
): RepowireCall<Data> {
  const data = answer.then((response) => pick(response.data)) as RepowireCall<Data>;
  data.withResponse = async () => {
    // Its failure is heard on the promise that is returned here.
    data.catch(() => undefined);
    const { status, headers, data: body } = await answer;
    return { data: pick(body), status, headers };
  };
  return data;
}
