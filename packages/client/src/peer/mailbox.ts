import type { AskFrame, BroadcastFrame, NotifyFrame, QueryFrame } from "@repowire/protocol";
import {
  isAskFrame,
  isBroadcastFrame,
  isNotifyFrame,
  isQueryFrame,
} from "@repowire/protocol/guards";

import type { Daemon } from "../daemon.ts";
import { visible } from "../format-inbound.ts";
import { SeenIds } from "../events/seen-ids.ts";
import type { ReplyAttachment, SettledReply } from "../replies/ask.ts";
import { replyFromFrame } from "../replies/frame.ts";
import { namesItsSender } from "../replies/frame.ts";
import { Backlog, type MissedReason } from "./backlog.ts";
import { HttpCloser, InboundAsk, type InboundAskData, SocketCloser } from "./inbound-ask.ts";
import { Inbox } from "./inbox.ts";
import type { PeerSettings } from "./options.ts";
import type { ReplyArrival } from "./sent-asks.ts";
import type { Frame } from "./socket.ts";

/** A notification that a live peer received. */
export interface InboundNotification {
  readonly kind: "notify";
  /** The display name of the sender, or the name that an unregistered sender gave itself. */
  readonly from_peer: string;
  readonly to_peer: string | undefined;
  readonly text: string;
  readonly attachments: readonly ReplyAttachment[];
  readonly delivery_id: string | undefined;
  /** The reply, if the notification answers an ask that this peer object did not send itself. */
  readonly reply: SettledReply | undefined;
}

/** A broadcast that a live peer received. */
export interface InboundBroadcast {
  readonly kind: "broadcast";
  /** The sender, as the call named it. */
  readonly from_peer: string;
  readonly text: string;
}

/** Any message that a live peer receives. */
export type InboundMessage = InboundAsk | InboundNotification | InboundBroadcast;

/** What a mailbox needs from its peer. */
export interface MailboxHost {
  readonly daemon: Daemon;
  peerId(): string;
  send(frame: object): boolean;
  /** Passes a reply to the ask that it answers, or calls back to pass it on as a notification. */
  onReply(arrival: ReplyArrival): void;
  /** Called when a handler or a reader has the message. */
  onTaken(message: InboundMessage): void;
  tell(error: unknown, message?: InboundMessage): void;
}

/**
 * How many ids to remember: of messages that were taken, and of asks that were dropped. They identify
 * repeats.
 */
const remembered = 1_000;

/** How to read each kind of message. A message without one of these texts is invalid. */
const kinds = {
  ask: { model: "AskFrame", fits: isAskFrame, texts: ["correlation_id", "from_peer", "text"] },
  query: {
    model: "QueryFrame",
    fits: isQueryFrame,
    texts: ["correlation_id", "from_peer", "text"],
  },
  notify: { model: "NotifyFrame", fits: isNotifyFrame, texts: ["from_peer", "text"] },
  broadcast: { model: "BroadcastFrame", fits: isBroadcastFrame, texts: ["from_peer", "text"] },
} as const;

type MessageFrame = AskFrame | QueryFrame | NotifyFrame | BroadcastFrame;

/**
 * Takes the daemon's messages for a peer, each once, and keeps them until a handler or reader takes them.
 */
export class Mailbox {
  readonly asks: Inbox<InboundAsk>;
  readonly notifications: Inbox<InboundNotification>;
  readonly broadcasts: Inbox<InboundBroadcast>;
  readonly #host: MailboxHost;
  readonly #settings: PeerSettings;
  readonly #backlog: Backlog;
  readonly #httpCloser: HttpCloser;
  readonly #socketCloser: SocketCloser;
  readonly #taken = new SeenIds(remembered);
  readonly #waiting = new Map<string, InboundMessage>();
  readonly #ids = new WeakMap<InboundMessage, string>();
  /** Deliveries whose receipt is still to be sent. */
  readonly #deliveries = new WeakMap<InboundMessage, string>();
  /** The content of dropped asks. If one comes again, the daemon may know less of it. */
  readonly #droppedAsks = new Map<string, InboundAskData>();
  readonly #unhandled: InboundMessage[] = [];
  #closed = false;

  constructor(host: MailboxHost, settings: PeerSettings) {
    this.#host = host;
    this.#settings = settings;
    const peerId = () => host.peerId();
    this.#httpCloser = new HttpCloser(host.daemon, peerId, () => this.#backlog.askClosed());
    this.#socketCloser = new SocketCloser((frame) => host.send(frame));
    this.asks = this.#inbox();
    this.notifications = this.#inbox();
    this.broadcasts = this.#inbox();
    this.#backlog = new Backlog(host.daemon, peerId, {
      wantsAsks: () => this.asks.hasConsumer && settings.recoverAsks,
      notificationDemand: () => this.notifications.demand,
      knowsAsk: (correlation_id) => this.#has(correlation_id),
      hasRoomForAsk: () => this.asks.room > 0,
      onAsk: (data) => this.#addAsk(this.#droppedAsks.get(data.correlation_id) ?? data),
      // The daemon has deleted a queue that was read, and expects no receipt.
      onNotification: (frame) => this.#addNotification(frame, undefined),
      onTrouble: (error) => host.tell(error),
    });
  }

  /** Called when the daemon may hold messages that it did not send. */
  missed(why: MissedReason): void {
    this.#backlog.missed(why);
  }

  /** Reads a frame. Returns whether it brought something new. */
  read(frame: Frame): boolean {
    if (frame.type === "ping") {
      this.#host.send({ type: "pong" });
    } else if (frame.type === "error") {
      const words = visible(String(frame["error"]));
      this.#host.tell(new Error(`the daemon could not read a frame: ${words}`));
    } else if (Object.hasOwn(kinds, frame.type)) {
      return this.#isReadable(frame) && this.#receive(frame as unknown as MessageFrame);
    }
    // A newer daemon may send other frames.
    return false;
  }

  /** Called if something other than a frame came. */
  unreadable(issue: string): void {
    this.#drift([issue]);
    this.#host.tell(new Error(`a message of the daemon was skipped: ${issue}`));
  }

  /** Takes no new messages, and drops those that wait. */
  close(error?: unknown): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const inbox of this.#inboxes()) inbox.close(error);
  }

  /** Resolves when no handler is running and no read from the daemon is under way. */
  async idle(): Promise<void> {
    await this.#backlog.close();
    await Promise.all(this.#inboxes().map((inbox) => inbox.idle()));
  }

  /** Gives up on the running handlers. */
  interrupt(): void {
    for (const message of this.#inboxes().flatMap((inbox) => inbox.running)) {
      this.#leave(message, "the peer closed before its handler was done");
    }
  }

  /** The messages that came and nobody handled. Complete once the mailbox is closed. */
  get unhandled(): readonly InboundMessage[] {
    return this.#unhandled;
  }

  #inboxes(): readonly Inbox<InboundMessage>[] {
    return [this.asks, this.notifications, this.broadcasts] as unknown as Inbox<InboundMessage>[];
  }

  #inbox<Message extends InboundMessage>(): Inbox<Message> {
    const { maxWaiting, concurrency } = this.#settings;
    return new Inbox<Message>({
      limit: maxWaiting,
      concurrency,
      onTaken: (message) => this.#take(message),
      onDropped: (message) => this.#drop(message),
      onDemand: () => this.#backlog.fetch(),
    });
  }

  /** Whether a frame can be used. The option `validation` applies, as it does to an HTTP answer. */
  #isReadable(frame: Frame): boolean {
    const { validation } = this.#host.daemon.settings;
    const { model, fits, texts } = kinds[frame.type as keyof typeof kinds];
    if (fits(frame)) return true;
    const usable = texts.every((key) => typeof frame[key] === "string");
    const skipped = validation === "strict" || !usable;
    const { delivery_id } = frame;
    if (skipped && typeof delivery_id === "string") {
      this.#sendReceipt(delivery_id, "rejected", "the peer cannot read the message");
    }
    void this.#explain(model, frame, skipped);
    return !skipped;
  }

  /** Reports a frame that does not match its schema. It loads the code that explains the mismatch. */
  async #explain(
    model: (typeof kinds)[keyof typeof kinds]["model"],
    frame: Frame,
    skipped: boolean,
  ): Promise<void> {
    const { explain } = await import("@repowire/protocol/explain");
    const issues = explain(model, frame);
    if (this.#host.daemon.settings.validation !== "off") this.#drift(issues);
    if (!skipped) return;
    const what = `a message (${frame.type}) was skipped, because it does not match its schema`;
    this.#host.tell(new Error(`${what}: ${issues.join("; ")}`));
  }

  #drift(issues: readonly string[]): void {
    const event = { name: "connectPeer", method: "GET", path: "/ws", status: 101, issues };
    const { callbacks, settings } = this.#host.daemon;
    callbacks.tell("onDrift", settings.onDrift, [event]);
    callbacks.warn(`connectPeer: unknown message on the socket: ${issues.join("; ")}`);
  }

  #receive(frame: MessageFrame): boolean {
    switch (frame.type) {
      case "ask":
        return this.#addAsk(askOf(frame), textOf(frame.delivery_id));
      case "query":
        return this.asks.deliver(new InboundAsk(queryOf(frame), this.#socketCloser));
      case "notify":
        return this.#addNotification(frame, textOf(frame.delivery_id));
      default: {
        const { from_peer, text } = frame;
        return this.broadcasts.deliver({ kind: "broadcast", from_peer, text });
      }
    }
  }

  #addAsk(data: InboundAskData, delivery_id?: string): boolean {
    // Use the correlation id, because an ask may come in a frame and again among the open asks.
    const { correlation_id } = data;
    if (this.#hasCome(correlation_id, delivery_id)) return false;
    const ask = new InboundAsk(data, this.#httpCloser);
    this.#add(correlation_id, ask, delivery_id);
    return this.asks.deliver(ask);
  }

  #addNotification(frame: NotifyFrame, owed: string | undefined): boolean {
    const delivery_id = textOf(frame.delivery_id);
    if (delivery_id !== undefined && this.#hasCome(delivery_id, owed)) return false;
    const found = replyFromFrame(frame.text, listOf(frame.attachments));
    const sender = { named: found?.from ?? "", name: frame.from_peer };
    // Anybody may write a text that looks like a reply.
    const reply = namesItsSender(sender) ? found : undefined;
    const message = notificationOf(frame, reply);
    if (delivery_id !== undefined) this.#add(delivery_id, message, owed);
    const pass = () => this.notifications.deliver(message);
    if (reply === undefined) return pass();
    this.#host.onReply({ reply, sender, take: () => this.#take(message), pass });
    return true;
  }

  #has(id: string): boolean {
    return this.#taken.has(id) || this.#waiting.has(id);
  }

  #add(id: string, message: InboundMessage, delivery_id: string | undefined): void {
    this.#waiting.set(id, message);
    this.#ids.set(message, id);
    if (delivery_id !== undefined) this.#deliveries.set(message, delivery_id);
  }

  /**
   * Whether a message has come before. If somebody has taken it, the daemon gets its receipt. If it still
   * waits, the new delivery will get the receipt, because the daemon may have forgotten the first one.
   */
  #hasCome(id: string, delivery_id: string | undefined): boolean {
    if (!this.#has(id)) return false;
    const waiting = this.#waiting.get(id);
    if (delivery_id === undefined) return true;
    if (waiting === undefined) this.#sendReceipt(delivery_id, "injected");
    else this.#deliveries.set(waiting, delivery_id);
    return true;
  }

  #take(message: InboundMessage): void {
    const delivery_id = this.#settle(message, true);
    if (delivery_id !== undefined) this.#sendReceipt(delivery_id, "injected");
    if (message instanceof InboundAsk) this.#backlog.askTaken();
    this.#host.onTaken(message);
  }

  /** Nobody will see the message. The receipt tells the asker so. */
  #drop(message: InboundMessage): void {
    const delivery_id = this.#settle(message, false);
    const why = "the peer does not take messages";
    if (delivery_id !== undefined) this.#sendReceipt(delivery_id, "rejected", why);
    if (message instanceof InboundAsk) this.#rememberDropped(message);
    if (this.#closed) this.#leave(message, "the peer closed");
    else this.#report(message, "too many messages wait already");
  }

  /** Reports a message that the peer did not handle before its end. */
  #leave(message: InboundMessage, reason: string): void {
    this.#unhandled.push(message);
    // An ask stays open with the daemon. Otherwise the asker reads the receipt.
    if (!(message instanceof InboundAsk)) this.#report(message, reason);
  }

  #report(message: InboundMessage, reason: string): void {
    this.#host.tell(new Error(`a message (${message.kind}) was not handled: ${reason}`), message);
  }

  #rememberDropped(ask: InboundAsk): void {
    this.#droppedAsks.set(ask.correlation_id, { ...ask, recovered: true });
    const [oldest = ""] = this.#droppedAsks.keys();
    if (this.#droppedAsks.size > remembered) this.#droppedAsks.delete(oldest);
  }

  /** Removes a message from the waiting ones. Returns the delivery that needs a receipt, once. */
  #settle(message: InboundMessage, taken: boolean): string | undefined {
    const id = this.#ids.get(message);
    // A dropped message may come again.
    if (id !== undefined && this.#waiting.delete(id) && taken) this.#taken.add(id);
    const delivery_id = this.#deliveries.get(message);
    this.#deliveries.delete(message);
    return delivery_id;
  }

  #sendReceipt(delivery_id: string, status: "injected" | "rejected", detail?: string): void {
    this.#host.send({ type: "delivery_ack", delivery_id, status, ...(detail && { detail }) });
  }
}

// With validation "warn" or "off" a frame may contain values of any type.

const textOf = (value: unknown) => (typeof value === "string" ? value : undefined);
const listOf = (value: unknown) => (Array.isArray(value) ? (value as ReplyAttachment[]) : []);

/** The line that tells an agent how to answer. The daemon adds it. */
const hint = /\n↳ (?:ack|answer)\("[^\n]*$/u;

/** The words that daemons up to 0.15.1 put around a query. */
const queryWords = /^\[Repowire Query from @[^\n]*\]\n([^]*)\n\nIMPORTANT: [^\n]*$/u;

/** Reads an ask. Since 0.15.2 a query comes as an ask. */
function askOf(frame: AskFrame): InboundAskData {
  const { correlation_id, from_peer, to_peer, reply_to, attachments, text } = frame;
  const question =
    typeof frame.question === "object" && frame.question !== null ? frame.question : undefined;
  return {
    kind: isQuery(question) ? "query" : "ask",
    correlation_id,
    from_peer,
    to_peer: textOf(to_peer),
    text: text.replace(hint, ""),
    attachments: listOf(attachments),
    reply_to: textOf(reply_to),
    question,
    recovered: false,
    complete: true,
  };
}

function isQuery(question: AskFrame["question"]): boolean {
  const metadata = question?.["metadata"];
  return typeof metadata === "object" && metadata !== null && "compat" in metadata
    ? metadata.compat === "query"
    : false;
}

/** Reads a query of a daemon up to 0.15.1. */
function queryOf({ correlation_id, from_peer, text }: QueryFrame): InboundAskData {
  return {
    kind: "query",
    correlation_id,
    from_peer,
    to_peer: undefined,
    text: queryWords.exec(text)?.[1] ?? text,
    attachments: [],
    reply_to: undefined,
    question: undefined,
    recovered: false,
    complete: true,
  };
}

function notificationOf(
  { from_peer, to_peer, text, attachments, delivery_id }: NotifyFrame,
  reply: SettledReply | undefined,
): InboundNotification {
  return {
    kind: "notify",
    from_peer,
    to_peer: textOf(to_peer),
    text,
    attachments: listOf(attachments),
    delivery_id: textOf(delivery_id),
    reply,
  };
}
