import { bodilessStatuses } from "./faults/fault.ts";
import { type WireAnswer, type WireRequest, isStream } from "./wire.ts";

// An import would read every export of the module, which loads Node's fetch.
const { STATUS_CODES } = process.getBuiltinModule("node:http");

/** Reason phrases in which the daemons differ from Node. */
const phrases: typeof STATUS_CODES = {
  ...STATUS_CODES,
  413: "Request Entity Too Large",
  414: "Request-URI Too Long",
  416: "Requested Range Not Satisfiable",
};

/** The reason phrase of a status; empty for an unknown status. */
export function reasonOf(status: number): string {
  return phrases[status] ?? "";
}

/** Adds the headers of a server, so that answers in process equal those on a port. */
export function complete(answer: WireAnswer, request: WireRequest, now: number): WireAnswer {
  const { status, headers, body } = answer;
  const added: Record<string, string> = { date: new Date(now).toUTCString() };
  if (/\bclose\b/i.test(request.header("connection") ?? "")) added["connection"] = "close";
  if (isStream(body)) {
    if (!("content-length" in headers)) added["transfer-encoding"] = "chunked";
  } else if (status === 205 || !bodilessStatuses.has(status)) {
    added["content-length"] = String(body === null ? 0 : Buffer.byteLength(body));
  }
  return { ...answer, headers: { ...added, ...headers } };
}
