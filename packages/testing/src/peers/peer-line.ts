/** A socket to a daemon, as a scripted peer uses it. */
export interface PeerLine {
  send(text: string): void;
  close(): void;
}

/** What a scripted peer needs of its daemon: a socket, HTTP, and a sense of time. */
export interface PeerHost {
  /** Opens a socket. In process the daemon's frames may come before this returns. */
  open(handlers: { onFrame(text: string): void; onClose(code: number): void }): PeerLine;
  /** Calls the daemon in the name of the peer. */
  call(path: string, body: object): Promise<Response>;
  /** Calls back after some time, and never before what is under way has gone on. */
  after(milliseconds: number, action: () => void): void;
  /** What was said, as far as the daemon writes it down. */
  transcript(): string;
  /** Lets the daemon know that something is under way. */
  during(work: () => Promise<void>): Promise<void>;
}
