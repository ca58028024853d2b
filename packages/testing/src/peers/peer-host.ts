import type { FakeDaemonError } from "../fake-daemon-error.ts";

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
