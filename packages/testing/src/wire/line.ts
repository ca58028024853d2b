/** The transport of a daemon's socket: text frames in both directions, in order. */
export interface Line {
  send(text: string): void;
  /** Ends it. 1006 ends it without a close frame. */
  close(code: number, reason: string): void;
  /**
   * Resolves when the other side had time to answer a frame. A side that promised receipts gets
   * more time.
   */
  timeToAnswer(promisesReceipts: boolean): Promise<void>;
  /** Called once when the line is gone, no matter which side ended it. */
  closed?(): void;
}
