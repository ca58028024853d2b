import type { NotifyParams, NotifyResult } from "@repowire/protocol";

import { NoConnection } from "./connections.ts";
import type { Core } from "./core.ts";
import type { Delivered, Delivery } from "./delivery.ts";
import type { Liveness } from "./liveness.ts";
import { Unreachable } from "./reach.ts";
import { Refusal } from "./refusal.ts";

const failures = {
  unknown_peer: { status: 404, name: "not_found", state: "unknown_peer" },
  ambiguous_peer: { status: 409, name: "ambiguous_peer", state: "failed" },
  forbidden: { status: 403, name: "forbidden", state: "failed" },
  no_live_transport: { status: 503, name: "unavailable", state: "no_live_transport" },
} as const;

/** `/notify`, whose refusals have a form of their own. */
export class Notifications {
  readonly #core: Core;
  readonly #liveness: Liveness;
  readonly #delivery: Delivery;

  constructor(core: Core, liveness: Liveness, delivery: Delivery) {
    this.#core = core;
    this.#liveness = liveness;
    this.#delivery = delivery;
  }

  async notify(params: NotifyParams): Promise<NotifyResult> {
    const delivery_id = this.#delivery.newNotificationId();
    await this.#liveness.lazyRepair();
    const { traces } = this.#core;
    traces.record(delivery_id, "notify", { stage: "created", detail: { to_peer: params.to_peer } });
    try {
      const delivered = await this.#delivery.notify({ ...params, delivery_id });
      this.#trace(delivery_id, delivered);
      return delivered;
    } catch (error) {
      if (error instanceof Unreachable) return failed(params, error.reason, error.message);
      if (!(error instanceof NoConnection)) throw error;
      const detail = { error: error.message };
      traces.record(delivery_id, "notify", { stage: "no_connection", status: "fail", detail });
      const text = `Peer ${params.to_peer} has no live connection: ${error.message}`;
      return failed(params, "no_live_transport", text);
    }
  }

  #trace(id: string, delivered: Delivered): void {
    const { traces } = this.#core;
    const step = { peer_id: delivered.to_peer_id, from_peer_id: delivered.from_peer_id };
    traces.record(id, "notify", { ...step, stage: "resolved_peer" });
    if (delivered.queued) {
      // The trace says so whatever the reason is, as the daemon's does.
      const detail = { reason: "recipient_busy" };
      traces.record(id, "notify", { peer_id: step.peer_id, stage: "pending", detail });
    }
    if (delivered.hook_delivery !== null || !delivered.queued) {
      traces.recordOutcome(id, "notify", delivered.hook_delivery, step);
    }
  }
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
