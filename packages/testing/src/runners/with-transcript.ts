import type { FakeDaemon } from "../fake-daemon.ts";

const heading = "What was said:";

/**
 * Adds the transcript to the message of an error, and the reason if a call waits for ever. If the
 * message cannot change, it prints them to the console. A second call adds nothing.
 */
export function withTranscript(error: { message?: string }, daemon: FakeDaemon): void {
  if (error.message?.includes(heading)) return;
  const { standstill } = daemon.parts.verification;
  const transcript = daemon.transcript();
  const parts = [
    ...(standstill !== undefined && mayBeStandstill(error, daemon) ? [standstill] : []),
    ...(transcript === "" ? [] : [`${heading}\n${transcript.replaceAll(/^/gm, "  ")}`]),
  ];
  if (parts.length === 0) return;
  const value = [error.message ?? "", ...parts].join("\n\n");
  // The message of some errors, such as a DOMException, has a getter but no setter.
  const options = { value, configurable: true, enumerable: false, writable: true };
  if (!Reflect.defineProperty(error, "message", options)) console.error(parts.join("\n\n"));
}

/** Whether a clock that stands still may be the reason for a failure. */
function mayBeStandstill({ message }: { message?: string }, daemon: FakeDaemon): boolean {
  return daemon.parts.verification.hasHeldCalls || /time(?:d ?)?out|timed out/i.test(message ?? "");
}
