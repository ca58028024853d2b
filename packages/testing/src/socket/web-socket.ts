import type { Activity } from "../engine/activity.ts";
import { receiptWait } from "../engine/settings.ts";
import { turn } from "../engine/turn.ts";
import type { Line } from "./line.ts";
import { afterReal, afterTurns } from "./patience.ts";
import type { SocketSession } from "./session.ts";
import { closeEvent } from "./close-event.ts";

/** Connects a line to the daemon; throws where the daemon cannot be reached. */
export type OpenSession = (line: Line) => SocketSession;

/** What the daemon does with a frame that is larger is to end the connection. */
export const largestFrame = 16 * 1024 * 1024;

type Data = string | ArrayBuffer | ArrayBufferView | Blob;

const encoder = new TextEncoder();

/** Makes a `WebSocket` class whose sockets end in this process. */
export function webSocketDoor(open: OpenSession, activity: Activity): typeof globalThis.WebSocket {
  class FakeWebSocket extends EventTarget implements WebSocket {
    static readonly CONNECTING = 0;
    static readonly OPEN = 1;
    static readonly CLOSING = 2;
    static readonly CLOSED = 3;
    readonly CONNECTING = 0;
    readonly OPEN = 1;
    readonly CLOSING = 2;
    readonly CLOSED = 3;
    readonly url: string;
    readonly protocol = "";
    readonly extensions = "";
    readonly bufferedAmount = 0;
    binaryType: BinaryType = "blob";
    onopen: WebSocket["onopen"] = null;
    onmessage: WebSocket["onmessage"] = null;
    onerror: WebSocket["onerror"] = null;
    onclose: WebSocket["onclose"] = null;
    #readyState: 0 | 1 | 2 | 3 = 0;
    #session: SocketSession | undefined;
    /** What is still to happen, in order; it happens a turn later, as over a network. */
    #tasks: Promise<void> = Promise.resolve();

    constructor(url: string | URL, _protocols?: string | string[]) {
      super();
      this.url = socketUrl(url);
      this.#later(() => this.#connect());
    }

    get readyState(): 0 | 1 | 2 | 3 {
      return this.#readyState;
    }

    send(data: Data): void {
      if (this.#readyState === 0) throw new DOMException("Still connecting", "InvalidStateError");
      if (this.#readyState !== 1) return;
      this.#later(async () => {
        const bytes = await bytesOf(data);
        if (Buffer.byteLength(bytes) <= largestFrame) return this.#session?.receive(bytes);
        this.#session?.closed();
        this.#closed(1009, "", true);
      });
    }

    close(code?: number, reason = ""): void {
      if (code !== undefined && code !== 1000 && !(code >= 3000 && code <= 4999)) {
        throw new DOMException(`${code} is no close code of an application`, "InvalidAccessError");
      }
      if (encoder.encode(reason).length > 123) {
        throw new DOMException("The reason is longer than 123 bytes", "SyntaxError");
      }
      if (this.#readyState >= 2) return;
      this.#readyState = 2;
      this.#later(() => {
        this.#session?.closed();
        this.#closed(code ?? 1005, reason, true);
      });
    }

    #connect(): void {
      if (this.#readyState !== 0) return;
      try {
        if (new URL(this.url).pathname !== "/ws") throw new Error("the daemon's socket is at /ws");
        this.#session = open(this.#line());
      } catch {
        this.#emit(new Event("error"));
        return this.#closed(1006, "", false);
      }
      this.#readyState = 1;
      this.#emit(new Event("open"));
    }

    #line(): Line {
      return {
        send: (text) => this.#later(() => this.#message(text)),
        close: (code, reason) => this.#later(() => this.#closed(code, reason, code !== 1006)),
        patience: (promisesReceipts) => (promisesReceipts ? afterReal(receiptWait) : afterTurns()),
      };
    }

    #message(text: string): void {
      if (this.#readyState !== 1) return;
      const origin = new URL(this.url).origin;
      this.#emit(new MessageEvent("message", { data: text, origin }));
    }

    #closed(code: number, reason: string, wasClean: boolean): void {
      if (this.#readyState === 3) return;
      this.#readyState = 3;
      if (code === 1006 && this.#session) this.#emit(new Event("error"));
      this.#emit(closeEvent({ code, reason, wasClean }));
    }

    #emit(event: Event): void {
      const name = `on${event.type}` as "onopen" | "onmessage" | "onerror" | "onclose";
      const listener = this[name] as ((this: WebSocket, event: Event) => unknown) | null;
      if (listener) this.addEventListener(event.type, listener, { once: true });
      this.dispatchEvent(event);
      if (listener) this.removeEventListener(event.type, listener);
    }

    #later(task: () => void | Promise<void>): void {
      activity.begin();
      this.#tasks = this.#tasks
        .then(turn)
        .then(task)
        .finally(() => activity.end());
    }
  }
  return FakeWebSocket as unknown as typeof globalThis.WebSocket;
}

function socketUrl(url: string | URL): string {
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    throw new DOMException(`${JSON.stringify(String(url))} is no URL`, "SyntaxError");
  }
  parsed.protocol = parsed.protocol.replace("http", "ws");
  if (!/^wss?:$/.test(parsed.protocol) || parsed.hash !== "") {
    throw new DOMException(
      "A socket's URL begins with ws: or wss: and has no fragment",
      "SyntaxError",
    );
  }
  return parsed.href;
}

async function bytesOf(data: Data): Promise<string | Uint8Array> {
  if (typeof data === "string") return data;
  if (data instanceof Blob) return new Uint8Array(await data.arrayBuffer());
  if (data instanceof ArrayBuffer) return new Uint8Array(data);
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}
