import type { EndpointName } from "@repowire/protocol";

import type { CallOptions } from "../options.ts";
import { systemClock } from "../scope.ts";
import { type Bytes, bytesOf, readerOf } from "./body.ts";
import type { Caller } from "./call.ts";
import { type CallResponse, webHeaders } from "./send.ts";

/** The body of an answer, piece by piece. */
export interface BodyStream {
  /**
   * Returns the next piece; `undefined` at the end. Rejects with an error of the protocol if the connection
   * breaks, or if the piece does not come in time. What the caller or the client ends rejects at once.
   */
  read(): Promise<Bytes | undefined>;
  /** Ends the connection. */
  cancel(): void;
}

/**
 * Calls an endpoint whose answer is a stream, and returns its body when the headers have come. The call's
 * timeout applies to the headers, and then to each piece, unless there is a `limit` for pieces. The caller's
 * signal, `close()` and any failure end the connection.
 */
export function openStream(
  caller: Caller,
  name: EndpointName,
  params: object,
  options: CallOptions | undefined,
  limit?: number,
): Promise<CallResponse<BodyStream>> {
  return caller.run(
    () => caller.plan(name, params, options),
    async (sending, { signal, timeout }, client) => {
      const reader = await sending.run((response) => readerOf(response.body));
      // From here on each piece has a time limit, instead of the call.
      const scope = client.child({ signal, clock: systemClock });
      scope.onEnd(() => {
        sending.scope.end();
        reader?.cancel();
      });
      const next = async () => {
        const { done = true, value } = (await reader?.read()) ?? {};
        return done ? undefined : bytesOf(value);
      };
      const read = async () => {
        const timer = scope.schedule(limit ?? timeout, () => scope.end("timed out"));
        try {
          const piece = await scope.run(next);
          if (piece === undefined) scope.end();
          return piece;
        } catch (thrown) {
          scope.end();
          throw sending.explain(thrown);
        } finally {
          timer.cancel();
        }
      };
      const { status, headers } = sending.response!;
      return { data: { read, cancel: () => scope.end() }, status, headers: webHeaders(headers) };
    },
  );
}
