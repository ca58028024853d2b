import type { Open } from "./schema.ts";

/**
 * The codes that this release knows, each with the statuses it comes with. Compare `error.code` with
 * one of these and not with the daemon's sentences, which change between releases.
 */
export interface KnownErrorCodes {
  /** The agent of a session runs already. Write to its peer, or end it, before you resume the session. */
  active_executor: 409;
  /** Two peers have the display name of the job's peer. Pass the peer id. */
  ambiguous_assigned_peer: 409;
  /** Two peers have this display name. Pass the peer id, or the circle as well. */
  ambiguous_peer: 200 | 400 | 403 | 409;
  /** The ask is closed, so that a reply has no receiver. Send a notification or a new ask. */
  ask_closed: 410;
  /** The daemon has no open ask with this id: it is wrong, or a restart of the daemon lost the ask. */
  ask_not_found: 404;
  /** There is no peer to do the job. Pass the id of one that `listPeers` names. */
  assigned_peer_not_found: 404;
  /** The daemon has no file with this id, or has deleted it after a day. Upload it again. */
  attachment_not_found: 404;
  /** The daemon keeps no more files. Wait until it has deleted old ones. */
  attachments_full: 507;
  /** The job has an attempt that runs. Pass its `attempt_id`, from `provenance.runner` of the job. */
  attempt_required: 400;
  /** The peer is busy, and a query does not wait for that. Use `ask`. */
  busy: 200;
  /** This daemon takes no registration or spawn without a circle. Pass `circle`. */
  circle_required: 422;
  /** The daemon has no command for this backend. Add one to `spawn.commands` of its configuration. */
  command_unavailable: 403 | 422;
  /** The peer lives on another machine, where this daemon cannot start or end it. */
  cross_host: 409;
  /** The connection to the peer broke. Ask it again if it is online. */
  disconnected: 200;
  /** The peer is in another circle. Pass `bypass_circle: true` if you mean it. */
  forbidden: 200 | 403;
  /** The peer has open asks, which the call would lose. Let it answer them first. */
  in_flight_asks: 409;
  /** The message reached the peer's program, and the agent did not take it. Look at `doctorPeer`. */
  injection_failed: 503;
  /** The daemon failed. Its own log says why. */
  internal_error: 500;
  /** The certificate is not one of this daemon, or has expired. Register anew. */
  invalid_certificate: 409;
  /** A parameter is missing or wrong. `detail` says which. */
  invalid_request: 400 | 422;
  /** The daemon has no job with this id. */
  job_not_found: 404;
  /** The state of the job does not allow it. Read the job first. */
  job_state: 400 | 409;
  /** tmux could not end the pane, so that the old agent may still run. */
  kill_failed: 500;
  /** The peer has no tmux pane, so that the daemon can do nothing with its window. */
  missing_pane: 409;
  /** The peer is registered without a folder, so that its agent cannot be started again. */
  missing_path: 409;
  /** The peer has no open socket. Ask it later; a notification waits in its queue. */
  no_live_transport: 200 | 503;
  /** The ask is not a structured question. Use `ack`. */
  not_a_question: 422;
  /** This daemon, or this kind of peer, does not support it. */
  not_supported: 501;
  /** Only the asker may wait for the answer of an ask. Pass its peer id. */
  not_the_asker: 403;
  /** The peer is offline, and a query does not wait for that. Use `notify`, which is queued. */
  offline: 200;
  /** A choice needs the `option_id` of one of its options. */
  option_required: 422;
  /** The daemon cannot prove that the pane is the peer's own. Register without `pane_id`. */
  pane_claim_rejected: 403 | 409;
  /** Another peer has the pane. Register without `pane_id`, or end the other peer. */
  pane_held: 409;
  /** The pane of the peer is gone. */
  pane_not_live: 403 | 409;
  /** The folder is not below one of `spawn.allowed_paths` of the daemon's configuration. */
  path_not_allowed: 403;
  /** The folder is not there. */
  path_not_found: 404;
  /** Nobody can write to the peer, for instance because it is a sub-agent. Write to its parent. */
  peer_not_addressable: 409;
  /** The peer id was retired. Register without it, to get a new one. */
  peer_retired: 409;
  /** The backend has no profile of this name. `spawnConfig` lists them. */
  profile_unavailable: 422;
  /** Something between you and the daemon redirects. Call the address it names, without the token first. */
  redirected: 301 | 302 | 303 | 307 | 308;
  /** The relay has no daemon for this key. Start the daemon, with its relay switched on. */
  relay_no_daemon: 502;
  /** The daemon behind the relay did not answer within 30 seconds. It may have acted. */
  relay_timeout: 504;
  /** The asker has no socket. The reply is queued, and the ask stays open: do not send the reply again. */
  reply_not_delivered: 503;
  /** The peer is being restarted. Wait until it registers again. */
  restart_in_progress: 409;
  /** The session cannot be resumed. `detail` says why. */
  resume_unavailable: 409;
  /** Another peer is the orchestrator and alive. */
  role_held: 409;
  /** This daemon does not have the route. See `daemons` of the endpoint. */
  route_not_found: 404 | 405;
  /** The daemon has no schedule with this id: it is wrong, or the schedule has fired. */
  schedule_not_found: 404;
  /** A peer cannot ask itself on this daemon. */
  self_ask: 422;
  /** The daemon knows no session with this id. */
  session_not_found: 404;
  /** Spawning is switched off. Set `spawn.enabled` in the daemon's configuration. */
  spawn_disabled: 403;
  /** The job has a newer attempt. Stop working on this one. */
  stale_attempt: 409;
  /** The peer did not answer in time. It may answer later. */
  timeout: 200;
  /** The file is larger than 10 MiB. */
  too_large: 413;
  /** The daemon has no trace of this message. */
  trace_not_found: 404;
  /** The daemon has a token, and the request has none or another one. Set `authToken`. */
  unauthorized: 401;
  /** The question has no option with this id. */
  unknown_option: 422;
  /** No peer has this id or display name. It may have been renamed, or be in another circle. */
  unknown_peer: 200 | 404;
  /** This daemon cannot start this backend. */
  unsupported_backend: 422;
}

/** A code that this release knows. */
export type KnownErrorCode = keyof KnownErrorCodes;

/** A code to branch on. A newer daemon may send one that {@link KnownErrorCodes} does not have. */
export type ErrorCode = Open<KnownErrorCode>;
