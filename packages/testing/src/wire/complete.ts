import { bodilessStatuses } from "./faults/fault.ts";
import { type WireAnswer, type WireRequest, isStream } from "./wire.ts";

/** The reason phrases of the statuses that a daemon, or a fault of a test, may answer with. */
const phrases: Readonly<Record<number, string>> = {
  200: "OK",
  201: "Created",
  202: "Accepted",
  203: "Non-Authoritative Information",
  204: "No Content",
  205: "Reset Content",
  206: "Partial Content",
  300: "Multiple Choices",
  301: "Moved Permanently",
  302: "Found",
  303: "See Other",
  304: "Not Modified",
  307: "Temporary Redirect",
  308: "Permanent Redirect",
  400: "Bad Request",
  401: "Unauthorized",
  402: "Payment Required",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  406: "Not Acceptable",
  407: "Proxy Authentication Required",
  408: "Request Timeout",
  409: "Conflict",
  410: "Gone",
  411: "Length Required",
  412: "Precondition Failed",
  413: "Request Entity Too Large",
  414: "Request-URI Too Long",
  415: "Unsupported Media Type",
  416: "Requested Range Not Satisfiable",
  417: "Expectation Failed",
  421: "Misdirected Request",
  422: "Unprocessable Entity",
  423: "Locked",
  424: "Failed Dependency",
  425: "Too Early",
  426: "Upgrade Required",
  428: "Precondition Required",
  429: "Too Many Requests",
  431: "Request Header Fields Too Large",
  451: "Unavailable For Legal Reasons",
  500: "Internal Server Error",
  501: "Not Implemented",
  502: "Bad Gateway",
  503: "Service Unavailable",
  504: "Gateway Timeout",
  505: "HTTP Version Not Supported",
  507: "Insufficient Storage",
  508: "Loop Detected",
  511: "Network Authentication Required",
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
