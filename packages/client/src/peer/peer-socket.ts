import {
  type ConnectFrame,
  ConnectedFrameSchema,
  DaemonConnectionError,
  ErrorFrameSchema,
  isFinalCloseCode,
} from "@repowire/protocol";
import { validator } from "@repowire/protocol/validate";

import { type Clock, type Timer, schedule } from "../clock.ts";
import type { WebSocketConstructor, WebSocketLike } from "../options.ts";
import { PeerRefusedError } from "./peer-refused-error.ts";

/** Any frame of the daemon. */
export interface Frame {
  readonly type: string;
  readonly [key: string]: unknown;
}

/** What a socket needs to become a peer's. */
export interface PeerSocketOptions {
  readonly WebSocket: WebSocketConstructor;
  readonly url: string;
  /** What errors may show of the URL. */
  readonly origin: string;
  readonly clock: Clock;
  /** Milliseconds until the daemon has to have taken the peer in. */
  readonly timeout: number;
  /** Takes the secrets out of the daemon's words. */
  readonly redact: (text: string) => string;
  readonly connect: ConnectFrame;
  readonly onFrame: (frame: Frame) => void;
}

const open = 1;

/** One connection of a peer, from the first frame to the end. */
export class PeerSocket {
  /** Resolves when the daemon has taken the peer in, and rejects when it does not. */
  readonly connected: Promise<{ readonly peer_id: string; readonly display_name: string }>;
  /** Resolves at the end of the connection, with why. */
  readonly ended: Promise<DaemonConnectionError>;
  /** Resolves when the connection is really gone, which takes the other side a moment. */
  readonly gone: Promise<void>;
  readonly #options: PeerSocketOptions;
  readonly #gone: () => void;
  readonly #socket: WebSocketLike;
  readonly #timer: Timer;
  #welcome: ((identity: { peer_id: string; display_name: string }) => void) | undefined;
  #end: (error: DaemonConnectionError) => void;
  #words = "";

  constructor(options: PeerSocketOptions) {
    this.#options = options;
    const gone = Promise.withResolvers<void>();
    this.gone = gone.promise;
    this.#gone = gone.resolve;
    const ended = Promise.withResolvers<DaemonConnectionError>();
    this.ended = ended.promise;
    const connected = Promise.withResolvers<{ peer_id: string; display_name: string }>();
    this.connected = connected.promise;
    this.#welcome = connected.resolve;
    this.#end = (error) => {
      this.#timer.cancel();
      this.#end = () => undefined;
      this.#welcome = undefined;
      connected.reject(error);
      ended.resolve(error);
    };
    // Whoever only waits for the end need not have asked for the beginning.
    connected.promise.catch(() => undefined);
    const { clock, timeout } = options;
    // Node 22 says nothing more after an error, and a silent daemon nothing at all.
    this.#timer = schedule(clock, timeout, () => {
      this.#lost(`the daemon did not take the peer in within ${timeout} ms`);
      this.#socket.close();
    });
    this.#socket = this.#dial();
  }

  /** Sends a frame; `false` when there is no open connection any more. */
  send(frame: object): boolean {
    if (this.#socket.readyState !== open) return false;
    try {
      this.#socket.send(JSON.stringify(frame));
      return true;
    } catch {
      return false;
    }
  }

  /** Ends the connection. */
  close(why = "the peer closed it"): void {
    this.#lost(why);
    this.#socket.close();
  }

  #dial(): WebSocketLike {
    const { WebSocket, url, connect } = this.#options;
    let socket: WebSocketLike;
    try {
      socket = new WebSocket(url);
    } catch {
      // What it throws quotes the URL, and that may hold a relay's token.
      this.#timer.cancel();
      throw new TypeError("connectPeer: the WebSocket class does not take the daemon's URL");
    }
    socket.addEventListener("open", () => void this.send(connect));
    socket.addEventListener("message", ({ data }) => this.#read(data));
    socket.addEventListener("error", () => {
      this.#gone();
      this.#lost("the socket failed");
    });
    socket.addEventListener("close", ({ code, reason }) => {
      this.#gone();
      this.#closed(code, reason);
    });
    return socket;
  }

  #read(data: unknown): void {
    const frame = parsed(data);
    if (frame === undefined) {
      this.close("the daemon sent something that is no frame");
    } else if (this.#welcome === undefined) {
      this.#options.onFrame(frame);
    } else if (isConnected(frame)) {
      this.#timer.cancel();
      const { session_id: peer_id, display_name } = frame;
      this.#welcome({ peer_id, display_name });
      this.#welcome = undefined;
    } else if (isError(frame)) {
      this.#words = frame.error;
    }
  }

  #closed(code: number, reason: string): void {
    const { origin, redact } = this.#options;
    const words = redact(this.#words || reason || "no reason given");
    if (!isFinalCloseCode(code))
      return this.#lost(`code ${code}${reason && `, ${redact(reason)}`}`);
    this.#end(
      new PeerRefusedError(
        `connectPeer: ${origin} refused the peer (${code}): ${words}. Connecting again as it is would ` +
          "end the same way.",
        words,
        code,
      ),
    );
  }

  #lost(why: string): void {
    const { origin } = this.#options;
    this.#end(
      new DaemonConnectionError(`connectPeer: no socket at ${origin} any more: ${why}.`, {
        request: { method: "GET", path: "/ws" },
        delivery: "unknown",
        cause: { name: "Error", message: why },
      }),
    );
  }
}

const isConnected = (frame: unknown) => validator(ConnectedFrameSchema)(frame);
const isError = (frame: unknown) => validator(ErrorFrameSchema)(frame);

function parsed(data: unknown): Frame | undefined {
  try {
    const value: unknown = JSON.parse(String(data));
    if (typeof value === "object" && value !== null && "type" in value) {
      return typeof value.type === "string" ? (value as Frame) : undefined;
    }
  } catch {
    return undefined;
  }
  return undefined;
}
