import type { ParamsOf } from "@repowire/protocol";
import { Unreachable } from "./addressing.ts";
import { closeAsk } from "./ask-store.ts";
import type { Daemon } from "./daemon.ts";
import { refuse } from "./refusal.ts";
import { announceAck, knownAsk, notifyAsker, refuseReply } from "./replies.ts";
import { NoConnection } from "./sockets.ts";
import type { AskRecord } from "./state.ts";
import { traceClosing } from "./traces.ts";

/** `POST /decline`, Go: returns the ask to its asker with a reason. */
export async function decline(
  daemon: Daemon,
  { correlation_id, reason }: ParamsOf<"decline">,
): Promise<{ ok: true }> {
  if (reason.trim() === "") refuse(422, "reason is required");
  const ask = knownAsk(daemon, correlation_id);
  if (ask.close_reason !== null) refuse(410, `Ask ${correlation_id} is already closed`);
  if (ask.pulled) ask.reply_text ??= reason;
  const delivered = ask.pulled || (await send(daemon, ask, reason));
  closeAsk(daemon, ask, "declined");
  announceAck(daemon, ask, "declined", { delivered, message: true, attachments: false });
  traceClosing(daemon, ask, reason);
  return { ok: true };
}

/** Sends the reason to the asker, and keeps it. Returns whether it was delivered. */
async function send(daemon: Daemon, ask: AskRecord, reason: string): Promise<boolean> {
  const { correlation_id, to_peer_name } = ask;
  try {
    const text = `[declined #${correlation_id} from @${to_peer_name}] ${reason}`;
    const { delivered } = await notifyAsker(daemon, ask, text);
    ask.reply_text ??= reason;
    return delivered;
  } catch (error) {
    if (error instanceof NoConnection) refuseReply(ask, error.message);
    if (error instanceof Unreachable) return false;
    throw error;
  }
}
