import type { AskManyChild, AskManyResult } from "@repowire/protocol";

import { checkOptions } from "../option-rules.ts";
import { Scope, ScopeEnded } from "../scope.ts";
import { type AskHandle, replyOptions } from "./ask.ts";
import type { AnsweredReply, AskReply, ReplyOptions } from "./reply.ts";

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
class AskManyReplies {
  readonly #children: readonly Child[];

  constructor(children: readonly Child[]) {
    this.#children = children;
  }

  async all(options?: ReplyOptions): Promise<AskManyReply[]> {
    const replies = new Map<Child, AskManyReply>();
    for await (const [child, reply] of this.#arriving("all", options)) replies.set(child, reply);
    return this.#children.flatMap((child) => replies.get(child) ?? []);
  }

  async *replies(options?: ReplyOptions): AsyncGenerator<AskManyReply, undefined> {
    for await (const [, reply] of this.#arriving("replies", options)) {
      if (reply.status !== "pending") yield reply;
    }
    return undefined;
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
      for await (const [, reply] of this.#arriving("quorum", options)) {
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

  /** Every child's outcome as it comes. Leaving the loop, and a child that fails, end the others. */
  async *#arriving(
    name: string,
    options?: ReplyOptions,
  ): AsyncGenerator<readonly [Child, AskManyReply], undefined> {
    const { signal, timeout } = checkOptions(name, replyOptions, options);
    const scope = new Scope({ signal });
    try {
      const own = { timeout, signal: scope.signal };
      const arrived = inOrderOfArrival(
        this.#children.map(async (child) => [child, await replyOf(child, own)] as const),
      );
      for (let open = this.#children.length; open > 0; open -= 1) yield await arrived();
    } catch (error) {
      throw error instanceof ScopeEnded && error === scope.ended ? error.reason : error;
    } finally {
      scope.end();
    }
    return undefined;
  }
}

/** Gives the outcomes of promises one after the other, as they come. */
function inOrderOfArrival<Value>(promises: readonly Promise<Value>[]): () => Promise<Value> {
  const slots = promises.map(() => Promise.withResolvers<Value>());
  let [filled, taken] = [0, 0];
  for (const promise of promises) {
    promise.then(
      (value) => slots[filled++]?.resolve(value),
      (error: unknown) => slots[filled++]?.reject(error),
    );
  }
  for (const { promise } of slots) promise.catch(() => undefined);
  return () => slots[taken++]?.promise as Promise<Value>;
}

async function replyOf(child: Child, options: ReplyOptions): Promise<AskManyReply> {
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
