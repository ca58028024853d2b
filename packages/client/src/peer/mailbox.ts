import type {
  AskFrame,
  AttachmentRef,
  BroadcastFrame,
  NotifyFrame,
  QueryFrame,
} from "@repowire/protocol";
import {
  isAskFrame,
  isBroadcastFrame,
  isNotifyFrame,
  isQueryFrame,
} from "@repowire/protocol/guards";

import type { Daemon } from "../daemon.ts";
import type { PeerDiagnostics } from "../observers.ts";
import { SeenIds } from "../events/seen-ids.ts";
import { visible } from "../format-inbound.ts";
import { loadExplanations } from "../lazy.ts";
import { namesItsSender, replyFromFrame } from "../replies/frame.ts";
import type { SettledReply } from "../replies/ask.ts";
import { Backlog, type MissedReason } from "./backlog.ts";
import { InboundAsk, type InboundAskData, askOf, listOf, textOf } from "./inbound-ask.ts";
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
  readonly attachments: readonly AttachmentRef[];
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

/** The peer, as its parts see it. */
export interface PeerHost {
  readonly daemon: Daemon;
  readonly peer_id: string;
  /** Sends a frame; `false` if there is no connection. */
  send(frame: object): boolean;
  /** Calls `onError`. */
  tell(error: unknown, message?: InboundMessage): void;
  /** Tells the diagnostics channel. */
  publish(change: PeerDiagnostics["change"], correlation_id?: string): void;
}

/**
 * How many ids to remember: of messages that were taken, and of asks that were dropped. They identify
 * repeats.
 */
const remembered = 1_000;

/** The name and the guard of each kind of message. */
const kinds = {
  ask: ["AskFrame", isAskFrame],
  query: ["QueryFrame", isQueryFrame],
  notify: ["NotifyFrame", isNotifyFrame],
  broadcast: ["BroadcastFrame", isBroadcastFrame],
} as const;

type ReceiptStatus = "injected" | "rejected";

type MessageFrame = AskFrame | QueryFrame | NotifyFrame | BroadcastFrame;

/**
 * Takes the daemon's messages for a peer, each once, and keeps them until a handler or reader takes them.
 */
export class Mailbox {
  readonly asks: Inbox<InboundAsk>;
  readonly notifications: Inbox<InboundNotification>;
  readonly broadcasts: Inbox<InboundBroadcast>;
  /** The messages that came and nobody handled. Complete once the mailbox is closed. */
  readonly unhandled: InboundMessage[] = [];
  readonly #inboxes: Inbox<InboundMessage>[] = [];
  readonly #host: PeerHost;
  /** Passes a reply to the ask that it answers, or calls back to pass it on as a notification. */
  readonly #onReply: (arrival: ReplyArrival) => void;
  readonly #backlog: Backlog;
  readonly #taken = new SeenIds(remembered);
  /** The ids of the messages that wait, each with the delivery that needs a receipt. */
  readonly #waiting = new Map<string, string | undefined>();
  /** The content of dropped asks. If one comes again, the daemon may know less of it. */
  readonly #dropped = new Map<string, InboundAskData>();
  #closed = false;

  constructor(
    host: PeerHost,
    { maxWaiting, concurrency, recoverAsks }: PeerSettings,
    onReply: (arrival: ReplyArrival) => void,
  ) {
    this.#host = host;
    this.#onReply = onReply;
    this.#backlog = new Backlog(host, this, recoverAsks);
    const inbox = <Message extends InboundMessage>() => {
      const made = new Inbox<Message>({
        limit: maxWaiting,
        concurrency,
        onTaken: (message) => this.#take(message),
        onDropped: (message) => this.#drop(message),
        onDemand: () => this.#backlog.fetch(),
      });
      this.#inboxes.push(made as unknown as Inbox<InboundMessage>);
      return made;
    };
    this.asks = inbox();
    this.notifications = inbox();
    this.broadcasts = inbox();
  }

  /** Called when the daemon may hold messages that it did not send. */
  missed(why: MissedReason): void {
    this.#backlog.missed(why);
  }

  /** Reads a frame of the socket. A newer daemon may send frames of other types. */
  read(frame: Frame): void {
    const { type } = frame;
    if (type === "ping") this.#host.send({ type: "pong" });
    else if (type === "error") {
      const words = visible(String(frame["error"]));
      this.#host.tell(new Error(`the daemon could not read a frame: ${words}`));
    } else if (isKind(type)) this.receive(frame);
  }

  /**
   * Takes a message, unless it has come before. `found` is for a message that was read from the daemon
   * instead of being delivered. The daemon may have deleted it, so there is always room for it.
   */
  receive(given: Readonly<Record<string, unknown>>, found?: Partial<InboundAskData>): void {
    const type = given["type"];
    if (!isKind(type)) return this.unreadable(["its kind is unknown"], visible(String(type)));
    if (!this.#isReadable(given as Frame, type)) return;
    const frame = given as unknown as MessageFrame;
    switch (frame.type) {
      case "notify":
        return this.#addNotification(frame, found !== undefined);
      case "broadcast": {
        const { from_peer, text } = frame;
        return this.broadcasts.deliver({ kind: "broadcast", from_peer, text });
      }
      default:
        return this.#addAsk(frame, found);
    }
  }

  /** Reports a message that does not match its schema, or is not even a frame. */
  unreadable(issues: readonly string[], type = "unknown", skipped = true): void {
    const { callbacks, settings } = this.#host.daemon;
    const said = issues.join("; ");
    if (settings.validation !== "off") {
      const event = { name: "connectPeer", method: "GET", path: "/ws", status: 101, issues };
      callbacks.tell("onDrift", settings.onDrift, [event]);
      callbacks.warn(`connectPeer: unknown message on the socket: ${said}`);
    }
    if (skipped) this.#host.tell(new Error(`a message (${type}) cannot be read: ${said}`));
  }

  /** Takes no new messages, and drops those that wait. */
  close(error?: unknown): void {
    this.#closed = true;
    for (const inbox of this.#inboxes) inbox.close(error);
  }

  /** Resolves when no handler is running, apart from these, and no read from the daemon is under way. */
  async idle(except?: ReadonlySet<InboundMessage>): Promise<void> {
    if (except === undefined) await this.#backlog.close();
    await Promise.all(this.#inboxes.map((inbox) => inbox.idle(except)));
  }

  /** The messages whose handlers are running. */
  get running(): readonly InboundMessage[] {
    return this.#inboxes.flatMap((inbox) => inbox.running);
  }

  /** Gives up on the running handlers. */
  interrupt(): void {
    for (const message of this.running) {
      this.#leave(message, "the peer closed before its handler was done");
    }
  }

  /** Whether an ask waits here or was taken. */
  hasAsk(correlation_id: unknown): boolean {
    const id = textOf(correlation_id);
    return id !== undefined && (this.#taken.has(id) || this.#waiting.has(id));
  }

  /** Whether a frame can be used. The option `validation` applies, as it does to an HTTP answer. */
  #isReadable(frame: Frame, type: keyof typeof kinds): boolean {
    const [model, fits] = kinds[type];
    if (fits(frame)) return true;
    const { validation } = this.#host.daemon.settings;
    const { delivery_id } = frame;
    const isAsk = type === "ask" || type === "query";
    const texts = ["from_peer", "text", ...(isAsk ? ["correlation_id"] : [])];
    const usable = texts.every((key) => typeof frame[key] === "string");
    const skipped = validation === "strict" || !usable;
    if (skipped && typeof delivery_id === "string") {
      this.#sendReceipt(delivery_id, "rejected", "the peer cannot read the message");
    }
    void loadExplanations(this.#host.daemon.clock).then(
      ({ explain }) => this.unreadable(explain(model, frame), type, skipped),
      () => this.unreadable(["it does not match its schema"], type, skipped),
    );
    return !skipped;
  }

  #addAsk(frame: AskFrame | QueryFrame, found?: Partial<InboundAskData>): void {
    const data = { ...askOf(frame), ...found };
    const { correlation_id } = data;
    const { delivery_id } = frame as Partial<AskFrame>;
    if (!this.#isNew(correlation_id, found === undefined ? textOf(delivery_id) : undefined)) return;
    const onClosed = () => this.#backlog.askClosed();
    const known = data.complete ? data : (this.#dropped.get(correlation_id) ?? data);
    const ask = new InboundAsk(known, this.#host, onClosed, frame.type === "query");
    this.asks.deliver(ask, found !== undefined);
  }

  #addNotification(frame: NotifyFrame, isDeleted: boolean): void {
    const { from_peer, text } = frame;
    const delivery_id = textOf(frame.delivery_id);
    if (!this.#isNew(delivery_id, isDeleted ? undefined : delivery_id)) return;
    const attachments = listOf(frame.attachments);
    const found = replyFromFrame(text, attachments);
    const sender = { named: found?.from ?? "", name: from_peer };
    // Anybody may write a text that looks like a reply.
    const reply = namesItsSender(sender) ? found : undefined;
    const to_peer = textOf(frame.to_peer);
    const message = {
      kind: "notify",
      from_peer,
      to_peer,
      text,
      attachments,
      delivery_id,
      reply,
    } as const;
    const pass = () => this.notifications.deliver(message, isDeleted);
    if (reply === undefined) pass();
    else this.#onReply({ reply, sender, take: () => this.#take(message), pass });
  }

  /**
   * Whether a message has not come before. If somebody has taken it, the daemon gets its receipt. If it
   * still waits, the new delivery will get the receipt, because the daemon may have forgotten the first.
   */
  #isNew(id: string | undefined, delivery_id: string | undefined): boolean {
    if (id === undefined) return true;
    const taken = this.#taken.has(id);
    const isNew = !taken && !this.#waiting.has(id);
    if (taken && delivery_id !== undefined) this.#sendReceipt(delivery_id, "injected");
    if (isNew || (!taken && delivery_id !== undefined)) this.#waiting.set(id, delivery_id);
    return isNew;
  }

  #take(message: InboundMessage): void {
    const id = idOf(message);
    this.#settle(id, "injected");
    if (id !== undefined) this.#taken.add(id);
    const isAsk = message instanceof InboundAsk;
    if (isAsk) this.#backlog.fetch();
    this.#host.publish(message.kind, isAsk ? id : undefined);
  }

  /** Nobody will see the message. The receipt tells the asker so. */
  #drop(message: InboundMessage): void {
    this.#settle(idOf(message), "rejected", "the peer does not take messages");
    if (message instanceof InboundAsk) {
      this.#dropped.set(message.correlation_id, { ...message, recovered: true });
      const [oldest = ""] = this.#dropped.keys();
      if (this.#dropped.size > remembered) this.#dropped.delete(oldest);
    }
    if (this.#closed) this.#leave(message, "the peer closed");
    else this.#report(message, "too many messages wait already");
  }

  /** Reports a message that the peer did not handle before its end. */
  #leave(message: InboundMessage, reason: string): void {
    this.unhandled.push(message);
    // An ask stays open with the daemon. Otherwise the asker reads the receipt.
    if (!(message instanceof InboundAsk)) this.#report(message, reason);
  }

  #report(message: InboundMessage, reason: string): void {
    this.#host.tell(new Error(`a message (${message.kind}) was not handled: ${reason}`), message);
  }

  /** Sends the receipt of a message that no longer waits, once. */
  #settle(id: string | undefined, status: ReceiptStatus, detail?: string): void {
    if (id === undefined) return;
    const delivery_id = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (delivery_id !== undefined) this.#sendReceipt(delivery_id, status, detail);
  }

  #sendReceipt(delivery_id: string, status: ReceiptStatus, detail?: string): void {
    this.#host.send({ type: "delivery_ack", delivery_id, status, detail });
  }
}

const isKind = (type: unknown): type is keyof typeof kinds =>
  typeof type === "string" && Object.hasOwn(kinds, type);

/** What identifies a message, also when it comes again. */
const idOf = (message: InboundMessage): string | undefined => {
  if (message.kind === "broadcast") return undefined;
  return message.kind === "notify" ? message.delivery_id : message.correlation_id;
};
