import type { FakeDaemonError } from "../fake-daemon-error.ts";

/** A socket to a daemon, as a scripted peer uses it. */
export interface PeerLine {
  send(text: string): void;
  close(): void;
}

/** What a scripted peer needs of its daemon: a socket, HTTP, and a sense of time. */
export interface PeerHost {
  /** Opens a socket. Nothing is heard of it before this returns. */
  open(handlers: { onFrame(text: string): void; onClose(code: number): void }): PeerLine;
  /**
   * Registers who is about to connect, where the daemon lets in nobody else; what it has stored of
   * the peer belongs into the frame.
   */
  register?(
    frame: Readonly<Record<string, unknown>>,
  ): Readonly<Record<string, unknown>> | undefined;
  /** Calls the daemon in the name of the peer. */
  call(path: string, body: object): Promise<Response>;
  /** Calls back after some time, and never before what is under way has gone on. */
  after(milliseconds: number, action: () => void): void;
  /** Calls back when the daemon can be reached, which may be at once. */
  whenUp(action: () => void): void;
  /** What was said, as far as the daemon writes it down. */
  transcript(): string;
  /** Whether something is under way in the daemon. */
  isBusy(): boolean;
  /** Lets the daemon know that a script is under way. */
  during(script: () => Promise<void>): Promise<void>;
  /** Whether an ask or a query is open; `undefined` when only its daemon could tell. */
  isOpen(correlationId: string): boolean | undefined;
  /** Takes what a script failed with. Without this, the peer keeps it for who disconnects it. */
  failed?(error: FakeDaemonError): void;
}
