/** What an inbox does with its messages. */
export interface InboxOptions<Message> {
  /** How many messages may wait for somebody to take them. */
  readonly limit: number;
  /** How many handlers may run at a time. */
  readonly concurrency: number;
  /** A message is about to be given to a handler or a reader. */
  readonly onTaken: (message: Message) => void;
  /** A message cannot be kept, and nobody will ever see it. */
  readonly onDropped: (message: Message) => void;
  /** Somebody began to take messages. */
  readonly onConsumer: () => void;
}

/** Runs for one message, and never rejects. */
export type Handler<Message> = (message: Message) => Promise<void>;

interface Taker<Message> {
  readonly reader: object;
  resolve(result: IteratorResult<Message, undefined>): void;
  reject(error: unknown): void;
}

/**
 * Messages of one kind, for a handler or for readers. As long as nobody takes them they wait, and a
 * message counts as taken only when it is really given to somebody.
 */
export class Inbox<Message> {
  readonly #options: InboxOptions<Message>;
  #waiting: Message[] = [];
  #takers: Taker<Message>[] = [];
  #handler: Handler<Message> | undefined;
  #readers = 0;
  #running = 0;
  #idle: (() => void)[] = [];
  #end: { readonly error: unknown } | undefined;

  constructor(options: InboxOptions<Message>) {
    this.#options = options;
  }

  /** Whether anybody takes messages. */
  get hasConsumer(): boolean {
    return this.#handler !== undefined || this.#readers > 0;
  }

  /** Whether a message can be kept. */
  get hasRoom(): boolean {
    return this.#end === undefined && this.#waiting.length < this.#options.limit;
  }

  /** Brings a message; `false` when it cannot be kept. */
  deliver(message: Message): boolean {
    if (!this.hasRoom) {
      this.#options.onDropped(message);
      return false;
    }
    this.#waiting.push(message);
    this.#pump();
    return true;
  }

  /** Gives the messages to a handler, those that wait first, until the returned function is called. */
  handle(handler: Handler<Message>): () => void {
    if (this.#handler !== undefined || this.#readers > 0) {
      throw new TypeError("these messages already have a handler");
    }
    this.#handler = handler;
    this.#options.onConsumer();
    this.#pump();
    return () => {
      if (this.#handler === handler) this.#handler = undefined;
    };
  }

  /** The messages one by one. It ends when the peer is closed; a refusal of the daemon is thrown. */
  read(): AsyncIterableIterator<Message, undefined> {
    if (this.#handler !== undefined) throw new TypeError("these messages already have a handler");
    this.#readers += 1;
    this.#options.onConsumer();
    let done = false;
    const iterator: AsyncIterableIterator<Message, undefined> = {
      next: () => {
        if (done) return Promise.resolve({ done: true, value: undefined });
        return new Promise((resolve, reject) => {
          this.#takers.push({ reader: iterator, resolve, reject });
          this.#pump();
        });
      },
      return: () => {
        if (!done) this.#readers -= 1;
        done = true;
        // A message must not go to somebody who has left.
        const left = this.#takers.filter((taker) => taker.reader === iterator);
        this.#takers = this.#takers.filter((taker) => taker.reader !== iterator);
        for (const taker of left) taker.resolve({ done: true, value: undefined });
        return Promise.resolve({ done: true, value: undefined });
      },
      [Symbol.asyncIterator]: () => iterator,
    };
    return iterator;
  }

  /** Resolves when no handler runs any more. */
  async idle(): Promise<void> {
    while (this.#running > 0) {
      await new Promise<void>((resolve) => {
        this.#idle.push(resolve);
      });
    }
  }

  /** Ends it: what waits is dropped, readers get the end, or the error. */
  close(error?: unknown): void {
    if (this.#end !== undefined) return;
    this.#end = { error };
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const message of waiting) this.#options.onDropped(message);
    this.#pump();
  }

  #pump(): void {
    for (;;) {
      const taker = this.#takers[0];
      if (taker !== undefined) {
        const message = this.#waiting.shift();
        if (message === undefined && this.#end === undefined) return;
        this.#takers.shift();
        if (message !== undefined) {
          this.#options.onTaken(message);
          taker.resolve({ done: false, value: message });
        } else if (this.#end?.error === undefined) taker.resolve({ done: true, value: undefined });
        else taker.reject(this.#end.error);
        continue;
      }
      if (this.#handler === undefined || this.#running >= this.#options.concurrency) return;
      const message = this.#waiting.shift();
      if (message === undefined) return;
      this.#options.onTaken(message);
      this.#run(this.#handler, message);
    }
  }

  #run(handler: Handler<Message>, message: Message): void {
    this.#running += 1;
    void handler(message).then(() => {
      this.#running -= 1;
      this.#pump();
      if (this.#running > 0) return;
      const idle = this.#idle;
      this.#idle = [];
      for (const resolve of idle) resolve();
    });
  }
}
