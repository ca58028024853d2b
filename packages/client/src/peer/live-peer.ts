import type {
  AskManyParams,
  AskParams,
  Backend,
  BroadcastParams,
  BroadcastResult,
  NotifyParams,
  NotifyResult,
  TurnState,
} from "@repowire/protocol";

import type { Ask } from "../replies/ask.ts";
import type { AskMany } from "../replies/ask-many-replies.ts";
import type { RepowireCall } from "../http/call.ts";
import { checkDelays, schedule } from "../clock.ts";
import type { CallOptions } from "../options.ts";
import { runAskHandler } from "./ask-handler.ts";
import type { InboundAsk } from "./inbound-ask.ts";
import type { InboundBroadcast, InboundNotification } from "./inbound-message.ts";
import type {
  AskOutcome,
  ClosePeerOptions,
  ConnectPeerOptions,
  ConnectPeerParams,
  HandlerContext,
  LivePeerStatus,
} from "./live-peer-options.ts";
import { type InboundMessage, Mailbox } from "./mailbox.ts";
import { OwnMessages, type PeerHost } from "./own-messages.ts";
import { PeerLink } from "./peer-link.ts";

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
  readonly #mailbox: Mailbox;
  readonly #handlers = new AbortController();
  readonly #settleClosed: { resolve: () => void; reject: (error: unknown) => void };
  #status: LivePeerStatus | undefined;
  #closed: Promise<void> | undefined;

  /** Made by `client.connectPeer()`. @internal */
  constructor(host: PeerHost, params: ConnectPeerParams, options: ConnectPeerOptions) {
    const { connectTimeout, checkInterval, close } = options;
    const drain = { "close.drainTimeout": close?.drainTimeout };
    checkDelays("connectPeer", { connectTimeout, checkInterval, ...drain });
    this.#host = host;
    this.#options = options;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.closed = promise;
    promise.catch(() => undefined);
    this.#settleClosed = { resolve, reject };
    this.#link = new PeerLink(host.daemon, params, options, {
      onFrame: (frame) => this.#mailbox.read(frame),
      onOnline: () => this.#mailbox.fetch(),
      onStatus: (status) => this.#setStatus(status),
      onTrouble: (error) => this.#tell(error),
      onEnd: (error) => this.#end(error),
    });
    this.#own = new OwnMessages(host, this.#link);
    this.#mailbox = new Mailbox(
      {
        daemon: host.daemon,
        peerId: () => this.peer_id,
        isOnline: () => this.#status === "online",
        send: (frame) => this.#link.send(frame),
        onReply: (arrival) => this.#own.onReply(arrival),
        tell: (error, message) => this.#tell(error, message),
      },
      options,
    );
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
    return this.#mailbox.asks.handle((ask) =>
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
    return this.#mailbox.notifications.handle((message) => this.#run(handler, message));
  }

  /** Has a handler take broadcasts. */
  onBroadcast(
    handler: (message: InboundBroadcast, context: HandlerContext) => void | Promise<void>,
  ): () => void {
    return this.#mailbox.broadcasts.handle((message) => this.#run(handler, message));
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
    return this.#mailbox.asks.read();
  }

  /** The notifications one by one. */
  notifications(): AsyncIterableIterator<InboundNotification, undefined> {
    return this.#mailbox.notifications.read();
  }

  /** The broadcasts one by one. */
  broadcasts(): AsyncIterableIterator<InboundBroadcast, undefined> {
    return this.#mailbox.broadcasts.read();
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
   *
   * @throws TypeError for a time that is none; what `unregister` throws.
   */
  async close(options: ClosePeerOptions = {}): Promise<void> {
    checkDelays("close", { drainTimeout: options.drainTimeout });
    this.#closed ??= this.#close({ ...this.#options.close, ...options });
    await this.#closed;
  }

  /** {@link LivePeer.close}, for `await using`. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #close({ drainTimeout = 5_000, unregister = false }: ClosePeerOptions): Promise<void> {
    if (this.#status === "closed") return;
    const { clock, caller } = this.#host.daemon;
    this.#mailbox.close();
    const limit = schedule(clock, drainTimeout, () => {
      this.#handlers.abort(new DOMException("The peer is being closed.", "AbortError"));
    });
    const { promise: expired, resolve: expire } = Promise.withResolvers<void>();
    // It fires with the end of the client too, which waits for no handler.
    this.#handlers.signal.addEventListener("abort", () => expire());
    await Promise.race([this.#mailbox.idle(), expired]);
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
    this.#mailbox.close(error);
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
