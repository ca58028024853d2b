import type { AskHandle } from "../asks/ask-handle.ts";
import type { SettledReply } from "../asks/ask-reply.ts";

/** Asks whose replies are waited for; an older one is still found by the other ways to a reply. */
const most = 10_000;

/**
 * The asks that a peer sent, so that a reply on its socket finds them. A reply may come before the
 * daemon has said which id the ask has.
 */
export class OwnAsks {
  readonly #open = new Map<string, AskHandle>();
  readonly #early = new Map<string, { readonly reply: SettledReply; readonly drop: () => void }>();
  #sending = 0;

  /** An ask is on its way; `end` says that its id is known, or that it failed. */
  begin(): () => void {
    this.#sending += 1;
    return () => {
      this.#sending -= 1;
      if (this.#sending > 0) return;
      const early = [...this.#early.values()];
      this.#early.clear();
      for (const { drop } of early) drop();
    };
  }

  /** The id of an ask is known. */
  add(handle: AskHandle): void {
    const { correlation_id } = handle.ask;
    const early = this.#early.get(correlation_id);
    this.#early.delete(correlation_id);
    if (early !== undefined) {
      handle.settle(early.reply);
      return;
    }
    this.#open.set(correlation_id, handle);
    if (this.#open.size > most) this.#forgetOldest();
  }

  /**
   * A reply has come. `true`: it was one of these, or may be, and then `drop` is called if it turns
   * out that it was none.
   */
  settle(reply: SettledReply, drop: () => void): boolean {
    const handle = this.#open.get(reply.correlation_id);
    if (handle !== undefined) {
      this.#open.delete(reply.correlation_id);
      handle.settle(reply);
      return true;
    }
    if (this.#sending === 0) return false;
    this.#early.set(reply.correlation_id, { reply, drop });
    return true;
  }

  /** Forgets an ask that was settled in another way. */
  remove(correlation_id: string): void {
    this.#open.delete(correlation_id);
  }

  #forgetOldest(): void {
    for (const oldest of this.#open.keys()) {
      this.#open.delete(oldest);
      return;
    }
  }
}
