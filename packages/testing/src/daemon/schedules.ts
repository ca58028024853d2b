import type { ResultOf } from "@repowire/protocol";
import { isUndeliverable, resolveEnds } from "./addressing.ts";
import { closeAsk, openAsk } from "./ask-store.ts";
import { Cron, CronError } from "./cron.ts";
import type { Daemon, Route } from "./daemon.ts";
import { InjectionFailed, deliverAsk, deliverNotification } from "./delivery.ts";
import { breakDown, refuse } from "./refusal.ts";
import type { Schedule } from "./state.ts";
import { isWritable } from "./time.ts";

export const createSchedule: Route<"createSchedule"> = (daemon, params) => {
  const { from_peer, to_peer, text, kind = "notify", circle = null } = params;
  if ((params.fire_at == null) === (params.cron == null)) {
    refuse(400, "provide exactly one of fire_at or cron");
  }
  let cron: Cron | undefined;
  let fire_at: number;
  try {
    cron = params.cron == null ? undefined : new Cron(params.cron);
    fire_at = cron ? cron.after(daemon.now()) : daemon.facts.readMoment(params.fire_at!);
    if (!isWritable(fire_at)) breakDown();
  } catch (error) {
    if (error instanceof CronError) refuse(400, error.message);
    if (error instanceof RangeError) {
      refuse(400, `fire_at must be ISO-8601${error.message && `: ${error.message}`}`);
    }
    throw error;
  }
  if (kind !== "ask" && kind !== "notify") {
    refuse(400, daemon.facts.oneOf("kind", ["ask", "notify"], kind));
  }
  const schedule: Schedule = {
    schedule_id: `sched-${daemon.ids.hex(8)}`,
    from_peer,
    to_peer,
    text,
    fire_at,
    kind,
    circle,
    cron: cron?.expression ?? null,
    created_at: daemon.stamp(),
  };
  daemon.state.schedules.set(schedule.schedule_id, schedule);
  armSchedules(daemon);
  return showSchedule(daemon, schedule);
};

export const listSchedules: Route<"listSchedules"> = (daemon, { from_peer }) => {
  const schedules = schedulesInOrder(daemon).filter(
    (schedule) => from_peer === undefined || schedule.from_peer === from_peer,
  );
  return { schedules: schedules.map((schedule) => showSchedule(daemon, schedule)) };
};

export const deleteSchedule: Route<"deleteSchedule"> = (daemon, { schedule_id }) => {
  if (!daemon.state.schedules.delete(schedule_id)) refuse(404, `No schedule: ${schedule_id}`);
  armSchedules(daemon);
  return daemon.facts.deletionShowsStatus ? { status: "ok" } : { ok: true };
};

/** Waits for the next schedule. Call it when the schedules changed. */
export function armSchedules(daemon: Daemon): void {
  daemon.timers.schedules?.cancel();
  const [next] = schedulesInOrder(daemon);
  if (!next) return;
  const delay = Math.max(0, next.fire_at / 1000 - daemon.clock.now());
  const begin = () => daemon.activity.background(() => fire(daemon, next));
  daemon.timers.schedules = daemon.clock.schedule(delay, begin, "the next schedule");
}

async function fire(daemon: Daemon, schedule: Schedule): Promise<void> {
  const { schedules } = daemon.state;
  try {
    await deliverScheduled(daemon, schedule);
  } catch (error) {
    // A scheduled message that did not arrive is not reported.
    if (!isUndeliverable(error) && !(error instanceof InjectionFailed)) throw error;
  }
  if (schedule.cron === null) schedules.delete(schedule.schedule_id);
  else schedule.fire_at = new Cron(schedule.cron).after(daemon.now());
  armSchedules(daemon);
}

async function deliverScheduled(
  daemon: Daemon,
  { from_peer, to_peer, text, kind, circle }: Schedule,
): Promise<void> {
  const route = { from_peer, to_peer, circle };
  if (kind === "notify") return void (await deliverNotification(daemon, { ...route, text }));
  // Stored under the given names, which need not be ids.
  const ask = openAsk(daemon, {
    from_peer_id: from_peer,
    from_peer_name: from_peer,
    to_peer_id: to_peer,
    to_peer_name: to_peer,
    text,
  });
  try {
    const { sender, target } = resolveEnds(daemon, route);
    const from = sender && { from_peer_id: sender.peer_id };
    await deliverAsk(daemon, { ...ask, ...from }, target, {});
  } catch (error) {
    closeAsk(daemon, ask, "send_failed");
    throw error;
  }
}

function schedulesInOrder(daemon: Daemon): Schedule[] {
  return [...daemon.state.schedules.values()].sort((left, right) => left.fire_at - right.fire_at);
}

function showSchedule(daemon: Daemon, schedule: Schedule): ResultOf<"createSchedule"> {
  const { fire_at, created_at } = schedule;
  return {
    ...schedule,
    fire_at: daemon.write(fire_at, "event"),
    created_at: daemon.write(created_at, "event"),
  };
}
