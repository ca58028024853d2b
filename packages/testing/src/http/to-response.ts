import type { OutgoingRequest } from "./outgoing-request.ts";
import type { AnswerStream, WireAnswer } from "./wire.ts";

/** The answer as the platform's `Response`. */
export function toResponse(
  answer: WireAnswer,
  request: OutgoingRequest,
  wasRedirected: boolean,
): Response {
  const body = request.method === "HEAD" ? null : responseBody(answer, request.signal);
  const response = new Response(body, { status: answer.status, headers: answer.headers });
  Object.defineProperty(response, "url", { value: request.url });
  if (wasRedirected) Object.defineProperty(response, "redirected", { value: true });
  return response;
}

function responseBody({ body }: WireAnswer, signal: AbortSignal | undefined): BodyInit | null {
  if (body === null || typeof body === "string") return body;
  if (body instanceof Uint8Array) return new Uint8Array(body);
  return streamBody(body, signal);
}

const encoder = new TextEncoder();

function streamBody(
  answer: AnswerStream,
  signal: AbortSignal | undefined,
): ReadableStream<Uint8Array> {
  let end: () => void = () => {};
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
          controller.error(new TypeError("terminated"));
        },
      });
    },
    cancel: () => end(),
  });
}
