import type { Backend, PeerReport, PeerRole, ReceiptStatus, TurnState } from "@repowire/protocol";

import { type Duration, milliseconds } from "../duration.ts";
import { FakeDaemonError } from "../fake-daemon-error.ts";
import { type AskPattern, AskScript } from "./ask-script.ts";
import { Inbox } from "./inbox.ts";
import type { PeerHost, PeerLine } from "./peer-line.ts";
import { ReceivedAsk, type ReceivedNotification } from "./received.ts";

/** Who a scripted peer is, in the daemon's words. */
export interface ScriptedPeerOptions {
  /** Default: `"default"`. */
  readonly circle?: string;
  /** Default: `"claude-code"`. */
  readonly backend?: Exclude<Backend, "mcp-http">;
  /** Default: `"agent"`. */
  readonly role?: PeerRole;
  /** Default: `/peers/<circle>/<name>`; its last folder makes the display name. */
  readonly path?: string;
  /** Claims an identity of before. */
  readonly peer_id?: string;
  readonly pane_id?: string;
  /** What it says of each frame; `"none"` says nothing. Default: `"injected"`. */
  readonly receipts?: ReceiptStatus | "none";
  readonly auth_token?: string;
}

/** A peer that does what a test says, over the daemon's own protocol. */
export class ScriptedPeer {
  readonly name: string;
  readonly #host: PeerHost;
  readonly #options: ScriptedPeerOptions;
  readonly #scripts: AskScript[] = [];
  readonly #asks = new Inbox<ReceivedAsk>();
  readonly #notifications = new Inbox<ReceivedNotification>();
  readonly #broadcasts = new Inbox<ReceivedNotification>();
  readonly #unscripted = new Set<ReceivedAsk>();
  #line: PeerLine | undefined;
  #identity: { peer_id: string; display_name: string } | undefined;
  #receipts: ReceiptStatus | "none";
  #silent = false;
  #connected: (() => void) | undefined;
  #refused: ((error: Error) => void) | undefined;

  /** @internal */
  constructor(name: string, options: ScriptedPeerOptions, host: PeerHost) {
    this.name = name;
    this.#options = options;
    this.#receipts = options.receipts ?? "injected";
    this.#host = host;
    this.connect();
  }

  get peer_id(): string {
    return this.#known().peer_id;
  }

  /** The name that the daemon chose. */
  get display_name(): string {
    return this.#known().display_name;
  }

  get circle(): string {
    return this.#options.circle ?? "default";
  }

  /** All asks that it received, the oldest first. */
  get asks(): readonly ReceivedAsk[] {
    return this.#asks.all;
  }

  get notifications(): readonly ReceivedNotification[] {
    return this.#notifications.all;
  }

  get broadcasts(): readonly ReceivedNotification[] {
    return this.#broadcasts.all;
  }

  /** Asks that no script was for, that nobody took by hand, and that are not answered. */
  get unscripted(): readonly ReceivedAsk[] {
    return [...this.#unscripted].filter((ask) => !ask.answered);
  }

  /**
   * Says what to do when it is asked; the first script that fits is taken.
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

  /** Answers nothing, and its asks may stay open. */
  silent(): this {
    this.#silent = true;
    return this;
  }

  /** Reports that it is busy. */
  busy(turn_state: TurnState = "working"): this {
    return this.status("busy", turn_state);
  }

  /** Reports what it is doing. */
  status(status: PeerReport, turn_state?: TurnState): this {
    this.send({ type: "status", status, ...(turn_state && { turn_state }) });
    return this;
  }

  /** From now on says this of each frame. */
  receipts(status: ReceiptStatus | "none"): this {
    this.#receipts = status;
    return this;
  }

  /** The next ask that nobody took, as soon as it comes; it is the test's to answer. */
  async nextAsk(options: { signal?: AbortSignal } = {}): Promise<ReceivedAsk> {
    const ask = await this.#asks.next(options.signal);
    this.#unscripted.delete(ask);
    return ask;
  }

  /** The next notification that nobody took, as soon as it comes. */
  nextNotification(options: { signal?: AbortSignal } = {}): Promise<ReceivedNotification> {
    return this.#notifications.next(options.signal);
  }

  /** The next broadcast that nobody took, as soon as it comes. */
  nextBroadcast(options: { signal?: AbortSignal } = {}): Promise<ReceivedNotification> {
    return this.#broadcasts.next(options.signal);
  }

  /** Asks somebody. Returns the correlation id. */
  async ask(to_peer: string, text: string): Promise<string> {
    const answer = await this.#post("/ask", { from_peer: this.peer_id, to_peer, text });
    return ((await answer.json()) as { correlation_id: string }).correlation_id;
  }

  async notify(to_peer: string, text: string): Promise<void> {
    await this.#post("/notify", { from_peer: this.peer_id, to_peer, text });
  }

  async broadcast(text: string): Promise<void> {
    await this.#post("/broadcast", { from_peer: this.display_name, text });
  }

  /** Sends a frame of the test's own. */
  send(frame: object): void {
    if (!this.#line)
      throw new FakeDaemonError("misuse", `the scripted peer ${this.name} is not connected`);
    this.#line.send(JSON.stringify(frame));
  }

  /** Drops the socket. The daemon keeps the peer. */
  disconnect(): this {
    this.#line?.close();
    this.#line = undefined;
    return this;
  }

  /** Connects again, as the same peer. */
  connect(): this {
    this.disconnect();
    this.#line = this.#host.open({
      onFrame: (text) => this.#receive(JSON.parse(text) as Frame),
      onClose: () => (this.#line = undefined),
    });
    this.#line.send(JSON.stringify(this.#connectFrame()));
    return this;
  }

  /** Drops the socket, and connects again after some time of the daemon's. */
  reconnectAfter(delay: Duration): this {
    this.disconnect();
    this.#host.after(milliseconds(delay), () => this.connect());
    return this;
  }

  /** Resolves when the daemon knows it, which in process it does at once. */
  ready(): Promise<this> {
    if (this.#identity) return Promise.resolve(this);
    return new Promise((resolve, reject) => {
      this.#connected = () => resolve(this);
      this.#refused = reject;
    });
  }

  /** What was said, to a fake daemon in this process. */
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
      // It knows its circle, and so takes over nobody from another one.
      circle_source: "tmux",
      backend,
      path: this.#options.path ?? `/peers/${circle}/${this.name}`,
      capabilities: this.#receipts === "none" ? [] : ["delivery_receipts"],
      ...(peer_id && { peer_id }),
      ...(role && { role }),
      ...(pane_id && { pane_id }),
      ...(auth_token && { auth_token }),
    };
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
        return this.#asked(
          new ReceivedAsk(frame, { post: this.#post.bind(this), send: this.send.bind(this) }),
        );
      case "notify":
        return void this.#notifications.add(received(frame));
      case "broadcast":
        return void this.#broadcasts.add(received(frame));
      case "error":
        return this.#fail(String(frame["error"]));
    }
  }

  #asked(ask: ReceivedAsk): void {
    if (this.#asks.add(ask) || this.#silent) return;
    const script = this.#scripts.find((candidate) => candidate.takes(ask));
    if (!script) return void this.#unscripted.add(ask);
    const react = () => void this.#host.during(() => script.react(ask));
    // Without a delay as well the call that asked may return first.
    this.#host.after(script.delay, react);
  }

  async #post(path: string, body: object): Promise<Response> {
    const answer = await this.#host.call(path, body);
    if (path === "/ack" || path === "/answer" || answer.ok) return answer;
    throw new FakeDaemonError(
      "misuse",
      `${path} of the scripted peer ${this.name} was refused: ${answer.status} ${await answer.text()}`,
    );
  }

  #fail(words: string): void {
    const error = new FakeDaemonError(
      "misuse",
      `the daemon refused the scripted peer ${this.name}: ${words}`,
    );
    if (this.#identity) return;
    if (!this.#refused) throw error;
    this.#refused(error);
  }

  #known(): { peer_id: string; display_name: string } {
    if (this.#identity) return this.#identity;
    throw new FakeDaemonError(
      "misuse",
      `the scripted peer ${this.name} is not ready: await peer.ready()`,
    );
  }
}

type Frame = Readonly<Record<string, unknown>>;

function received(frame: Frame): ReceivedNotification {
  return { from_peer: String(frame["from_peer"]), text: String(frame["text"]), frame };
}
