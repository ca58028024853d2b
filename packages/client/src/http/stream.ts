import { type Scope, ScopeEnded } from "../scope.ts";
import { type Bytes, type PieceReader, bytesOf } from "./body.ts";

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

/** How a stream is made. Calls get it from code that loads on first use. */
export type MakeStream = typeof guardedStream;
