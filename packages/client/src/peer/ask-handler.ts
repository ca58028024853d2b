import type { InboundAsk } from "./inbound-ask.ts";
import type { AskOutcome, ConnectPeerOptions } from "./live-peer-options.ts";

interface AskHandlerOptions {
  readonly onHandlerError: NonNullable<ConnectPeerOptions["onHandlerError"]>;
  readonly onError: (error: unknown) => void;
}

/**
 * Runs a handler for an ask, and closes the ask with what it made of it. It never rejects: what goes
 * wrong is told, and an ask that was not handled stays open or is given back, as the option says.
 */
export async function runAskHandler(
  ask: InboundAsk,
  handler: () => Promise<AskOutcome>,
  { onHandlerError, onError }: AskHandlerOptions,
): Promise<void> {
  try {
    let outcome: AskOutcome;
    try {
      outcome = await handler();
    } catch (error) {
      onError(error);
      // The handler has closed the ask itself, and failed after that.
      if (ask.closed || onHandlerError === "leave") return;
      const words = `The handler failed: ${error instanceof Error ? error.message : String(error)}`;
      if (onHandlerError === "decline") {
        await ask.decline(words);
        return;
      }
      outcome = onHandlerError === "ack" ? words : await onHandlerError(error, ask);
    }
    await close(ask, outcome);
  } catch (error) {
    onError(error);
  }
}

async function close(ask: InboundAsk, outcome: AskOutcome): Promise<void> {
  if (ask.closed) return;
  if (!outcome || typeof outcome === "string") {
    await ask.ack(outcome || undefined);
  } else if (ask.question !== undefined && !("message" in outcome && isPlain(outcome))) {
    await ask.answer(outcome);
  } else {
    const { message, attachments } = outcome;
    await ask.ack(message ?? undefined, attachments === undefined ? {} : { attachments });
  }
}

/** Whether there is nothing in it but what every reply may have. */
function isPlain(outcome: object): boolean {
  return Object.keys(outcome).every((key) => key === "message" || key === "attachments");
}
