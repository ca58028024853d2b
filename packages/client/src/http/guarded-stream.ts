import { addAbortListener, removeAbortListener } from "../abort-listeners.ts";
import type { Bytes } from "./bytes.ts";
import { type Interruptions, Aborted, closed, timedOut } from "../interruptible.ts";

/** What guards a stream, and how its errors are made. */
export interface StreamGuard extends Interruptions {
  readonly explain: (thrown: unknown) => unknown;
}

/**
 * Passes a body on piece by piece. It ends with a typed error when a piece takes longer than the
 * timeout, when the caller's signal fires, when the client is closed or when the connection breaks;
 * in each case, and when it is cancelled, the connection is ended too.
 */
export function guardedStream(
  reader: ReadableStreamDefaultReader<Bytes> | undefined,
  { timeout, signal, lifetime, controller, explain }: StreamGuard,
): ReadableStream<Bytes> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let fail: (why: unknown) => void;
  const abort = () => fail(new Aborted(signal?.reason));
  const close = () => fail(closed);
  const settle = () => {
    clearTimeout(timer);
    if (signal) removeAbortListener(signal, abort);
    lifetime.remove(close);
  };
  return new ReadableStream<Bytes>(
    {
      start(stream) {
        fail = (why) => {
          settle();
          stream.error(explain(why));
          controller.abort();
          reader?.cancel().catch(() => undefined);
        };
        if (signal?.aborted) return abort();
        if (lifetime.ended) return close();
        if (signal) addAbortListener(signal, abort);
        lifetime.add(close);
      },
      async pull(stream) {
        if (timeout !== Infinity) timer = setTimeout(() => fail(timedOut), timeout);
        try {
          const piece = await reader?.read();
          clearTimeout(timer);
          if (piece?.value !== undefined) return stream.enqueue(piece.value);
          settle();
          stream.close();
        } catch (thrown) {
          fail(thrown);
        }
      },
      cancel() {
        settle();
        controller.abort();
        reader?.cancel().catch(() => undefined);
      },
    },
    { highWaterMark: 0 },
  );
}
