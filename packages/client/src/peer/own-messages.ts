import {
  type AskManyParams,
  type AskParams,
  type BroadcastParams,
  type BroadcastResult,
  type NotifyParams,
  type NotifyResult,
  isDaemonHTTPError,
} from "@repowire/protocol";

import { type Ask, sentAsk, withReply } from "../replies/ask.ts";
import type { AskHandle, Pursuit, SentAsk } from "../replies/ask-handle.ts";
import { type AskMany, withReplies } from "../replies/ask-many-replies.ts";
import type { SettledReply } from "../replies/ask-reply.ts";
import type { Pursuits } from "../replies/pursue-reply.ts";
import { type RepowireCall, callOf } from "../http/call.ts";
import { pause } from "../clock.ts";
import type { Daemon } from "../daemon.ts";
import type { CallOptions } from "../options.ts";
import { OwnAsks, type ReplyArrival } from "./own-asks.ts";
import { QuestionReplies } from "./question-replies.ts";

/** What a live peer needs of its client. */
export interface PeerHost {
  readonly daemon: Daemon;
  readonly pursuits: Pursuits;
}

/** How long a reply has to come over the socket before it is looked for elsewhere as well. */
const overSocket = 500;

/** What a peer sends in its own name, and the replies to it. */
export class OwnMessages {
  readonly #host: PeerHost;
  readonly #peer: { readonly peer_id: string; readonly display_name: string };
  readonly #asks = new OwnAsks((handle, arrival) => this.#settle(handle, arrival));
  readonly #questions: QuestionReplies;

  constructor(host: PeerHost, peer: { readonly peer_id: string; readonly display_name: string }) {
    this.#host = host;
    this.#peer = peer;
    this.#questions = new QuestionReplies(host.daemon);
  }

  ask(params: Omit<AskParams, "from_peer">, options?: CallOptions): RepowireCall<Ask> {
    const own = { ...params, from_peer: this.#peer.peer_id };
    return this.#tracked((track) =>
      this.#host.daemon.caller.call("ask", own, options, (result) =>
        withReply(result, track(sentAsk(own, result.correlation_id))),
      ),
    );
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
   * What the daemon copies into the frames of a broadcast: the name, for readers to see. But a name
   * that another circle has too is an internal error to the Python daemons.
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

  /** Gives a reply of the socket to the ask that it is for, or passes it on. */
  onReply(arrival: ReplyArrival): void {
    this.#asks.arrive(arrival);
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
      const handle = this.#host.pursuits.handle(ask, this.#pursue);
      this.#asks.add(handle);
      return handle;
    });
    call.then(end, end);
    return call;
  }

  /**
   * A reply with words comes over the socket. One without words, and the end of an ask that the
   * daemon dropped, come in no frame.
   */
  readonly #pursue: Pursuit = async (ask, signal, onTrouble, remaining) => {
    const { daemon, pursuits } = this.#host;
    let reply: SettledReply | undefined;
    if (ask.question === undefined) await pause(daemon.clock, overSocket, signal);
    else reply = await this.#questions.find(ask, overSocket, signal);
    signal.throwIfAborted();
    reply ??= await pursuits.pursue(ask, signal, onTrouble, remaining);
    this.#asks.remove(ask.correlation_id);
    return reply;
  };
}
