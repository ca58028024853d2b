import type { ConnectFrame } from "@repowire/protocol";
import { isConnectedFrame, isErrorFrame } from "@repowire/protocol/guards";

import type { WebSocketConstructor, WebSocketLike } from "../options.ts";

/** Any frame of the daemon. */
export interface Frame {
  readonly type: string;
  readonly [key: string]: unknown;
}

/** Who the daemon took in. */
export interface Welcome {
  readonly peer_id: string;
  readonly display_name: string;
}

/** Why a socket ended. */
export interface SocketEnd {
  /** The code of the daemon's close; absent if the connection broke or we closed it. */
  readonly code: number | undefined;
  /** The daemon's words, else what happened. */
  readonly words: string;
}

/** A socket ended before the daemon took the peer in. */
export class NotWelcome extends Error {
  readonly end: SocketEnd;

  constructor(end: SocketEnd) {
    super(end.words);
    this.end = end;
  }
}

/** What a socket needs to become a peer's. */
export interface PeerSocketOptions {
  readonly WebSocket: WebSocketConstructor;
  readonly url: string;
  readonly connect: ConnectFrame;
  readonly onFrame: (frame: Frame) => void;
  /** Something came that is no frame. */
  readonly onUnreadable: (issue: string) => void;
}

/** What some classes of sockets can do beside the web's: `ws` and Bun's. */
interface PingingSocket {
  ping?(): void;
  terminate?(): void;
  on?(type: "pong", listener: () => void): void;
  binaryType?: string;
}

const open = 1;

/** One connection of a peer, from the first frame to the end. */
export class PeerSocket {
  /** Resolves when the daemon has taken the peer in; rejects with {@link NotWelcome}. */
  readonly connected: Promise<Welcome>;
  /** Resolves when the connection ended, or we gave it up. */
  readonly ended: Promise<SocketEnd>;
  /** Resolves when the connection is really gone, which takes the other side a moment. */
  readonly gone: Promise<void>;
  readonly #options: PeerSocketOptions;
  readonly #socket: WebSocketLike & PingingSocket;
  #welcome: ((welcome: Welcome) => void) | undefined;
  #end: (end: SocketEnd) => void;
  #words = "";
  #pinged = false;

  constructor(options: PeerSocketOptions) {
    this.#options = options;
    const gone = Promise.withResolvers<void>();
    const ended = Promise.withResolvers<SocketEnd>();
    const connected = Promise.withResolvers<Welcome>();
    this.gone = gone.promise;
    this.ended = ended.promise;
    this.connected = connected.promise;
    this.#welcome = connected.resolve;
    this.#end = (end) => {
      this.#end = () => undefined;
      this.#welcome = undefined;
      connected.reject(new NotWelcome(end));
      ended.resolve(end);
    };
    connected.promise.catch(() => undefined);
    this.#socket = this.#dial(gone.resolve);
  }

  /** Sends a frame; `false` if there is no open connection any more. */
  send(frame: object): boolean {
    if (this.#socket.readyState !== open) return false;
    try {
      this.#socket.send(JSON.stringify(frame));
      return true;
    } catch {
      return false;
    }
  }

  /**
   * Sends a ping, if this class of sockets can. `false`: nothing has come since the last ping, so
   * the connection is dead.
   */
  ping(): boolean {
    if (this.#pinged) return false;
    try {
      this.#socket.ping?.();
      this.#pinged = typeof this.#socket.ping === "function";
    } catch {
      // The socket is not open, and its close event says so.
    }
    return true;
  }

  /** Ends the connection. */
  close(words = "the peer closed it"): void {
    this.#end({ code: undefined, words });
    this.#socket.close();
  }

  /** Ends a connection that seems to be dead, without waiting for the other side. */
  drop(words: string): void {
    this.#end({ code: undefined, words });
    if (typeof this.#socket.terminate === "function") this.#socket.terminate();
    else this.#socket.close();
  }

  #dial(onGone: () => void): WebSocketLike & PingingSocket {
    const { WebSocket, url, connect } = this.#options;
    let socket: WebSocketLike & PingingSocket;
    try {
      socket = new WebSocket(url);
    } catch {
      // What it throws quotes the URL, which may hold a relay's token.
      throw new TypeError("connectPeer: the WebSocket class does not take the daemon's URL");
    }
    // A Blob could be read only later, after frames that came behind it.
    socket.binaryType = "arraybuffer";
    socket.addEventListener("open", () => void this.send(connect));
    socket.addEventListener("message", ({ data }) => this.#read(data));
    // Node 22 says nothing more after an error.
    socket.addEventListener("error", () => {
      onGone();
      this.#end({ code: undefined, words: "the socket failed" });
    });
    socket.addEventListener("close", ({ code, reason }) => {
      onGone();
      this.#end({ code, words: this.#words || reason });
    });
    const onPong = () => (this.#pinged = false);
    if (typeof socket.on === "function") socket.on("pong", onPong);
    else if (typeof socket.ping === "function") {
      (socket as unknown as EventTarget).addEventListener("pong", onPong);
    }
    return socket;
  }

  #read(data: unknown): void {
    this.#pinged = false;
    const frame = parsed(data);
    if (frame === undefined) {
      if (this.#welcome === undefined) this.#options.onUnreadable("the message is no frame");
      else this.close("the daemon sent something that is no frame");
    } else if (this.#welcome === undefined) {
      this.#options.onFrame(frame);
    } else if (isConnectedFrame(frame)) {
      const { session_id: peer_id, display_name } = frame;
      this.#welcome({ peer_id, display_name });
      this.#welcome = undefined;
    } else if (isErrorFrame(frame)) {
      this.#words = frame.error;
    }
  }
}

function parsed(data: unknown): Frame | undefined {
  try {
    const text =
      typeof data === "string" ? data : new TextDecoder().decode(data as ArrayBuffer | Uint8Array);
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && "type" in value) {
      return typeof value.type === "string" ? (value as Frame) : undefined;
    }
  } catch {
    return undefined;
  }
  return undefined;
}
