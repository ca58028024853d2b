import { type Duration, milliseconds } from "../time/duration.ts";
import { FakeDaemonError } from "../fake-daemon-error.ts";
import { type TextPattern, fits } from "../wire/patterns.ts";
import type { QuestionAnswer, ReceivedAsk } from "./received.ts";

/** Which asks a script is for: those with this text in them, or that a function says yes to. */
export type AskPattern = TextPattern | ((ask: ReceivedAsk) => boolean);

type Reaction = (ask: ReceivedAsk) => Promise<void>;

/**
 * What a scripted peer does when it is asked. Without a reaction it says nothing, and the ask
 * counts as left open on purpose.
 */
export class AskScript {
  readonly #pattern: AskPattern;
  #reaction: Reaction = async () => {};
  #delay = 0;
  #times = Infinity;
  #used = 0;

  /** @internal */
  constructor(pattern: AskPattern) {
    this.#pattern = pattern;
  }

  /** Answers with a text, or with what a function makes of the ask. */
  reply(text: string | ((ask: ReceivedAsk) => string)): this {
    return this.run((ask) => ask.reply(typeof text === "string" ? text : text(ask)));
  }

  /** Closes the ask without an answer. */
  ack(): this {
    return this.run((ask) => ask.ack());
  }

  /** Answers a structured question. */
  answer(answer: QuestionAnswer): this {
    return this.run((ask) => ask.answer(answer));
  }

  /**
   * Does something of the test's own. It may wait for messages and for time: the daemon's clock
   * goes on meanwhile. What it throws fails the test in `daemon.verify()`, or in
   * `peer.disconnect()` when the peer is one of `connectScriptedPeer`.
   */
  run(reaction: (ask: ReceivedAsk) => Promise<void>): this {
    this.#reaction = reaction;
    return this;
  }

  /** Waits first, on the daemon's clock. */
  after(delay: Duration): this {
    this.#delay = milliseconds(delay);
    return this;
  }

  /** Is for that many asks only; the next one goes to the next script. */
  times(count: number): this {
    if (count !== Infinity && !(Number.isInteger(count) && count > 0)) {
      const message = `a script is for one ask or more: ${JSON.stringify(count)} is no number of asks`;
      throw new FakeDaemonError("misuse", message);
    }
    this.#times = count;
    return this;
  }

  /** @internal */
  takes(ask: ReceivedAsk): boolean {
    if (this.#used >= this.#times || !matches(this.#pattern, ask)) return false;
    this.#used++;
    return true;
  }

  /** @internal */
  get delay(): number {
    return this.#delay;
  }

  /** @internal */
  react(ask: ReceivedAsk): Promise<void> {
    return this.#reaction(ask);
  }
}

/** Whether an ask is one that a pattern means. */
export function matches(pattern: AskPattern, ask: ReceivedAsk): boolean {
  if (typeof pattern === "function") return pattern(ask);
  return fits(pattern, ask.text);
}
