import { DaemonConnectionError, DaemonTimeoutError } from "@repowire/protocol";

import { Callbacks } from "../../src/observers.ts";
import { Connections } from "../../src/daemon.ts";
import { EventFollower, type EventOrigin } from "../../src/events/follower.ts";
import { EventStream, type EventStreamOptions, type EventType } from "../../src/events/stream.ts";
import type { EventGap } from "../../src/events/order.ts";
import type { Bytes } from "../../src/http/body.ts";
import { Scope } from "../../src/scope.ts";

/** Reads a body piece by piece. */
export function piecesOf(body: ReadableStream<Bytes>, scope: Scope): Pieces {
  const reader = body.getReader();
  scope.onEnd(() => void reader.cancel().catch(() => undefined));
  return { read: () => scope.run(async () => (await reader.read()).value) };
}

type Pieces = Awaited<ReturnType<EventOrigin["open"]>>;

export interface Written {
  readonly id: string;
  readonly type: string;
  readonly timestamp: string;
  readonly [key: string]: unknown;
}

export const request = { method: "GET", path: "/events/stream" };
/** The error of a client's own stream when its connection breaks. */
export const broken = new DaemonConnectionError("terminated", { request, delivery: "unknown" });

/** A daemon's events: a ring that is sent whole on each connect, followed by new events. */
export class Ring implements EventOrigin {
  readonly size: number;
  events: Written[] = [];
  opened = 0;
  questions: (string | undefined)[] = [];
  refusal: unknown;
  /** Whether a stream gets new events, or only those that exist. */
  stuck = false;
  /** Milliseconds by which everything but the headers of a stream is delayed. */
  late = 0;
  readonly #open = new Set<ReadableStreamDefaultController<Uint8Array>>();
  #written = 0;

  constructor(size = 500) {
    this.size = size;
  }

  open(scope: Scope): Promise<Pieces> {
    this.opened += 1;
    if (this.refusal !== undefined) return Promise.reject(this.refusal);
    let mine: ReadableStreamDefaultController<Uint8Array>;
    const body = new ReadableStream<Bytes>({
      start: (controller) => {
        mine = controller;
        this.#replay(controller);
      },
      cancel: () => void this.#open.delete(mine),
    });
    scope.onEnd(() => this.#open.delete(mine));
    return Promise.resolve(piecesOf(body, scope));
  }

  since(id: string | undefined): Promise<Written[]> {
    this.questions.push(id);
    const index = this.events.findIndex((event) => event.id === id);
    return Promise.resolve(this.events.slice(index + 1));
  }

  silent(timeout: number): DaemonTimeoutError {
    return new DaemonTimeoutError("silent", { request, timeout });
  }

  get connections(): number {
    return this.#open.size;
  }

  write(count = 1, type = "broadcast"): void {
    for (let index = 0; index < count; index += 1) {
      const event = {
        id: `event-${++this.#written}`,
        type,
        timestamp: "2026-11-23T13:39:34+00:00",
        text: "",
      };
      this.events.push(event);
      if (this.events.length > this.size) this.events.shift();
      if (!this.stuck) this.send(line(event));
    }
  }

  send(bytes: Uint8Array): void {
    for (const controller of this.#open) controller.enqueue(bytes);
  }

  /** Ends every connection, cleanly or with an error. */
  cut(error?: Error): void {
    for (const controller of this.#open) {
      if (error) controller.error(error);
      else controller.close();
    }
    this.#open.clear();
  }

  #replay(controller: ReadableStreamDefaultController<Uint8Array>): void {
    const bytes = this.events.map(line);
    const written = this.#written;
    const arrive = () => {
      this.#open.add(controller);
      for (const each of bytes) controller.enqueue(each);
    };
    if (this.late === 0) return arrive();
    setTimeout(() => {
      // Later events wait behind it.
      const news = this.events.filter(({ id }) => Number(id.replace("event-", "")) > written);
      bytes.push(...news.map(line));
      arrive();
    }, this.late);
  }
}

export const line = (event: object) =>
  new TextEncoder().encode(`data: ${JSON.stringify(event)}\n\n`);
export const comment = new TextEncoder().encode(": keepalive\n\n");

/** The parts that the streams of one client share. */
export function hostOf(origin: EventOrigin, limit = 10_000) {
  const scope = new Scope();
  const connections = new Connections(16);
  const follower = new EventFollower({ origin, scope, connections, limit });
  return { follower: () => Promise.resolve(follower), scope, callbacks: new Callbacks(undefined) };
}

export function stream<Type extends EventType>(
  ring: EventOrigin,
  options: EventStreamOptions<Type> = {},
  limit = 10_000,
) {
  const host = hostOf(ring, limit);
  return Object.assign(new EventStream<Type>(host, options), { scope: host.scope });
}

export async function take(from: EventStream<EventType>, count: number): Promise<string[]> {
  const row: string[] = [];
  while (row.length < count) {
    const { done, value } = await from.next();
    if (done) break;
    row.push(value.type === "gap" ? wordsOf(value) : value.id);
  }
  return row;
}

const wordsOf = ({ after, issue }: EventGap) =>
  issue === undefined ? `gap after ${after}` : `skipped: ${issue}`;

export const named = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => `event-${from + index}`);
