import { isDaemonHTTPError } from "@repowire/protocol";

import type { Daemon } from "../daemon.ts";
import { hasCode } from "../failures.ts";
import type { SentAsk } from "./ask-handle.ts";
import { isPeerId } from "./reply-sender.ts";

/** `"gone"`: the daemon does not know the ask. `"closed"`: it is not open any more. */
export type AskFate = "open" | "closed" | "gone" | "unclear";

/** The daemon lists the newest 10 open asks of a peer, and no more. */
const listed = 10;

/**
 * What a daemon without waits knows of an ask, found out without changing anything.
 *
 * There is no route that asks for one ask by its id. But answering is refused in different words
 * for an ask that the daemon does not know, and for one that cannot be answered so: a plain ask is
 * no question, and a choice has no such option. A question for a free text would take any answer,
 * so that only the lists of open asks remain for it, and they are short.
 */
export async function askFate(daemon: Daemon, ask: SentAsk, signal: AbortSignal): Promise<AskFate> {
  const known = await isKnown(daemon, ask, signal);
  if (known === "gone" || known === "closed") return known;
  const lists = await Promise.all([
    openAsks(daemon, { peer_id: ask.to_peer, direction: "inbound" }, signal),
    openAsks(daemon, { peer_id: ask.from_peer, direction: "outbound" }, signal),
  ]);
  if (lists.some((open) => open?.includes(ask.correlation_id))) return "open";
  const complete = lists.some((open) => open !== undefined && open.length < listed);
  if (!complete) return "unclear";
  return known === "known" ? "closed" : "gone";
}

async function isKnown(
  daemon: Daemon,
  { correlation_id, question }: SentAsk,
  signal: AbortSignal,
): Promise<"known" | "closed" | "gone" | "unclear"> {
  if (question !== undefined && question.kind !== "choice") return "unclear";
  // No option of a caller's own can have an id with this character.
  const impossible = question === undefined ? {} : { option_id: "\u0000" };
  try {
    await daemon.caller.call("answer", { correlation_id, ...impossible }, { signal });
    return "closed";
  } catch (error) {
    if (hasCode(error, "ask_not_found")) return "gone";
    if (!isDaemonHTTPError(error)) throw error;
    if (error.status === 410) return "closed";
    return error.status === 422 ? "known" : "unclear";
  }
}

async function openAsks(
  daemon: Daemon,
  params: { peer_id: string; direction: "inbound" | "outbound" },
  signal: AbortSignal,
): Promise<string[] | undefined> {
  // A display name may belong to another peer by now.
  if (!isPeerId(params.peer_id)) return undefined;
  try {
    const { asks } = await daemon.caller.call("pendingAsks", params, { signal });
    return asks.map((ask) => ask.correlation_id);
  } catch (error) {
    // The peer is not registered any more.
    if (isDaemonHTTPError(error)) return undefined;
    throw error;
  }
}
