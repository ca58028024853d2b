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
} from "@repowire/protocol/events";

import { SeenIds, keepNewest } from "../events/seen-ids.ts";
import { visible } from "../format-inbound.ts";
import { loadExplanations } from "../http/explain.ts";
import { namesItsSender, replyFromFrame } from "../replies/frame.ts";
import type { SettledReply } from "../replies/reply.ts";
import { InboundAsk, type InboundAskData, askOf, listOf, textOf } from "./inbound-ask.ts";
import { Inbox } from "./inbox.ts";
import type { PeerHost } from "./host.ts";
import type { ReplyArrival } from "./sent-asks.ts";
import type { Frame } from "./socket.ts";

/** A notification that a live peer received. */
export interface InboundNotification {
  /** The kind of the message. */
  readonly kind: "notify";
  /** The display name of the sender, or the name that an unregistered sender gave itself. */
  readonly from_peer: string;
  /** The receiver, as the sender named it. */
  readonly to_peer: string | undefined;
  /** The text of the message. */
  readonly text: string;
  /** Files of the message. */
  readonly attachments: readonly AttachmentRef[];
  /** The id of the delivery, if the daemon gave one. */
  readonly delivery_id: string | undefined;
  /** The reply, if the notification answers an ask that this peer object did not send itself. */
  readonly reply: SettledReply | undefined;
}

/** A broadcast that a live peer received. */
export interface InboundBroadcast {
  /** The kind of the message. */
  readonly kind: "broadcast";
  /** The sender, as the call named it. */
  readonly from_peer: string;
  /** The text of the message. */
  readonly text: string;
}

/** Any message that a live peer receives. */
export type InboundMessage = InboundAsk | InboundNotification | InboundBroadcast;

/**
 * How many ids to remember: of messages that were taken, and of asks that were dropped. They identify
 * repeats.
 */
const remembered = 1_000;

const ofMessage = ["from_peer", "text"];
const ofAsk = ["from_peer", "text", "correlation_id"];

/** The schema and the guard of each kind of message, and the texts without which it is useless. */
const kinds = {
  ask: [isAskFrame, ofAsk],
  query: [isQueryFrame, ofAsk],
  notify: [isNotifyFrame, ofMessage],
  broadcast: [isBroadcastFrame, ofMessage],
} as const;

type ReceiptStatus = "injected" | "rejected";

type MessageFrame = AskFrame | QueryFrame | NotifyFrame | BroadcastFrame;

/** What happens in a mailbox. */
export interface MailboxEvents {
  /** A reply came. It belongs to an ask of this peer, or is passed on as a notification. */
  onReply(arrival: ReplyArrival): void;
  /** Somebody would take more messages. */
  onDemand(): void;
  /** An ask was closed. */
  onAskClosed(): void;
}

/** How many messages may wait, and how many handlers may run at the same time. */
interface MailboxLimits {
  readonly maxWaiting: number;
  readonly concurrency: number;
}

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
  readonly #events: MailboxEvents;
  readonly #taken = new SeenIds(remembered);
  /** The ids of the messages that wait, each with the delivery that needs a receipt. */
  readonly #waiting = new Map<string, string | undefined>();
  /** The content of dropped asks. If one comes again, the daemon may know less of it. */
  readonly #dropped = new Map<string, InboundAskData>();
  /** Asks that were found before their frame came. */
  readonly #incomplete = new Map<string, InboundAsk>();
  #closed = false;

  constructor(host: PeerHost, { maxWaiting, concurrency }: MailboxLimits, events: MailboxEvents) {
    this.#host = host;
    this.#events = events;
    const inbox = <Message extends InboundMessage>() => {
      const made = new Inbox<Message>({
        limit: maxWaiting,
        concurrency,
        onTaken: (message) => this.#take(message),
        onDropped: (message) => this.#drop(message),
        onDemand: events.onDemand,
      });
      this.#inboxes.push(made as unknown as Inbox<InboundMessage>);
      return made;
    };
    this.asks = inbox();
    this.notifications = inbox();
    this.broadcasts = inbox();
  }

  /** Reads what came over the socket. A newer daemon may send frames of other types. */
  read(frame: Frame | undefined): void {
    if (frame === undefined) return this.#tellUnreadable(["it is not a frame"]);
    const { type, error } = frame;
    if (isKind(type)) this.receive(frame);
    else if (type === "ping") this.#host.send({ type: "pong" });
    else if (type === "error") {
      const words = visible(String(error));
      this.#host.tell(new Error(`the daemon could not read a frame: ${words}`));
    }
  }

  /**
   * Takes a message, unless it has come before. `found` is for a message that was read from the daemon
   * instead of being delivered. It needs no receipt. The daemon may have deleted it, so it always fits.
   * Returns whether the message was new.
   */
  receive(given: Readonly<Record<string, unknown>>, found?: Partial<InboundAskData>): boolean {
    const { type } = given;
    if (!isKind(type)) this.#tellUnreadable(["its kind is unknown"], visible(String(type)));
    if (!isKind(type) || !this.#isReadable(given, type)) return false;
    const frame = given as unknown as MessageFrame;
    const { from_peer, text } = frame;
    const delivery_id = "delivery_id" in frame ? textOf(frame.delivery_id) : undefined;
    const isFound = found !== undefined;
    const receipt = isFound ? undefined : delivery_id;
    if (frame.type === "broadcast") {
      this.broadcasts.deliver({ kind: "broadcast", from_peer, text });
    } else if (frame.type === "notify") {
      if (!this.#isNew(delivery_id, receipt)) return false;
      const { reply, sender } = replyIn(frame);
      const to_peer = textOf(frame.to_peer);
      const attachments = listOf(frame.attachments);
      const content = { from_peer, to_peer, text, attachments, delivery_id, reply };
      const message: InboundNotification = { kind: "notify", ...content };
      const pass = () => this.notifications.deliver(message, isFound);
      if (reply === undefined) pass();
      else this.#events.onReply({ reply, sender, take: () => this.#take(message), pass });
    } else {
      const data = { ...askOf(frame), ...found };
      const { correlation_id } = data;
      const isNew = this.#isNew(correlation_id, receipt);
      const early = this.#incomplete.get(correlation_id);
      if (early !== undefined && data.complete) {
        Object.assign(early, { ...data, recovered: true });
        this.#incomplete.delete(correlation_id);
      }
      if (!isNew) return false;
      const known = data.complete ? data : (this.#dropped.get(correlation_id) ?? data);
      const { onAskClosed } = this.#events;
      const ask = new InboundAsk(known, this.#host, onAskClosed, frame.type === "query");
      if (!known.complete) keepNewest(this.#incomplete, correlation_id, ask, remembered);
      this.asks.deliver(ask, isFound);
    }
    return true;
  }

  /** Reports a message that does not match its schema, or is not even a frame. */
  #tellUnreadable(issues: readonly string[], type = "unknown", skipped = true): void {
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

  /** Resolves when no handler is running, apart from these. */
  async idle(except?: ReadonlySet<InboundMessage>): Promise<void> {
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
  #isReadable(frame: Readonly<Record<string, unknown>>, type: keyof typeof kinds): boolean {
    const [fits, texts] = kinds[type];
    if (fits(frame)) return true;
    const { clock, settings } = this.#host.daemon;
    const usable = texts.every((key) => typeof frame[key] === "string");
    const skipped = settings.validation === "strict" || !usable;
    const reason = "the peer cannot read the message";
    if (skipped) this.#sendReceipt(textOf(frame["delivery_id"]), "rejected", reason);
    void loadExplanations(clock).then(
      ({ explain }) => this.#tellUnreadable(explain(fits, frame), type, skipped),
      () => this.#tellUnreadable(["it does not match its schema"], type, skipped),
    );
    return !skipped;
  }

  /**
   * Whether a message is new. If it came before and somebody has taken it, the daemon gets the receipt again.
   * If it still waits, its receipt will name the new delivery, because the daemon may have forgotten the
   * first.
   */
  #isNew(id: string | undefined, delivery_id: string | undefined): boolean {
    if (id === undefined) return true;
    const taken = this.#taken.has(id);
    const isNew = !taken && !this.#waiting.has(id);
    if (taken) this.#sendReceipt(delivery_id, "injected");
    if (isNew || (!taken && delivery_id !== undefined)) this.#waiting.set(id, delivery_id);
    return isNew;
  }

  #take(message: InboundMessage): void {
    const id = idOf(message);
    this.#settle(id, "injected");
    if (id !== undefined) this.#taken.add(id);
    const isAsk = message instanceof InboundAsk;
    if (isAsk) this.#events.onDemand();
    this.#host.publish(message.kind, isAsk ? id : undefined);
  }

  /** Nobody will see the message. The receipt tells the asker so. */
  #drop(message: InboundMessage): void {
    this.#settle(idOf(message), "rejected", "the peer does not take messages");
    if (message instanceof InboundAsk) {
      const known = { ...message, recovered: true };
      keepNewest(this.#dropped, message.correlation_id, known, remembered);
    }
    if (this.#closed) this.#leave(message, "the peer closed");
    else this.#report(message, "too many messages wait already");
  }

  /** Reports a message that the peer did not handle before its end. */
  #leave(message: InboundMessage, reason: string): void {
    this.unhandled.push(message);
    // An ask is not lost: it stays open with the daemon, or the asker has the receipt.
    if (!(message instanceof InboundAsk)) this.#report(message, reason);
  }

  #report(message: InboundMessage, reason: string): void {
    this.#host.tell(new Error(`a message (${message.kind}) was not handled: ${reason}`), message);
  }

  /** Sends the receipt of a message that no longer waits, once. */
  #settle(id: string | undefined, status: ReceiptStatus, detail?: string): void {
    const delivery_id = this.#waiting.get(id ?? "");
    this.#waiting.delete(id ?? "");
    this.#sendReceipt(delivery_id, status, detail);
  }

  #sendReceipt(delivery_id: string | undefined, status: ReceiptStatus, detail?: string): void {
    if (delivery_id === undefined) return;
    this.#host.send({ type: "delivery_ack", delivery_id, status, detail });
  }
}

/** The reply in a notification, if there is one. Anybody may write a text that looks like a reply. */
function replyIn({ text, attachments, from_peer: name }: NotifyFrame) {
  const found = replyFromFrame(text, listOf(attachments));
  const sender = { named: found?.from ?? "", name };
  return { reply: namesItsSender(sender) ? found : undefined, sender };
}

const isKind = (type: unknown): type is keyof typeof kinds =>
  typeof type === "string" && Object.hasOwn(kinds, type);

/** The id by which a message is recognised when it comes again. */
const idOf = (message: InboundMessage): string | undefined => {
  if (message.kind === "broadcast") return undefined;
  return message.kind === "notify" ? message.delivery_id : message.correlation_id;
};
