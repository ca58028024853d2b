import type { AskHandle, SentAsk } from "../replies/ask-handle.ts";
import type { SettledReply } from "../replies/ask-reply.ts";
import { shortWait } from "../replies/pursue-reply.ts";
import { replyFromWait } from "../replies/reply-from-wait.ts";
import { pause } from "../clock.ts";
import type { Daemon } from "../daemon.ts";
import { hasCode } from "../failures.ts";

/** Milliseconds until the words have to do. */
const patience = 2_000;

/**
 * The replies to questions. A frame of the socket has their words alone: a refusal looks like an
 * answer in it, and the message beside an option is left out. A daemon that has waits says it
 * exactly, and so a question gets the same reply however fast it is answered.
 */
export class QuestionReplies {
  readonly #daemon: Daemon;
  /** What a frame said, by correlation id, until the daemon has said more. */
  readonly #heard = new Map<string, SettledReply>();
  /** The searches that a frame may cut short. */
  readonly #listening = new Map<string, () => void>();

  constructor(daemon: Daemon) {
    this.#daemon = daemon;
  }

  /**
   * Settles an ask of which a frame has come. `false`: the daemon says that the ask is still open,
   * so the frame was no reply to it.
   */
  async settle(handle: AskHandle, reply: SettledReply): Promise<boolean> {
    const { correlation_id } = handle.ask;
    this.#heard.set(correlation_id, reply);
    this.#listening.get(correlation_id)?.();
    // One more who waits: a search that is under way goes on, and there is one wait at a time.
    const told = await handle.reply({ timeout: patience }).catch(() => undefined);
    this.#heard.delete(correlation_id);
    if (told?.status === "pending" && told.error === undefined) return false;
    handle.settle(reply);
    return true;
  }

  /**
   * What becomes of an ask of which a frame comes within `delay` milliseconds; `undefined` if none
   * does, or if the daemon says that it was none.
   */
  async find(ask: SentAsk, delay: number, signal: AbortSignal): Promise<SettledReply | undefined> {
    const { correlation_id } = ask;
    if (!this.#heard.has(correlation_id)) await this.#listen(correlation_id, delay, signal);
    const heard = this.#heard.get(correlation_id);
    return heard && !signal.aborted ? await this.#exactly(ask, heard, signal) : undefined;
  }

  async #listen(correlation_id: string, delay: number, signal: AbortSignal): Promise<void> {
    const stop = new AbortController();
    const end = () => stop.abort();
    signal.addEventListener("abort", end);
    this.#listening.set(correlation_id, end);
    await pause(this.#daemon.clock, delay, stop.signal);
    signal.removeEventListener("abort", end);
    if (this.#listening.get(correlation_id) === end) this.#listening.delete(correlation_id);
  }

  async #exactly(
    { correlation_id, from_peer: peer_id, question }: SentAsk,
    heard: SettledReply,
    signal: AbortSignal,
  ): Promise<SettledReply | undefined> {
    // The daemon has closed a question before it sends the words.
    const params = { correlation_id, peer_id, timeout_seconds: shortWait / 1_000 };
    try {
      const result = await this.#daemon.caller.call("waitOnAsk", params, { signal });
      this.#daemon.hasWait = true;
      if (result.status === "pending") return undefined;
      const told = replyFromWait(result, question);
      if (told === undefined || told.status === "lost") return heard;
      if (told.status !== "answered" || heard.status !== "answered") return told;
      // Files are kept for nobody who was not waiting when they came.
      return { ...told, attachments: heard.attachments };
    } catch (error) {
      if (hasCode(error, "route_not_found")) this.#daemon.hasWait = false;
      return heard;
    }
  }
}
