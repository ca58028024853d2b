import type { ParamsOf } from "@repowire/protocol";
import { unless } from "../support.ts";
import { closeAsk, endsOf, openAsk } from "./ask-store.ts";
import type { Daemon, Route } from "./daemon.ts";
import { InjectionFailed, deliverAsk } from "./delivery.ts";
import { circleBorder } from "./addressing.ts";
import { Ambiguous, findPeer, findPeerOrConflict, findSender } from "./peers/lookup.ts";
import { breakDown, refuse } from "./refusal.ts";
import { NoConnection } from "./sockets.ts";
import type { AskManyChild, AskRecord, PeerRecord } from "./state.ts";
import { isWritable, second } from "./time.ts";

const mostPeers = 50;

const defaultDeadline = 300;

/** `POST /ask-many`: the peers are asked one after the other; a failure is the child's own. */
export const askMany: Route<"askMany"> = async (daemon, params) => {
  const { to_peers } = params;
  if (to_peers.length === 0) refuse(422, "to_peers must not be empty");
  if (to_peers.length > mostPeers) refuse(422, `to_peers exceeds the ${mostPeers}-peer limit`);
  const parent = {
    parent_id: `askm-${daemon.ids.hex(8)}`,
    from_peer: params.from_peer,
    text: params.text,
    created_at: daemon.stamp(),
    timeout_seconds: deadlineOf(daemon, params),
    children: [] as AskManyChild[],
  };
  daemon.state.ask_manys.set(parent.parent_id, parent);
  const asked = new Set<string>();
  for (const name of new Set(to_peers)) {
    const peer = unless<PeerRecord | string, Ambiguous>(
      Ambiguous,
      () => findPeer(daemon, name, params.circle) ?? `peer not found: ${name}`,
      ({ message }) => message,
    );
    if (typeof peer === "string") {
      parent.children.push({ peer: name, peer_id: null, correlation_id: null, error: peer });
    } else if (!asked.has(peer.peer_id)) {
      asked.add(peer.peer_id);
      const { correlation_id, error } = await askChild(daemon, params, parent.parent_id, peer);
      const { display_name, peer_id } = peer;
      parent.children.push({ peer: display_name, peer_id, correlation_id, error });
    }
  }
  const children = parent.children.map(({ peer, correlation_id, error }) => {
    return { peer, correlation_id, delivered: error === null, error };
  });
  return { parent_id: parent.parent_id, children };
};

/** `GET /ask-many/{parent_id}`. */
export const getAskMany: Route<"getAskMany"> = (daemon, { parent_id: parentId }) => {
  const parent = daemon.state.ask_manys.get(parentId);
  if (!parent) refuse(404, `ask-many ${parentId} not found`);
  const counts = { acked: 0, replied: 0, pending: 0, failed: 0 };
  const children = parent.children.map((child) => {
    const ask = child.correlation_id ? daemon.state.asks.get(child.correlation_id) : undefined;
    const status = childStatus(ask);
    counts[status]++;
    return {
      peer: child.peer,
      peer_id: child.peer_id,
      correlation_id: child.correlation_id,
      status,
      reply: ask?.reply_text ?? null,
      close_reason: ask ? (ask.close_reason ?? daemon.facts.openCloseReason) : null,
      error: child.error,
    };
  });
  const deadline = parent.created_at + parent.timeout_seconds * second;
  if (!isWritable(deadline)) breakDown();
  const timed_out = counts.pending > 0 && daemon.now() >= deadline;
  return {
    parent_id: parentId,
    from_peer: parent.from_peer,
    text: parent.text,
    created_at: daemon.write(parent.created_at, "event"),
    deadline: daemon.write(deadline, "event"),
    state: counts.pending === 0 ? "complete" : timed_out ? "partial" : "pending",
    timed_out,
    rollup: { total: children.length, ...counts },
    children,
  };
};

async function askChild(
  daemon: Daemon,
  params: ParamsOf<"askMany">,
  parent_id: string,
  target: PeerRecord,
): Promise<{ correlation_id: string | null; error: string | null }> {
  const sender = findSender(daemon, params.from_peer, target, findPeerOrConflict);
  if (sender === target && !daemon.facts.asksItself) {
    return { correlation_id: null, error: "cannot ask the calling peer" };
  }
  const ask = openAsk(daemon, {
    ...endsOf(params.from_peer, sender, target),
    text: params.text,
    parent_id,
  });
  const { correlation_id } = ask;
  const border = circleBorder(sender, target, params.bypass_circle);
  try {
    if (border) throw new NoConnection(border);
    await deliverAsk(daemon, ask, target, {});
    return { correlation_id, error: null };
  } catch (error) {
    if (!(error instanceof NoConnection) && !(error instanceof InjectionFailed)) throw error;
    closeAsk(daemon, ask, "send_failed");
    return { correlation_id, error: error.message };
  }
}

function childStatus(ask: AskRecord | undefined): "acked" | "replied" | "pending" | "failed" {
  if (!ask || ask.close_reason === "send_failed") return "failed";
  if (ask.close_reason === null) return "pending";
  return ask.reply_text === null ? "acked" : "replied";
}

function deadlineOf(daemon: Daemon, { timeout_seconds }: ParamsOf<"askMany">): number {
  if (timeout_seconds === 0 && daemon.facts.zeroDeadlineIsUsual) return defaultDeadline;
  return timeout_seconds ?? defaultDeadline;
}
