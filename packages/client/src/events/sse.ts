import { createParser } from "eventsource-parser";

/** What a stream of server-sent events says. */
export interface SseHandlers {
  /** A message with its `data`, which may be empty. */
  onData(data: string): void;
  /** A sign of life. */
  onComment(): void;
  /** Milliseconds to wait before the next connection. */
  onRetry(delay: number): void;
  /** A message that was skipped because it is longer than the limit. */
  onTooLong(): void;
}

/** A blank line, whatever the line breaks are; what follows the first break is still to be read. */
const blankLine = /\n\n|\n\r|\r\r/;

/**
 * Reads the pieces of one connection. A message of more than `limit` characters is skipped up to
 * its end, without being kept, and the messages behind it are read.
 */
export function sseReader(limit: number, handlers: SseHandlers): (piece: Uint8Array) => void {
  /** Characters of the message that is not finished yet; less than the true number by a piece at most. */
  let unfinished = 0;
  /** While a message is skipped: the last character of what was skipped. */
  let skipped: string | undefined;
  const parser = createParser({
    onEvent({ data }) {
      unfinished = 0;
      if (data.length > limit) handlers.onTooLong();
      else handlers.onData(data);
    },
    onComment() {
      unfinished = 0;
      handlers.onComment();
    },
    onRetry: handlers.onRetry,
  });
  const decoder = new TextDecoder();
  return (piece) => {
    let text = decoder.decode(piece, { stream: true });
    if (skipped !== undefined) {
      const rest = skipped + text;
      const end = rest.search(blankLine);
      skipped = rest.slice(-1);
      if (end < 0) return;
      skipped = undefined;
      text = rest.slice(end + 1);
    }
    // A message that ends within the piece sets it back to 0; what follows it is in one piece.
    unfinished += text.length;
    const before = unfinished;
    parser.feed(text);
    if (unfinished !== before || unfinished <= limit) return;
    parser.reset();
    skipped = text.slice(-1);
    unfinished = 0;
    handlers.onTooLong();
  };
}
