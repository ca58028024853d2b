import type { AskManyChild, AskManyResult } from "@repowire/protocol";
import { isAskManyChild } from "@repowire/protocol/guards";

import { checkOptions } from "../option-rules.ts";
import { Scope, ScopeEnded } from "../scope.ts";
import {
  type AnsweredReply,
  type AskReply,
  type ReplyHandle,
  type ReplyOptions,
  replyOptions,
} from "./reply.ts";

/** The outcome of the ask to one of several peers. */
export type AskManyReply = AskReply & {
  /** The peer, as named in the daemon's `children`. */
  readonly peer: string;
};

/** An answer of one of several peers. */
export type AskManyAnswer = AnsweredReply & {
  /** The peer that was asked. */ readonly peer: string;
};

/**
 * Whether enough answers came. `"reached"`: yes. `"impossible"`: so many asks were declined, only
 * acknowledged or lost that the number cannot be reached. `"pending"`: the time was up first.
 */
export interface Quorum {
  /** Whether enough peers have replied, or can still reply. */
  readonly status: "reached" | "impossible" | "pending";
  /** The answers, in order of arrival. */
  readonly answers: readonly AskManyAnswer[];
  /** All replies, including those that are not answers, in order of arrival. */
  readonly replies: readonly AskManyReply[];
}

/** The asks that the daemon opened, with methods to wait for their replies. */
export interface AskMany extends AskManyResult, AsyncIterable<AskManyReply, undefined> {
  /**
   * Yields one reply for each peer, in order of arrival. Asks that were not delivered come first, as
   * `lost`. It ends when each peer has replied, or when the time is up.
   */
  replies(options?: ReplyOptions): AsyncGenerator<AskManyReply, undefined>;
  /**
   * Waits for one reply from each peer, in the order of `children`. A peer that was not in time is
   * `pending`.
   */
  all(options?: ReplyOptions): Promise<AskManyReply[]>;
  /** Waits for the first answer, as `quorum(1)` does. */
  first(options?: ReplyOptions): Promise<Quorum>;
  /**
   * Waits for this many answers. It resolves as soon as they came, or as soon as they can no longer come.
   */
  quorum(count: number, options?: ReplyOptions): Promise<Quorum>;
}

type Child = AskManyChild & { readonly handle: ReplyHandle | undefined };

/** The methods that wait for the replies to one question to several peers. */
function replyMethods(children: readonly Child[]): Omit<AskMany, keyof AskManyResult> {
  /**
   * Yields each child's outcome as it comes. If the loop or its reader ends, or a child fails, the other
   * searches end too.
   */
  async function* arriving(
    name: string,
    options: ReplyOptions | undefined,
    reader?: Scope,
  ): AsyncGenerator<readonly [Child, AskManyReply], undefined> {
    const { signal, timeout } = checkOptions(name, replyOptions, options);
    const scope = new Scope({ signal }, reader);
    try {
      const own = { timeout, signal: scope.signal };
      const arrived = inOrderOfArrival(
        children.map(async (child) => [child, await replyOf(child, own)] as const),
      );
      for (const _ of children) yield await arrived();
    } catch (error) {
      if (!(error instanceof ScopeEnded) || error !== scope.ended) throw error;
      if (error.why === "aborted") throw error.reason;
    } finally {
      scope.end();
    }
    return undefined;
  }

  async function* repliesFor(
    reader: Scope,
    options: ReplyOptions | undefined,
  ): AsyncGenerator<AskManyReply, undefined> {
    for await (const [, reply] of arriving("replies", options, reader)) {
      if (reply.status !== "pending") yield reply;
    }
    return undefined;
  }

  function replies(options?: ReplyOptions): AsyncGenerator<AskManyReply, undefined> {
    const reader = new Scope();
    const generator = repliesFor(reader, options);
    const finish = generator.return.bind(generator);
    // By itself, a generator that waits for a reply ends only after that reply.
    generator.return = (value) => {
      reader.end();
      return finish(value);
    };
    return generator;
  }

  async function all(options?: ReplyOptions): Promise<AskManyReply[]> {
    const arrived = new Map<Child, AskManyReply>();
    for await (const [child, reply] of arriving("all", options)) arrived.set(child, reply);
    return children.flatMap((child) => arrived.get(child) ?? []);
  }

  async function quorum(
    count: number,
    options: ReplyOptions | undefined,
    name = "quorum",
  ): Promise<Quorum> {
    checkOptions(name, replyOptions, options);
    if (!Number.isInteger(count) || count < 1) {
      throw new TypeError("quorum: the number of answers must be a whole number above 0");
    }
    const answers: AskManyAnswer[] = [];
    const outcomes: AskManyReply[] = [];
    let possible = children.length;
    let inTime = true;
    if (count <= possible) {
      for await (const [, reply] of arriving(name, options)) {
        if (reply.status === "pending") {
          inTime = false;
          continue;
        }
        outcomes.push(reply);
        if (reply.status === "answered") answers.push(reply);
        else possible -= 1;
        if (answers.length >= count || possible < count) break;
      }
    }
    const ended = possible < count || inTime ? "impossible" : "pending";
    const status = answers.length >= count ? "reached" : ended;
    return { status, answers, replies: outcomes };
  }

  return {
    replies,
    all,
    first: (options) => quorum(1, options, "first"),
    quorum: (count, options) => quorum(count, options),
    [Symbol.asyncIterator]: () => replies(),
  };
}

/** Yields the results of promises as they come. */
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

/**
 * Adds the reply methods to the daemon's response. They are not enumerable, so JSON leaves them out.
 * `undefined`: the response is a list of something.
 */
export function withReplies(
  result: AskManyResult,
  handleOf: (child: AskManyChild, correlation_id: string) => ReplyHandle,
): AskMany | undefined {
  // If responses are not checked, they may be anything.
  if (Array.isArray(result)) return undefined;
  const all: readonly unknown[] = Array.isArray(result.children) ? result.children : [];
  const children = all.filter(isAskManyChild).map((child) => {
    const { correlation_id, delivered } = child;
    const asked = correlation_id != null && delivered !== false;
    return { ...child, handle: asked ? handleOf(child, correlation_id) : undefined };
  });
  const methods = replyMethods(children);
  for (const key of Reflect.ownKeys(methods)) {
    Object.defineProperty(result, key, {
      value: methods[key as keyof typeof methods],
      configurable: true,
      writable: true,
    });
  }
  return result as AskMany;
}
