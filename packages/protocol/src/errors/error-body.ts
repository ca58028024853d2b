import { type CodeSource, derivedCode } from "./derived-codes.ts";

/** What a body says of an error, wherever the daemon put it. */
export interface ErrorBody {
  /** The daemon's own words. */
  readonly detail: string | undefined;
  /** A code to branch on. */
  readonly code: string | undefined;
  readonly codeSource: CodeSource | undefined;
}

/**
 * Reads `detail` and `code` from each shape of body that the daemons send:
 * `{"detail": text}`, `{"detail": {"error": code, "hint": text}}`, `{"detail": [items]}`, the flat
 * `{"reason": code, "detail": text}` of `notify`, plain text, the `{"error": text}` of a `query`
 * that failed with 200, and what is no answer of a daemon, such as the page of a relay.
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
  if (typeof reason === "string") return sent(text(detail), reason);
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
  // Some routes put a sentence where others have their code.
  if (error !== undefined && /\s/.test(error)) return derived(status, error);
  const words = text(detail["hint"]) ?? text(detail["message"]) ?? error;
  return error === undefined ? derived(status, words) : sent(words, error);
}

function sent(detail: string | undefined, code: string): ErrorBody {
  return { detail, code, codeSource: "daemon" };
}

function derived(status: number, detail: string | undefined): ErrorBody {
  return { detail, code: undefined, codeSource: undefined, ...derivedCode(status, detail) };
}

/** The words of a short plain text; a page is not one. */
function plainWords(body: string): string | undefined {
  const words = body.trim();
  return words === "" || words.length > 500 || words.startsWith("<") ? undefined : words;
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
