import { type MeshEvent, type RepowireError, isRepowireError } from "@repowire/protocol";

import { Backoff } from "../backoff.ts";
import { type Timer, pause } from "../clock.ts";
import type { Daemon } from "../daemon.ts";
import { eventOf } from "../events/event-of.ts";
import { EventFollower } from "../events/event-follower.ts";
import { reconnectDelays } from "../events/event-stream.ts";
import type { SentAsk } from "./ask-handle.ts";
import type { SettledReply } from "./ask-reply.ts";
import { askFate } from "./ask-fate.ts";
import { isFromRecipient, replyFromEvent } from "./reply-from-event.ts";

/** What an event says of an ask; whether its sender may say so is another question. */
interface ToldReply {
  readonly event: MeshEvent;
  readonly reply: SettledReply;
}

interface Watcher {
  readonly ask: SentAsk;
  readonly signal: AbortSignal;
  /** Whether the daemon was asked for it since the last connect. */
  looked: boolean;
  resolve(reply: SettledReply): void;
  reject(error: unknown): void;
  onTrouble(error: RepowireError | undefined): void;
}

/** The replies that came while nobody waited for them, of the newest asks. */
const remembered = 1_000;
/** How long the stream stays open for the next reply to be waited for. */
const linger = 1_000;
/** After a connect, this long until the daemon's replay has come. */
const replayed = 1_500;
/** How often open asks are looked after: the daemon tells of none that it drops. */
const round = 30_000;
/** The daemon acts up to this long before, or after, it writes the event that tells of it. */
const eventDelay = 1_500;

/**
 * The replies to all asks of a client, out of one stream of events, for daemons that have no
 * waits. Nothing is fetched from anybody's queue: the events only tell what was sent.
 */
export class ReplyWatch {
  readonly #daemon: Daemon;
  readonly #watchers = new Map<string, Set<Watcher>>();
  readonly #recent = new Map<string, ToldReply>();
  #stream: AbortController | undefined;
  #linger: Timer | undefined;
  #round: Timer | undefined;
  #soon: Timer | undefined;
  #connected = false;

  constructor(daemon: Daemon) {
    this.#daemon = daemon;
  }

  /** Resolves with what becomes of an ask. */
  follow(
    ask: SentAsk,
    signal: AbortSignal,
    onTrouble: (error: RepowireError | undefined) => void,
  ): Promise<SettledReply> {
    const { correlation_id } = ask;
    return new Promise((resolve, reject) => {
      const recent = this.#recent.get(correlation_id);
      if (recent !== undefined && isFromRecipient(recent.event, ask)) return resolve(recent.reply);
      const leave = () => {
        signal.removeEventListener("abort", abort);
        this.#remove(watcher);
      };
      const abort = () => {
        leave();
        reject(signal.reason);
      };
      const watcher: Watcher = {
        ask,
        signal,
        looked: false,
        onTrouble,
        resolve: (reply) => {
          leave();
          resolve(reply);
        },
        reject: (error) => {
          leave();
          reject(error);
        },
      };
      if (signal.aborted) return reject(signal.reason);
      signal.addEventListener("abort", abort);
      const watchers = this.#watchers.get(correlation_id) ?? new Set();
      this.#watchers.set(correlation_id, watchers.add(watcher));
      this.#start();
    });
  }

  #start(): void {
    this.#linger?.cancel();
    this.#linger = undefined;
    if (this.#stream !== undefined) {
      // What this one waits for may have come before; the stream does not say it again.
      this.#lookSoon(this.#stream.signal);
      return;
    }
    const stream = new AbortController();
    this.#stream = stream;
    const { clock, lifetime, events, settings } = this.#daemon;
    const end = () => this.#end();
    lifetime.add(end);
    stream.signal.addEventListener("abort", () => lifetime.remove(end));
    const follower = new EventFollower({
      origin: events,
      clock,
      limit: settings.maxResponseBytes,
      since: undefined,
      attempts: Infinity,
      backoff: new Backoff(reconnectDelays),
      following: {
        onEvent: (raw) => {
          const event = eventOf(raw);
          const reply = replyFromEvent(event);
          if (reply?.status === "answered" && reply.reply_ask !== undefined) {
            void this.#confirm({ event, reply }, stream.signal);
          } else if (reply !== undefined) {
            this.#settle({ event, reply });
          }
        },
        // A reply in it is nowhere any more; the next round finds out.
        onGap: () => undefined,
        onConnection: (open, error) => {
          // One that opened at the very moment in which the stream was ended.
          if (stream.signal.aborted) return;
          for (const watcher of this.#all()) {
            watcher.looked = false;
            watcher.onTrouble(isRepowireError(error) ? error : undefined);
          }
          this.#connected = open;
          if (open) this.#lookSoon(stream.signal);
        },
      },
    });
    follower.run(stream.signal).catch((error: unknown) => {
      this.#end();
      for (const watcher of this.#all()) watcher.reject(error);
    });
  }

  #end(): void {
    this.#linger?.cancel();
    this.#round?.cancel();
    this.#soon?.cancel();
    this.#linger = this.#round = this.#soon = undefined;
    this.#stream?.abort();
    this.#stream = undefined;
    this.#recent.clear();
  }

  #all(): Watcher[] {
    return [...this.#watchers.values()].flatMap((watchers) => [...watchers]);
  }

  #remove(watcher: Watcher): void {
    const { correlation_id } = watcher.ask;
    const watchers = this.#watchers.get(correlation_id);
    watchers?.delete(watcher);
    if (watchers?.size === 0) this.#watchers.delete(correlation_id);
    if (this.#watchers.size > 0 || this.#stream === undefined) return;
    this.#linger ??= this.#daemon.clock.schedule(linger, () => this.#end());
  }

  /** An ask in the other direction is an answer if it arrives, and that takes a moment. */
  async #confirm(told: ToldReply, signal: AbortSignal): Promise<void> {
    const { reply } = told;
    if (!this.#watchers.has(reply.correlation_id)) return;
    await pause(this.#daemon.clock, eventDelay, signal);
    // A daemon that is away now is looked at again with the next round.
    const confirmed = await this.#daemon.isReply(reply, signal).catch(() => false);
    if (confirmed) this.#settle(told);
  }

  #settle(told: ToldReply): void {
    const { event, reply } = told;
    for (const watcher of [...(this.#watchers.get(reply.correlation_id) ?? [])]) {
      if (isFromRecipient(event, watcher.ask)) watcher.resolve(reply);
    }
    this.#recent.delete(reply.correlation_id);
    this.#recent.set(reply.correlation_id, told);
    if (this.#recent.size > remembered) {
      const [oldest = ""] = this.#recent.keys();
      this.#recent.delete(oldest);
    }
  }

  /** Looks after those that are new since the last connect, and from then on after all. */
  #lookSoon(signal: AbortSignal): void {
    const { clock } = this.#daemon;
    this.#soon ??= clock.schedule(replayed, () => {
      this.#soon = undefined;
      void this.#look(signal, (watcher) => !watcher.looked);
    });
    this.#round ??= clock.schedule(round, () => {
      this.#round = undefined;
      void this.#look(signal, () => true);
      if (!signal.aborted) this.#lookSoon(signal);
    });
  }

  /** Looks after asks that are waited for, one at a time. */
  async #look(signal: AbortSignal, which: (watcher: Watcher) => boolean): Promise<void> {
    for (const watcher of this.#all().filter(which)) {
      if (signal.aborted || !this.#connected) return;
      watcher.looked = true;
      try {
        await this.#lookAfter(watcher);
      } catch {
        // The daemon is away again. The stream notices that too, and looks again when it is back.
        watcher.looked = false;
        return;
      }
    }
  }

  async #lookAfter({ ask, signal, resolve }: Watcher): Promise<void> {
    const { correlation_id } = ask;
    const fate = await askFate(this.#daemon, ask, signal);
    if (signal.aborted || fate === "open" || fate === "unclear") return;
    await pause(this.#daemon.clock, fate === "closed" ? eventDelay : 0, signal);
    const found = await this.#daemon.findReply(ask, signal);
    if (signal.aborted) return;
    resolve(
      found ?? {
        status: "lost",
        correlation_id,
        reason: fate === "gone" ? "unknown_ask" : "reply_not_kept",
      },
    );
  }
}
