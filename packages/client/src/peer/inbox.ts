/** The limits and callbacks of an inbox. */
export interface InboxOptions<Message> {
  readonly limit: number;
  readonly concurrency: number;
  readonly onTaken: (message: Message) => void;
  /** There is no room for the message, or no reader any more. */
  readonly onDropped: (message: Message) => void;
  /** A handler or a reader could take a message, and no message waits. */
  readonly onDemand: () => void;
}

/** Runs for one message, and never rejects. */
export type Handler<Message> = (message: Message) => Promise<void>;

type Next<Message> = IteratorResult<Message, undefined>;

/**
 * Messages of one kind, for one handler or for readers. A message waits until one of them gets it, and counts
 * as taken only then.
 */
export class Inbox<Message> {
  readonly #options: InboxOptions<Message>;
  #waiting: Message[] = [];
  /** The waits for a message, each with the reader that waits. */
  #takers: (PromiseWithResolvers<Next<Message>> & { readonly reader: object })[] = [];
  #handler: Handler<Message> | undefined;
  /** The messages that the handler is working on, each with a promise of its end. */
  readonly #running = new Map<Message, Promise<void>>();
  #end: { readonly error: unknown } | undefined;

  constructor(options: InboxOptions<Message>) {
    this.#options = options;
  }

  /** How many messages a handler or a reader would take now. */
  get demand(): number {
    if (this.#end !== undefined) return 0;
    const { concurrency } = this.#options;
    const slots = this.#handler === undefined ? 0 : concurrency - this.#running.size;
    return Math.max(0, slots + this.#takers.length - this.#waiting.length);
  }

  /** How many more messages may wait. */
  get room(): number {
    return this.#end === undefined ? this.#options.limit - this.#waiting.length : 0;
  }

  /** Whether there is a handler, or a reader that waits. */
  get hasConsumer(): boolean {
    return this.#handler !== undefined || this.#takers.length > 0;
  }

  get running(): readonly Message[] {
    return [...this.#running.keys()];
  }

  /** Adds a message, or drops it if there is no room. `always`: there is room for it. */
  deliver(message: Message, always = false): void {
    if (this.room > 0 || (always && this.#end === undefined)) this.#waiting.push(message);
    else this.#options.onDropped(message);
    this.#pump();
  }

  /** Passes messages to a handler, the oldest first, until the returned function is called. */
  handle(handler: Handler<Message>): () => void {
    // A reader that nobody calls any more must not keep messages from a handler.
    if (this.hasConsumer) throw taken();
    this.#handler = handler;
    this.#pump();
    return () => {
      if (this.#handler === handler) this.#handler = undefined;
    };
  }

  /** Reads the messages one by one. Ends when the peer closes, and throws if the daemon refused it. */
  read(): AsyncIterableIterator<Message, undefined> {
    if (this.#handler !== undefined) throw taken();
    const over = { done: true, value: undefined } as const;
    let done = false;
    const reader: AsyncIterableIterator<Message, undefined> = {
      next: async () => {
        if (done) return over;
        if (this.#handler !== undefined) throw taken();
        const taker = { reader, ...Promise.withResolvers<Next<Message>>() };
        this.#takers.push(taker);
        this.#pump();
        return await taker.promise;
      },
      return: async () => {
        done = true;
        for (const taker of this.#takers) if (taker.reader === reader) taker.resolve(over);
        this.#takers = this.#takers.filter((taker) => taker.reader !== reader);
        return over;
      },
      [Symbol.asyncIterator]: () => reader,
    };
    return reader;
  }

  /** Resolves when no handler is running, apart from those of some messages. */
  async idle(except?: ReadonlySet<Message>): Promise<void> {
    for (;;) {
      const others = [...this.#running].filter(([message]) => except?.has(message) !== true);
      if (others.length === 0) return;
      await Promise.race(others.map(([, done]) => done));
    }
  }

  /** Drops the waiting messages. Readers get the end, or the error. */
  close(error?: unknown): void {
    if (this.#end !== undefined) return;
    this.#end = { error };
    for (const message of this.#waiting.splice(0)) this.#options.onDropped(message);
    this.#pump();
  }

  #pump(): void {
    for (;;) {
      const [taker] = this.#takers;
      const free = this.#handler !== undefined && this.#running.size < this.#options.concurrency;
      if (taker === undefined && !free) return;
      const message = this.#waiting.shift();
      if (message !== undefined) {
        this.#options.onTaken(message);
        if (taker === undefined) this.#run(message);
        else this.#takers.shift()?.resolve({ done: false, value: message });
      } else if (this.#end === undefined) {
        return this.#options.onDemand();
      } else if (taker === undefined) {
        return;
      } else {
        this.#takers.shift();
        if (this.#end.error === undefined) taker.resolve({ done: true, value: undefined });
        else taker.reject(this.#end.error);
      }
    }
  }

  #run(message: Message): void {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#running.set(message, promise);
    void this.#handler?.(message).then(() => {
      this.#running.delete(message);
      this.#pump();
      resolve();
    });
  }
}

const taken = () => new TypeError("these messages already have a handler or a waiting reader");
