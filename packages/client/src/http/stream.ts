import type { EndpointName } from "@repowire/protocol";

import type { CallOptions } from "../options.ts";
import { type Scope, systemClock } from "../scope.ts";
import { type PieceReader, readerOf } from "./body.ts";
import type { Caller } from "./call.ts";
import { type CallResponse, Sending, errorLimit, isOk, webHeaders } from "./send.ts";

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
  const { sender } = caller;
  return caller.run(
    () => caller.plan(name, params, options),
    async (plan) => {
      const sending = new Sending(plan, sender.scope);
      const reader = await sender.run(sending, async (response) => {
        if (isOk(response)) return readerOf(response.body);
        await sending.read(response, errorLimit);
        return undefined;
      });
      // From here on each piece has a time limit, instead of the call.
      const { signal, timeout } = plan;
      const scope = sender.scope.child({ signal, clock: systemClock });
      scope.onEnd(() => sending.scope.end());
      const explain = (thrown: unknown) => sender.explain(sending, thrown);
      const { status, headers } = sending.response!;
      const data = makeStream(reader, { scope, timeout, explain });
      return { data, status, headers: webHeaders(headers) };
    },
  );
}
