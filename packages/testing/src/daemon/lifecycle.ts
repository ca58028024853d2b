import { type DaemonState, emptyState, type Identity } from "./state.ts";
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
  const { keepsMissingFolders } = daemon.facts;
  daemon.state = afterRestart(
    daemon.state,
    ({ path }) => keepsMissingFolders || !path || folderExists(daemon, path),
  );
  saveIdentities(daemon);
  start(daemon);
}

/** The state after a restart. Peers, asks and sockets are gone, and everything on the disk is kept. */
export function afterRestart(
  state: DaemonState,
  isKept: (identity: Identity) => boolean,
): DaemonState {
  return {
    ...emptyState(),
    identities: new Map([...state.identities].filter(([, identity]) => isKept(identity))),
    last_stamp: state.last_stamp,
    queues: state.queues,
    // The order of keys is not kept on disk.
    events: state.events.map(withSortedKeys),
    restored_events: new Set(state.events.map(({ id }) => id)),
    traces: state.traces,
    injections: state.injections,
    bindings: state.bindings,
    certificates: state.certificates,
    retired: state.retired,
    panes: state.panes,
    spawned: state.spawned,
    next_pane: state.next_pane,
    folders: state.folders,
    sessions: state.sessions,
    pids: state.pids,
    attachments: state.attachments,
    uploaded: state.uploaded,
    schedules: state.schedules,
    jobs: state.jobs,
    recurring_jobs: state.recurring_jobs,
  };
}
