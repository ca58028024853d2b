import { createParser } from "eventsource-parser";

/** The content of a stream of server-sent events. */
export interface SseHandlers {
  /** A message with its `data`, which may be empty. */
  onData(data: string): void;
  /** A sign of life. */
  onComment(): void;
  /** Milliseconds to wait before the next connection. */
  onRetry(delay: number): void;
  /** A message that was skipped because it is too long. */
  onTooLong(): void;
}

/** A blank line with any line breaks. What follows the first break is still to be read. */
const blankLine = /\n\n|\n\r|\r\r/;

/**
 * Reads the pieces of one connection. A message of more than `limit` characters is skipped without being
 * kept. The messages after it are read.
 */
export function sseReader(limit: number, handlers: SseHandlers): (piece: Uint8Array) => void {
  /** Characters of the unfinished message. The true number may be up to one piece larger. */
  let unfinished = 0;
  let finished = false;
  /** While a message is skipped: the last character that was skipped. */
  let skipped: string | undefined;
  const parser = createParser({
    onEvent({ data }) {
      finished = true;
      if (data.length > limit) handlers.onTooLong();
      else handlers.onData(data);
    },
    onComment(comment) {
      // A comment may stand between the lines of a message, and does not end it.
      unfinished -= comment.length;
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
    unfinished += text.length;
    finished = false;
    parser.feed(text);
    // If a message ended in this piece, the count starts anew. A comment and its blank line end none, but
    // leave nothing unfinished either.
    if (finished || /(\n\r?\n|\r\r)$/.test(text.slice(-3))) unfinished = 0;
    if (unfinished <= limit) return;
    parser.reset();
    skipped = text.slice(-1);
    unfinished = 0;
    handlers.onTooLong();
  };
}
