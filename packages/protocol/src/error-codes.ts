import type { Open } from "./words.ts";

/**
 * The codes that this release knows, each with its statuses. Compare `error.code` with them. Do not
 * compare the daemon's sentences, because they change between releases.
 */
export interface KnownErrorCodes {
  /**
   * The agent of this session is already running. Write to its peer, or end the peer before you resume
   * the session.
   */
  active_executor: 409;
  /** Two peers have the display name of the job's peer. Pass the peer id. */
  ambiguous_assigned_peer: 409;
  /** Two peers have this display name. Pass the peer id, or the circle as well. */
  ambiguous_peer: 200 | 400 | 403 | 409;
  /** The ask is closed, so a reply has no receiver. Send a notification or a new ask. */
  ask_closed: 410;
  /**
   * The daemon has no open ask with this id. The id is wrong, or the daemon lost the ask in a restart.
   */
  ask_not_found: 404;
  /** No peer can do the job. Pass the id of a peer that `listPeers` returns. */
  assigned_peer_not_found: 404;
  /**
   * The daemon has no file with this id. The id is wrong, or the file was deleted after a day. Upload it
   * again.
   */
  attachment_not_found: 404;
  /** The daemon has no room for more files. Wait until it has deleted old ones. */
  attachments_full: 507;
  /** An attempt of the job is running. Pass its `attempt_id`, from `provenance.runner` of the job. */
  attempt_required: 400;
  /** The peer is busy, and a query does not wait. Use `ask`. */
  busy: 200;
  /** This daemon requires a circle to register or spawn. Pass `circle`. */
  circle_required: 422;
  /** The daemon has no command for this backend. Add one to `spawn.commands` of its configuration. */
  command_unavailable: 403 | 422;
  /** The peer is on another machine, where this daemon cannot start or end it. */
  cross_host: 409;
  /** The connection to the peer broke. Ask it again if it is online. */
  disconnected: 200;
  /** The peer is in another circle. Pass `bypass_circle: true` if you mean it. */
  forbidden: 200 | 403;
  /** The peer has open asks, and the call would lose them. Let the peer answer them first. */
  in_flight_asks: 409;
  /**
   * The message reached the peer's program, but the agent did not take it. Call `doctorPeer` to find out
   * why.
   */
  injection_failed: 503;
  /** The daemon failed. Its own log says why. */
  internal_error: 500;
  /** This daemon did not issue the certificate, or it has expired. Register again. */
  invalid_certificate: 409;
  /** A parameter is missing or invalid. `detail` says which. */
  invalid_request: 400 | 422;
  /** The daemon has no job with this id. */
  job_not_found: 404;
  /** The state of the job does not allow it. Read the job first. */
  job_state: 400 | 409;
  /** tmux could not end the pane, so the old agent may still be running. */
  kill_failed: 500;
  /** The peer has no tmux pane, so the daemon cannot control its window. */
  missing_pane: 409;
  /** The peer is registered without a folder, so its agent cannot be started again. */
  missing_path: 409;
  /** The peer has no open socket. Ask it later, or send a notification, which is queued. */
  no_live_transport: 200 | 503;
  /** The ask is not a structured question. Use `ack`. */
  not_a_question: 422;
  /** This daemon, or this kind of peer, does not support the call. */
  not_supported: 501;
  /** Only the asker can wait for the answer to an ask. Pass its peer id. */
  not_the_asker: 403;
  /** The peer is offline, and a query does not wait. Use `notify`, which is queued. */
  offline: 200;
  /** A choice requires the `option_id` of one of its options. */
  option_required: 422;
  /** The daemon cannot prove that the pane is the peer's own. Register without `pane_id`. */
  pane_claim_rejected: 403 | 409;
  /** Another peer has the pane. Register without `pane_id`, or end the other peer. */
  pane_held: 409;
  /** The pane of the peer is gone. */
  pane_not_live: 403 | 409;
  /** The folder is not below one of `spawn.allowed_paths` of the daemon's configuration. */
  path_not_allowed: 403;
  /** The folder does not exist. */
  path_not_found: 404;
  /** Nobody can write to the peer, for example because it is a sub-agent. Write to its parent. */
  peer_not_addressable: 409;
  /** The peer id was retired. Register without it to get a new id. */
  peer_retired: 409;
  /** The backend has no profile with this name. `spawnConfig` lists the profiles. */
  profile_unavailable: 422;
  /**
   * Something between you and the daemon redirects. Try the address that it names, without the token
   * first.
   */
  redirected: 301 | 302 | 303 | 307 | 308;
  /** The relay has no daemon for this key. Start the daemon with its relay enabled. */
  relay_no_daemon: 502;
  /** The daemon behind the relay did not answer within 30 seconds. It may have acted. */
  relay_timeout: 504;
  /**
   * The asker has no socket. The reply is queued, but the ask stays open. Do not send the reply again.
   */
  reply_not_delivered: 503;
  /** The peer is being restarted. Wait until it registers again. */
  restart_in_progress: 409;
  /** The session cannot be resumed. `detail` says why. */
  resume_unavailable: 409;
  /** Another peer is the orchestrator, and it is alive. */
  role_held: 409;
  /** This daemon does not have the route. See `daemons` of the endpoint. */
  route_not_found: 404 | 405;
  /** The daemon has no schedule with this id. The id is wrong, or the schedule has fired. */
  schedule_not_found: 404;
  /** A peer cannot ask itself on this daemon. */
  self_ask: 422;
  /** The daemon knows no session with this id. */
  session_not_found: 404;
  /**
   * Spawning is disabled. Set `spawn.commands` and `spawn.allowed_paths` in the daemon's configuration.
   */
  spawn_disabled: 403;
  /** The job has a newer attempt. Stop working on this attempt. */
  stale_attempt: 409;
  /** The peer did not answer in time. It may answer later. */
  timeout: 200;
  /** The file is larger than 10 MiB. */
  too_large: 413;
  /** The daemon has no trace of this message. */
  trace_not_found: 404;
  /** The daemon requires a token, and the request has none or a wrong one. Set `authToken`. */
  unauthorized: 401;
  /** The question has no option with this id. */
  unknown_option: 422;
  /** No peer has this id or display name. The peer may have been renamed, or may be in another circle. */
  unknown_peer: 200 | 404;
  /** This daemon cannot start this backend. */
  unsupported_backend: 422;
}

/** A code that this release knows. */
export type KnownErrorCode = keyof KnownErrorCodes;

/** A code to branch on. A newer daemon may send a code that {@link KnownErrorCodes} does not contain. */
export type ErrorCode = Open<KnownErrorCode>;

/**
 * The source of a code. `"daemon"`: the daemon sent it. `"shape"`: derived from the status and the shape
 * of the body. `"text"`: derived from the beginning of a sentence that the daemon is known to send.
 */
export type CodeSource = "daemon" | "shape" | "text";

/** The beginnings of the daemon's sentences, in lower case, which stay the same, and their codes. */
type Sentences = readonly (readonly [beginning: string, code: KnownErrorCode])[];

// If `notify` or another route sends a code for the same error, that code is used.

/** For any status, because the routes of the daemons differ. */
const anywhere: Sentences = [
  ["ambiguous peer", "ambiguous_peer"],
  ["unknown peer:", "unknown_peer"],
  ["circle boundary:", "forbidden"],
  ["hub: ", "no_live_transport"],
];

/** By status. A failed query reports its error with status 200. */
const sentences: Readonly<Record<number, Sentences>> = {
  200: [
    ["timeout waiting for", "timeout"],
    ["query failed:", "disconnected"],
    ["peer ", "no_live_transport"],
  ],
  400: [
    ["attempt_id is required", "attempt_required"],
    ["terminal work", "job_state"],
  ],
  403: [
    ["pane-backed runtime registration rejected", "pane_claim_rejected"],
    ["spawn is disabled", "spawn_disabled"],
    ["path not under", "path_not_allowed"],
  ],
  404: [
    ["404 page not found", "route_not_found"],
    ["peer route not found", "route_not_found"],
    ["attachment not found", "attachment_not_found"],
    ["not found", "attachment_not_found"],
    ["peer not found", "unknown_peer"],
    ["no peer ", "unknown_peer"],
    ["no open ask", "ask_not_found"],
    ["no ask ", "ask_not_found"],
    ["ask-many ", "ask_not_found"],
    ["no delivery trace", "trace_not_found"],
    ["no work:", "job_not_found"],
    ["no recurring job:", "job_not_found"],
    ["no schedule:", "schedule_not_found"],
    ["path does not exist", "path_not_found"],
  ],
  409: [
    ["peer: retired peer_id", "peer_retired"],
    ["peer: pane claim rejected", "pane_claim_rejected"],
    ["pane ", "pane_held"],
    ["peer_id ", "peer_retired"],
    ["role=", "role_held"],
    ["job cannot be", "job_state"],
    ["recurring job templates", "job_state"],
    ["stale attempt_id", "stale_attempt"],
    ["runtime identity certificate", "invalid_certificate"],
  ],
  410: [["ask ", "ask_closed"]],
  422: [
    ["circle is required", "circle_required"],
    ["cannot ask the calling peer", "self_ask"],
    ["choice question requires", "option_required"],
    ["unknown option_id", "unknown_option"],
    ["ask ", "not_a_question"],
  ],
  502: [["no daemon connected", "relay_no_daemon"]],
  503: [
    ["reply delivery failed", "reply_not_delivered"],
    ["peer ", "no_live_transport"],
  ],
};

/** The codes that follow from the status alone. */
const statuses: Readonly<Record<number, KnownErrorCode>> = {
  400: "invalid_request",
  401: "unauthorized",
  405: "route_not_found",
  413: "too_large",
  422: "invalid_request",
  500: "internal_error",
  501: "not_supported",
  504: "relay_timeout",
  507: "attachments_full",
};

/** Returns the code of an error for which the daemon sends none. */
function derivedCode(
  status: number,
  detail: string | undefined,
): { code: ErrorCode; codeSource: CodeSource } | undefined {
  // The framework's words for a route that this daemon does not have.
  if (status === 404 && detail === "Not Found")
    return { code: "route_not_found", codeSource: "text" };
  const words = detail?.toLowerCase();
  const known = [...anywhere, ...(sentences[status] ?? [])];
  const [, code] = known.find(([beginning]) => words?.startsWith(beginning)) ?? [];
  if (code !== undefined) return { code, codeSource: "text" };
  // Some routes of the Go daemon send a sentence that begins with the code.
  const [, first] = /^([a-z]+(?:_[a-z]+)+)(?::|$)/.exec(detail ?? "") ?? [];
  if (first !== undefined) return { code: first, codeSource: "text" };
  const meaning = status >= 300 && status < 400 ? "redirected" : statuses[status];
  return meaning === undefined ? undefined : { code: meaning, codeSource: "shape" };
}

/** The error in a body, wherever the daemon put it. */
export interface ErrorBody {
  /** The daemon's words. */
  readonly detail: string | undefined;
  /** A code to branch on. */
  readonly code: ErrorCode | undefined;
  /** Where the code comes from. */
  readonly codeSource: CodeSource | undefined;
}

/**
 * Reads `detail` and `code` from every shape of error that the daemons send: `{"detail": text}`,
 * `{"detail": {"error": code, "hint": text}}`, `{"detail": [items]}`, the flat
 * `{"reason": code, "detail": text}` of `notify`, plain text, and the `{"error": text}` of a `query` that
 * failed with 200. It also accepts bodies that do not come from a daemon, such as the page of a relay.
 *
 * @example
 * ```ts
 * const { code } = readErrorBody(404, { detail: "Peer not found: nobody" });
 * console.log(code); // "unknown_peer", as `notify` calls it
 * ```
 */
export function readErrorBody(status: number, body: unknown): ErrorBody {
  if (typeof body === "string") return derived(status, plainWords(body));
  if (!isRecord(body)) return derived(status, undefined);
  const { detail, error, reason } = body;
  if (typeof reason === "string") {
    const said = text(detail);
    // Go's notify sends "forbidden" for a name that several peers have.
    const { code } = derivedCode(status, said) ?? {};
    if (code === "ambiguous_peer" && reason !== code) return derived(status, said);
    return sent(said, reason);
  }
  if (Array.isArray(detail)) {
    return {
      detail: detail.map(describeItem).join("; "),
      code: "invalid_request",
      codeSource: "shape",
    };
  }
  if (isRecord(detail)) return fromObject(status, detail);
  if (detail === undefined && typeof error === "string") {
    const code = text(body["status"]);
    return code === undefined ? derived(status, error) : sent(error, code);
  }
  return derived(status, text(detail));
}

function fromObject(status: number, detail: Record<string, unknown>): ErrorBody {
  const error = text(detail["error"]);
  // Some routes send a sentence where others send a code.
  if (error !== undefined && /\s/.test(error)) return derived(status, error);
  const words = text(detail["hint"]) ?? text(detail["message"]) ?? error;
  return error === undefined ? derived(status, words) : sent(words, error);
}

function sent(detail: string | undefined, code: ErrorCode): ErrorBody {
  return { detail, code, codeSource: "daemon" };
}

function derived(status: number, detail: string | undefined): ErrorBody {
  return { detail, code: undefined, codeSource: undefined, ...derivedCode(status, detail) };
}

/** Returns the words of a short plain text, but not of a page. */
function plainWords(body: string): string | undefined {
  const words = body.trim();
  return words === "" || words.length > 500 || words.startsWith("<") ? undefined : words;
}

/** Describes one validation error of the framework: the field, and the problem. */
function describeItem(item: unknown): string {
  if (!isRecord(item)) return String(item);
  const where = Array.isArray(item["loc"]) ? item["loc"].slice(1).join(".") : "";
  const what = text(item["msg"]) ?? text(item["type"]) ?? "invalid";
  return where === "" ? what : `${where}: ${what}`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
