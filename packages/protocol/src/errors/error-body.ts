/** What a body says of an error, wherever the daemon put it. */
export interface ErrorBody {
  readonly detail: string | undefined;
  readonly code: string | undefined;
  readonly codeSource: "daemon" | "text" | undefined;
}

/** The beginnings of the daemon's sentences, where it has no code of its own. */
const sentences: readonly (readonly [status: number, beginning: string, code: string])[] = [
  [401, "", "unauthorized"],
  [403, "Circle boundary:", "circle_boundary"],
  [404, "Not Found", "route_not_found"],
  [404, "Peer not found:", "peer_not_found"],
  [404, "Unknown peer:", "peer_not_found"],
  [404, "No peer", "peer_not_found"],
  [404, "No open ask", "ask_not_found"],
  [404, "No ask", "ask_not_found"],
  [405, "", "route_not_found"],
  [409, "Ambiguous peer", "ambiguous_peer"],
  [410, "Ask ", "ask_closed"],
  [413, "", "too_large"],
  [503, "Peer ", "no_live_connection"],
  [503, "Reply delivery failed", "reply_not_delivered"],
];

/**
 * Reads `detail` and `code` from each shape of body that the daemons send:
 * `{"detail": text}`, `{"detail": {"error": code, "hint": text}}`, `{"detail": [items]}`,
 * notify's flat `{"reason": code, "detail": text}`, and plain text.
 */
export function readErrorBody(status: number, body: unknown): ErrorBody {
  if (typeof body === "string") return fromText(status, body.trim() || undefined);
  if (!isRecord(body)) return fromText(status, undefined);
  const { detail, reason } = body;
  if (typeof reason === "string") return fromDaemon(text(detail), reason);
  if (Array.isArray(detail))
    return fromDaemon(detail.map(describeItem).join("; "), "invalid_request");
  if (isRecord(detail)) {
    const words = text(detail["hint"]) ?? text(detail["message"]);
    const error = text(detail["error"]);
    // Some routes put a sentence where others have their code.
    if (error !== undefined && /\s/.test(error)) return fromText(status, error);
    return fromDaemon(words ?? error, error);
  }
  return fromText(status, text(detail));
}

function fromDaemon(detail: string | undefined, code: string | undefined): ErrorBody {
  return { detail, code, codeSource: code === undefined ? undefined : "daemon" };
}

function fromText(status: number, detail: string | undefined): ErrorBody {
  const code = sentences.find(
    ([of, beginning]) => of === status && (detail ?? "").startsWith(beginning),
  )?.[2];
  return { detail, code, codeSource: code === undefined ? undefined : "text" };
}

/** One item of the framework's validation errors: where, and what. */
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
