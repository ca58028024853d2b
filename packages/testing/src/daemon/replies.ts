import type { AckParams } from "@repowire/protocol";
import { Unreachable, isUndeliverable } from "./addressing.ts";
import type { Daemon } from "./daemon.ts";
import { type Delivered, deliverNotification } from "./delivery.ts";
import { addEvent } from "./events.ts";
import { refuse } from "./refusal.ts";
import { NoConnection } from "./sockets.ts";
import type { AskRecord, PeerRecord } from "./state.ts";

/** Delivers the answers that could not be delivered when they were given. */
export async function deliverUndelivered(daemon: Daemon, asker: PeerRecord): Promise<void> {
  for (const ask of daemon.state.asks.values()) {
    if (ask.from_peer_id !== asker.peer_id || ask.undelivered === null) continue;
    const text = ask.undelivered;
    try {
      await notifyAsker(daemon, ask, text);
    } catch (error) {
      if (isUndeliverable(error)) return;
      throw error;
    }
    ask.undelivered = null;
  }
}

export function notifyAsker(
  daemon: Daemon,
  ask: AskRecord,
  text: string,
  attachments: AckParams["attachments"] = [],
) {
  const route = { from_peer: ask.to_peer_id, to_peer: ask.from_peer_id, bypass_circle: true };
  return deliverNotification(daemon, { ...route, text, attachments });
}

/**
 * Sends a reply to the asker. Returns `undefined` if the asker is gone.
 *
 * @throws a refusal if the asker cannot be reached now.
 */
export async function sendReply(
  daemon: Daemon,
  ask: AskRecord,
  text: string,
  attachments?: AckParams["attachments"],
): Promise<Delivered | undefined> {
  try {
    return await notifyAsker(daemon, ask, text, attachments);
  } catch (error) {
    if (error instanceof NoConnection) refuseReply(ask, error.message);
    if (error instanceof Unreachable) return undefined;
    throw error;
  }
}

export function announceAck(
  daemon: Daemon,
  ask: AskRecord,
  status: string,
  had: { delivered: boolean; message: boolean; attachments: boolean },
): void {
  addEvent(daemon, "ack", {
    from: ask.to_peer_name,
    to: ask.from_peer_name,
    from_peer_id: ask.to_peer_id,
    to_peer_id: ask.from_peer_id,
    correlation_id: ask.correlation_id,
    status,
    delivered: had.delivered,
    has_message: had.message,
    has_attachments: had.attachments,
    repowire_session_id: ask.from_session,
    from_repowire_session_id: ask.to_session,
    to_repowire_session_id: ask.from_session,
  });
}

export function knownAsk(daemon: Daemon, correlationId: string): AskRecord {
  return (
    daemon.state.asks.get(correlationId) ??
    refuse(404, `No open ask with correlation_id: ${correlationId}`)
  );
}

/** Refuses a reply that cannot be delivered now. */
export function refuseReply(ask: AskRecord, reason: string): never {
  const words = `Reply delivery failed for ${ask.from_peer_name}: ${reason}`;
  refuse(503, `${words}. Ask remains open; retry when the asker reconnects.`);
}

/** The text of a reply, as the asker gets it. */
export function framedReply(ask: AskRecord, body: string): string {
  return `[ack #${ask.correlation_id} from @${ask.to_peer_name}] ${body}`;
}
