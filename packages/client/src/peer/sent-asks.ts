import type { AskManyParams, AskParams } from "@repowire/protocol";

import type { Daemon } from "../daemon.ts";
import { keepNewest } from "../events/seen-ids.ts";
import type { RepowireCall } from "../http/call.ts";
import type { CallOptions } from "../options.ts";
import { type AskMany, withReplies } from "../replies/ask-many.ts";
import type { Ask, FindReply, SentAsk, SettledReply } from "../replies/reply.ts";
import { sendAsk, sentAsk, withReply } from "../replies/ask.ts";
import { type ReplySender, isByRecipient, noWait, replyFromWait } from "../replies/frame.ts";
import { AskHandle, findReplyOf } from "../replies/replies.ts";
import type { AnswerSchema } from "../replies/typed-reply.ts";
import type { PeerHost } from "./host.ts";

/** A reply that came over the socket in a notification, and what to do with it. */
export interface ReplyArrival {
  readonly reply: SettledReply;
  readonly sender: ReplySender;
  /** Called if it is the reply to an ask of this peer. */
  take(): void;
  /** Called if it is an ordinary notification. */
  pass(): void;
}

/** How many milliseconds to wait for a reply on the socket before looking for it elsewhere too. */
const overSocket = 500;
/**
 * How many milliseconds the daemon has to say what the words of a frame mean. After that, they count as the
 * answer to the question.
 */
const meaningTimeout = 2_000;
/** How many asks to remember. The reply to an older ask is still found in other ways. */
const most = 10_000;
/** How many asks to remember whose reply was found in another way, because its frame may still come. */
const mostFound = 1_000;

/**
 * The asks that a peer sent, to match them with replies on its socket. A reply may come before the daemon
 * has returned the id of its ask.
 */
export class SentAsks {
  readonly #open = new Map<string, AskHandle>();
  readonly #found = new Map<string, AskHandle>();
  readonly #onReply: (handle: AskHandle, arrival: ReplyArrival) => void;
  /** The calls under way, by increasing numbers. */
  readonly #calls = new Set<number>();
  #lastCall = 0;
  /** Replies that came early, each with the number of the last call that it may belong to. */
  readonly #early = new Map<ReplyArrival, number>();

  constructor(onReply: (handle: AskHandle, arrival: ReplyArrival) => void) {
    this.#onReply = onReply;
  }

  /** Call it before an ask is sent. Call the returned function when the id is known or the call failed. */
  begin(): () => void {
    const call = ++this.#lastCall;
    this.#calls.add(call);
    return () => {
      this.#calls.delete(call);
      const [oldest = Infinity] = this.#calls;
      // A call that began after a reply came cannot have caused it.
      this.close(oldest);
    };
  }

  /** Call it when the id of an ask is known. */
  add(handle: AskHandle): void {
    keepNewest(this.#open, handle.ask.correlation_id, handle, most);
    for (const arrival of this.#early.keys()) {
      if (this.#settles(arrival)) this.#early.delete(arrival);
    }
  }

  /** Takes a reply or passes it on, now or when the calls under way end. */
  arrive(arrival: ReplyArrival): void {
    if (this.#settles(arrival)) return;
    if (this.#calls.size === 0) arrival.pass();
    else this.#early.set(arrival, this.#lastCall);
  }

  /** Passes on the early replies that cannot belong to a call with this number or a later one. */
  close(call = Infinity): void {
    for (const [arrival, lastCall] of this.#early) {
      if (lastCall >= call) continue;
      this.#early.delete(arrival);
      arrival.pass();
    }
  }

  /** Call it when the reply to an ask was found in another way. */
  found(correlation_id: string): void {
    const handle = this.#open.get(correlation_id);
    this.#open.delete(correlation_id);
    if (handle !== undefined) keepNewest(this.#found, correlation_id, handle, mostFound);
  }

  #settles(arrival: ReplyArrival): boolean {
    const { reply, sender, take } = arrival;
    const { correlation_id } = reply;
    const handle = this.#open.get(correlation_id) ?? this.#found.get(correlation_id);
    if (handle === undefined || !isByRecipient(sender, handle.ask.to_peer)) return false;
    const isOpen = this.#open.delete(correlation_id);
    this.#found.delete(correlation_id);
    take();
    if (isOpen) this.#onReply(handle, arrival);
    return true;
  }
}

/** Asks in a peer's name, and finds the replies. A reply with words comes over the socket. */
export class PeerAsks {
  readonly sent: SentAsks = new SentAsks((handle, arrival) => void this.#settle(handle, arrival));
  readonly #daemon: Daemon;
  readonly #findReply: FindReply;
  readonly #host: PeerHost;

  constructor(host: PeerHost) {
    this.#daemon = host.daemon;
    this.#findReply = findReplyOf(host.daemon);
    this.#host = host;
  }

  ask(
    params: AskParams & { readonly reply?: AnswerSchema | undefined },
    options?: CallOptions,
  ): RepowireCall<Ask> {
    const send = (sent: AskParams, ownOptions?: CallOptions) =>
      this.#tracked((track) =>
        this.#daemon.caller.call(
          "ask",
          sent,
          ownOptions,
          (result) => withReply(result, this.#ours(sent), track),
          this.#whenBack(sent),
        ),
      );
    return sendAsk(params, options, send, this.#daemon);
  }

  askMany(params: AskManyParams, options?: CallOptions): RepowireCall<AskMany> {
    return this.#tracked((track) =>
      this.#daemon.caller.call(
        "askMany",
        params,
        options,
        (result) =>
          withReplies(result, ({ peer }, correlation_id) =>
            track(sentAsk(this.#ours({ to_peer: peer }), correlation_id)),
          ),
        this.#whenBack(params),
      ),
    );
  }

  /**
   * While the peer reconnects, returns a function that waits for the end of that, because the reply to an
   * ask may come before the socket is back, and the daemons in Python keep no reply. The peer may have
   * another id afterwards. If it ends instead, the daemon says what it thinks of the ask.
   */
  #whenBack<Params extends object>(params: Params): (() => Promise<Params>) | undefined {
    const { reconnected } = this.#host;
    return reconnected && (() => reconnected.then(() => this.#ours(params)));
  }

  #ours<Params extends object>(params: Params): Params & { readonly from_peer: string } {
    return { ...params, from_peer: this.#host.peer_id };
  }

  #tracked<Data>(
    send: (track: (ask: SentAsk) => AskHandle) => RepowireCall<Data>,
  ): RepowireCall<Data> {
    const end = this.sent.begin();
    const call = send((ask) => {
      const handle = new AskHandle(ask, this.#find, this.#daemon.scope);
      this.sent.add(handle);
      return handle;
    });
    call.then(end, end);
    return call;
  }

  /**
   * If an ask was closed without words, or the daemon dropped it, no frame says so. So if no frame comes, the
   * search is the same as for any other asker.
   */
  readonly #find: FindReply = async (search) => {
    await search.scope.pause(overSocket);
    const reply = await this.#findReply(search);
    this.sent.found(search.ask.correlation_id);
    return reply;
  };

  /** Settles an ask whose frame has come, unless the daemon says that the ask is still open. */
  async #settle(handle: AskHandle, { reply, pass }: ReplyArrival): Promise<void> {
    const { question } = handle.ask;
    const asks = question !== undefined && this.#daemon.hasWait !== false;
    const told = asks ? await this.#exactly(handle.ask, reply) : reply;
    if (told !== undefined) return handle.settle(told);
    this.sent.add(handle);
    pass();
  }

  /**
   * Asks the daemon about a question whose frame has come; `undefined` if it is still open. The frame
   * contains only the words: a refusal looks like an answer, and the message beside an option is missing.
   * The daemon has closed a question before it sends the words, so it answers at once.
   */
  async #exactly(
    { correlation_id, from_peer: peer_id, question }: SentAsk,
    heard: SettledReply,
  ): Promise<SettledReply | undefined> {
    const params = { correlation_id, peer_id, timeout_seconds: noWait / 1_000 };
    try {
      const options = { timeout: meaningTimeout };
      const result = await this.#daemon.caller.call("waitOnAsk", params, options);
      this.#daemon.hasWait = true;
      if (result.status === "pending") return undefined;
      const told = replyFromWait(result, question);
      if (told === undefined || told.status === "lost") return heard;
      if (told.status !== "answered" || heard.status !== "answered") return told;
      // The daemon keeps files only for a wait that was under way when they came.
      return { ...told, attachments: heard.attachments };
    } catch {
      // A daemon without waits says so each time. What is in its place while it restarts may say so once.
      return heard;
    }
  }
}
