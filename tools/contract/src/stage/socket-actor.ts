import { ContractFailure } from "./contract-failure.ts";
import type { JsonObject } from "./json.ts";
import { mustMatch, type Pattern, show } from "./match.ts";
import { noMore } from "./no-more.ts";
import type { Target, TargetClock } from "../targets/target.ts";
import type { Transcript } from "./transcript.ts";

/** The sender of our own broadcasts. When one arrives, all earlier frames have arrived. */
export const FENCE = "contract-fence";

/** How a socket ended. */
export interface SocketEnd extends JsonObject {
  readonly code: number;
  readonly reason: string;
}

/** A scenario's connection to `/ws`. It records each frame and sends the configured answers. */
export class SocketActor {
  /** Its name in the transcript. */
  readonly name: string;
  /** The receipt for each ask and notification: `injected`, a whole receipt, or none. */
  receipt: string | JsonObject | undefined;
  /** The answer to a ping. `undefined` sends none. */
  pong: JsonObject | undefined = { type: "pong" };
  /** The daemon's token, for each `connect` frame without a token. */
  credentials: JsonObject = {};
  /** Whether frames must match what the scenario expects. */
  rule = true;
  readonly #clock: TargetClock;
  readonly #socket: WebSocket;
  readonly #transcript: Transcript;
  readonly #unread: JsonObject[] = [];
  readonly #fences = new Set<string>();
  #end: SocketEnd | undefined;
  #wake = Promise.withResolvers<void>();

  /** @param headers - Sent with the upgrade, if the platform supports it, as Node does. */
  constructor(
    name: string,
    target: Target,
    transcript: Transcript,
    headers?: Readonly<Record<string, string>>,
  ) {
    this.name = name;
    this.#clock = target.clock;
    this.#transcript = transcript;
    this.#socket = new target.WebSocket(
      `${target.baseUrl.replace(/^http/, "ws")}/ws`,
      // Node accepts options here that are not in the standard.
      ...(headers ? [{ headers } as unknown as string[]] : []),
    );
    this.#socket.addEventListener("message", ({ data }) => this.#onFrame(String(data)));
    this.#socket.addEventListener("close", ({ code, reason }) => {
      this.#end = { code, reason };
      this.#notice();
    });
    this.#socket.addEventListener("open", () => this.#notice());
  }

  /** Whether frames can be sent. */
  get isOpen(): boolean {
    return this.#socket.readyState === 1;
  }

  /** Resolves when frames can be sent. */
  async opened(): Promise<this> {
    await this.#until(() => this.isOpen, "the socket to open");
    return this;
  }

  /** Sends a frame. A text or bytes are sent unchanged. */
  send(frame: JsonObject | string | BufferSource): void {
    const raw =
      typeof frame === "string" || frame instanceof ArrayBuffer || ArrayBuffer.isView(frame);
    this.#socket.send(raw ? frame : JSON.stringify(this.#withCredentials(frame)));
  }

  /** The next frame. */
  async receives(pattern?: Pattern): Promise<JsonObject> {
    await this.#until(() => this.#unread.length > 0, "a frame");
    const frame = this.#unread.shift() ?? {};
    this.#transcript.add({ [this.name]: "receives", frame });
    if (pattern !== undefined && this.rule) mustMatch(`the frame to ${this.name}`, frame, pattern);
    return frame;
  }

  /** The outcome of a first frame: `connected`, or the close code. */
  async verdict(): Promise<"connected" | number> {
    await this.#until(() => this.#unread.length > 0 || this.#end !== undefined, "an answer");
    if (this.#unread.length > 0 && (await this.receives())["type"] === "connected") {
      return "connected";
    }
    return (await this.ends()).code;
  }

  /** How the daemon ends this connection. */
  async ends(code?: number): Promise<SocketEnd> {
    await this.#until(() => this.#end !== undefined, "the daemon to close the socket");
    const end = this.#end ?? { code: 0, reason: "" };
    this.#transcript.add({ [this.name]: "is closed", ...end });
    if (code !== undefined && this.rule)
      mustMatch(`the close code of ${this.name}`, end.code, code);
    return end;
  }

  /** Resolves when the connection is gone, with a close code or without one. */
  isCutOff(): Promise<void> {
    return this.#until(() => this.#end !== undefined, "the connection to end");
  }

  /** Closes the connection and waits until both sides know. */
  async close(code = 1000): Promise<void> {
    this.#socket.close(code);
    await this.#until(() => this.#end !== undefined, "the socket to close");
  }

  /** Resolves when one of our broadcasts has arrived, or after a timeout. */
  async fenced(text: string, time: () => Promise<void>): Promise<void> {
    let over = false;
    const late = time().then(() => {
      over = true;
    });
    while (!this.#fences.has(text) && this.#end === undefined && !over) {
      await Promise.race([this.#wake.promise, late]);
    }
  }

  /** Frames that were not read yet. */
  takeUnread(): JsonObject[] {
    return this.#unread.splice(0);
  }

  #onFrame(data: string): void {
    const frame = JSON.parse(data) as JsonObject;
    if (frame["type"] === "broadcast" && frame["from_peer"] === FENCE) {
      this.#fences.add(String(frame["text"]));
    } else if (frame["type"] === "ping" && this.pong) {
      this.send(this.pong);
    } else {
      this.#unread.push(frame);
      this.#sendReceipt(frame);
    }
    this.#notice();
  }

  #sendReceipt({ delivery_id }: JsonObject): void {
    if (delivery_id === undefined || this.receipt === undefined) return;
    const receipt = typeof this.receipt === "string" ? { status: this.receipt } : this.receipt;
    this.send({ type: "delivery_ack", delivery_id, ...receipt });
  }

  #withCredentials(frame: JsonObject): JsonObject {
    return frame["type"] === "connect" ? { ...this.credentials, ...frame } : frame;
  }

  #notice(): void {
    this.#wake.resolve();
    this.#wake = Promise.withResolvers();
  }

  async #until(condition: () => boolean, what: string): Promise<void> {
    if (condition()) return;
    let over = false;
    const wait = noMore(this.#clock);
    const late = wait.reached.then(() => {
      over = true;
    });
    try {
      while (!condition()) {
        if (over || this.#end !== undefined) {
          throw new ContractFailure(
            `${this.name} waited too long for ${what}; ` +
              `unread: ${show(this.#unread)}, closed: ${show(this.#end ?? null)}`,
          );
        }
        await Promise.race([this.#wake.promise, late]);
      }
    } finally {
      wait.stop();
    }
  }
}
