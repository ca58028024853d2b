import type { Wait, Waits } from "../time/waits.ts";
import { receiptWait } from "./settings.ts";

/** The daemon's end of a socket after the handshake. */
export interface PeerSocket {
  readonly peer_id: string;
  readonly pane_id: string | null;
  send(frame: object): void;
  close(code: number, reason: string): void;
  /** Resolves when the peer had time to answer a frame, independent of the clock. */
  timeToAnswer(): Promise<void>;
}

/** A frame that could not be sent. The message is part of the daemon's answers. */
export class NoConnection extends Error {}

/** The frame that answers a ping. */
export type Pong = Readonly<Record<string, unknown>>;

/** The open sockets by peer, with their pending receipts and pings. */
export class Sockets {
  readonly #waits: Waits;
  readonly #noConnection: (peerId: string) => string;
  readonly #open = new Map<string, PeerSocket>();
  readonly #receipts = new Map<string, Wait<Receipt>>();
  readonly #pongs = new Map<string, Wait<Pong>>();

  constructor(waits: Waits, noConnection: (peerId: string) => string) {
    this.#waits = waits;
    this.#noConnection = noConnection;
  }

  /** The peers with a socket, in the order in which they first connected. */
  get peerIds(): IterableIterator<string> {
    return this.#open.keys();
  }

  get size(): number {
    return this.#open.size;
  }

  has(peerId: string): boolean {
    return this.#open.has(peerId);
  }

  get(peerId: string): PeerSocket | undefined {
    return this.#open.get(peerId);
  }

  /** Assigns a socket to the peer. Returns its earlier socket, which receives nothing more. */
  add(connection: PeerSocket): PeerSocket | undefined {
    const before = this.#open.get(connection.peer_id);
    this.#open.set(connection.peer_id, connection);
    return before;
  }

  /** Removes a socket, unless another one replaced it. */
  remove(connection: PeerSocket): boolean {
    if (this.#open.get(connection.peer_id) !== connection) return false;
    return this.#open.delete(connection.peer_id);
  }

  /** Removes a peer's socket without closing it. */
  detach(peerId: string): void {
    this.#open.delete(peerId);
  }

  send(peerId: string, frame: object): void {
    this.#connected(peerId).send(frame);
  }

  /** Sends a frame and waits for its receipt. Returns `null` if none came in time. */
  async deliver(peerId: string, frame: { delivery_id: string }): Promise<Receipt | null> {
    const connection = this.#connected(peerId);
    const timeToAnswer = () => connection.timeToAnswer();
    const wait = this.#waits.begin<Receipt>(receiptWait, "the limit of a receipt", timeToAnswer);
    const receipt = during(this.#receipts, `${peerId} ${frame.delivery_id}`, wait);
    connection.send(frame);
    return (await receipt) ?? null;
  }

  receive(peerId: string, receipt: Receipt): void {
    this.#receipts.get(`${peerId} ${receipt.delivery_id}`)?.settle(receipt);
  }

  /** Pings a peer. Returns `undefined` if it did not answer in time or has no socket. */
  async ping(peerId: string, milliseconds: number): Promise<Pong | undefined> {
    const connection = this.#open.get(peerId);
    if (!connection) return undefined;
    const timeToAnswer = () => connection.timeToAnswer();
    const wait = this.#waits.begin<Pong>(milliseconds, "the limit of a ping", timeToAnswer);
    // As in the daemon, the end of a ping also removes a later one.
    const pong = during(this.#pongs, peerId, wait);
    connection.send({ type: "ping" });
    return pong;
  }

  pong(peerId: string, frame: Pong): void {
    this.#pongs.get(peerId)?.settle(frame);
  }

  #connected(peerId: string): PeerSocket {
    const connection = this.#open.get(peerId);
    if (connection) return connection;
    throw new NoConnection(this.#noConnection(peerId));
  }

  /** Closes every socket. */
  closeAll(code: number, reason: string): void {
    for (const connection of [...this.#open.values()]) connection.close(code, reason);
  }
}

/** A receiver's report about a frame, with all other keys that it sent. */
export interface Receipt {
  readonly delivery_id: string;
  readonly status?: unknown;
  readonly detail?: unknown;
  readonly [key: string]: unknown;
}

/** Whether the receiver reports that the message did not arrive. */
export function isFailure(receipt: Receipt | null): boolean {
  return receipt?.status === "failed" || receipt?.status === "rejected";
}

/** How a query ended before its timeout. */
type QueryEnd = { readonly text: string } | { readonly error: string };

/** A query that waits for its answer frame. */
interface PendingQuery {
  readonly peer_id: string;
  readonly peer_name: string;
  readonly wait: Wait<QueryEnd>;
  readonly result: Wait<QueryEnd>["result"];
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
    const wait = this.#waits.begin<QueryEnd>(milliseconds, "the limit of a query");
    const { peer_id, display_name: peer_name } = peer;
    const query = { peer_id, peer_name, wait, result: wait.result };
    return during(this.#open, correlationId, query);
  }

  has(correlationId: string): boolean {
    return this.#open.has(correlationId);
  }

  settle(correlationId: unknown, end: QueryEnd): void {
    this.#open.get(correlationId as string)?.wait.settle(end);
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

/** Keeps a wait under a key until it is over. */
async function during<Waiting extends Pick<Wait<unknown>, "result">>(
  open: Map<string, Waiting>,
  key: string,
  waiting: Waiting,
): Promise<Awaited<Waiting["result"]>> {
  open.set(key, waiting);
  try {
    return (await waiting.result) as Awaited<Waiting["result"]>;
  } finally {
    open.delete(key);
  }
}
