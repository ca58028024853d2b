import type { EndpointName } from "@repowire/protocol";

import type { CallOptions } from "../options.ts";
import { type Scope, systemClock } from "../scope.ts";
import { type PieceReader, readerOf } from "./body.ts";
import type { Caller } from "./call.ts";
import { type CallResponse, webHeaders } from "./send.ts";

/** The limits of a stream, and how to make its errors. */
export interface StreamGuard {
  /** Ends with the stream. Its signal ends the connection. */
  readonly scope: Scope;
  /** Time limit for each piece, in milliseconds. */
  readonly timeout: number;
  readonly explain: (thrown: unknown) => unknown;
}

/**
 * Calls an endpoint whose answer is a stream, and returns what `makeStream` makes of it when the headers
 * have come. The call's timeout applies to the headers. Ending the guard's scope, the caller's signal and
 * `close()` end the connection.
 */
export function openStream<Stream>(
  caller: Caller,
  name: EndpointName,
  params: object,
  options: CallOptions | undefined,
  makeStream: (reader: PieceReader | undefined, guard: StreamGuard) => Stream,
): Promise<CallResponse<Stream>> {
  return caller.run(
    () => caller.plan(name, params, options),
    async (sending, { signal, timeout }, client) => {
      const reader = await sending.run((response) => readerOf(response.body));
      // From here on each piece has a time limit, instead of the call.
      const scope = client.child({ signal, clock: systemClock });
      scope.onEnd(() => sending.scope.end());
      const explain = (thrown: unknown) => sending.explain(thrown);
      const { status, headers } = sending.response!;
      const data = makeStream(reader, { scope, timeout, explain });
      return { data, status, headers: webHeaders(headers) };
    },
  );
}
