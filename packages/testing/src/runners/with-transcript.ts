import type { FakeDaemon } from "../fake-daemon.ts";

const heading = "What was said:";

/** Writes below the message of an error what was said, unless it stands there already. */
export function withTranscript(error: { message?: string }, daemon: FakeDaemon): void {
  const transcript = daemon.transcript();
  if (transcript === "" || error.message?.includes(heading)) return;
  error.message = `${error.message ?? ""}\n\n${heading}\n${transcript.replaceAll(/^/gm, "  ")}`;
}
