import type { Daemon } from "./daemon.ts";
import { stopRunner, wakeRunner } from "./jobs/runner.ts";
import { armReconciliation, failJobsOf } from "./jobs/turns.ts";
import { addJobsPeer } from "./peers/identity.ts";
import { afterRestart } from "./restarted-state.ts";
import { armSchedules, disarmSchedules } from "./schedules.ts";
import { folderExists } from "./spawning/machine.ts";
import { emptyState } from "./state.ts";

/** Starts a daemon for the first time. */
export function launch(daemon: Daemon): void {
  daemon.listeners.retirement.add(({ peer_id }, reason) => failJobsOf(daemon, peer_id, reason));
  start(daemon);
}

/** Does what the daemon does at every start. */
function start(daemon: Daemon): void {
  if (daemon.facts.jobsPeer) addJobsPeer(daemon);
  armSchedules(daemon);
  wakeRunner(daemon);
  armReconciliation(daemon);
}

/** Ends all waits and sockets. */
export function stop(daemon: Daemon): void {
  disarmSchedules(daemon);
  stopRunner(daemon);
  daemon.timers.reconciliation?.cancel();
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

/** Drops the state that is not on the daemon's disk, and starts again. */
export function restart(daemon: Daemon): void {
  stop(daemon);
  daemon.state = afterRestart(daemon.state, (path) => folderExists(daemon, path));
  start(daemon);
}
