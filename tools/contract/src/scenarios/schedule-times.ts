import type { Group } from "../runner/scenario.ts";

/** Cron lines with a condition that holds at each of their moments, in UTC. */
const LINES: readonly (readonly [string, (moment: Date) => boolean])[] = [
  ["* * * * *", (moment) => moment.getUTCSeconds() === 0],
  ["*/15 * * * *", (moment) => moment.getUTCMinutes() % 15 === 0],
  [
    "30 4 1 * *",
    (moment) =>
      moment.getUTCDate() === 1 && moment.getUTCHours() === 4 && moment.getUTCMinutes() === 30,
  ],
  ["0 9 * * 1", (moment) => moment.getUTCDay() === 1 && moment.getUTCHours() === 9],
  ["0 12 * * 0", (moment) => moment.getUTCDay() === 0],
  ["0 12 * * 7", (moment) => moment.getUTCDay() === 0],
  [
    "5-10/2 8,20 * 3-5 *",
    (moment) =>
      [5, 7, 9].includes(moment.getUTCMinutes()) &&
      [8, 20].includes(moment.getUTCHours()) &&
      [2, 3, 4].includes(moment.getUTCMonth()),
  ],
  ["0 0 13 * 5", (moment) => moment.getUTCDate() === 13 || moment.getUTCDay() === 5],
];

const BAD = [
  "* * * *",
  "60 * * * *",
  "* 24 * * *",
  "* * 0 * *",
  "* * * 13 *",
  "* * * * 8",
  "a * * * *",
  "*/0 * * * *",
  "5-1 * * * *",
  "0 0 29 2 *",
  "",
];

export const scheduleTimes: Group = {
  name: "schedule-times",
  title: "Schedules and jobs that become due",
  seconds: 52,
  scenarios: [
    {
      id: "cron-lines",
      rule: "A cron line has five fields in UTC. If it has both a day and a weekday, either of them matches.",
      async steps({ post, delete: remove, must, circle }) {
        for (const [cron, holds] of LINES) {
          const body = { from_peer: circle, to_peer: "nobody", text: "x", kind: "notify", cron };
          const schedule = (await post("/schedules", body)).is(200);
          const moment = new Date(schedule.text("fire_at"));
          must(
            `${cron} means ${moment.toISOString()}`,
            holds(moment) && moment.getUTCSeconds() === 0,
          );
          await remove(`/schedules/${schedule.text("schedule_id")}`);
        }
      },
    },
    {
      id: "bad-cron-lines",
      rule: "An invalid cron line returns 400, and the answer names the wrong part.",
      async steps({ post, circle }) {
        for (const cron of BAD) {
          const body = { from_peer: circle, to_peer: "nobody", text: "x", kind: "notify", cron };
          (await post("/schedules", body)).is(400);
        }
      },
    },
    {
      id: "moments",
      rule: "A time is written in ISO 8601, in a long or a short form. Without a zone it is in UTC.",
      on: "python",
      async steps({ post, get, delete: remove, circle }) {
        for (const [fire_at, moment] of [
          ["2999-01-01T00:00:00Z", "2999-01-01T00:00:00+00:00"],
          ["2999-01-01T02:30:00+02:30", undefined],
          ["2999-01-01 00:00:00", "2999-01-01T00:00:00+00:00"],
          ["2999-01-01", "2999-01-01T00:00:00+00:00"],
          ["2999-01-01T00:00:00.5+00:00", "2999-01-01T00:00:00.500000+00:00"],
          ["29990101T000000", "2999-01-01T00:00:00+00:00"],
          ["2999-W01-1", "2998-12-31T00:00:00+00:00"],
          ["2999-W01", "2998-12-31T00:00:00+00:00"],
          ["2999W01", "2998-12-31T00:00:00+00:00"],
          ["2999W017", "2999-01-06T00:00:00+00:00"],
          ["2999-W01T10:00", "2998-12-31T10:00:00+00:00"],
          ["2999-W01-10", "2998-12-31T10:00:00+00:00"],
          ["2999W011T10", "2998-12-31T10:00:00+00:00"],
          // Any single character may separate the day and the time, even one that could belong to a
          // day.
          ["2999-W01-10:00", "2998-12-31T10:00:00+00:00"],
          ["2999W01T00:00", "2998-12-31T00:00:00+00:00"],
          ["2999W0110230", "2998-12-31T02:30:00+00:00"],
          ["2999W01250230", "2999-01-01T02:30:00+00:00"],
        ] as const) {
          const body = { from_peer: circle, to_peer: "nobody", text: "x", kind: "ask", fire_at };
          const schedule = (await post("/schedules", body)).is(200);
          if (moment !== undefined) schedule.is(200, { fire_at: moment });
          await remove(`/schedules/${schedule.text("schedule_id")}`);
        }
        await get("/schedules", { from_peer: circle });
      },
    },
    {
      id: "no-moments",
      rule: "An invalid time returns 400 with the reason.",
      ruleOf: "python",
      async steps({ post, circle }) {
        for (const fire_at of [
          "",
          "x",
          "tomorrow",
          "2999-1-1",
          "2999-13-01",
          "2999-02-29",
          "2999-W54-1",
          "2999-W01-0",
          "2999-W01-8",
          "2999-W01T1",
          "2999-01-01T",
          "2999-01-01T25:00",
          "2999-01-01T00:00:00+1",
        ]) {
          const body = { from_peer: circle, to_peer: "nobody", text: "x", kind: "ask", fire_at };
          (await post("/schedules", body)).is(400, { detail: /^fire_at must be ISO-8601: / });
        }
      },
    },
    {
      id: "minute-by-minute",
      rule: "At each full minute a recurring schedule sends a message and a recurring job sends an ask. A cancelled schedule sends nothing.",
      async steps({ peer, register, post, delete: remove, circle, target, must, settle, get }) {
        const me = await peer("me");
        const other = await peer("other");
        await register("alone");
        const cron = "* * * * *";
        const message = {
          from_peer: "ghost",
          to_peer: me.peer_id,
          text: "tick",
          kind: "notify",
          cron,
        };
        const schedule = await post("/schedules", message);
        const job = {
          title: "tock",
          circle,
          prompt: "tock",
          assigned_peer_id: other.peer_id,
          cron,
        };
        const cancelled = (await post("/jobs", { ...job, title: "never" })).text("recurring_id");
        const recurring = (await post("/jobs", job)).text("recurring_id");
        await post(`/jobs/${cancelled}/cancel`, {});
        const fire_at = new Date(schedule.text("fire_at")).getTime();
        const created_at = new Date(schedule.text("created_at")).getTime();
        must("the minute is near", fire_at - created_at <= 60_000);
        await target.clock.sleep(fire_at - created_at + 500);
        await me.receives({ type: "notify", text: "tick" });
        await other.receives({ type: "ask", text: /\ntock\n/ });
        await settle(me, other);
        must("nothing else came", me.takeUnread().length + other.takeUnread().length === 0);
        await get("/jobs", { circle });
        await post(`/jobs/${recurring}/cancel`, {});
        await remove(`/schedules/${schedule.text("schedule_id")}`);
      },
    },
  ],
};
