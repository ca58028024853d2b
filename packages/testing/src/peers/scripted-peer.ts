import type { Backend, PeerReport, PeerRole, ReceiptStatus, TurnState } from "@repowire/protocol";
import { peerRoles, receiptStatuses, socketBackends, turnStates } from "@repowire/protocol/guards";

import { type Duration, milliseconds } from "../time/duration.ts";
import { type FakeDaemonError, misuse } from "../fake-daemon-error.ts";
import {
  anything,
  check,
  closed,
  filledText,
  maybeSignal,
  maybeText,
  oneOf,
  optional,
  waitRule,
} from "../option-rules.ts";
import { describeError, isRecord } from "../support.ts";
import { type TextPattern, checkPattern, fits, fitsName } from "../wire/patterns.ts";
import { type AskPattern, AskScript } from "./ask-script.ts";
import { Inbox, ReceivedAsks } from "./inbox.ts";
import { type AskAnswering, LostAsk, ReceivedAsk, type ReceivedNotification } from "./received.ts";

/** The options of a scripted peer, in the daemon's words. */
export interface ScriptedPeerOptions {
  /** Default: `"default"`. */
  readonly circle?: string | undefined;
  /** Default: `"claude-code"`. */
  readonly backend?: Exclude<Backend, "mcp-http"> | undefined;
  /** Default: `"agent"`. */
  readonly role?: PeerRole | undefined;
  /** Default: `/peers/<circle>/<name>`. The daemon makes the display name from the last folder. */
  readonly path?: string | undefined;
  /** Claims an earlier identity. */
  readonly peer_id?: string | undefined;
  /** The tmux pane of the peer, `%` and digits. */
  readonly pane_id?: string | undefined;
  /** The receipt that it sends for each frame; `"none"` sends none. Default: `"injected"`. */
  readonly receipts?: ReceiptStatus | "none" | undefined;
  /** The token of the daemon, if it has one. */
  readonly auth_token?: string | undefined;
}

/** The options of a wait for a message. */
export interface WaitOptions {
  /** The sender's display name, or a pattern of it. Default: any sender. */
  readonly from?: TextPattern | undefined;
  /** Ends the wait. */
  readonly signal?: AbortSignal | undefined;
}

const receiptsRule = oneOf([...receiptStatuses, "none"]);
const statusRule = closed({
  status: oneOf(["online", "busy", "offline"]),
  turn_state: optional(oneOf(turnStates)),
});

/** The options of a scripted peer. */
export const peerOptions = {
  circle: maybeText,
  backend: optional(oneOf(socketBackends)),
  role: optional(oneOf(peerRoles)),
  path: maybeText,
  peer_id: maybeText,
  pane_id: maybeText,
  receipts: optional(receiptsRule),
  auth_token: maybeText,
} satisfies Record<keyof ScriptedPeerOptions, unknown>;

/** The options of a wait for a notification. The pattern is checked by itself. */
const notificationWaitRule = closed({ from: optional(anything), signal: maybeSignal });

/** A peer that a test scripts. It speaks the daemon's own protocol. */
export class ScriptedPeer {
  /** The name that the test gave it. */
  readonly name: string;
  readonly #host: PeerHost;
  readonly #options: ScriptedPeerOptions;
  readonly #scripts: AskScript[] = [];
  readonly #asks: ReceivedAsks;
  readonly #answering: AskAnswering = {
    post: (path, body) => this.#post(path, body),
    send: (frame) => this.send(frame),
    isConnected: () => this.#line !== undefined,
  };
  readonly #notifications = new Inbox<ReceivedNotification>();
  readonly #broadcasts = new Inbox<ReceivedNotification>();
  #line: PeerLine | undefined;
  /** Counts connections, so that late frames of an earlier connection are ignored. */
  #connection = 0;
  #identity: { peer_id: string; display_name: string } | undefined;
  #receipts: ReceiptStatus | "none";
  #silent = false;
  /** How often the daemon's state was restored. */
  #restores = 0;
  #connected: (() => void) | undefined;
  #refused: ((error: Error) => void) | undefined;
  /** Why the daemon refused this peer. */
  #refusal: FakeDaemonError | undefined;
  /** The first error of a script, if there is no `verify()` to report it. */
  #failure: FakeDaemonError | undefined;

  /** @internal */
  constructor(name: string, options: ScriptedPeerOptions, host: PeerHost) {
    this.name = name;
    this.#options = options;
    this.#receipts = options.receipts ?? "injected";
    this.#host = host;
    this.#asks = new ReceivedAsks((ask) => host.isOpen(ask.correlation_id) ?? !ask.answered);
    this.connect();
  }

  /** The id that the daemon gave it. */
  get peer_id(): string {
    return this.#known().peer_id;
  }

  /** The name that the daemon chose. */
  get display_name(): string {
    return this.#known().display_name;
  }

  /** The circle of the peer. */
  get circle(): string {
    return this.#options.circle ?? "default";
  }

  /** All received asks, oldest first. */
  get asks(): readonly ReceivedAsk[] {
    return this.#asks.all;
  }

  /** The notifications that it has received. */
  get notifications(): readonly ReceivedNotification[] {
    return this.#notifications.all;
  }

  /** The broadcasts that it has received. */
  get broadcasts(): readonly ReceivedNotification[] {
    return this.#broadcasts.all;
  }

  /** Open asks that no script matched and that the test did not take. */
  get unscripted(): readonly ReceivedAsk[] {
    return this.#silent ? [] : this.#asks.unscripted;
  }

  /** @internal Open asks that the test took with `nextAsk()`. */
  get takenByHand(): readonly ReceivedAsk[] {
    return this.#silent ? [] : this.#asks.takenByHand;
  }

  /** @internal All open asks. */
  get openAsks(): readonly ReceivedAsk[] {
    return this.#asks.open;
  }

  /**
   * Adds a script for asks. The first script that matches an ask answers it.
   *
   * @example
   * ```ts
   * import { FakeDaemon } from "@repowire/testing";
   *
   * const daemon = new FakeDaemon();
   * const bob = daemon.peer("bob");
   * bob.onAsk(/port/).reply("8377").after("2s").times(1);
   * bob.onAsk("deploy").run(async (ask) => ask.reply(`no, ${ask.from_peer}`));
   * ```
   */
  onAsk(pattern: AskPattern = /(?:)/): AskScript {
    const script = new AskScript(pattern);
    this.#scripts.push(script);
    return script;
  }

  /** Answers no ask from now on. `verify()` does not report its open asks. */
  silent(): this {
    this.#silent = true;
    return this;
  }

  /** Reports that it is busy. */
  busy(turn_state: TurnState = "working"): this {
    return this.status("busy", turn_state);
  }

  /** Reports a status. */
  status(status: PeerReport, turn_state?: TurnState): this {
    check(`the status of ${this.name}`, statusRule, { status, turn_state });
    this.send({ type: "status", status, ...(turn_state && { turn_state }) });
    return this;
  }

  /** Sets the receipt that it sends for each frame from now on. */
  receipts(status: ReceiptStatus | "none"): this {
    this.#receipts = check(`the receipts of ${this.name}`, receiptsRule, status);
    return this;
  }

  /**
   * Resolves with the next ask that no script matches and that was not taken before. The test has to
   * answer it.
   */
  async nextAsk(options: { signal?: AbortSignal } = {}): Promise<ReceivedAsk> {
    check("nextAsk", waitRule, options);
    return this.#asks.takeByHand(options.signal);
  }

  /** Resolves with the next notification that was not taken before. */
  async nextNotification(options: { signal?: AbortSignal } = {}): Promise<ReceivedNotification> {
    check("nextNotification", waitRule, options);
    return this.#notifications.next(options.signal);
  }

  /** Resolves with the next broadcast that was not taken before. */
  async nextBroadcast(options: { signal?: AbortSignal } = {}): Promise<ReceivedNotification> {
    check("nextBroadcast", waitRule, options);
    return this.#broadcasts.next(options.signal);
  }

  /**
   * Resolves with the next matching notification that was not taken before. It does not take other
   * notifications. A reply to an ask is a notification too.
   *
   * @example
   * ```ts
   * import { FakeDaemon } from "@repowire/testing";
   *
   * const bob = new FakeDaemon().peer("bob");
   * const news = bob.waitForNotification(/deployed/, { from: "ci-claude-code" });
   * ```
   */
  async waitForNotification(
    pattern: TextPattern = "",
    options: WaitOptions = {},
  ): Promise<ReceivedNotification> {
    check("waitForNotification", notificationWaitRule, options);
    const { from, signal } = options;
    checkPattern("waitForNotification", pattern);
    if (from !== undefined) checkPattern("from", from);
    const wanted = (received: ReceivedNotification) =>
      fits(pattern, received.text) && (from === undefined || fitsName(from, received.from_peer));
    return this.#notifications.next(signal, wanted);
  }

  /** Asks a peer. Returns the correlation id. */
  async ask(to_peer: string, text: string): Promise<string> {
    const answer = await this.#post("/ask", { from_peer: this.peer_id, to_peer, text });
    return ((await answer.json()) as { correlation_id: string }).correlation_id;
  }

  /** Sends a notification. */
  async notify(to_peer: string, text: string): Promise<void> {
    await this.#post("/notify", { from_peer: this.peer_id, to_peer, text });
  }

  /** Sends a broadcast to its circle. */
  async broadcast(text: string): Promise<void> {
    await this.#post("/broadcast", { from_peer: this.display_name, text });
  }

  /** Sends any frame. */
  send(frame: object): void {
    if (!this.#line) throw misuse(`the scripted peer ${this.name} is not connected`);
    this.#line.send(JSON.stringify(frame));
  }

  /**
   * Drops the socket. The daemon keeps the peer.
   *
   * @throws FakeDaemonError if a script failed and the peer was made by `connectScriptedPeer`. With a
   *   `FakeDaemon`, `verify()` reports the failure.
   */
  disconnect(): this {
    this.#drop();
    const failure = this.#failure;
    this.#failure = undefined;
    if (failure) throw failure;
    return this;
  }

  /** Connects again as the same peer. */
  connect(): this {
    this.#drop();
    this.#refusal = undefined;
    const connection = ++this.#connection;
    const frame = this.#connectFrame();
    const registered = this.#host.register?.(frame);
    this.#line = this.#host.open({
      onFrame: (text) => {
        if (connection === this.#connection) this.#read(text);
      },
      onClose: (code) => {
        if (connection === this.#connection) this.#closed(code);
      },
    });
    this.#line.send(JSON.stringify({ ...frame, ...registered }));
    return this;
  }

  /**
   * Drops the socket, and connects again after a delay on the daemon's clock. If the daemon is down
   * then, it connects as soon as the daemon is up.
   */
  reconnectAfter(delay: Duration): this {
    this.#drop();
    const connect = () => this.connect();
    this.#host.after(milliseconds(delay), () => this.#host.whenUp(connect));
    return this;
  }

  /**
   * Resolves when the peer is connected. A peer of a `FakeDaemon` in this process is ready at once.
   *
   * @throws FakeDaemonError if the daemon refuses the peer, or if no daemon answers.
   */
  ready(): Promise<this> {
    if (this.#identity) return Promise.resolve(this);
    if (this.#refusal) return Promise.reject(this.#refusal);
    return new Promise((resolve, reject) => {
      this.#connected = () => resolve(this);
      this.#refused = reject;
    });
  }

  /**
   * @internal Called when the daemon's state was restored. The daemon may use ids of asks again, and
   * planned answers are cancelled.
   */
  forget(): void {
    this.#restores++;
    this.#asks.forgetIds();
  }

  /** @internal Whether the daemon has accepted this peer. */
  get isKnown(): boolean {
    return this.#identity !== undefined;
  }

  /** @internal Whether its daemon has work under way; `false` if that is unknown. */
  get isBusy(): boolean {
    return this.#host.isBusy();
  }

  /** Returns the transcript of a fake daemon in this process; empty for other daemons. */
  transcript(): string {
    return this.#host.transcript();
  }

  #connectFrame(): Frame {
    const {
      circle = "default",
      backend = "claude-code",
      role,
      pane_id,
      auth_token,
    } = this.#options;
    const peer_id = this.#identity?.peer_id ?? this.#options.peer_id;
    return {
      type: "connect",
      display_name: this.name,
      circle,
      // "tmux" means that the circle is certain, so it takes over no peer of another circle.
      circle_source: "tmux",
      backend,
      path: this.#options.path ?? pathOf(this.name, circle),
      capabilities: this.#receipts === "none" ? [] : ["delivery_receipts"],
      ...(peer_id && { peer_id }),
      ...(role && { role }),
      ...(pane_id && { pane_id }),
      ...(auth_token && { auth_token }),
    };
  }

  /** Reads a frame. Anything may come from a daemon that is not a fake one. */
  #read(text: string): void {
    const frame = parsed(text);
    if (isRecord(frame)) this.#receive(frame);
    else this.#fail(`${this.name} got a frame that is not a JSON object`, text.slice(0, 200));
  }

  #receive(frame: Frame): void {
    if (typeof frame["delivery_id"] === "string" && this.#receipts !== "none") {
      this.#line?.send(
        JSON.stringify({
          type: "delivery_ack",
          delivery_id: frame["delivery_id"],
          status: this.#receipts,
        }),
      );
    }
    switch (frame["type"]) {
      case "connected":
        this.#identity = {
          peer_id: String(frame["session_id"]),
          display_name: String(frame["display_name"]),
        };
        return this.#connected?.();
      case "ping":
        return this.send({ type: "pong" });
      case "ask":
      case "query":
        return this.#asked(new ReceivedAsk(frame, this.#answering));
      case "notify":
        return void this.#notifications.add(received(frame));
      case "broadcast":
        return void this.#broadcasts.add(received(frame));
      case "error":
        return this.#refuse(String(frame["error"]));
    }
  }

  #asked(ask: ReceivedAsk): void {
    if (!this.#asks.add(ask) || this.#silent) return;
    const script = this.#scriptFor(ask);
    if (!script) return this.#asks.leave(ask);
    this.#asks.takeByScript(ask);
    const restores = this.#restores;
    // Even without a delay, the call that asked may return first.
    this.#host.after(script.delay, () => {
      if (restores === this.#restores) void this.#host.during(() => this.#react(script, ask));
    });
  }

  /** The first script that matches an ask. A pattern that throws fails the test, not the asker. */
  #scriptFor(ask: ReceivedAsk): AskScript | undefined {
    try {
      return this.#scripts.find((candidate) => candidate.takes(ask));
    } catch (cause) {
      this.#fail(`a pattern of ${this.name} failed`, cause);
      return undefined;
    }
  }

  /** Keeps the error of a script, because nobody awaits the script. */
  async #react(script: AskScript, ask: ReceivedAsk): Promise<void> {
    try {
      await script.react(ask);
    } catch (cause) {
      if (!(cause instanceof LostAsk)) this.#fail(`the script of ${this.name} failed`, cause);
    }
  }

  #fail(what: string, cause: unknown): void {
    const message = `${what}: ${describeError(cause)}`;
    const error = misuse(message, { cause });
    if (this.#host.failed) this.#host.failed(error);
    else this.#failure ??= error;
  }

  #drop(): void {
    this.#connection++;
    this.#line?.close();
    this.#line = undefined;
  }

  #closed(code: number): void {
    this.#line = undefined;
    if (this.#identity || this.#refusal) return;
    this.#refusal = misuse(
      `the scripted peer ${this.name} could not connect: its connection was closed (${code})`,
    );
    this.#refused?.(this.#refusal);
  }

  async #post(path: string, body: object): Promise<Response> {
    const answer = await this.#host.call(path, body);
    if (path === "/ack" || path === "/answer" || answer.ok) return answer;
    throw misuse(
      `${path} of the scripted peer ${this.name} was refused: ${answer.status} ${await answer.text()}`,
    );
  }

  #refuse(words: string): void {
    if (this.#identity) return;
    this.#refusal = misuse(`the daemon refused the scripted peer ${this.name}: ${words}`);
    if (!this.#refused) throw this.#refusal;
    this.#refused(this.#refusal);
  }

  #known(): { peer_id: string; display_name: string } {
    if (this.#identity) return this.#identity;
    if (this.#refusal) throw this.#refusal;
    throw misuse(`the scripted peer ${this.name} is not ready: await peer.ready()`);
  }
}

type Frame = Readonly<Record<string, unknown>>;

/** The path of a peer that the test leaves out. */
export function pathOf(name: string, circle: string): string {
  return `/peers/${circle}/${name}`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function received(frame: Frame): ReceivedNotification {
  return { from_peer: String(frame["from_peer"]), text: String(frame["text"]), frame };
}

/** The socket between a scripted peer and its daemon. */
export interface PeerLine {
  send(text: string): void;
  close(): void;
}

/** What a scripted peer needs from its daemon: a socket, HTTP and a clock. */
export interface PeerHost {
  /** Opens a socket. No handler is called before this returns. */
  open(handlers: { onFrame(text: string): void; onClose(code: number): void }): PeerLine;
  /**
   * Registers the peer before it connects, if the daemon requires that. Returns the stored values
   * that the connect frame must repeat.
   */
  register?(
    frame: Readonly<Record<string, unknown>>,
  ): Readonly<Record<string, unknown>> | undefined;
  /** Calls the daemon as this peer. */
  call(path: string, body: object): Promise<Response>;
  /** Calls `action` after a delay, and always after the current work of the daemon. */
  after(milliseconds: number, action: () => void): void;
  /** Calls `action` as soon as the daemon is up, which may be at once. */
  whenUp(action: () => void): void;
  /** The transcript of the daemon; empty if it keeps none. */
  transcript(): string;
  /** Whether the daemon has work under way. */
  isBusy(): boolean;
  /** Runs a script, and counts it as work under way. */
  during(script: () => Promise<void>): Promise<void>;
  /** Whether an ask or a query is open; `undefined` if only the daemon knows. */
  isOpen(correlationId: string): boolean | undefined;
  /** Receives the error of a script. Without this, `disconnect()` throws the error. */
  failed?(error: FakeDaemonError): void;
}

/**
 * Checks a peer's name and options at run time, because JavaScript callers have no types.
 *
 * @throws FakeDaemonError that says what to write.
 */
export function checkPeer(name: string, options: ScriptedPeerOptions): void {
  check("the name of a scripted peer", filledText, name);
  check(`the scripted peer ${name}`, closed(peerOptions), options);
}
