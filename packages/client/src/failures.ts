import { type RepowireError, isDaemonHTTPError, isRepowireError } from "@repowire/protocol";

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
