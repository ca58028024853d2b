import type { OutgoingRequest } from "./outgoing-request.ts";
import { reasonOf } from "../wire/complete.ts";
import { bodilessStatuses } from "../wire/faults/fault.ts";
import { type AnswerStream, type WireAnswer, isStream } from "../wire/wire.ts";

/** Turns the answer into the platform's `Response`. */
export function toResponse(
  answer: WireAnswer,
  { url, method, signal }: OutgoingRequest,
  wasRedirected: boolean,
): Response {
  const { status, headers } = answer;
  const hashAt = url.indexOf("#");
  const hasBody = method !== "HEAD" && !bodilessStatuses.has(status);
  const body = hasBody ? responseBody(answer, signal) : null;
  return fetched(new Response(body, { status, headers, statusText: reasonOf(status) }), {
    url: hashAt < 0 ? url : url.slice(0, hashAt),
    redirected: wasRedirected,
  });
}

/**
 * Gives a `Response` what otherwise only the platform's `fetch` can set. A subclass at the top of the file
 * would make Node load its own `fetch` when a test only imports the fake.
 */
function fetched(response: Response, origin: Pick<Response, "url" | "redirected">): Response {
  const clone = response.clone.bind(response);
  return Object.defineProperties(response, {
    type: { value: "basic" },
    url: { value: origin.url },
    redirected: { value: origin.redirected },
    clone: { value: () => fetched(clone(), origin) },
  });
}

function responseBody(
  { body }: WireAnswer,
  signal: AbortSignal | undefined,
): ReadableStream<Uint8Array> | null {
  if (body === null) return null;
  return isStream(body) ? streamBody(body, signal) : wholeBody(body, signal);
}

const encoder = new TextEncoder();

/**
 * A complete body that is lost if the call is aborted before it is read. It costs less than a text.
 */
function wholeBody(
  body: string | Uint8Array,
  signal: AbortSignal | undefined,
): ReadableStream<Uint8Array> {
  return new ReadableStream({
    type: "bytes",
    pull(controller) {
      if (signal?.aborted) return controller.error(signal.reason);
      if (body.length > 0) {
        controller.enqueue(typeof body === "string" ? encoder.encode(body) : new Uint8Array(body));
      }
      controller.close();
    },
  });
}

function streamBody(
  answer: AnswerStream,
  signal: AbortSignal | undefined,
): ReadableStream<Uint8Array> {
  let end: () => void = () => {};
  let lost = false;
  return new ReadableStream<Uint8Array>({
    start(controller) {
      let open = true;
      let stop = () => {};
      const abort = () => {
        end();
        controller.error(signal?.reason);
      };
      end = () => {
        if (!open) return;
        open = false;
        signal?.removeEventListener("abort", abort);
        stop();
      };
      signal?.addEventListener("abort", abort, { once: true });
      stop = answer.start({
        write(piece) {
          if (open) controller.enqueue(typeof piece === "string" ? encoder.encode(piece) : piece);
        },
        end() {
          if (!open) return;
          end();
          controller.close();
        },
        fail() {
          if (!open) return;
          end();
          lost = true;
          // An error would drop unread data that has already come over the wire.
          if (controller.desiredSize === 1) controller.error(new TypeError("terminated"));
        },
      });
      if (!open) stop();
    },
    pull(controller) {
      if (lost) controller.error(new TypeError("terminated"));
    },
    cancel: () => end(),
  });
}
