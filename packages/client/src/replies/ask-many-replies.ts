import type { AskManyChild, AskManyResult } from "@repowire/protocol";

import type { AskHandle } from "./ask-handle.ts";
import type { AnsweredReply, AskReply, ReplyOptions } from "./ask-reply.ts";

/** What became of the ask to one of several peers. */
export type AskManyReply = AskReply & {
  /** The peer as the daemon names it in `children`. */
  readonly peer: string;
};

/** An answer of one of several peers. */
export type AskManyAnswer = AnsweredReply & { readonly peer: string };

/**
 * Whether enough answers came. `"reached"`: there they are. `"impossible"`: too many were
 * declined, only acknowledged or lost for that number ever to be reached. `"pending"`: time was
 * up first.
 */
export interface Quorum {
  readonly status: "reached" | "impossible" | "pending";
  /** In order of arrival. */
  readonly answers: readonly AskManyAnswer[];
  /** Everything that came, answers and others, in order of arrival. */
  readonly replies: readonly AskManyReply[];
}

/** The asks that the daemon opened, and the way to their replies. */
export interface AskMany extends AskManyResult, AsyncIterable<AskManyReply, undefined> {
  /**
   * The replies in order of arrival, one for each peer; what is `lost` from the beginning, because
   * it was not delivered, comes first. It ends when each peer has replied, or when time is up.
   */
  replies(options?: ReplyOptions): AsyncGenerator<AskManyReply, undefined>;
  /** One reply for each peer, in the order of `children`; `pending` for who was not in time. */
  all(options?: ReplyOptions): Promise<AskManyReply[]>;
  /** The first answer, as `quorum(1)`. */
  first(options?: ReplyOptions): Promise<Quorum>;
  /** The first so many answers. It says as soon as it is so that they cannot come any more. */
  quorum(count: number, options?: ReplyOptions): Promise<Quorum>;
}

type Child = AskManyChild & { readonly handle: AskHandle | undefined };

/** The replies to one question to several peers. */
export class AskManyReplies {
  readonly #children: readonly Child[];

  constructor(children: readonly Child[]) {
    this.#children = children;
  }

  all(options?: ReplyOptions): Promise<AskManyReply[]> {
    return Promise.all(this.#children.map((child) => replyOf(child, options)));
  }

  async *replies(options?: ReplyOptions): AsyncGenerator<AskManyReply, undefined> {
    for await (const reply of this.#arriving(options)) {
      if (reply.status !== "pending") yield reply;
    }
  }

  async quorum(count: number, options?: ReplyOptions): Promise<Quorum> {
    if (!Number.isInteger(count) || count < 1) {
      throw new TypeError("quorum: the number of answers must be a whole number above 0");
    }
    const answers: AskManyAnswer[] = [];
    const replies: AskManyReply[] = [];
    let possible = this.#children.length;
    let inTime = true;
    if (count <= possible) {
      for await (const reply of this.#arriving(options)) {
        if (reply.status === "pending") {
          inTime = false;
          continue;
        }
        replies.push(reply);
        if (reply.status === "answered") answers.push(reply);
        else possible -= 1;
        if (answers.length >= count || possible < count) break;
      }
    }
    if (answers.length >= count) return { status: "reached", answers, replies };
    return { status: possible < count || inTime ? "impossible" : "pending", answers, replies };
  }

  /** Every child's outcome as it comes. Leaving the loop ends the other waits. */
  async *#arriving(options: ReplyOptions = {}): AsyncGenerator<AskManyReply, undefined> {
    const stop = new AbortController();
    const abort = () => stop.abort(options.signal?.reason);
    if (options.signal?.aborted) abort();
    options.signal?.addEventListener("abort", abort);
    const arrived: (AskManyReply | { readonly error: unknown })[] = [];
    let wake = () => {};
    for (const child of this.#children) {
      replyOf(child, { ...options, signal: stop.signal }).then(
        (reply) => {
          arrived.push(reply);
          wake();
        },
        (error: unknown) => {
          arrived.push({ error });
          wake();
        },
      );
    }
    try {
      for (let open = this.#children.length; open > 0;) {
        const next = arrived.shift();
        if (next === undefined) {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
          continue;
        }
        if (!("status" in next)) throw next.error;
        open -= 1;
        yield next;
      }
    } finally {
      options.signal?.removeEventListener("abort", abort);
      stop.abort();
    }
    return undefined;
  }
}

async function replyOf(child: Child, options?: ReplyOptions): Promise<AskManyReply> {
  const { peer, handle, error } = child;
  if (handle !== undefined) return { ...(await handle.reply(options)), peer };
  return {
    status: "lost",
    correlation_id: child.correlation_id ?? "",
    reason: "not_delivered",
    peer,
    ...(error != null && { detail: error }),
  };
}

/** Gives what the daemon said its ways to the replies, which are not a part of it. */
export function withReplies(
  result: AskManyResult,
  handleOf: (child: AskManyChild, correlation_id: string) => AskHandle,
): AskMany {
  const children = (result.children ?? []).map((child) => {
    const { correlation_id, delivered } = child;
    const asked = correlation_id != null && delivered !== false;
    return { ...child, handle: asked ? handleOf(child, correlation_id) : undefined };
  });
  const replies = new AskManyReplies(children);
  const methods = {
    replies: (options?: ReplyOptions) => replies.replies(options),
    all: (options?: ReplyOptions) => replies.all(options),
    first: (options?: ReplyOptions) => replies.quorum(1, options),
    quorum: (count: number, options?: ReplyOptions) => replies.quorum(count, options),
    [Symbol.asyncIterator]: () => replies.replies(),
  };
  for (const key of Reflect.ownKeys(methods)) {
    Object.defineProperty(result, key, {
      value: methods[key as keyof typeof methods],
      configurable: true,
      writable: true,
    });
  }
  return result as AskMany;
}
