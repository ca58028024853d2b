import type {
  AskManyParams,
  AskParams,
  BroadcastParams,
  BroadcastResult,
  NotifyParams,
  NotifyResult,
} from "@repowire/protocol";
import { isDaemonHTTPError } from "@repowire/protocol/errors";

import type { Daemon } from "../daemon.ts";
import { hasCode } from "../errors.ts";
import { type RepowireCall, callOf } from "../http/call.ts";
import type { CallOptions } from "../options.ts";
import { type AskMany, withReplies } from "../replies/ask-many.ts";
import {
  type Ask,
  type SentAsk,
  type SettledReply,
  sendAsk,
  sentAsk,
  withReply,
} from "../replies/ask.ts";
import { noWait } from "../replies/by-waits.ts";
import { type ReplySender, isByRecipient, replyFromWait } from "../replies/frame.ts";
import type { AskHandle, FindReply, Replies } from "../replies/replies.ts";
import type { AnswerSchema } from "../replies/typed-answer.ts";
import type { Scope } from "../scope.ts";

/** What a live peer needs from its client. */
export interface PeerHost {
  readonly daemon: Daemon;
  readonly replies: Replies;
}

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
/** After this many milliseconds, the words of a frame count as the answer to a question. */
const patience = 2_000;
/** How many asks to remember. The reply to an older ask is still found in other ways. */
const most = 10_000;

/** Sends in a peer's name, and finds the replies. */
export class SentMessages {
  readonly #host: PeerHost;
  readonly #peer: { readonly peer_id: string; readonly display_name: string };
  readonly #asks = new SentAsks((handle, arrival) => this.#settle(handle, arrival));
  readonly #questions: QuestionReplies;

  constructor(host: PeerHost, peer: { readonly peer_id: string; readonly display_name: string }) {
    this.#host = host;
    this.#peer = peer;
    this.#questions = new QuestionReplies(host.daemon);
  }

  ask(
    params: Omit<AskParams, "from_peer"> & { readonly reply?: AnswerSchema },
    options?: CallOptions,
  ): RepowireCall<Ask> {
    const send = (sent: AskParams, ownOptions?: CallOptions) =>
      this.#tracked((track) =>
        this.#host.daemon.caller.call("ask", sent, ownOptions, (result) =>
          withReply(result, track(sentAsk(sent, result.correlation_id))),
        ),
      );
    const own = { ...params, from_peer: this.#peer.peer_id };
    return sendAsk(own, options, send, this.#host.daemon);
  }

  askMany(params: Omit<AskManyParams, "from_peer">, options?: CallOptions): RepowireCall<AskMany> {
    const own = { ...params, from_peer: this.#peer.peer_id };
    return this.#tracked((track) =>
      this.#host.daemon.caller.call("askMany", own, options, (result) =>
        withReplies(result, ({ peer }, correlation_id) =>
          track(sentAsk({ from_peer: own.from_peer, to_peer: peer }, correlation_id)),
        ),
      ),
    );
  }

  notify(
    params: Omit<NotifyParams, "from_peer">,
    options?: CallOptions,
  ): RepowireCall<NotifyResult> {
    const own = { ...params, from_peer: this.#peer.peer_id };
    return this.#host.daemon.caller.call("notify", own, options);
  }

  broadcast(
    params: Omit<BroadcastParams, "from_peer">,
    options?: CallOptions,
  ): RepowireCall<BroadcastResult> {
    const { caller } = this.#host.daemon;
    const answer = this.#speaker(options?.signal).then((from_peer) =>
      caller.call("broadcast", { ...params, from_peer }, options).withResponse(),
    );
    return callOf(answer);
  }

  /**
   * The daemon copies this into the frames of a broadcast, where readers see it, so it should be the
   * name. But if another circle has the same name, the Python daemons fail with an internal error.
   */
  async #speaker(signal: AbortSignal | undefined): Promise<string> {
    const { peer_id, display_name } = this.#peer;
    const params = { identifier: display_name };
    try {
      const found = await this.#host.daemon.caller.call("getPeer", params, { signal });
      return found.peer_id === peer_id ? display_name : peer_id;
    } catch (error) {
      if (isDaemonHTTPError(error)) return peer_id;
      throw error;
    }
  }

  /** Passes a reply from the socket to the ask that it answers, or passes it on. */
  onReply(arrival: ReplyArrival): void {
    this.#asks.arrive(arrival);
  }

  /** Passes on the replies that a call under way may have caused. Nobody waits for them any longer. */
  close(): void {
    this.#asks.close();
  }

  #settle(handle: AskHandle, { reply, pass }: ReplyArrival): void {
    if (handle.ask.question === undefined || this.#host.daemon.hasWait === false) {
      handle.settle(reply);
      return;
    }
    void this.#questions.settle(handle, reply).then((settled) => {
      if (settled) return;
      this.#asks.add(handle);
      pass();
    });
  }

  #tracked<Data>(
    send: (track: (ask: SentAsk) => AskHandle) => RepowireCall<Data>,
  ): RepowireCall<Data> {
    const end = this.#asks.begin();
    const call = send((ask) => {
      const handle = this.#host.replies.handle(ask, this.#find);
      this.#asks.add(handle);
      return handle;
    });
    call.then(end, end);
    return call;
  }

  /**
   * A reply with words comes over the socket. No frame tells of a reply without words, or of an ask that
   * the daemon dropped.
   */
  readonly #find: FindReply = async (search) => {
    const { ask, scope } = search;
    let reply: SettledReply | undefined;
    if (ask.question === undefined) await scope.pause(overSocket);
    else reply = await this.#questions.find(ask, overSocket, scope);
    reply ??= await this.#host.replies.find(search);
    this.#asks.remove(ask.correlation_id);
    return reply;
  };
}

/**
 * The asks that a peer sent, to match them with replies on its socket. A reply may come before the daemon
 * has returned the id of its ask.
 */
export class SentAsks {
  readonly #open = new Map<string, AskHandle>();
  readonly #onReply: (handle: AskHandle, arrival: ReplyArrival) => void;
  /** The calls under way, by increasing numbers. */
  readonly #calls = new Set<number>();
  #lastCall = 0;
  /** Replies that may belong to a call with at most this number, in order of arrival. */
  readonly #early: { readonly arrival: ReplyArrival; readonly lastCall: number }[] = [];

  constructor(onReply: (handle: AskHandle, arrival: ReplyArrival) => void) {
    this.#onReply = onReply;
  }

  /**
   * Call it before an ask is sent. Call the returned function when the id is known or the call failed.
   */
  begin(): () => void {
    const call = ++this.#lastCall;
    this.#calls.add(call);
    return () => {
      this.#calls.delete(call);
      const [oldest = Infinity] = this.#calls;
      // A call that began after a reply came cannot have caused it.
      const count = this.#early.findIndex(({ lastCall }) => lastCall >= oldest);
      const over = this.#early.splice(0, count < 0 ? this.#early.length : count);
      for (const { arrival } of over) arrival.pass();
    };
  }

  /** Call it when the id of an ask is known. */
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

  /** Takes a reply or passes it on, now or when the calls under way end. */
  arrive(arrival: ReplyArrival): void {
    const handle = this.#handleOf(arrival);
    if (handle !== undefined) this.#settle(handle, arrival);
    else if (this.#calls.size === 0) arrival.pass();
    else this.#early.push({ arrival, lastCall: this.#lastCall });
  }

  /** Passes on the replies that came early. */
  close(): void {
    for (const { arrival } of this.#early.splice(0)) arrival.pass();
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

/**
 * The replies to questions. A frame on the socket contains only the words: a refusal looks like an
 * answer, and the message beside an option is missing. The daemon's bounded wait reports both. So a
 * question gets the same reply however fast it is answered.
 */
class QuestionReplies {
  readonly #daemon: Daemon;
  /** The content of frames, by correlation id, until the daemon has reported more. */
  readonly #heard = new Map<string, SettledReply>();
  /** The searches that a frame may end early. */
  readonly #listening = new Map<string, () => void>();

  constructor(daemon: Daemon) {
    this.#daemon = daemon;
  }

  /**
   * Settles an ask after its frame has come. Returns `false` if the daemon says that the ask is still
   * open: then the frame was not its reply.
   */
  async settle(handle: AskHandle, reply: SettledReply): Promise<boolean> {
    const { correlation_id } = handle.ask;
    this.#heard.set(correlation_id, reply);
    this.#listening.get(correlation_id)?.();
    // Join the search under way instead of starting another, because there is one wait at a time.
    const told = await handle.reply({ timeout: patience }).catch(() => undefined);
    this.#heard.delete(correlation_id);
    if (told?.status === "pending" && told.error === undefined) return false;
    handle.settle(reply);
    return true;
  }

  /**
   * Returns the outcome of an ask if its frame comes within `delay` milliseconds. Returns `undefined` if
   * no frame comes, or if the daemon says that the frame was not the reply.
   */
  async find(ask: SentAsk, delay: number, scope: Scope): Promise<SettledReply | undefined> {
    const { correlation_id } = ask;
    if (!this.#heard.has(correlation_id)) await this.#listen(correlation_id, delay, scope);
    const heard = this.#heard.get(correlation_id);
    return heard && (await this.#exactly(ask, heard, scope));
  }

  async #listen(correlation_id: string, delay: number, scope: Scope): Promise<void> {
    const listening = scope.child();
    const end = () => listening.end();
    this.#listening.set(correlation_id, end);
    await listening.pause(delay).catch(() => undefined);
    end();
    scope.throwIfEnded();
    if (this.#listening.get(correlation_id) === end) this.#listening.delete(correlation_id);
  }

  async #exactly(
    { correlation_id, from_peer: peer_id, question }: SentAsk,
    heard: SettledReply,
    { signal }: Scope,
  ): Promise<SettledReply | undefined> {
    // The daemon has closed a question before it sends the words.
    const params = { correlation_id, peer_id, timeout_seconds: noWait / 1_000 };
    try {
      const result = await this.#daemon.caller.call("waitOnAsk", params, { signal });
      this.#daemon.hasWait = true;
      if (result.status === "pending") return undefined;
      const told = replyFromWait(result, question);
      if (told === undefined || told.status === "lost") return heard;
      if (told.status !== "answered" || heard.status !== "answered") return told;
      // The daemon keeps files only for a wait that was under way when they came.
      return { ...told, attachments: heard.attachments };
    } catch (error) {
      if (hasCode(error, "route_not_found")) this.#daemon.hasWait = false;
      return heard;
    }
  }
}
