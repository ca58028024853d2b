import type { FakeDaemon } from "../fake-daemon.ts";

const heading = "What was said:";

/**
 * Writes below the message of an error what was said, unless it stands there already, and why a call
 * waits for ever. An error whose message cannot change keeps it; the words go to the console.
 */
export function withTranscript(error: { message?: string }, daemon: FakeDaemon): void {
  if (error.message?.includes(heading)) return;
  const { standstill } = daemon;
  const transcript = daemon.transcript();
  const parts = [
    ...(standstill !== undefined && mayBeStandstill(error, daemon) ? [standstill] : []),
    ...(transcript === "" ? [] : [`${heading}\n${transcript.replaceAll(/^/gm, "  ")}`]),
  ];
  if (parts.length === 0) return;
  const value = [error.message ?? "", ...parts].join("\n\n");
  // The message of some errors, as of a DOMException, has a getter and no setter.
  const options = { value, configurable: true, enumerable: false, writable: true };
  if (!Reflect.defineProperty(error, "message", options)) console.error(parts.join("\n\n"));
}

/** Whether time that stands still may be what a failure is about. */
function mayBeStandstill({ message }: { message?: string }, daemon: FakeDaemon): boolean {
  return daemon.hasHeldCalls || /time(?:d ?)?out|timed out/i.test(message ?? "");
}
