import type { NotifyParams } from "@repowire/protocol";
import { Unreachable } from "./addressing.ts";
import type { Daemon, Route } from "./daemon.ts";
import { type Delivered, deliverNotification, newNotificationId } from "./delivery.ts";
import { Refusal } from "./refusal.ts";
import { NoConnection } from "./sockets.ts";
import { noteOutcome, traceOf } from "./traces.ts";

const failures = {
  unknown_peer: { status: 404, name: "not_found", state: "unknown_peer" },
  ambiguous_peer: { status: 409, name: "ambiguous_peer", state: "failed" },
  forbidden: { status: 403, name: "forbidden", state: "failed" },
  no_live_transport: { status: 503, name: "unavailable", state: "no_live_transport" },
} as const;

export const notify: Route<"notify"> = async (daemon, params) => {
  const delivery_id = newNotificationId(daemon);
  const note = traceOf(daemon, delivery_id, "notify");
  note("created", { detail: { to_peer: params.to_peer } });
  try {
    const delivered = await deliverNotification(daemon, { ...params, delivery_id });
    traceNotification(daemon, delivery_id, delivered);
    return delivered;
  } catch (error) {
    if (error instanceof Unreachable) {
      const isForbidden = error.reason === "ambiguous_peer" && daemon.facts.ambiguousIsForbidden;
      return failed(params, isForbidden ? "forbidden" : error.reason, error.message);
    }
    if (!(error instanceof NoConnection)) throw error;
    note("no_connection", { status: "fail", detail: { error: error.message } });
    const text = `Peer ${params.to_peer} has no live connection: ${error.message}`;
    return failed(params, "no_live_transport", text);
  }
};

function traceNotification(daemon: Daemon, id: string, delivered: Delivered): void {
  const { to_peer_id: peer_id, from_peer_id, queued, hook_delivery } = delivered;
  const note = traceOf(daemon, id, "notify", { peer_id, from_peer_id });
  note("resolved_peer");
  if (queued) {
    // As in the daemon, the trace says so for any reason.
    const detail = { reason: "recipient_busy" };
    note("pending", { detail, ...(!daemon.facts.tracesNameSenders && { from_peer_id: null }) });
  }
  if (hook_delivery !== null || !queued) noteOutcome(note, hook_delivery);
}

function failed(params: NotifyParams, reason: keyof typeof failures, detail: string): never {
  const { status, name, state } = failures[reason];
  throw new Refusal(status, {
    ok: false,
    status: name,
    delivery_state: state,
    delivered: false,
    queued: false,
    reason,
    detail,
    from_peer_name: params.from_peer,
    to_peer_name: params.to_peer,
  });
}
