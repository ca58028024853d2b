/** What a framed reply says. */
export interface FramedReply {
  readonly kind: "ack" | "declined";
  readonly correlation_id: string;
  /** The display name of whoever replied. */
  readonly from: string;
  /** What was said, unchanged. */
  readonly text: string;
}

// The daemon makes the name, of characters that end neither the name nor the frame. The reply
// itself may hold anything, further frames included.
const frame = /^\[(ack|declined) #([^\s\]]+) from @([^\s\]]+)\] /;

/** The daemon of an orchestrator may put what it remembers in front of a message. */
const recall = /^\[repowire recall\]\n[^]*?\n\[\/repowire recall\]\n\n(?=\[(?:ack|declined) #)/;

/**
 * Takes a reply out of the frame in which the daemon delivers it,
 * `[ack #<correlation id> from @<name>] <reply>`. Any other text is no reply.
 */
export function parseReply(text: string): FramedReply | undefined {
  const framed = text.startsWith("[repowire recall]") ? text.replace(recall, "") : text;
  const found = frame.exec(framed);
  if (found === null) return undefined;
  const [whole, kind, correlation_id = "", from = ""] = found;
  return {
    kind: kind === "ack" ? "ack" : "declined",
    correlation_id,
    from,
    text: framed.slice(whole.length),
  };
}

/** Where a daemon has no word for it, a message that begins so declines an ask. */
export const declinedMark = "[declined] ";
