import { emptyState } from "./state.ts";
import { withSortedKeys } from "../support.ts";
import type { Daemon } from "./daemon.ts";
import { wakeRunner } from "./jobs/runner.ts";
import { armReconciliation, failJobsOf } from "./jobs/turns.ts";
import { addJobsPeer } from "./peers/identity.ts";
import { saveIdentities } from "./peers/registry.ts";
import { armSchedules } from "./schedules.ts";
import { folderExists } from "./spawning/machine.ts";

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
  for (const timer of Object.values(daemon.timers)) timer.cancel();
  daemon.jobsJammed = false;
  daemon.sockets.closeAll(...daemon.facts.shutdownClose);
  daemon.queries.clear();
  daemon.waits.clear();
}

/** Forgets everything. */
export function clear(daemon: Daemon): void {
  stop(daemon);
  daemon.state = emptyState();
  start(daemon);
}

/** Forgets the identities that are not on the disk yet, as after a crash. */
export function forgetUnsaved(daemon: Daemon): void {
  if (!daemon.facts.savesIdentitiesLate) return;
  for (const { peer_id, is_saved } of [...daemon.state.identities.values()]) {
    if (!is_saved) daemon.state.identities.delete(peer_id);
  }
}

/** Drops the state that is not on the daemon's disk, and starts again. */
export function restart(daemon: Daemon): void {
  stop(daemon);
  const { peers, asks, ask_manys, contradictions, strikes, finished_turns } = emptyState();
  const lost = { peers, asks, ask_manys, contradictions, strikes, finished_turns };
  const { state, facts } = daemon;
  daemon.state = {
    ...state,
    ...lost,
    last_repair: undefined,
    last_sweep: undefined,
    // The order of keys is not kept on disk.
    events: state.events.map(withSortedKeys),
    restored_events: new Set(state.events.map(({ id }) => id)),
  };
  for (const { peer_id, path } of [...state.identities.values()]) {
    const isKept = facts.keepsMissingFolders || !path || folderExists(daemon, path);
    if (!isKept) state.identities.delete(peer_id);
  }
  saveIdentities(daemon);
  start(daemon);
}
