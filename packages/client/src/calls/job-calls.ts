import type {
  CancelJobParams,
  CreateJobParams,
  CreateJobResult,
  CreateScheduleParams,
  JobOutcomeResult,
  JobStatusResult,
  ListJobsParams,
  ListJobsResult,
  ListSchedulesParams,
  OkResult,
  RunJobParams,
  Schedule,
  UpdateJobParams,
} from "@repowire/protocol";

import type { RepowireCall } from "../http/call.ts";
import type { CallOptions } from "../options.ts";
import { AttachmentCalls } from "./attachment-calls.ts";

/** Work for later, and messages for later. */
export abstract class JobCalls extends AttachmentCalls {
  /**
   * Makes a job. One without `due_at` goes to a connected peer at once, as an ask; acking that ask does
   * not finish the job.
   */
  createJob(params: CreateJobParams, options?: CallOptions): RepowireCall<CreateJobResult> {
    return this.calls.call("createJob", params, options);
  }

  /** Jobs, and the recurring ones apart. */
  listJobs(params?: ListJobsParams, options?: CallOptions): RepowireCall<ListJobsResult> {
    return this.calls.call("listJobs", params, options);
  }

  /** A job, or a recurring one, and how far it is. */
  getJob(work_id: string, options?: CallOptions): RepowireCall<JobStatusResult> {
    return this.calls.call("getJob", { work_id }, options);
  }

  /** Says how far a job is. */
  updateJob(
    work_id: string,
    params: Omit<UpdateJobParams, "work_id">,
    options?: CallOptions,
  ): RepowireCall<JobStatusResult> {
    return this.calls.call("updateJob", { ...params, work_id }, options);
  }

  /** Runs a job that waits. */
  runJob(
    work_id: string,
    params?: Omit<RunJobParams, "work_id">,
    options?: CallOptions,
  ): RepowireCall<JobStatusResult> {
    return this.calls.call("runJob", { ...params, work_id }, options);
  }

  /** Runs a job again. */
  retryJob(
    work_id: string,
    params?: Omit<RunJobParams, "work_id">,
    options?: CallOptions,
  ): RepowireCall<JobStatusResult> {
    return this.calls.call("retryJob", { ...params, work_id }, options);
  }

  /** What a job brought. */
  jobResult(work_id: string, options?: CallOptions): RepowireCall<JobOutcomeResult> {
    return this.calls.call("jobResult", { work_id }, options);
  }

  /** Cancels a job. */
  cancelJob(
    work_id: string,
    params?: Omit<CancelJobParams, "work_id">,
    options?: CallOptions,
  ): RepowireCall<JobStatusResult> {
    return this.calls.call("cancelJob", { ...params, work_id }, options);
  }

  /**
   * Has the daemon send a message at a time, or at times. One that cannot be delivered then is dropped
   * without a word.
   */
  createSchedule(params: CreateScheduleParams, options?: CallOptions): RepowireCall<Schedule> {
    return this.calls.call("createSchedule", params, options);
  }

  /** The scheduled messages, the next first. */
  listSchedules(params?: ListSchedulesParams, options?: CallOptions): RepowireCall<Schedule[]> {
    return this.calls.call("listSchedules", params, options, (result) => result.schedules);
  }

  /** Drops a scheduled message. */
  deleteSchedule(schedule_id: string, options?: CallOptions): RepowireCall<OkResult> {
    return this.calls.call("deleteSchedule", { schedule_id }, options);
  }
}
