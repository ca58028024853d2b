import type { ConnectPeerParams } from "./options.ts";
import type { LivePeer } from "./live-peer.ts";

// What a handler may return depends on the kind of ask. This file is compiled and never run.
export function handlers(peer: LivePeer): void {
  peer.onAsk(() => "8377");
  peer.onAsk(() => undefined);
  peer.onAsk(() => ({ message: "8377", attachments: [{ id: "att-1" }] }));
  peer.onAsk(async (ask) => {
    await ask.decline("no");
  });
  peer.onAsk({
    ask: ({ question }) => `${question satisfies undefined}`,
    question: ({ question }) => ({ option_id: question.options?.[0]?.id ?? "" }),
  });
  // @ts-expect-error A plain ask has no text to answer.
  peer.onAsk(() => ({ text: "8377" }));
  // @ts-expect-error Only a question has an outcome.
  peer.onAsk(() => ({ outcome: "denied" }));
  // @ts-expect-error Only a question has options.
  peer.onAsk({ ask: () => ({ option_id: "y" }), question: () => undefined });
  // @ts-expect-error The option of a question has another name.
  peer.onAsk({ ask: () => undefined, question: () => ({ optionId: "y" }) });
  // @ts-expect-error A number is no reply.
  peer.onAsk(() => 8377);
}

/** A fork of the daemon may know a backend that we do not. */
export const fork: ConnectPeerParams = { path: "/work", circle: "docs", backend: "kimi-code" };
