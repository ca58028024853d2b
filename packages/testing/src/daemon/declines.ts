import type { ParamsOf } from "@repowire/protocol";
import { isUndeliverable } from "./addressing.ts";
import { closeAsk } from "./ask-store.ts";
import type { Daemon } from "./daemon.ts";
import { refuse } from "./refusal.ts";
import { knownAsk, notifyAsker } from "./replies.ts";

/** `POST /decline`, Go: returns the ask to its asker with a reason. */
export async function decline(
  daemon: Daemon,
  { correlation_id, reason }: ParamsOf<"decline">,
): Promise<{ ok: true }> {
  const ask = knownAsk(daemon, correlation_id);
  if (ask.close_reason !== null) refuse(410, `Ask ${correlation_id} is already closed.`);
  try {
    await notifyAsker(
      daemon,
      ask,
      `[declined #${correlation_id} from @${ask.to_peer_name}] ${reason}`,
    );
  } catch (error) {
    if (!isUndeliverable(error)) throw error;
  }
  closeAsk(daemon, ask, "declined");
  return { ok: true };
}
