import {
  CancelJobParamsSchema,
  CreateJobParamsSchema,
  CreateJobResultSchema,
  JobIdParamsSchema,
  JobResultResultSchema,
  JobStatusResultSchema,
  ListJobsParamsSchema,
  ListJobsResultSchema,
  RunJobParamsSchema,
  UpdateJobParamsSchema,
} from "../jobs.ts";
import {
  CreateScheduleParamsSchema,
  DeleteScheduleParamsSchema,
  DeleteScheduleResultSchema,
  ListSchedulesParamsSchema,
  ListSchedulesResultSchema,
  ScheduleSchema,
} from "../schedules.ts";
import { daemonVersions } from "../versions.ts";
import type { Endpoint } from "./endpoint.ts";

/** Routes about jobs and schedules. */
export const jobEndpoints = {
  /** Hands in work to be done, now, later or again and again. */
  createJob: {
    name: "createJob",
    method: "POST",
    path: "/jobs",
    aliases: [{ method: "POST", path: "/work" }],
    params: CreateJobParamsSchema,
    result: CreateJobResultSchema,
    daemons: daemonVersions,
    actsTwice: true,
  },
  /** Lists jobs. */
  listJobs: {
    name: "listJobs",
    method: "GET",
    path: "/jobs",
    aliases: [{ method: "GET", path: "/work" }],
    params: ListJobsParamsSchema,
    result: ListJobsResultSchema,
    daemons: daemonVersions,
    actsTwice: false,
  },
  /** Gets one job. */
  getJob: {
    name: "getJob",
    method: "GET",
    path: "/jobs/{work_id}",
    aliases: [
      { method: "GET", path: "/jobs/{work_id}/status" },
      { method: "GET", path: "/work/{work_id}/status" },
    ],
    params: JobIdParamsSchema,
    result: JobStatusResultSchema,
    daemons: daemonVersions,
    actsTwice: false,
  },
  /** Tells how far a job is. */
  updateJob: {
    name: "updateJob",
    method: "PATCH",
    path: "/jobs/{work_id}",
    aliases: [{ method: "PATCH", path: "/work/{work_id}" }],
    params: UpdateJobParamsSchema,
    result: JobStatusResultSchema,
    daemons: daemonVersions,
    actsTwice: true,
  },
  /** Runs a job that waits or failed. */
  runJob: {
    name: "runJob",
    method: "POST",
    path: "/jobs/{work_id}/run",
    aliases: [{ method: "POST", path: "/work/{work_id}/run" }],
    params: RunJobParamsSchema,
    result: JobStatusResultSchema,
    daemons: daemonVersions,
    actsTwice: true,
  },
  /** Runs a job again that failed. */
  retryJob: {
    name: "retryJob",
    method: "POST",
    path: "/jobs/{work_id}/retry",
    aliases: [{ method: "POST", path: "/work/{work_id}/retry" }],
    params: RunJobParamsSchema,
    result: JobStatusResultSchema,
    daemons: daemonVersions,
    actsTwice: true,
  },
  /** Gets what a job brought. */
  jobResult: {
    name: "jobResult",
    method: "GET",
    path: "/jobs/{work_id}/result",
    aliases: [{ method: "GET", path: "/work/{work_id}/result" }],
    params: JobIdParamsSchema,
    result: JobResultResultSchema,
    daemons: daemonVersions,
    actsTwice: false,
  },
  /** Cancels a job, or a recurring one. */
  cancelJob: {
    name: "cancelJob",
    method: "POST",
    path: "/jobs/{work_id}/cancel",
    aliases: [{ method: "POST", path: "/work/{work_id}/cancel" }],
    params: CancelJobParamsSchema,
    result: JobStatusResultSchema,
    daemons: daemonVersions,
    actsTwice: false,
  },
  /** Hands in a message for later. */
  createSchedule: {
    name: "createSchedule",
    method: "POST",
    path: "/schedules",
    params: CreateScheduleParamsSchema,
    result: ScheduleSchema,
    daemons: daemonVersions,
    actsTwice: true,
  },
  /** Lists the messages that wait for their time. */
  listSchedules: {
    name: "listSchedules",
    method: "GET",
    path: "/schedules",
    params: ListSchedulesParamsSchema,
    result: ListSchedulesResultSchema,
    daemons: daemonVersions,
    actsTwice: false,
  },
  /** Takes a message back that waits for its time. */
  deleteSchedule: {
    name: "deleteSchedule",
    method: "DELETE",
    path: "/schedules/{schedule_id}",
    params: DeleteScheduleParamsSchema,
    result: DeleteScheduleResultSchema,
    daemons: daemonVersions,
    actsTwice: false,
  },
} as const satisfies Record<string, Endpoint>;
