import { type Duration, milliseconds } from "../time/duration.ts";
import { check } from "../option-rules.ts";
import { misuse } from "../fake-daemon-error.ts";
import { decided } from "../support.ts";
import { type TextPattern, checkPattern, describePattern, fits } from "../wire/patterns.ts";
import { type QuestionAnswer, type ReceivedAsk, answerRule } from "./received.ts";

/** The asks that a script answers: those that contain a text, or for which a function returns `true`. */
export type AskPattern = TextPattern | ((ask: ReceivedAsk) => boolean);

type Reaction = (ask: ReceivedAsk) => Promise<void>;

/**
 * Says how a scripted peer reacts to an ask. Without a reaction the ask stays open, and `verify()`
 * does not report it.
 */
export class AskScript {
  readonly #pattern: AskPattern;
  #reaction: Reaction = async () => {};
  #delay = 0;
  #times = Infinity;
  #used = 0;

  /** @internal */
  constructor(pattern: AskPattern) {
    if (typeof pattern !== "function") checkPattern("onAsk", pattern);
    this.#pattern = pattern;
  }

  /** Answers with a text, or with the text that a function returns. */
  reply(text: string | ((ask: ReceivedAsk) => string | Promise<string>)): this {
    if (typeof text !== "string" && typeof text !== "function") {
      throw misuse(`reply takes a text or a function, not ${describePattern(text)}`);
    }
    return this.run(async (ask) => ask.reply(typeof text === "string" ? text : await text(ask)));
  }

  /** Closes the ask without an answer. */
  ack(): this {
    return this.run((ask) => ask.ack());
  }

  /** Answers a structured question. */
  answer(answer: QuestionAnswer): this {
    check("the answer of a script", answerRule, answer);
    return this.run((ask) => ask.answer(answer));
  }

  /**
   * Runs a function. It may wait for messages and for time, because the daemon's clock does not wait
   * for it. If it throws, `daemon.verify()` reports the error. For a peer of `connectScriptedPeer`,
   * `peer.disconnect()` throws it.
   */
  run(reaction: (ask: ReceivedAsk) => Promise<void>): this {
    if (typeof reaction !== "function") {
      throw misuse(`run takes a function, not ${describePattern(reaction)}`);
    }
    this.#reaction = reaction;
    return this;
  }

  /** Delays the reaction, on the daemon's clock. */
  after(delay: Duration): this {
    this.#delay = milliseconds(delay);
    return this;
  }

  /** Limits the script to that many asks. Later asks go to the next script that matches. */
  times(count: number): this {
    if (count !== Infinity && !(Number.isInteger(count) && count > 0)) {
      throw misuse(
        `a script answers at least one ask: ${describePattern(count)} is not a number of asks`,
      );
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

/** Whether an ask matches a pattern. */
export function matches(pattern: AskPattern, ask: ReceivedAsk): boolean {
  if (typeof pattern === "function") return Boolean(decided(pattern(ask)));
  return fits(pattern, ask.text);
}
