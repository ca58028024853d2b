import type { RepowireError } from "@repowire/protocol";
import { isDaemonHTTPError, isRepowireError } from "@repowire/protocol/errors";

/**
 * Whether the same call would fail again, because the daemon (or a server in its place) refuses it. A
 * daemon that cannot be reached may be back in a moment.
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
 * Whether the daemon itself refuses. A 404, a redirect or a web page may come from a proxy while the
 * daemon restarts.
 */
export function isRefusal(error: unknown): boolean {
  if (!isDaemonHTTPError(error) || !wouldFailAgain(error)) return false;
  const { status, body, code, codeSource } = error;
  if (status === 401 || status === 403) return typeof body === "object" && body !== null;
  return code !== undefined && codeSource !== "shape" && code !== "route_not_found";
}

/** After this many answers in a row that do not come from the daemon itself, give up. */
export const mostRefusals = 5;

/** The longest pause in milliseconds that the other side can ask for. */
const longestWait = 300_000;

/** Returns the pause after a failure: what the other side asks for, up to a limit. */
export function waitAfter(error: unknown, wait: number): number {
  const asked = isDaemonHTTPError(error) ? (error.retryAfter ?? 0) : 0;
  return Math.max(wait, Math.min(asked, longestWait));
}
