import type { Wait, Waits } from "../time/waits.ts";

/** How a query ended before its time was over. */
export type QueryEnd = { readonly text: string } | { readonly error: string };

/** A query that waits for the frame which answers it. */
interface PendingQuery {
  readonly peer_id: string;
  readonly peer_name: string;
  readonly wait: Wait<QueryEnd>;
}

/** The queries that travel as a frame of their own. */
export class PendingQueries {
  readonly #waits: Waits;
  readonly #open = new Map<string, PendingQuery>();

  constructor(waits: Waits) {
    this.#waits = waits;
  }

  /** Waits for the answer to a query; `undefined` when the time is over. */
  async wait(
    correlationId: string,
    peer: { readonly peer_id: string; readonly display_name: string },
    milliseconds: number,
  ): Promise<QueryEnd | undefined> {
    const wait = this.#waits.begin<QueryEnd>(milliseconds, undefined, "the limit of a query");
    const { peer_id, display_name: peer_name } = peer;
    this.#open.set(correlationId, { peer_id, peer_name, wait });
    try {
      return await wait.result;
    } finally {
      this.#open.delete(correlationId);
    }
  }

  has(correlationId: string): boolean {
    return this.#open.has(correlationId);
  }

  settle(correlationId: string, end: QueryEnd): void {
    this.#open.get(correlationId)?.wait.settle(end);
  }

  /** Ends the queries to a peer that is gone; returns how many. */
  disconnect(peerId: string): number {
    const queries = [...this.#open.values()].filter((query) => query.peer_id === peerId);
    for (const { wait, peer_name } of queries) {
      wait.settle({ error: `Query failed: Peer '${peer_name}' disconnected` });
    }
    return queries.length;
  }

  /** Forgets those who wait. */
  clear(): void {
    this.#open.clear();
  }
}
