import type { RepowireError } from "@repowire/protocol";
import { isDaemonHTTPError, isRepowireError } from "@repowire/protocol/errors";

/**
 * Whether the same call would fail again: the daemon, or what is there in its place, refuses.
 * A daemon that cannot be reached may be back in a moment.
 */
export function wouldFailAgain(error: unknown): boolean {
  if (!isDaemonHTTPError(error)) return !isRepowireError(error);
  const { status } = error;
  return status < 500 && status !== 408 && status !== 425 && status !== 429;
}

/** Whether a call was refused with one of these codes. */
export function hasCode(error: unknown, ...codes: string[]): error is RepowireError {
  return isDaemonHTTPError(error) && error.code !== undefined && codes.includes(error.code);
}

/**
 * Whether it is the daemon itself that refuses, and not what is in its place for a moment, as while
 * it restarts behind a proxy: a 404, a redirect or a web page.
 */
export function isRefusal(error: unknown): boolean {
  if (!isDaemonHTTPError(error) || !wouldFailAgain(error)) return false;
  const { status, body, code, codeSource } = error;
  if (status === 401 || status === 403) return typeof body === "object" && body !== null;
  return code !== undefined && codeSource !== "shape" && code !== "route_not_found";
}

/** Answers in a row that are no refusals of the daemon itself, after which to give up all the same. */
export const mostRefusals = 5;

/** The longest wait before the next try that the other side can ask for, in milliseconds. */
const longestWait = 300_000;

/** How long to wait after a failure: as long as the other side asks for, within reason. */
export function waitAfter(error: unknown, wait: number): number {
  const asked = isDaemonHTTPError(error) ? (error.retryAfter ?? 0) : 0;
  return Math.max(wait, Math.min(asked, longestWait));
}
