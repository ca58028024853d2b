import type { EndpointName } from "@repowire/protocol";

import type { CallOptions } from "../options.ts";
import { type Scope, ScopeEnded, systemClock } from "../scope.ts";
import { type Bytes, type PieceReader, bytesOf, readerOf } from "./body.ts";
import type { Caller } from "./call.ts";
import { type CallResponse, errorLimit, isOk, webHeaders } from "./send.ts";

/**
 * Calls an endpoint whose answer is a stream, and returns what `makeStream` makes of it when the headers
 * have come. The call's timeout applies to the headers. Ending the guard's scope, the caller's signal and
 * `close()` end the connection.
 */
export async function openStream<Stream>(
  caller: Caller,
  name: EndpointName,
  params: object,
  options: CallOptions | undefined,
  makeStream: (reader: PieceReader | undefined, guard: StreamGuard) => Stream,
): Promise<CallResponse<Stream>> {
  const { request, bounds } = await caller.explained(() => caller.plan(name, params, options));
  return await caller.watch(request, async () => {
    const { sender } = caller;
    const sending = sender.begin(request, bounds);
    const reader = await sender.run(sending, async (response) => {
      if (isOk(response)) return readerOf(response.body);
      await sending.read(response, errorLimit);
      return undefined;
    });
    // From here on each piece has a time limit, instead of the call.
    sending.scope.release();
    const scope = sender.scope.child({ signal: bounds.signal, clock: systemClock });
    scope.onEnd(() => sending.scope.end());
    const { timeout } = bounds;
    const explain = (thrown: unknown) => sender.explain(sending, thrown);
    const { status, headers } = sending.response!;
    const data = makeStream(reader, { scope, timeout, explain });
    return { data, status, headers: webHeaders(headers) };
  });
}

/** The limits of a stream, and how to make its errors. */
export interface StreamGuard {
  /** Ends with the stream. Its signal ends the connection. */
  readonly scope: Scope;
  /** Time limit for each piece, in milliseconds. */
  readonly timeout: number;
  readonly explain: (thrown: unknown) => unknown;
}

/**
 * Passes a body on piece by piece. It fails with a typed error if a piece takes longer than the timeout,
 * if its scope ends, or if the connection breaks. In each case, and if it is cancelled, the connection
 * ends.
 */
export function guardedStream(
  reader: PieceReader | undefined,
  { scope, timeout, explain }: StreamGuard,
): ReadableStream<Bytes> {
  let over = false;
  const end = () => {
    over = true;
    scope.end();
    reader?.cancel();
  };
  return new ReadableStream<Bytes>(
    {
      start(stream) {
        scope.onEnd((why) => {
          if (over) return;
          end();
          stream.error(explain(why));
        });
      },
      async pull(stream) {
        const fail = (why: unknown) => {
          if (over) return;
          end();
          stream.error(explain(why));
        };
        const timer =
          timeout === Infinity
            ? undefined
            : scope.schedule(timeout, () => fail(new ScopeEnded("timed out", { timeout })));
        try {
          const piece = await reader?.read();
          timer?.cancel();
          if (over) return;
          if (piece !== undefined && piece.done !== true) {
            stream.enqueue(bytesOf(piece.value));
            return;
          }
          over = true;
          scope.release();
          stream.close();
        } catch (thrown) {
          timer?.cancel();
          fail(thrown);
        }
      },
      cancel() {
        if (!over) end();
      },
    },
    { highWaterMark: 0 },
  );
}
