import * as z from "zod/mini";

import { deliveryKinds } from "./deliveries.ts";
import {
  among,
  checked,
  exactlyOne,
  nullishFlag,
  nullishText,
  open,
  optionalText,
  pathSegment,
  peerReference,
  rule,
} from "./schema.ts";

/** The schema of {@link CreateScheduleParams}. */
export const CreateScheduleParamsSchema = checked(
  z.strictObject({
    from_peer: peerReference(),
    /** Prefer the peer id: an ask to a display name is not listed as pending. */
    to_peer: peerReference(),
    text: z.string(),
    /** ISO 8601, UTC unless it says otherwise; what is past fires at once. */
    fire_at: nullishText,
    cron: nullishText,
    /** Absent: `"notify"`. */
    kind: z.optional(among(deliveryKinds)),
    circle: nullishText,
  }),
  rule(({ fire_at, cron }) => exactlyOne(fire_at, cron), "needs exactly one of fire_at and cron"),
);

/** A message for later: exactly one of `fire_at` and `cron`. */
export type CreateScheduleParams = z.infer<typeof CreateScheduleParamsSchema>;

/** The schema of {@link Schedule}. */
export const ScheduleSchema = z.looseObject({
  /** `sched-<8 hex>`. */
  schedule_id: z.string(),
  from_peer: z.string(),
  to_peer: z.string(),
  text: z.string(),
  /** ISO 8601; when it fires next. */
  fire_at: z.string(),
  kind: open(deliveryKinds),
  circle: nullishText,
  cron: nullishText,
  /** ISO 8601. */
  created_at: z.string(),
});

/** A message that waits for its time. */
export type Schedule = z.infer<typeof ScheduleSchema>;

/** The schema of {@link ListSchedulesParams}. */
export const ListSchedulesParamsSchema = z.strictObject({ from_peer: optionalText });

/** Whose schedules to list. */
export type ListSchedulesParams = z.infer<typeof ListSchedulesParamsSchema>;

/** The schema of {@link ListSchedulesResult}. */
export const ListSchedulesResultSchema = z.looseObject({ schedules: z.array(ScheduleSchema) });

/** Schedules, the next one first. */
export type ListSchedulesResult = z.infer<typeof ListSchedulesResultSchema>;

/** The schema of {@link DeleteScheduleParams}. */
export const DeleteScheduleParamsSchema = z.strictObject({
  schedule_id: pathSegment("a schedule id"),
});

/** Which schedule to delete. */
export type DeleteScheduleParams = z.infer<typeof DeleteScheduleParamsSchema>;

/** The schema of {@link DeleteScheduleResult}. */
export const DeleteScheduleResultSchema = z.looseObject({
  /** Go says `status: "ok"` in its place. */
  ok: nullishFlag,
  status: nullishText,
});

/** The schedule is gone. */
export type DeleteScheduleResult = z.infer<typeof DeleteScheduleResultSchema>;
