import type { AskHandle } from "../replies/ask-handle.ts";
import type { SettledReply } from "../replies/ask-reply.ts";
import { type ReplySender, isByRecipient } from "../replies/reply-sender.ts";

/** Asks whose replies are waited for; an older one is still found by the other ways to a reply. */
const most = 10_000;

/** A reply that came over the socket, and what may become of the notification that it is in. */
export interface ReplyArrival {
  readonly reply: SettledReply;
  readonly sender: ReplySender;
  /** It is the reply to an ask of this peer. */
  take(): void;
  /** It is a notification like others. */
  pass(): void;
}

/**
 * The asks that a peer sent, so that a reply on its socket finds them. A reply may come before the
 * daemon has said which id the ask has.
 */
export class OwnAsks {
  readonly #open = new Map<string, AskHandle>();
  readonly #onReply: (handle: AskHandle, arrival: ReplyArrival) => void;
  /** The calls that are under way, by numbers that rise. */
  readonly #calls = new Set<number>();
  #lastCall = 0;
  /** What may be for one of the calls up to a number, in order of arrival. */
  readonly #early: { readonly arrival: ReplyArrival; readonly lastCall: number }[] = [];

  constructor(onReply: (handle: AskHandle, arrival: ReplyArrival) => void) {
    this.#onReply = onReply;
  }

  /** An ask is on its way; the returned function says that its id is known, or that it failed. */
  begin(): () => void {
    const call = ++this.#lastCall;
    this.#calls.add(call);
    return () => {
      this.#calls.delete(call);
      const [oldest = Infinity] = this.#calls;
      // A call that began after a reply came has not sent its ask.
      const count = this.#early.findIndex(({ lastCall }) => lastCall >= oldest);
      const over = this.#early.splice(0, count < 0 ? this.#early.length : count);
      for (const { arrival } of over) arrival.pass();
    };
  }

  /** The id of an ask is known. */
  add(handle: AskHandle): void {
    this.#open.set(handle.ask.correlation_id, handle);
    if (this.#open.size > most) {
      const [oldest = ""] = this.#open.keys();
      this.remove(oldest);
    }
    const found = this.#early.findIndex(({ arrival }) => this.#handleOf(arrival) === handle);
    for (const { arrival } of found < 0 ? [] : this.#early.splice(found, 1)) {
      this.#settle(handle, arrival);
    }
  }

  /** A reply has come: it is taken or passed on, now or when the calls that are under way end. */
  arrive(arrival: ReplyArrival): void {
    const handle = this.#handleOf(arrival);
    if (handle !== undefined) this.#settle(handle, arrival);
    else if (this.#calls.size === 0) arrival.pass();
    else this.#early.push({ arrival, lastCall: this.#lastCall });
  }

  /** Forgets an ask that was settled in another way. */
  remove(correlation_id: string): void {
    this.#open.delete(correlation_id);
  }

  #settle(handle: AskHandle, arrival: ReplyArrival): void {
    this.remove(handle.ask.correlation_id);
    arrival.take();
    this.#onReply(handle, arrival);
  }

  #handleOf({ reply, sender }: ReplyArrival): AskHandle | undefined {
    const handle = this.#open.get(reply.correlation_id);
    if (handle === undefined || !isByRecipient(sender, handle.ask.to_peer)) return undefined;
    return handle;
  }
}
