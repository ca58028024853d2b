import type { Fetch } from "@repowire/client";

/** A `WebSocket` whose connections a test can cut, as a network does. */
export class CutSocket extends WebSocket {
  static readonly open: Set<CutSocket> = new Set();
  static opened = 0;

  constructor(url: string) {
    super(url);
    CutSocket.opened += 1;
    CutSocket.open.add(this);
    this.addEventListener("close", () => CutSocket.open.delete(this));
  }

  /** Ends every connection that is open. */
  static cut(): void {
    for (const socket of CutSocket.open) socket.close();
  }
}

/** A `fetch` that ends each event stream after some pieces, in turn cleanly and with an error. */
export function breakingFetch(pieces: number): { fetch: Fetch; readonly streams: number } {
  const state = { streams: 0 };
  return {
    fetch: async (url, init) => {
      const request = new Request(url, init);
      const response = await fetch(request);
      if (!request.url.endsWith("/events/stream") || response.body === null) return response;
      state.streams += 1;
      const clean = state.streams % 2 === 0;
      let left = pieces;
      const body = response.body.pipeThrough(
        new TransformStream<Uint8Array, Uint8Array>({
          transform(piece, controller) {
            left -= 1;
            if (left > 0) return controller.enqueue(piece);
            // Only half of the last piece arrives.
            controller.enqueue(piece.slice(0, piece.length >> 1));
            if (clean) controller.terminate();
            else controller.error(new TypeError("terminated"));
          },
        }),
      );
      return new Response(body, response);
    },
    get streams() {
      return state.streams;
    },
  };
}
