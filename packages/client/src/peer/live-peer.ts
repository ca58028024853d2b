import type {
  AskManyParams,
  AskParams,
  Backend,
  BroadcastParams,
  BroadcastResult,
  NotifyParams,
  NotifyResult,
  Open,
  TurnState,
} from "@repowire/protocol";

import { turnStates } from "@repowire/protocol/guards";

import type { Daemon } from "../daemon.ts";
import { hasCode } from "../errors.ts";
import type { RepowireCall } from "../http/call.ts";
import { oneOf, propertiesOf } from "../option-rules.ts";
import { type CallOptions, callSettingsOf } from "../options.ts";
import type { AskMany } from "../replies/ask-many.ts";
import type { Ask } from "../replies/reply.ts";
import type { AnswerSchema, TypedAsk } from "../replies/typed-reply.ts";
import {
  type AskHandler,
  type AskHandlers,
  type HandlerContext,
  type InboundAsk,
  checkHandler,
  runAskHandler,
} from "./inbound-ask.ts";
import { builtin } from "../observers.ts";
import { Backlog } from "./backlog.ts";
import type { Inbox } from "./inbox.ts";
import { PeerLink } from "./link.ts";
import {
  type InboundBroadcast,
  type InboundMessage,
  type InboundNotification,
  Mailbox,
} from "./mailbox.ts";
import {
  type ClosePeerOptions,
  type CloseSettings,
  type ClosePeerResult,
  type ConnectPeerOptions,
  type ConnectPeerParams,
  type LivePeerStatus,
  type PeerSettings,
  closeSettingsOf,
  peerSettingsOf,
} from "./options.ts";
import { PeerAsks } from "./sent-asks.ts";

/** How many milliseconds a client waits for a handler that closes the client. */
const ownLimit = 5_000;

/** Time limit for checking whether a name is unique, in milliseconds. */
const longestLook = 1_000;

/** Time limit for unregistering a peer, in milliseconds. A program that ends waits for it. */
const unregisterTimeout = 5_000;

type Inspect = (value: unknown, options: object) => string;

/**
 * A peer of the mesh that lives in this program. It is registered and connected, and stays the same peer
 * after each reconnect. It receives asks, notifications and broadcasts, and sends in its own name.
 *
 * A message waits until a handler or a loop takes it; only then does the daemon get a receipt. The peer
 * ends when you call {@link LivePeer.close}, when its client closes, or when the daemon refuses it.
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
   * Resolves when the peer is closed. Rejects if the daemon refused the peer. You may ignore it.
   */
  readonly closed: Promise<void>;
  readonly #daemon: Daemon;
  readonly #settings: PeerSettings;
  readonly #link: PeerLink;
  readonly #asks: PeerAsks;
  readonly #mailbox: Mailbox;
  readonly #backlog: Backlog;
  /** Its signal is that of the handlers. */
  readonly #handlers = new AbortController();
  /** The messages whose handlers called `close()`, and may be waiting for it. */
  readonly #closers = new Set<InboundMessage>();
  readonly #leaveClient: () => void;
  /** Resolves when no handler runs, or when those that run are given up. */
  readonly #drained = Promise.withResolvers<void>();
  #closing: Promise<void> | undefined;
  #unregistered: Promise<boolean> | undefined;

  /** Made by `client.connectPeer()`. @internal */
  constructor(daemon: Daemon, params: ConnectPeerParams, options: ConnectPeerOptions) {
    const settings = peerSettingsOf(options);
    this.#daemon = daemon;
    this.#settings = settings;
    this.#link = new PeerLink(daemon, params, settings, {
      onFrame: (frame) => this.#mailbox.read(frame),
      onMissed: (why) => this.#backlog.missed(why),
      onEnd: (error) => this.#onEnd(error),
    });
    this.closed = this.#link.closed;
    this.#asks = new PeerAsks(this.#link);
    this.#mailbox = new Mailbox(this.#link, settings, {
      onReply: (reply) => this.#asks.sent.arrive(reply),
      onDemand: () => this.#backlog.fetch(),
      onAskClosed: () => this.#backlog.askClosed(),
    });
    this.#backlog = new Backlog(this.#link, this.#mailbox, settings.recoverAsks);
    // What `console.log` shows in Node, Bun and Deno. It is not a method, because a method with a
    // computed name would keep the class in every bundle.
    Object.defineProperty(this, Symbol.for("nodejs.util.inspect.custom"), {
      value: (_depth: number, options: object, inspect?: Inspect) => {
        const shown = this.toJSON();
        return `LivePeer ${inspect?.(shown, options) ?? JSON.stringify(shown)}`;
      },
    });
    const { scope } = daemon;
    const offs = [
      scope.beforeClose(() => {
        const limits = closeSettingsOf(undefined, settings);
        if (this.#ownMessage() === undefined) return this.#finish(limits);
        return this.#finish({ ...limits, drainTimeout: Math.min(limits.drainTimeout, ownLimit) });
      }),
      scope.onEnd(() => this.#link.end()),
    ];
    this.#leaveClient = () => {
      for (const off of offs) off();
    };
  }

  /** Connects for the first time. @internal */
  async start(): Promise<void> {
    try {
      await this.#link.start();
    } catch (error) {
      // A client that closes now waits until the peer is offline.
      void this.#link.stop().then(this.#leaveClient);
      throw error;
    }
  }

  /** The peer's id with the daemon. Save it to be the same peer in a later run. */
  get peer_id(): string {
    return this.#link.peer_id;
  }

  /** The name that the daemon chose. */
  get display_name(): string {
    return this.#link.display_name;
  }

  /** The circle of the peer, as the daemon says. */
  get circle(): string {
    return this.#link.circle;
  }

  /** The folder of the peer, in its normal form. */
  get path(): string {
    return this.#link.registrar.registration.path;
  }

  /** The backend of the peer. */
  get backend(): Open<Backend> {
    return this.#link.registrar.registration.backend;
  }

  /** Whether the daemon can reach the peer now. */
  get status(): LivePeerStatus {
    return this.#link.status;
  }

  /**
   * Answers asks. The return value closes the ask: a string is the reply, and `undefined` closes it
   * without a reply. Asks that already wait come first. Returns a function that removes the handler.
   *
   * A single handler for all asks returns what every ask accepts. To answer structured questions with
   * `{ option_id }` or `{ text }`, pass a handler for each kind. If a result does not fit, `onError` is
   * called and the ask stays open.
   *
   * @throws TypeError if asks already have a handler, or if a reader waits for one.
   *
   * @example
   * ```ts
   * import { RepowireClient } from "@repowire/client";
   *
   * const client = new RepowireClient();
   * const peer = await client.connectPeer({ path: "/srv/docs", circle: "docs" });
   * peer.onAsk({
   *   ask: (ask) => `You asked: ${ask.text}`,
   *   question: (ask) => ({ option_id: ask.question.options?.[0]?.id }),
   * });
   * ```
   */
  onAsk(handler: AskHandler | AskHandlers): () => void {
    checkHandler("onAsk", handler);
    const { onHandlerError } = this.#settings;
    return this.#handle(this.#mailbox.asks, (ask, context) =>
      runAskHandler(ask, handler, context, onHandlerError, (error) => this.#link.tell(error, ask)),
    );
  }

  /** Handles notifications. They do not include replies to the asks of {@link LivePeer.ask}. */
  onNotify(
    handler: (message: InboundNotification, context: HandlerContext) => void | Promise<void>,
  ): () => void {
    checkHandler("onNotify", handler);
    return this.#handle(this.#mailbox.notifications, handler);
  }

  /** Handles broadcasts. */
  onBroadcast(
    handler: (message: InboundBroadcast, context: HandlerContext) => void | Promise<void>,
  ): () => void {
    checkHandler("onBroadcast", handler);
    return this.#handle(this.#mailbox.broadcasts, handler);
  }

  /**
   * Reads the asks one by one. Each stays open until you call one of its methods.
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

  /** Reads the notifications one by one. */
  notifications(): AsyncIterableIterator<InboundNotification, undefined> {
    return this.#mailbox.notifications.read();
  }

  /** Reads the broadcasts one by one. */
  broadcasts(): AsyncIterableIterator<InboundBroadcast, undefined> {
    return this.#mailbox.broadcasts.read();
  }

  /**
   * Asks in the peer's name. The reply comes over the socket; {@link Ask.reply} waits for it. While the
   * peer reconnects, the ask waits too, within its `timeout`, so that no reply is lost.
   */
  ask(
    params: Omit<AskParams, "from_peer"> & { readonly reply?: undefined },
    options?: CallOptions,
  ): RepowireCall<Ask>;
  /**
   * Asks for JSON in the peer's name. `reply` is a Standard Schema, such as a zod schema. The reply has a
   * `value` of its type.
   */
  ask<Value>(
    params: Omit<AskParams, "from_peer"> & { readonly reply: AnswerSchema<Value> },
    options?: CallOptions,
  ): RepowireCall<TypedAsk<Value>>;
  ask(
    params: Omit<AskParams, "from_peer"> & { readonly reply?: AnswerSchema | undefined },
    options?: CallOptions,
  ): RepowireCall<Ask> {
    return this.#asks.ask(this.#own(params), options);
  }

  /** Asks several peers in the peer's name. Waits while the peer reconnects, like {@link LivePeer.ask}. */
  askMany(params: Omit<AskManyParams, "from_peer">, options?: CallOptions): RepowireCall<AskMany> {
    return this.#asks.askMany(this.#own(params), options);
  }

  /** Sends a notification in the peer's name. */
  notify(
    params: Omit<NotifyParams, "from_peer">,
    options?: CallOptions,
  ): RepowireCall<NotifyResult> {
    return this.#daemon.caller.call("notify", this.#own(params), options);
  }

  /** Sends a broadcast in the peer's name. */
  broadcast(
    params: Omit<BroadcastParams, "from_peer">,
    options?: CallOptions,
  ): RepowireCall<BroadcastResult> {
    const { caller } = this.#daemon;
    const own = this.#own(params);
    const prepare = async () => ({ ...own, from_peer: await this.#speaker(options) });
    return caller.call("broadcast", own, options, undefined, prepare);
  }

  /**
   * Tells the mesh whether the peer is working, now and after each reconnect. A current Go daemon holds
   * messages back while a peer is busy or `"working"`. The peer reads them when it no longer is.
   *
   * @returns whether the daemon was told now. `false` means that there was no connection.
   *
   * @throws TypeError for another status, such as `"offline"`: a peer is offline when it is closed.
   */
  setStatus(status: "online" | "busy", turn_state?: TurnState): boolean {
    oneOf("online", "busy").check("setStatus: status", status);
    if (turn_state !== undefined) {
      oneOf(...turnStates).check("setStatus: turn_state", turn_state);
    }
    return this.#link.report(status, turn_state);
  }

  /**
   * Closes the peer. It takes no new messages, lets running handlers finish for up to `drainTimeout`, and
   * then closes the connection. Other peers see it offline at once. The daemon keeps queued messages
   * until the peer returns.
   *
   * It does not reject, so a Ctrl-C handler can await it. A second call waits for the same end. It can
   * shorten the time of the handlers, and can still unregister the peer.
   *
   * In a handler of the peer, it waits only for the other handlers: the peer closes when this handler is
   * done. In a browser, this needs a call before the handler's first `await`.
   *
   * @throws TypeError for invalid options.
   */
  async close(options?: ClosePeerOptions): Promise<ClosePeerResult> {
    const closed = this.#finish(closeSettingsOf(options, this.#settings));
    const own = this.#ownMessage();
    if (own === undefined) return await closed;
    this.#closers.add(own);
    return await Promise.race([closed, this.#mailbox.idle(this.#closers).then(this.#result)]);
  }

  /** Calls {@link LivePeer.close}, for `await using`. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  /** The peer's identity and status, for logs. */
  toJSON(): Record<string, unknown> {
    const { peer_id, display_name, circle, path, backend, status } = this;
    return { peer_id, display_name, circle, path, backend, status };
  }

  /** Adds the peer's id to parameters, which may be getters of a class. */
  #own<Params extends object>(params: Params): Params & { readonly from_peer: string } {
    const given = Object(params) as Params;
    // The call itself refuses what has no names.
    const values = Symbol.iterator in given ? {} : propertiesOf("the parameters", given);
    return { ...(values as Params), from_peer: this.peer_id };
  }

  /**
   * The daemon copies the sender into the frames of a broadcast, where readers see it, so it should be
   * the name. But if another circle has the same name, the Python daemons fail with an internal error.
   */
  async #speaker(options: CallOptions | undefined): Promise<string> {
    const { peer_id, display_name } = this;
    const { signal, timeout = this.#daemon.settings.timeout } = callSettingsOf(
      "broadcast",
      options,
    );
    const look = { signal, timeout: Math.min(longestLook, timeout / 4) };
    try {
      const params = { identifier: display_name };
      const found = await this.#daemon.caller.call("getPeer", params, look);
      return found.peer_id === peer_id ? display_name : peer_id;
    } catch {
      // If the daemon has a problem, the broadcast reports it. If not, the id serves as well as the name.
      return peer_id;
    }
  }

  readonly #result = (unregistered: boolean | void): ClosePeerResult => ({
    unhandled: [...this.#mailbox.unhandled],
    unregistered: unregistered === true,
  });

  async #finish({ drainTimeout, unregister }: CloseSettings): Promise<ClosePeerResult> {
    const limit = this.#daemon.scope.schedule(drainTimeout, this.#drained.resolve);
    await (this.#closing ??= this.#close());
    limit.cancel();
    if (unregister && !this.#link.isSuperseded) this.#unregistered ??= this.#unregister();
    return this.#result(await this.#unregistered);
  }

  /** The message whose running handler is calling. */
  #ownMessage(): InboundMessage | undefined {
    const message = storage().getStore();
    return message && this.#mailbox.running.includes(message) ? message : undefined;
  }

  async #close(): Promise<void> {
    if (this.#link.status === "closed") return;
    this.#mailbox.close();
    this.#asks.sent.close();
    const idle = this.#backlog.close().then(() => this.#mailbox.idle());
    void idle.then(this.#drained.resolve);
    await this.#drained.promise;
    this.#interrupt();
    this.#link.send({ type: "status", status: "offline" });
    // Until the daemon has seen the end, it sends messages to this socket that nobody will get.
    await this.#link.stop();
    this.#link.end();
  }

  /** Unregisters the peer, unless another program uses it. If that fails, `onError` gets the error. */
  async #unregister(): Promise<boolean> {
    const { registrar } = this.#link;
    const options = { timeout: unregisterTimeout };
    try {
      if (registrar.isTaken(await registrar.look(this.peer_id, options))) return false;
      await this.#daemon.caller.call("unregisterPeer", { name: this.peer_id }, options);
      return true;
    } catch (error) {
      if (hasCode(error, "unknown_peer")) return true;
      // Another call may try again.
      this.#unregistered = undefined;
      this.#link.tell(error);
      return false;
    }
  }

  /** Gives up on the running handlers. */
  #interrupt(reason: unknown = new DOMException("The peer is closed.", "AbortError")): void {
    if (this.#handlers.signal.aborted) return;
    this.#mailbox.interrupt();
    this.#handlers.abort(reason);
  }

  #onEnd(error: unknown): void {
    this.#leaveClient();
    this.#interrupt(error);
    this.#mailbox.close(error);
    this.#asks.sent.close();
    this.#drained.resolve();
  }

  #handle<Message extends InboundMessage>(
    inbox: Inbox<Message>,
    handler: (message: Message, context: HandlerContext) => void | Promise<void>,
  ): () => void {
    const context = { signal: this.#handlers.signal };
    return inbox.handle((message) =>
      storage().run(message, async () => {
        try {
          await handler(message, context);
        } catch (error) {
          this.#link.tell(error, message);
        }
      }),
    );
  }
}

interface Storage {
  getStore(): InboundMessage | undefined;
  run<Result>(message: InboundMessage, call: () => Result): Result;
}

/** One for all peers: Node 22 never frees a storage, and visits each storage at every promise. */
let handling: Storage | undefined;

/** Tells which handler is calling. Outside Node, Bun and Deno, only until its first `await`. */
function storage(): Storage {
  if (handling !== undefined) return handling;
  const { AsyncLocalStorage } = builtin<{ AsyncLocalStorage: new () => Storage }>("async_hooks");
  if (AsyncLocalStorage !== undefined) return (handling = new AsyncLocalStorage());
  let current: InboundMessage | undefined;
  return (handling = {
    getStore: () => current,
    run: (message, call) => {
      const before = current;
      current = message;
      const done = call();
      current = before;
      return done;
    },
  });
}
