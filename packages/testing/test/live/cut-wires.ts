import type { Fetch } from "@repowire/client";

/** A `WebSocket` whose connections a test can cut, as a network does. */
export interface CutSocketClass {
  new (url: string): WebSocket;
  /** How many connections there were. */
  readonly opened: number;
  /** Ends every connection that is open. */
  cut(): void;
}

/** A class of its own for each daemon, so that a cut ends the connections to this one alone. */
export function cutSocket(): CutSocketClass {
  const open = new Set<WebSocket>();
  let opened = 0;
  return class extends WebSocket {
    constructor(url: string) {
      super(url);
      opened += 1;
      open.add(this);
      this.addEventListener("close", () => open.delete(this));
    }

    static get opened(): number {
      return opened;
    }

    static cut(): void {
      for (const socket of open) socket.close();
    }
  };
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
