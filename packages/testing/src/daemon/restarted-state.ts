import { type DaemonState, type EventRecord, type Identity, emptyState } from "./state.ts";

/** The state after a restart. Peers, asks and sockets are gone, and everything on the disk is kept. */
export function afterRestart(
  state: DaemonState,
  isKept: (identity: Identity) => boolean,
): DaemonState {
  const fresh = emptyState();
  for (const identity of state.identities.values()) {
    if (!isKept(identity)) continue;
    fresh.identities.set(identity.peer_id, identity);
    const named = fresh.identities_by_name.get(identity.display_name) ?? [];
    fresh.identities_by_name.set(identity.display_name, [...named, identity]);
  }
  return {
    ...fresh,
    last_stamp: state.last_stamp,
    asked: state.asked,
    queues: state.queues,
    // The order of keys is not kept on disk.
    events: state.events.map(inOrderOfKeys),
    restored_events: new Set(state.events.map(({ id }) => id)),
    traces: state.traces,
    injections: state.injections,
    bindings: state.bindings,
    bindings_by_peer: state.bindings_by_peer,
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

function inOrderOfKeys(event: EventRecord): EventRecord {
  return Object.fromEntries(
    Object.entries(event).sort(([left], [right]) => (left < right ? -1 : 1)),
  ) as EventRecord;
}
