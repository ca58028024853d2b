import type { NotifyFrame } from "@repowire/protocol";

import { replyFromFrame } from "../replies/reply-from-event.ts";
import { namesItsSender } from "../replies/reply-sender.ts";
import type { Daemon } from "../daemon.ts";
import { Arrivals } from "./arrivals.ts";
import { HttpCloser, SocketCloser } from "./ask-closers.ts";
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
import type { ConnectPeerOptions } from "./live-peer-options.ts";
import type { ReplyArrival } from "./own-asks.ts";
import type { Frame } from "./peer-socket.ts";

/** Any message that a live peer gets. */
export type InboundMessage = InboundAsk | InboundNotification | InboundBroadcast;

/** What a mailbox needs of its peer. */
export interface MailboxHost {
  readonly daemon: Daemon;
  peerId(): string;
  /** Whether the daemon can be asked what came meanwhile. */
  isOnline(): boolean;
  send(frame: object): boolean;
  /** Gives a reply to the ask that it is for, or has it passed on. */
  onReply(arrival: ReplyArrival): void;
  tell(error: unknown, message?: InboundMessage): void;
}

/** Takes the daemon's messages for a peer, each once, and keeps them until somebody takes them. */
export class Mailbox {
  readonly asks: Inbox<InboundAsk>;
  readonly notifications: Inbox<InboundNotification>;
  readonly broadcasts: Inbox<InboundBroadcast>;
  readonly #host: MailboxHost;
  readonly #options: ConnectPeerOptions;
  readonly #backlog: Backlog;
  readonly #httpCloser: HttpCloser;
  readonly #socketCloser: SocketCloser;
  readonly #arrivals = new Arrivals<InboundMessage>();
  #closed = false;

  constructor(host: MailboxHost, options: ConnectPeerOptions) {
    this.#host = host;
    this.#options = options;
    this.#httpCloser = new HttpCloser(
      host.daemon,
      () => host.peerId(),
      () => this.#backlog.next(),
    );
    this.#socketCloser = new SocketCloser((frame) => host.send(frame));
    this.asks = this.#inbox();
    this.notifications = this.#inbox();
    this.broadcasts = this.#inbox();
    this.#backlog = new Backlog(host.daemon, () => host.peerId(), {
      wantsAsks: () => this.asks.hasConsumer && options.recoverAsks !== false,
      wantsNotifications: () => this.notifications.hasConsumer,
      knowsAsk: (correlation_id) => this.#arrivals.has(correlation_id),
      hasRoomForAsk: () => this.asks.hasRoom,
      onAsk: (data) => this.#addAsk(data),
      // A queue that was read is gone, and owed no receipt.
      onNotification: (frame) => this.#addNotification(frame, undefined),
      onTrouble: (error) => host.tell(error),
    });
  }

  /** Fetches what came while there was no connection. */
  fetch(): void {
    void this.#backlog.fetch();
  }

  read(frame: Frame): void {
    if (frame.type === "ping") {
      this.#host.send({ type: "pong" });
    } else if (isAskFrame(frame)) {
      this.#addAsk(askOf(frame), frame.delivery_id ?? undefined);
    } else if (isQueryFrame(frame)) {
      this.asks.deliver(new InboundAsk(queryOf(frame), this.#socketCloser));
    } else if (isNotifyFrame(frame)) {
      this.#addNotification(frame, frame.delivery_id ?? undefined);
    } else if (isBroadcastFrame(frame)) {
      this.broadcasts.deliver({ kind: "broadcast", from_peer: frame.from_peer, text: frame.text });
    } else if (frame.type === "error") {
      this.#host.tell(new Error(`the daemon could not read a frame: ${String(frame["error"])}`));
    }
  }

  /** Takes nothing new, and drops what nobody has taken. */
  close(error?: unknown): void {
    this.#closed = true;
    for (const inbox of [this.asks, this.notifications, this.broadcasts]) inbox.close(error);
  }

  /** Resolves when no handler runs any more. */
  async idle(): Promise<void> {
    await Promise.all([this.asks.idle(), this.notifications.idle(), this.broadcasts.idle()]);
  }

  #inbox<Message extends InboundMessage>(): Inbox<Message> {
    const { maxWaiting = 1_000, concurrency = Infinity } = this.#options;
    return new Inbox<Message>({
      limit: maxWaiting,
      concurrency,
      onTaken: (message) => this.#take(message),
      onDropped: (message) => this.#drop(message),
      onConsumer: () => {
        if (this.#host.isOnline()) this.fetch();
      },
    });
  }

  #addAsk(data: InboundAskData, delivery_id?: string): void {
    // The correlation id, since an ask may come by its frame and again among the open ones.
    const { correlation_id } = data;
    if (this.#hasCome(correlation_id, delivery_id)) return;
    const ask = new InboundAsk(data, this.#httpCloser);
    this.#arrivals.add(correlation_id, ask, delivery_id);
    this.asks.deliver(ask);
  }

  #addNotification(frame: NotifyFrame, owed: string | undefined): void {
    const { delivery_id } = frame;
    if (delivery_id != null && this.#hasCome(delivery_id, owed)) return;
    const found = replyFromFrame(frame.text, frame.attachments);
    const sender = { named: found?.from ?? "", name: frame.from_peer };
    // Anybody may write a text that looks like a reply.
    const reply = namesItsSender(sender) ? found : undefined;
    const message = notificationOf(frame, reply);
    if (delivery_id != null) this.#arrivals.add(delivery_id, message, owed);
    const pass = () => void this.notifications.deliver(message);
    if (reply === undefined) return pass();
    this.#host.onReply({ reply, sender, take: () => this.#take(message), pass });
  }

  /** Whether a message has come before. The daemon is told so, if somebody has it by now. */
  #hasCome(id: string, delivery_id: string | undefined): boolean {
    if (!this.#arrivals.has(id)) return false;
    const taken = this.#arrivals.again(id, delivery_id);
    if (taken && delivery_id !== undefined) this.#sendReceipt(delivery_id, "injected");
    return true;
  }

  #take(message: InboundMessage): void {
    const delivery_id = this.#arrivals.end(message, true);
    if (delivery_id !== undefined) this.#sendReceipt(delivery_id, "injected");
    if (message instanceof InboundAsk) this.#backlog.room();
  }

  /** Nobody will ever see it: an asker is told so, by the receipt. */
  #drop(message: InboundMessage): void {
    const delivery_id = this.#arrivals.end(message, false);
    const why = "the peer does not take messages";
    if (delivery_id !== undefined) this.#sendReceipt(delivery_id, "rejected", why);
    if (this.#closed) return;
    const what = `a message (${message.kind}) was dropped: too many wait already`;
    this.#host.tell(new Error(what), message);
  }

  #sendReceipt(delivery_id: string, status: "injected" | "rejected", detail?: string): void {
    this.#host.send({ type: "delivery_ack", delivery_id, status, ...(detail && { detail }) });
  }
}
