import type { Daemon } from "./daemon.ts";
import { stopRunner, wakeRunner } from "./jobs/runner.ts";
import { addJobsPeer } from "./peers/identity.ts";
import { afterRestart } from "./restarted-state.ts";
import { armSchedules, disarmSchedules } from "./schedules.ts";
import { folderExists } from "./spawning/machine.ts";
import { emptyState } from "./state.ts";

/** Does what the daemon does when it starts. */
export function start(daemon: Daemon): void {
  if (daemon.facts.jobsPeer) addJobsPeer(daemon);
  armSchedules(daemon);
  wakeRunner(daemon);
}

/** Ends all that waits, and every socket. */
export function stop(daemon: Daemon): void {
  disarmSchedules(daemon);
  stopRunner(daemon);
  daemon.sockets.closeAll(1012, "");
  daemon.queries.clear();
  daemon.waits.clear();
}

/** Forgets everything. */
export function clear(daemon: Daemon): void {
  stop(daemon);
  daemon.state = emptyState();
  start(daemon);
}

/** Forgets what the daemon does not keep on its disk, and starts again. */
export function restart(daemon: Daemon): void {
  stop(daemon);
  daemon.state = afterRestart(daemon.state, (path) => folderExists(daemon, path));
  start(daemon);
}
