import { closeAsk } from "./ask-store.ts";
import type { Daemon, Route } from "./daemon.ts";
import { refuse } from "./refusal.ts";
import { announceAck, knownAsk, sendReply } from "./replies.ts";
import type { AskRecord } from "./state.ts";
import { traceClosing } from "./traces.ts";

/** `POST /decline`, Go: returns the ask to its asker with a reason. */
export const decline: Route<"decline"> = async (daemon, { correlation_id, reason }) => {
  if (reason.trim() === "") refuse(422, "reason is required");
  const ask = knownAsk(daemon, correlation_id);
  if (ask.close_reason !== null) refuse(410, `Ask ${correlation_id} is already closed`);
  if (ask.pulled) ask.reply_text ??= reason;
  const delivered = ask.pulled || (await send(daemon, ask, reason));
  closeAsk(daemon, ask, "declined");
  announceAck(daemon, ask, "declined", { delivered, message: true, attachments: false });
  traceClosing(daemon, ask, reason);
  return { ok: true };
};

/** Sends the reason to the asker, and keeps it. Returns whether it was delivered. */
async function send(daemon: Daemon, ask: AskRecord, reason: string): Promise<boolean> {
  const text = `[declined #${ask.correlation_id} from @${ask.to_peer_name}] ${reason}`;
  const sent = await sendReply(daemon, ask, text);
  if (sent) ask.reply_text ??= reason;
  return sent?.delivered ?? false;
}
