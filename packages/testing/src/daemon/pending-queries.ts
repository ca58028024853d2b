import type { Wait, Waits } from "../time/waits.ts";

/** How a query ended before its timeout. */
export type QueryEnd = { readonly text: string } | { readonly error: string };

/** A query that waits for its answer frame. */
interface PendingQuery {
  readonly peer_id: string;
  readonly peer_name: string;
  readonly wait: Wait<QueryEnd>;
}

/** The queries that have their own frame. */
export class PendingQueries {
  readonly #waits: Waits;
  readonly #open = new Map<string, PendingQuery>();

  constructor(waits: Waits) {
    this.#waits = waits;
  }

  /** Waits for the answer to a query. Returns `undefined` after the timeout. */
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

  /** Ends the queries to a peer that is gone. Returns their number. */
  disconnect(peerId: string): number {
    const queries = [...this.#open.values()].filter((query) => query.peer_id === peerId);
    for (const { wait, peer_name } of queries) {
      wait.settle({ error: `Query failed: Peer '${peer_name}' disconnected` });
    }
    return queries.length;
  }

  /** Forgets all waiting queries. */
  clear(): void {
    this.#open.clear();
  }
}
