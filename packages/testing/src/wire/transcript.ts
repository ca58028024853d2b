import { isRecord } from "../support.ts";
import type { RecordedMessage, RecordedRequest } from "./entries.ts";
import { references } from "./references.ts";

/** Frames that say nothing about what was meant. */
const noise = new Set(["delivery_ack", "ping", "pong", "connect", "connected"]);

/** The line that the daemon adds to the text of an ask. */
const hintLine = /\n↳ [^\n]*$/;

/**
 * What was said, a line each, in order; ids are replaced by names that are the same in each run.
 * Looking something up is no message, and so is not shown.
 */
export function transcriptOf(entries: readonly (RecordedRequest | RecordedMessage)[]): string {
  const named = references();
  return entries
    .map((entry) => (entry.kind === "request" ? requestLine(entry) : messageLine(entry)))
    .filter((line) => line !== undefined)
    .map(named)
    .join("\n");
}

function requestLine(request: RecordedRequest): string | undefined {
  if (request.method === "GET" && (request.status ?? 0) < 400) return undefined;
  const body = isRecord(request.body) ? request.body : {};
  const who = request.by ?? textOf(body["from_peer"]) ?? "caller";
  const name = request.endpoint ?? request.method;
  const path = request.path.split("?")[0]!;
  const what = [subjectOf(request, body, path), quotedText(body)]
    .filter((part) => part !== "")
    .join(" ");
  return `${who} -> daemon: ${name} ${what}`.trimEnd() + ` => ${outcomeOf(request)}`;
}

function subjectOf(
  { endpoint }: RecordedRequest,
  body: Readonly<Record<string, unknown>>,
  path: string,
): string {
  const named = ["to_peer", "correlation_id", "peer_identifier", "peer_name", "name"]
    .map((key) => textOf(body[key]))
    .find((text) => text !== undefined);
  if (Array.isArray(body["to_peers"])) return body["to_peers"].join(", ");
  if (named !== undefined && endpoint !== undefined) return named;
  return /^\/[\w-]+$/.test(path) && endpoint !== undefined ? "" : decode(path);
}

function quotedText(body: Readonly<Record<string, unknown>>): string {
  const text = textOf(body["text"]) ?? textOf(body["message"]) ?? textOf(body["prompt"]);
  return text === undefined ? "" : JSON.stringify(text);
}

function outcomeOf({ status, answer }: RecordedRequest): string {
  if (status === undefined) return "no answer";
  const fields = isRecord(answer) ? answer : {};
  const { detail } = fields;
  if (status >= 400) {
    const words = typeof detail === "string" ? detail : codeOf(detail);
    return words === undefined ? String(status) : `${status} ${words}`;
  }
  const name = [
    "correlation_id",
    "parent_id",
    "display_name",
    "delivery_state",
    "error",
    "text",
    "job_id",
  ]
    .map((key) => textOf(fields[key]))
    .find((text) => text !== undefined);
  if (Array.isArray(fields["sent_to"]))
    return `${status} to ${fields["sent_to"].join(", ") || "nobody"}`;
  return name === undefined ? String(status) : `${status} ${name}`;
}

function codeOf(detail: unknown): string | undefined {
  if (isRecord(detail)) return textOf(detail["error"]);
  const [item] = Array.isArray(detail) ? (detail as unknown[]) : [];
  if (!isRecord(item)) return undefined;
  return `${String(item["type"])} at ${(item["loc"] as unknown[]).join(".")}`;
}

function messageLine(message: RecordedMessage): string | undefined {
  const { direction, peer = "somebody" } = message;
  const frame: Readonly<Record<string, unknown>> = { ...message.frame };
  const type = String(frame["type"]);
  if (noise.has(type)) return undefined;
  const text = textOf(frame["text"]) ?? textOf(frame["error"]);
  const words = text === undefined ? "" : ` ${JSON.stringify(text.replace(hintLine, ""))}`;
  const from = textOf(frame["from_peer"]);
  const about = textOf(frame["correlation_id"]);
  const what = [type, about, from && `from ${from}`].filter(Boolean).join(" ");
  if (direction === "to_peer") return `daemon -> ${peer}: ${what}${words}`;
  const status = textOf(frame["status"]);
  return `${peer} -> daemon: ${what}${status ? ` ${status}` : ""}${words}`;
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
