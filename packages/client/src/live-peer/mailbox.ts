import type { NotifyFrame } from "@repowire/protocol";

import type { SettledReply } from "../asks/ask-reply.ts";
import { replyFromFrame } from "../asks/reply-from-event.ts";
import type { Daemon } from "../daemon.ts";
import { SeenIds } from "../events/seen-ids.ts";
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
  /** Gives a reply to the ask that it is for; `false` if there is none. */
  settle(reply: SettledReply, drop: () => void): boolean;
  tell(error: unknown, message?: InboundMessage): void;
}

/** Delivery ids and correlation ids, to tell a message that comes again. */
const remembered = 1_000;

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
  readonly #seen = new SeenIds(remembered);
  /** The receipts that messages are waiting for. */
  readonly #receipts = new WeakMap<object, string>();
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
      knowsAsk: (correlation_id) => this.#seen.has(correlation_id),
      onAsk: (data) => this.#addAsk(data),
      onNotification: (frame) => this.#addNotification(frame),
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
      this.#addNotification(frame);
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
      onTaken: (message) => this.#receipt(message, "injected"),
      onDropped: (message) => this.#drop(message),
      onConsumer: () => {
        if (this.#host.isOnline()) this.fetch();
      },
    });
  }

  #addAsk(data: InboundAskData, delivery_id?: string): void {
    // The correlation id, since an ask may come by its frame and again among the open ones.
    if (this.#isKnown(data.correlation_id)) {
      if (delivery_id !== undefined) this.#sendReceipt(delivery_id, "injected");
      return;
    }
    const ask = new InboundAsk(data, this.#httpCloser);
    if (delivery_id !== undefined) this.#receipts.set(ask, delivery_id);
    this.asks.deliver(ask);
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
    const deliver = () => void this.notifications.deliver(message);
    if (reply === undefined || !this.#host.settle(reply, deliver)) return deliver();
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
    if (this.#closed) return;
    const what = `a message (${message.kind}) was dropped: too many wait already`;
    this.#host.tell(new Error(what), message);
  }

  #receipt(message: InboundMessage, status: "injected" | "rejected", detail?: string): void {
    const delivery_id = this.#receipts.get(message);
    this.#receipts.delete(message);
    if (delivery_id !== undefined) this.#sendReceipt(delivery_id, status, detail);
  }

  #sendReceipt(delivery_id: string, status: "injected" | "rejected", detail?: string): void {
    this.#host.send({ type: "delivery_ack", delivery_id, status, ...(detail && { detail }) });
  }
}
