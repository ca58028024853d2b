/** What a socket of the daemon runs over: text frames both ways, in order. */
export interface Line {
  send(text: string): void;
  /** Ends it; 1006 without a word. */
  close(code: number, reason: string): void;
  /**
   * Resolves when the other side had its time to answer a frame. One that promised receipts
   * is given longer than one that did not.
   */
  timeToAnswer(promisesReceipts: boolean): Promise<void>;
  /** Hears once that the line is gone, whoever ended it. */
  closed?(): void;
}
