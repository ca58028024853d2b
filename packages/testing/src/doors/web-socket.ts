import type { Activity } from "../time/activity.ts";
import { receiptWait } from "../daemon/settings.ts";
import { turn, afterReal, afterTurns } from "../time/turns.ts";
import { type Line, TransportFailure } from "../wire/wire.ts";
import type { SocketSession } from "../daemon/socket-session.ts";
import { readData, readEnd, readProtocols, readUrl } from "./socket-arguments.ts";

/** Connects a line to the daemon. Throws if the daemon is down. */
type OpenSession = (line: Line) => SocketSession;

const compression = "permessage-deflate; server_max_window_bits=12; client_max_window_bits=12";

interface Door {
  readonly open: OpenSession;
  readonly activity: Activity;
}

/** Makes a `WebSocket` class whose sockets end in this process. */
export function webSocketDoor(open: OpenSession, activity: Activity): typeof globalThis.WebSocket {
  const door = { open, activity };
  class WebSocket extends FakeWebSocket {
    constructor(url: string | URL, protocols: string | string[] = []) {
      if (arguments.length === 0) throw new TypeError("A WebSocket needs a URL");
      super(door, url, protocols);
    }
  }
  return WebSocket as unknown as typeof globalThis.WebSocket;
}

const states = { CONNECTING: 0, OPEN: 1, CLOSING: 2, CLOSED: 3 } as const;

class FakeWebSocket extends EventTarget implements WebSocket {
  declare readonly CONNECTING: 0;
  declare readonly OPEN: 1;
  declare readonly CLOSING: 2;
  declare readonly CLOSED: 3;
  declare onopen: WebSocket["onopen"];
  declare onmessage: WebSocket["onmessage"];
  declare onerror: WebSocket["onerror"];
  declare onclose: WebSocket["onclose"];
  readonly #door: Door;
  readonly #url: URL;
  readonly #offersProtocols: boolean;
  readonly #handlers = new EventHandlers(this);
  #binaryType: BinaryType = "blob";
  #readyState: 0 | 1 | 2 | 3 = 0;
  #session: SocketSession | undefined;
  /** Pending steps in order. Each happens one turn later, as over a network. */
  #tasks: Promise<void> = Promise.resolve();

  static {
    for (const [name, value] of Object.entries(states)) {
      Object.defineProperty(this, name, { value, enumerable: true });
      Object.defineProperty(this.prototype, name, { value, enumerable: true });
    }
    for (const type of ["open", "message", "error", "close"]) {
      Object.defineProperty(this.prototype, `on${type}`, {
        get: function (this: FakeWebSocket) {
          return this.#handlers.get(type);
        },
        set: function (this: FakeWebSocket, handler: unknown) {
          this.#handlers.set(type, handler);
        },
        configurable: true,
        enumerable: true,
      });
    }
  }

  constructor(door: Door, url: string | URL, protocols: string | string[]) {
    super();
    this.#door = door;
    this.#url = readUrl(url);
    this.#offersProtocols = readProtocols(protocols).length > 0;
    this.#later(() => this.#connect());
  }

  get [Symbol.toStringTag](): string {
    return "WebSocket";
  }

  get url(): string {
    return this.#url.href;
  }

  get readyState(): 0 | 1 | 2 | 3 {
    return this.#readyState;
  }

  get protocol(): string {
    return "";
  }

  /** The extension that Node's sockets and the daemons agree on. Nothing is compressed here. */
  get extensions(): string {
    return this.#session ? compression : "";
  }

  get bufferedAmount(): number {
    return 0;
  }

  get binaryType(): BinaryType {
    return this.#binaryType;
  }

  set binaryType(type: BinaryType) {
    if (type === "blob" || type === "arraybuffer") this.#binaryType = type;
  }

  send(_data: unknown): void {
    // Any argument is sent, even `undefined`.
    if (arguments.length === 0) throw new TypeError("send needs something to send");
    const data = readData(_data);
    if (this.#readyState === 0) throw new DOMException("Still connecting", "InvalidStateError");
    if (this.#readyState !== 1) return;
    this.#later(async () => {
      const frame = data instanceof Blob ? new Uint8Array(await data.arrayBuffer()) : data;
      this.#session?.receive(frame);
    });
  }

  close(code?: number, reason?: string): void {
    const end = readEnd(code, reason);
    if (this.#readyState >= 2) return;
    this.#readyState = 2;
    this.#later(() => {
      // A socket that was not open yet has failed.
      if (!this.#session) return this.#closed(1006, "");
      this.#session.closed();
      this.#closed(end.code, end.reason);
    });
  }

  #connect(): void {
    if (this.#readyState !== 0) return;
    // The daemon chooses no subprotocol. A client that offers subprotocols must then fail.
    if (this.#url.pathname !== "/ws" || this.#offersProtocols) return this.#closed(1006, "");
    try {
      this.#session = this.#door.open(this.#line());
    } catch (error) {
      if (!(error instanceof TransportFailure)) throw error;
      return this.#closed(1006, "");
    }
    this.#readyState = 1;
    this.dispatchEvent(new Event("open"));
  }

  #line(): Line {
    return {
      send: (text) => this.#later(() => this.#message(text)),
      close: (code, reason) => this.#later(() => this.#closed(code, reason)),
      timeToAnswer: (promisesReceipts) =>
        promisesReceipts ? afterReal(receiptWait) : afterTurns(),
    };
  }

  #message(data: string): void {
    if (this.#readyState !== 1) return;
    this.dispatchEvent(new MessageEvent("message", { data, origin: this.#url.origin }));
  }

  /** Ends it. 1006 stands for a failure. */
  #closed(code: number, reason: string): void {
    if (this.#readyState === 3) return;
    this.#readyState = 3;
    const wasClean = code !== 1006;
    if (!wasClean) this.dispatchEvent(new Event("error"));
    this.dispatchEvent(closeEvent({ code, reason, wasClean }));
  }

  #later(task: () => void | Promise<void>): void {
    const next = this.#tasks.then(turn).then(task);
    this.#tasks = next.catch(() => {});
    this.#door.activity.outside(() => next);
  }
}

type Handler = ((this: EventTarget, event: Event) => unknown) | object | null;

/**
 * The `on…` attributes of an event target, as in HTML. A handler keeps its place among the listeners
 * from when it was first set until it is removed.
 */
class EventHandlers {
  readonly #target: EventTarget;
  readonly #set = new Map<
    string,
    { value: NonNullable<Handler>; listener: (event: Event) => void }
  >();

  constructor(target: EventTarget) {
    this.#target = target;
  }

  get(type: string): Handler {
    return this.#set.get(type)?.value ?? null;
  }

  set(type: string, value: unknown): void {
    const known = this.#set.get(type);
    if (!isHandler(value)) {
      if (known) this.#target.removeEventListener(type, known.listener);
      this.#set.delete(type);
    } else if (known) {
      known.value = value;
    } else {
      const entry = {
        value,
        listener: (event: Event) => {
          if (typeof entry.value === "function") Reflect.apply(entry.value, this.#target, [event]);
        },
      };
      this.#set.set(type, entry);
      this.#target.addEventListener(type, entry.listener);
    }
  }
}

/** Any object is stored, but only functions are called. */
function isHandler(value: unknown): value is NonNullable<Handler> {
  return typeof value === "function" || (typeof value === "object" && value !== null);
}

interface Options {
  readonly code: number;
  readonly reason: string;
  readonly wasClean: boolean;
}

/** The event of a closed socket. Node 22 has no class for it. */
class OwnCloseEvent extends Event {
  readonly code: number;
  readonly reason: string;
  readonly wasClean: boolean;

  constructor(type: string, { code, reason, wasClean }: Options) {
    super(type);
    this.code = code;
    this.reason = reason;
    this.wasClean = wasClean;
  }
}

/** The platform's class is loaded on demand, because it loads all of undici. */
function closeEvent(options: Options): Event {
  return new (globalThis.CloseEvent ?? OwnCloseEvent)("close", options);
}
