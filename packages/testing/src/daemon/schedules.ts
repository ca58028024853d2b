import type { OkResult, ParamsOf, ResultOf } from "@repowire/protocol";

import type { Asks } from "./asks.ts";
import type { Timer } from "../time/clock.ts";
import type { Core } from "./core.ts";
import { Cron, CronError } from "./cron.ts";
import { type Delivery, InjectionFailed } from "./delivery.ts";
import type { Lookup } from "./lookup.ts";
import { quoted } from "./names.ts";
import { parseTime } from "./parse-time.ts";
import { metNobody, reach } from "./reach.ts";
import { refuse } from "./refusal.ts";

/** A message for later. */
export interface Schedule {
  readonly schedule_id: string;
  readonly from_peer: string;
  readonly to_peer: string;
  readonly text: string;
  fire_at: number;
  readonly kind: "notify" | "ask";
  readonly circle: string | null;
  readonly cron: string | null;
  readonly created_at: number;
}

/** `/schedules`: messages that the daemon sends by itself when their time has come. */
export class Schedules {
  readonly #core: Core;
  readonly #lookup: Lookup;
  readonly #asks: Asks;
  readonly #delivery: Delivery;
  #timer: Timer | undefined;

  constructor(parts: { core: Core; lookup: Lookup; asks: Asks; delivery: Delivery }) {
    this.#core = parts.core;
    this.#lookup = parts.lookup;
    this.#asks = parts.asks;
    this.#delivery = parts.delivery;
  }

  create(params: ParamsOf<"createSchedule">): ResultOf<"createSchedule"> {
    const { from_peer, to_peer, text, kind = "notify", circle = null } = params;
    if ((params.fire_at == null) === (params.cron == null)) {
      refuse(400, "provide exactly one of fire_at or cron");
    }
    let cron: Cron | undefined;
    let fire_at: number;
    try {
      cron = params.cron == null ? undefined : new Cron(params.cron);
      fire_at = cron ? cron.after(this.#core.now()) : parseTime(params.fire_at!);
    } catch (error) {
      if (error instanceof CronError) refuse(400, error.message);
      if (error instanceof RangeError) refuse(400, `fire_at must be ISO-8601: ${error.message}`);
      throw error;
    }
    if (kind !== "ask" && kind !== "notify") {
      refuse(400, `kind must be one of ['ask', 'notify']; got ${quoted(kind)}`);
    }
    const schedule: Schedule = {
      schedule_id: `sched-${this.#core.ids.hex(8)}`,
      from_peer,
      to_peer,
      text,
      fire_at,
      kind,
      circle,
      cron: cron?.expression ?? null,
      created_at: this.#core.stamp(),
    };
    this.#core.state.schedules.set(schedule.schedule_id, schedule);
    this.arm();
    return this.#show(schedule);
  }

  list({ from_peer }: ParamsOf<"listSchedules">): ResultOf<"listSchedules"> {
    const schedules = this.#inOrder().filter(
      (schedule) => from_peer === undefined || schedule.from_peer === from_peer,
    );
    return { schedules: schedules.map((schedule) => this.#show(schedule)) };
  }

  delete({ schedule_id }: ParamsOf<"deleteSchedule">): OkResult {
    if (!this.#core.state.schedules.delete(schedule_id)) refuse(404, `No schedule: ${schedule_id}`);
    this.arm();
    return { ok: true };
  }

  /** Waits for the next one; called when the schedules changed. */
  arm(): void {
    this.#timer?.cancel();
    const [next] = this.#inOrder();
    if (!next) return;
    const delay = Math.max(0, next.fire_at / 1000 - this.#core.clock.now());
    // No timer of a runtime counts further than 24 days.
    const step = Math.min(delay, 3_600_000);
    this.#timer = this.#core.clock.schedule(step, () => {
      if (delay > step) return this.arm();
      void this.#core.activity.during(() => this.#fire(next));
    });
  }

  disarm(): void {
    this.#timer?.cancel();
  }

  async #fire(schedule: Schedule): Promise<void> {
    const { schedules } = this.#core.state;
    try {
      await this.#deliver(schedule);
    } catch (error) {
      // Nobody hears of a scheduled message that did not arrive.
      if (!metNobody(error) && !(error instanceof InjectionFailed)) throw error;
    }
    if (schedule.cron === null) schedules.delete(schedule.schedule_id);
    else schedule.fire_at = new Cron(schedule.cron).after(this.#core.now());
    this.arm();
  }

  async #deliver({ from_peer, to_peer, text, kind, circle }: Schedule): Promise<void> {
    const route = { from_peer, to_peer, circle };
    if (kind === "notify") return void (await this.#delivery.notify({ ...route, text }));
    // Filed under the names as they were given, which need not be ids.
    const ask = this.#asks.open({
      from_peer_id: from_peer,
      from_peer_name: from_peer,
      to_peer_id: to_peer,
      to_peer_name: to_peer,
      text,
    });
    try {
      const { sender, target } = reach(this.#lookup, route);
      const from = sender && { from_peer_id: sender.peer_id };
      await this.#delivery.ask({ ...ask, ...from }, target, {});
    } catch (error) {
      this.#asks.close(ask, "send_failed");
      throw error;
    }
  }

  #inOrder(): Schedule[] {
    return [...this.#core.state.schedules.values()].sort(
      (left, right) => left.fire_at - right.fire_at,
    );
  }

  #show(schedule: Schedule): ResultOf<"createSchedule"> {
    const { fire_at, created_at } = schedule;
    return {
      ...schedule,
      fire_at: this.#core.write(fire_at),
      created_at: this.#core.write(created_at),
    };
  }
}
