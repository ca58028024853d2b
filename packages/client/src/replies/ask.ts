import type { AskParams, AskResult } from "@repowire/protocol";

import type { AskHandle } from "./ask-handle.ts";
import type { AskReply, ReplyOptions } from "./ask-reply.ts";

/** An ask that the daemon opened, and the way to its reply. */
export interface Ask extends AskResult {
  /**
   * Waits for what becomes of the ask. However often it is called, the daemon is asked once at a
   * time; a settled ask answers at once.
   *
   * Where the daemon has bounded waits (0.16 and later), waiting also has it keep the reply for
   * the waiter in place of sending it to the asker's socket. A wait that a signal ends, ends here
   * alone: the daemon goes on with it for up to 45 seconds.
   *
   * To an asker that is no registered peer a daemon of any release drops the words of a reply: what
   * comes before a wait is under way is `lost` then, with the reason `"reply_not_kept"`.
   *
   * @returns what became of it; never an exception for "not yet".
   * @throws the signal's reason; a `DaemonHTTPError` where the daemon refuses the wait, as with
   * 401, or 403 for somebody else's ask; a `DaemonConnectionError` when the client is closed;
   * `TypeError` for a time that is none.
   *
   * @example
   * ```ts
   * import { RepowireClient } from "@repowire/client";
   *
   * const client = new RepowireClient();
   * const me = await client.registerPeer({ name: "docs", path: "/srv/docs", circle: "docs" });
   * const ask = await client.ask({ from_peer: me.peer_id, to_peer: "api-codex", text: "Which port?" });
   * const reply = await ask.reply({ timeout: 60_000 });
   * if (reply.status === "answered") console.log(reply.text);
   * ```
   */
  reply(options?: ReplyOptions): Promise<AskReply>;
}

/** Gives what the daemon said its `reply`, which is not a part of it: JSON does not show it. */
export function withReply(result: AskResult, handle: AskHandle): Ask {
  return Object.defineProperty(result, "reply", {
    value: (options?: ReplyOptions) => handle.reply(options),
    configurable: true,
    writable: true,
  }) as Ask;
}

/** What a handle has to know of an ask. */
export function sentAsk(
  { from_peer, to_peer, question }: Pick<AskParams, "from_peer" | "to_peer" | "question">,
  correlation_id: string,
) {
  return { correlation_id, from_peer, to_peer, question: question ?? undefined };
}
