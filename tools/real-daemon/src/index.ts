export { DaemonUnavailableError } from "./daemon-unavailable-error.ts";
export { GO } from "./daemon-program.ts";
export { installRelease } from "./install-release.ts";
export type { RealDaemon } from "./real-daemon.ts";
export { skipReason, tmuxSkipReason } from "./skip-reason.ts";
export { startDaemon, type StartOptions } from "./start-daemon.ts";
