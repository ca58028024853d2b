import type { ConnectFrame } from "@repowire/protocol";
import { isConnectedFrame, isErrorFrame } from "@repowire/protocol/events";

import type { Settings, WebSocketConstructor, WebSocketLike } from "../options.ts";

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

/** The extra methods of some socket classes: those of `ws` and Bun. */
interface PingingSocket extends WebSocketLike {
  ping?(): void;
  terminate?(): void;
  on?(type: "pong", listener: () => void): void;
  binaryType?: string;
}

const open = 1;

/** The class of sockets to use. */
export function webSocketOf(settings: Settings): WebSocketConstructor {
  const found = settings.WebSocket ?? globalThis.WebSocket;
  if (typeof found === "function") return found;
  throw new TypeError("connectPeer: there is no global WebSocket; pass WebSocket to the client");
}

/** One socket of a peer, from the first frame to the end. */
export class PeerSocket {
  readonly #connected = Promise.withResolvers<Welcome | undefined>();
  readonly #ended = Promise.withResolvers<SocketEnd>();
  readonly #gone = Promise.withResolvers<void>();
  /** Resolves when the daemon has accepted the peer, or with nothing when the connection ended before. */
  readonly connected: Promise<Welcome | undefined> = this.#connected.promise;
  /** Resolves when the connection ended or we gave it up. */
  readonly ended: Promise<SocketEnd> = this.#ended.promise;
  /** Resolves when the connection is really closed, which may take the other side a moment. */
  readonly gone: Promise<void> = this.#gone.promise;
  readonly #socket: PingingSocket;
  readonly #onFrame: (frame: Frame | undefined) => void;
  #isConnected = false;
  #error: string | undefined;
  #pinged = false;

  /** `onFrame` gets every frame that is not part of the handshake; `undefined` if it is not even a frame. */
  constructor(
    WebSocket: WebSocketConstructor,
    url: string,
    connect: ConnectFrame,
    onFrame: (frame: Frame | undefined) => void,
  ) {
    this.#onFrame = onFrame;
    let socket: PingingSocket;
    try {
      socket = new WebSocket(url);
    } catch {
      // The error quotes the URL, which may contain a relay's token.
      throw new TypeError("connectPeer: the WebSocket class does not accept the daemon's URL");
    }
    this.#socket = socket;
    // A Blob could only be read later, after the frames that follow it.
    socket.binaryType = "arraybuffer";
    socket.addEventListener("open", () => void this.send(connect));
    socket.addEventListener("message", ({ data }) => this.#read(data));
    // Node 22 fires no close event after an error, and some classes give no reason.
    const onEnd = ({ code, reason = "the socket failed" }: Partial<CloseEvent>) => {
      this.#gone.resolve();
      this.#end(this.#error ?? reason, code);
    };
    socket.addEventListener("error", () => onEnd({}));
    socket.addEventListener("close", onEnd);
    const onPong = () => (this.#pinged = false);
    if (typeof socket.on === "function") socket.on("pong", onPong);
    else if (this.pings) (socket as unknown as EventTarget).addEventListener("pong", onPong);
  }

  /** Whether this class of sockets can ping. Those of browsers, Deno and workers cannot. */
  get pings(): boolean {
    return typeof this.#socket.ping === "function";
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
   * Sends a ping. Returns `false` if nothing has come since the last ping: then the connection is dead.
   * A socket without pings sends a frame that no daemon answers, so that a router keeps the connection.
   */
  ping(): boolean {
    if (this.#pinged) return false;
    try {
      if (this.pings) this.#socket.ping?.();
      else this.send({ type: "pong" });
      this.#pinged = this.pings;
    } catch {
      // The socket is not open, and its close event reports that.
    }
    return true;
  }

  /** Ends the connection. */
  close(words = "the peer closed it"): void {
    this.#finish(words, () => this.#socket.close());
  }

  /** Ends the connection without waiting for the other side, if this class of sockets can. */
  drop(): void {
    const socket = this.#socket;
    this.#finish("the peer gave it up", () =>
      socket.terminate ? socket.terminate() : socket.close(),
    );
  }

  #end(words: string, code?: number): void {
    this.#ended.resolve({ code, words });
    this.#connected.resolve(undefined);
  }

  #finish(words: string, finish: () => void): void {
    this.#end(words);
    try {
      finish();
    } catch {
      // Whatever the class says, nobody uses this socket any more.
    }
  }

  #read(data: unknown): void {
    this.#pinged = false;
    const frame = parsed(data);
    if (this.#isConnected) {
      this.#onFrame(frame);
    } else if (frame === undefined) {
      this.close("the daemon sent something that is not a frame");
    } else if (isConnectedFrame(frame)) {
      this.#isConnected = true;
      this.#connected.resolve({ peer_id: frame.session_id, display_name: frame.display_name });
    } else if (isErrorFrame(frame)) {
      this.#error = frame.error;
    } else if (frame.type === "connected") {
      this.close("the daemon's frame `connected` names no peer");
    } else {
      // A message may overtake the welcome.
      this.#onFrame(frame);
    }
  }
}

function parsed(data: unknown): Frame | undefined {
  try {
    const text =
      typeof data === "string" ? data : new TextDecoder().decode(data as ArrayBuffer | Uint8Array);
    const value = JSON.parse(text) as Partial<Frame> | null;
    return typeof value?.type === "string" ? (value as Frame) : undefined;
  } catch {
    return undefined;
  }
}
