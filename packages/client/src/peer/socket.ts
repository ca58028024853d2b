import type { ConnectFrame } from "@repowire/protocol";
import { isConnectedFrame, isErrorFrame } from "@repowire/protocol/guards";

import type { WebSocketConstructor, WebSocketLike } from "../options.ts";

/** Any frame of the daemon. */
export interface Frame {
  readonly type: string;
  readonly [key: string]: unknown;
}

/** The identity with which the daemon accepted the peer. */
export interface Welcome {
  readonly peer_id: string;
  readonly display_name: string;
}

/** Why a socket ended. */
export interface SocketEnd {
  /** The close code of the daemon; absent if the connection broke or we closed it. */
  readonly code: number | undefined;
  /** The daemon's words, or else a description of what happened. */
  readonly words: string;
}

/** A socket ended before the daemon accepted the peer. */
export class NotWelcome extends Error {
  readonly end: SocketEnd;

  constructor(end: SocketEnd) {
    super(end.words);
    this.end = end;
  }
}

/** What a socket needs to connect as a peer. */
export interface PeerSocketOptions {
  readonly WebSocket: WebSocketConstructor;
  readonly url: string;
  readonly connect: ConnectFrame;
  readonly onFrame: (frame: Frame) => void;
  /** Called if something other than a frame came. */
  readonly onUnreadable: (issue: string) => void;
}

/** The extra methods of some socket classes: those of `ws` and Bun. */
interface PingingSocket {
  ping?(): void;
  terminate?(): void;
  on?(type: "pong", listener: () => void): void;
  binaryType?: string;
}

const open = 1;

/** One connection of a peer, from the first frame to the end. */
export class PeerSocket {
  /** Resolves when the daemon has accepted the peer; rejects with {@link NotWelcome}. */
  readonly connected: Promise<Welcome>;
  /** Resolves when the connection ended or we gave it up. */
  readonly ended: Promise<SocketEnd>;
  /** Resolves when the connection is really closed, which may take the other side a moment. */
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

  /** Sends a frame; `false` if the connection is not open. */
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
   * Sends a ping, if this class of sockets can. Returns `false` if nothing has come since the last ping:
   * then the connection is dead.
   */
  ping(): boolean {
    if (this.#pinged) return false;
    try {
      this.#socket.ping?.();
      this.#pinged = typeof this.#socket.ping === "function";
    } catch {
      // The socket is not open, and its close event reports that.
    }
    return true;
  }

  /** Ends the connection. */
  close(words = "the peer closed it"): void {
    this.#end({ code: undefined, words });
    this.#socket.close();
  }

  /** Ends a connection that seems dead, without waiting for the other side. */
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
      // The error quotes the URL, which may contain a relay's token.
      throw new TypeError("connectPeer: the WebSocket class does not accept the daemon's URL");
    }
    // A Blob could only be read later, after the frames that follow it.
    socket.binaryType = "arraybuffer";
    socket.addEventListener("open", () => void this.send(connect));
    socket.addEventListener("message", ({ data }) => this.#read(data));
    // Node 22 fires no close event after an error.
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
      if (this.#welcome === undefined) this.#options.onUnreadable("the message is not a frame");
      else this.close("the daemon sent something that is not a frame");
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
