import type {
  AskManyParams,
  AskParams,
  Backend,
  BroadcastParams,
  BroadcastResult,
  NotifyFrame,
  NotifyParams,
  NotifyResult,
  TurnState,
} from "@repowire/protocol";

import type { Ask } from "../asks/ask.ts";
import type { AskMany } from "../asks/ask-many-replies.ts";
import { replyFromFrame } from "../asks/reply-from-event.ts";
import type { RepowireCall } from "../call.ts";
import { SeenIds } from "../events/seen-ids.ts";
import type { CallOptions } from "../options.ts";
import { HttpCloser, SocketCloser } from "./ask-closers.ts";
import { runAskHandler } from "./ask-handler.ts";
import { Backlog } from "./backlog.ts";
import { InboundAsk, type InboundAskData } from "./inbound-ask.ts";
import {
  askOf,
  isAskFrame,
  isBroadcastFrame,
  isNotifyFrame,
  isQueryFrame,
  notificationOf,
  queryOf,
} from "./inbound-frames.ts";
import type { InboundBroadcast, InboundNotification } from "./inbound-message.ts";
import { Inbox } from "./inbox.ts";
import type {
  AskOutcome,
  ClosePeerOptions,
  ConnectPeerOptions,
  ConnectPeerParams,
  HandlerContext,
  LivePeerStatus,
} from "./live-peer-options.ts";
import { OwnMessages, type PeerHost } from "./own-messages.ts";
import { PeerLink } from "./peer-link.ts";
import type { Frame } from "./peer-socket.ts";

/** Any message that a live peer gets. */
export type InboundMessage = InboundAsk | InboundNotification | InboundBroadcast;

/** Delivery ids and correlation ids, to tell a message that comes again. */
const remembered = 1_000;

/**
 * A peer of the mesh that lives in this program: registered, connected, and the same one after each
 * reconnect. It gets asks, notifications and broadcasts, and sends in its own name.
 *
 * Messages wait until somebody takes them, by a handler or by a loop, and the daemon gets a receipt
 * only then. It is closed for good by {@link LivePeer.close}, with its client, and when the daemon
 * refuses it.
 *
 * @example
 * ```ts
 * import { RepowireClient } from "@repowire/client";
 *
 * const client = new RepowireClient();
 * const peer = await client.connectPeer({ path: "/srv/docs", circle: "docs" });
 * try {
 *   peer.onAsk(async (ask) => `You asked: ${ask.text}`);
 *   const ask = await peer.ask({ to_peer: "shop-codex", text: "Which port?" });
 *   console.log(await ask.reply({ timeout: 60_000 }));
 * } finally {
 *   await peer.close();
 * }
 * ```
 */
export class LivePeer implements AsyncDisposable {
  /**
   * Resolves when the peer is closed, and rejects with the error when the daemon refused it. Nobody
   * has to listen.
   */
  readonly closed: Promise<void>;
  readonly #host: PeerHost;
  readonly #options: ConnectPeerOptions;
  readonly #link: PeerLink;
  readonly #own: OwnMessages;
  readonly #backlog: Backlog;
  readonly #asks: Inbox<InboundAsk>;
  readonly #notifications: Inbox<InboundNotification>;
  readonly #broadcasts: Inbox<InboundBroadcast>;
  readonly #httpCloser: HttpCloser;
  readonly #socketCloser: SocketCloser;
  readonly #seen = new SeenIds(remembered);
  /** The receipts that messages are waiting for. */
  readonly #receipts = new WeakMap<object, string>();
  readonly #handlers = new AbortController();
  readonly #settleClosed: { resolve: () => void; reject: (error: unknown) => void };
  #status: LivePeerStatus | undefined;
  #closing = false;
  #closed: Promise<void> | undefined;

  /** Made by `client.connectPeer()`. @internal */
  constructor(host: PeerHost, params: ConnectPeerParams, options: ConnectPeerOptions) {
    this.#host = host;
    this.#options = options;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.closed = promise;
    promise.catch(() => undefined);
    this.#settleClosed = { resolve, reject };
    this.#link = new PeerLink(host.daemon, params, options, {
      onFrame: (frame) => this.#read(frame),
      onOnline: () => void this.#backlog.fetch(),
      onStatus: (status) => this.#setStatus(status),
      onTrouble: (error) => this.#tell(error),
      onEnd: (error) => this.#end(error),
    });
    this.#own = new OwnMessages(host, this.#link);
    this.#httpCloser = new HttpCloser(
      host.daemon,
      () => this.peer_id,
      () => this.#backlog.next(),
    );
    this.#socketCloser = new SocketCloser((frame) => this.#link.send(frame));
    this.#asks = this.#inbox();
    this.#notifications = this.#inbox();
    this.#broadcasts = this.#inbox();
    this.#backlog = new Backlog(host.daemon, () => this.peer_id, {
      wantsAsks: () => this.#asks.hasConsumer && options.recoverAsks !== false,
      wantsNotifications: () => this.#notifications.hasConsumer,
      knowsAsk: (correlation_id) => this.#seen.has(correlation_id),
      onAsk: (data) => this.#addAsk(data),
      onNotification: (frame) => this.#addNotification(frame),
      onTrouble: (error) => this.#tell(error),
    });
  }

  /** Connects it for the first time. @internal */
  async start(): Promise<void> {
    const { lifetime } = this.#host.daemon;
    lifetime.add(this.#abandon);
    try {
      await this.#link.start(this.#options.signal);
    } catch (error) {
      lifetime.remove(this.#abandon);
      throw error;
    }
  }

  /** Its id with the daemon. Keep it to be the same peer in a later run. */
  get peer_id(): string {
    return this.#link.peer_id;
  }

  /** The name that the daemon chose. */
  get display_name(): string {
    return this.#link.display_name;
  }

  get circle(): string {
    return this.#link.registration.circle ?? "";
  }

  /** The folder in its normal form. */
  get path(): string {
    return this.#link.registration.path ?? "";
  }

  get backend(): Backend {
    return this.#link.registration.backend ?? "claude-code";
  }

  /** Whether the daemon can reach it right now. */
  get status(): LivePeerStatus {
    return this.#status ?? "closed";
  }

  /**
   * Has a handler answer asks: what it returns closes the ask. Asks that wait come first. The
   * returned function takes the handler off again.
   *
   * @throws TypeError if asks already have a handler or a reader.
   */
  onAsk(
    handler: (ask: InboundAsk, context: HandlerContext) => AskOutcome | Promise<AskOutcome>,
  ): () => void {
    const { onHandlerError = "decline" } = this.#options;
    const context = { signal: this.#handlers.signal };
    return this.#asks.handle((ask) =>
      runAskHandler(ask, async () => await handler(ask, context), {
        onHandlerError,
        onError: (error) => this.#tell(error, ask),
      }),
    );
  }

  /** Has a handler take notifications. A reply to an ask of {@link LivePeer.ask} is none. */
  onNotify(
    handler: (message: InboundNotification, context: HandlerContext) => void | Promise<void>,
  ): () => void {
    return this.#notifications.handle((message) => this.#run(handler, message));
  }

  /** Has a handler take broadcasts. */
  onBroadcast(
    handler: (message: InboundBroadcast, context: HandlerContext) => void | Promise<void>,
  ): () => void {
    return this.#broadcasts.handle((message) => this.#run(handler, message));
  }

  /**
   * The asks one by one. Each stays open until one of its methods closes it.
   *
   * @example
   * ```ts
   * import { RepowireClient } from "@repowire/client";
   *
   * const client = new RepowireClient();
   * const peer = await client.connectPeer({ path: "/srv/docs", circle: "docs" });
   * for await (const ask of peer.asks()) {
   *   if (ask.text.startsWith("deploy")) await ask.decline("Ask a human.");
   *   else await ask.ack("8377");
   * }
   * ```
   */
  asks(): AsyncIterableIterator<InboundAsk, undefined> {
    return this.#asks.read();
  }

  /** The notifications one by one. */
  notifications(): AsyncIterableIterator<InboundNotification, undefined> {
    return this.#notifications.read();
  }

  /** The broadcasts one by one. */
  broadcasts(): AsyncIterableIterator<InboundBroadcast, undefined> {
    return this.#broadcasts.read();
  }

  /** Asks in its own name. The reply comes over the socket, and {@link Ask.reply} waits for it. */
  ask(params: Omit<AskParams, "from_peer">, options?: CallOptions): RepowireCall<Ask> {
    return this.#own.ask(params, options);
  }

  /** Asks several peers in its own name. */
  askMany(params: Omit<AskManyParams, "from_peer">, options?: CallOptions): RepowireCall<AskMany> {
    return this.#own.askMany(params, options);
  }

  /** Sends a notification in its own name. */
  notify(
    params: Omit<NotifyParams, "from_peer">,
    options?: CallOptions,
  ): RepowireCall<NotifyResult> {
    return this.#own.notify(params, options);
  }

  /** Sends a broadcast in its own name. */
  broadcast(
    params: Omit<BroadcastParams, "from_peer">,
    options?: CallOptions,
  ): RepowireCall<BroadcastResult> {
    return this.#own.broadcast(params, options);
  }

  /**
   * Tells the mesh whether the peer is at work; told again after each reconnect.
   *
   * @returns whether there was a connection to tell it over just now.
   */
  setStatus(status: "online" | "busy", turn_state?: TurnState): boolean {
    return this.#link.report({ type: "status", status, ...(turn_state && { turn_state }) });
  }

  /**
   * Ends the peer: no new message is taken, running handlers come to an end, and then the
   * connection goes. It is offline at once for others, and queued messages wait for its return.
   */
  close(options: ClosePeerOptions = {}): Promise<void> {
    this.#closing = true;
    this.#closed ??= this.#close({ ...this.#options.close, ...options });
    return this.#closed;
  }

  /** {@link LivePeer.close}, for `await using`. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #close({ drainTimeout = 5_000, unregister = false }: ClosePeerOptions): Promise<void> {
    if (this.#status === "closed") return;
    const { clock, caller } = this.#host.daemon;
    const inboxes = [this.#asks, this.#notifications, this.#broadcasts];
    for (const inbox of inboxes) inbox.close();
    const limit = clock.schedule(drainTimeout, () => {
      this.#handlers.abort(new DOMException("The peer is being closed.", "AbortError"));
      expire();
    });
    const { promise: expired, resolve: expire } = Promise.withResolvers<void>();
    await Promise.race([Promise.all(inboxes.map((inbox) => inbox.idle())), expired]);
    limit.cancel();
    // The daemon may have refused the peer meanwhile.
    if (this.status === "closed") return;
    this.#link.send({ type: "status", status: "offline" });
    const { peer_id } = this;
    // Until the daemon has seen the end, it sends messages there that nobody will get.
    await this.#link.stop();
    this.#end();
    if (unregister) await caller.call("unregisterPeer", { name: peer_id });
  }

  readonly #abandon = () => this.#end();

  #end(error?: unknown): void {
    if (this.#status === "closed") return;
    this.#host.daemon.lifetime.remove(this.#abandon);
    this.#handlers.abort(error ?? new DOMException("The peer is closed.", "AbortError"));
    for (const inbox of [this.#asks, this.#notifications, this.#broadcasts]) inbox.close(error);
    void this.#link.stop();
    this.#setStatus("closed");
    if (error === undefined) this.#settleClosed.resolve();
    else this.#settleClosed.reject(error);
  }

  #setStatus(status: LivePeerStatus): void {
    if (this.#status === status || this.#status === "closed") return;
    this.#status = status;
    try {
      this.#options.onStatus?.(status);
    } catch (error) {
      this.#tell(error);
    }
  }

  #inbox<Message extends InboundMessage>(): Inbox<Message> {
    const { maxWaiting = 1_000, concurrency = Infinity } = this.#options;
    return new Inbox<Message>({
      limit: maxWaiting,
      concurrency,
      onTaken: (message) => this.#receipt(message, "injected"),
      onDropped: (message) => this.#drop(message),
      onConsumer: () => {
        if (this.#status === "online") void this.#backlog.fetch();
      },
    });
  }

  #read(frame: Frame): void {
    if (frame.type === "ping") {
      this.#link.send({ type: "pong" });
    } else if (isAskFrame(frame)) {
      this.#addAsk(askOf(frame), frame.delivery_id ?? undefined);
    } else if (isQueryFrame(frame)) {
      this.#asks.deliver(new InboundAsk(queryOf(frame), this.#socketCloser));
    } else if (isNotifyFrame(frame)) {
      this.#addNotification(frame);
    } else if (isBroadcastFrame(frame)) {
      this.#broadcasts.deliver({ kind: "broadcast", from_peer: frame.from_peer, text: frame.text });
    } else if (frame.type === "error") {
      this.#tell(new Error(`the daemon could not read a frame: ${String(frame["error"])}`));
    }
  }

  #addAsk(data: InboundAskData, delivery_id?: string): void {
    // The correlation id, since an ask may come by its frame and again among the open ones.
    if (this.#isKnown(data.correlation_id)) {
      if (delivery_id !== undefined) this.#sendReceipt(delivery_id, "injected");
      return;
    }
    const ask = new InboundAsk(data, this.#httpCloser);
    if (delivery_id !== undefined) this.#receipts.set(ask, delivery_id);
    this.#asks.deliver(ask);
  }

  #addNotification(frame: NotifyFrame): void {
    const { text, attachments, delivery_id } = frame;
    if (delivery_id != null && this.#isKnown(delivery_id)) {
      this.#sendReceipt(delivery_id, "injected");
      return;
    }
    const reply = replyFromFrame(text, attachments);
    const message = notificationOf(frame, reply);
    if (delivery_id != null) this.#receipts.set(message, delivery_id);
    const deliver = () => void this.#notifications.deliver(message);
    if (reply === undefined || !this.#own.settle(reply, deliver)) return deliver();
    this.#receipt(message, "injected");
  }

  #isKnown(id: string): boolean {
    if (this.#seen.has(id)) return true;
    this.#seen.add(id);
    return false;
  }

  /** Nobody will ever see it: an asker is told so, by the receipt. */
  #drop(message: InboundMessage): void {
    this.#receipt(message, "rejected", "the peer does not take messages");
    if (this.#closing || this.#status === "closed") return;
    this.#tell(
      new Error(`a message (${message.kind}) was dropped: too many wait already`),
      message,
    );
  }

  #receipt(message: InboundMessage, status: "injected" | "rejected", detail?: string): void {
    const delivery_id = this.#receipts.get(message);
    this.#receipts.delete(message);
    if (delivery_id !== undefined) this.#sendReceipt(delivery_id, status, detail);
  }

  #sendReceipt(delivery_id: string, status: "injected" | "rejected", detail?: string): void {
    this.#link.send({ type: "delivery_ack", delivery_id, status, ...(detail && { detail }) });
  }

  async #run<Message extends InboundMessage>(
    handler: (message: Message, context: HandlerContext) => void | Promise<void>,
    message: Message,
  ): Promise<void> {
    try {
      await handler(message, { signal: this.#handlers.signal });
    } catch (error) {
      this.#tell(error, message);
    }
  }

  #tell(error: unknown, message?: InboundMessage): void {
    try {
      this.#options.onError?.(error, message);
    } catch {
      // There is nobody left to tell.
    }
  }
}
