import type { ErrorCode, KnownErrorCode } from "./error-codes.ts";

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
