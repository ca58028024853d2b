import { misuse } from "../fake-daemon-error.ts";
import { checkKeys, isRecord } from "../support.ts";
import type { RecordedMessage, RecordedRequest } from "./entries.ts";
import { type Form, idForms, references } from "./references.ts";

/** Frames that a transcript leaves out, because they are no messages. */
const noise = new Set(["delivery_ack", "ping", "pong", "connect", "connected"]);

/** How many characters of a text a transcript shows. */
const longestText = 2000;

/** The line that the daemon adds to the text of an ask. */
const hintLine = /\n↳ [^\n]*$/;

/** Ids and times are replaced by references such as `<ask:1>`. */
const shownForms: readonly Form[] = [
  ...idForms,
  ["", "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?(?:Z|[+-]\\d\\d:\\d\\d)", "time"],
];
const style = {
  count: (_start: string, name: string) => name,
  write: (name: string, number: number) => `<${name}:${number}>`,
};

/** The options of a transcript. */
export interface TranscriptOptions {
  /** `"text"` gives one line for each message, `"mermaid"` a sequence diagram. Default: `"text"`. */
  readonly format?: "text" | "mermaid" | undefined;
}

/** A step of a conversation: sender, receiver, message and outcome. */
interface Step {
  readonly from: string;
  readonly to: string;
  readonly words: string;
  /** The outcome of a call, with the fake's hint in parentheses. */
  readonly outcome?: string;
}

/**
 * Writes the messages in order. Ids are replaced by names that are the same in every run. Calls that
 * only read are left out. `displayNames` maps peer ids and scripted names to display names.
 *
 * @throws FakeDaemonError for a format that does not exist.
 */
export function transcriptOf(
  entries: readonly (RecordedRequest | RecordedMessage)[],
  options: TranscriptOptions,
  displayNames: ReadonlyMap<string, string>,
): string {
  checkKeys("the transcript", options, ["format"]);
  const { format = "text" } = options;
  const write = formats[format];
  if (!write) {
    const known = Object.keys(formats).map((name) => JSON.stringify(name));
    const message = `there is no transcript in the format ${JSON.stringify(format)}; there are: ${known.join(", ")}`;
    throw misuse(message);
  }
  const steps = entries
    .map((entry) => (entry.kind === "request" ? requestStep(entry) : messageStep(entry)))
    .filter((step) => step !== undefined);
  return write(steps, references(shownForms, style), displayNames);
}

type Named = (text: string) => string;

const formats = { text: asText, mermaid: asMermaid };

function asText(steps: readonly Step[], named: Named): string {
  return steps
    .map(({ from, to, words, outcome }) =>
      named(`${from} -> ${to}: ${words}${outcome === undefined ? "" : ` => ${outcome}`}`),
    )
    .join("\n");
}

/** Writes a column for each participant, in the order of their first message. */
function asMermaid(
  all: readonly Step[],
  named: Named,
  displayNames: ReadonlyMap<string, string>,
): string {
  const nameOf = (name: string) => displayNames.get(name) ?? name;
  const steps = all.map((step) => ({ ...step, from: nameOf(step.from), to: nameOf(step.to) }));
  const names = [...new Set(steps.flatMap(({ from, to }) => [from, to]))];
  const column = new Map(names.map((name, index) => [name, `p${index}`]));
  const participants = names.map(
    (name) => `  participant ${column.get(name)} as ${escaped(named(name))}`,
  );
  const lines = steps.flatMap(({ from, to, words, outcome }) => {
    const [left, right] = [column.get(from), column.get(to)];
    const arrow = `  ${left}->>${right}: ${escaped(named(words))}`;
    return outcome === undefined
      ? [arrow]
      : [arrow, `  ${right}-->>${left}: ${escaped(named(outcome))}`];
  });
  return ["sequenceDiagram", ...participants, ...lines].join("\n");
}

/** Escapes the signs of Mermaid and of markup as entities. */
function escaped(text: string): string {
  return text.replaceAll(/[#;<>\n]/g, (sign) => `#${sign.charCodeAt(0)};`);
}

function requestStep(request: RecordedRequest): Step | undefined {
  if (request.method === "GET" && (request.status ?? 0) < 400) return undefined;
  const body = isRecord(request.body) ? request.body : {};
  const from = request.by ?? textOf(body["from_peer"]) ?? "caller";
  const name = request.endpoint ?? request.method;
  const path = request.path.split("?")[0]!;
  const words = [name, subjectOf(request, body, path), quotedText(body)]
    .filter((part) => part !== "")
    .join(" ");
  const hint = request.hint === undefined ? "" : ` (${request.hint})`;
  return { from, to: "daemon", words, outcome: `${outcomeOf(request)}${hint}` };
}

function subjectOf(
  { endpoint }: RecordedRequest,
  body: Readonly<Record<string, unknown>>,
  path: string,
): string {
  const named = ["to_peer", "correlation_id", "peer_identifier", "peer_name", "name"]
    .map((key) => textOf(body[key]))
    .find((text) => text !== undefined);
  if (Array.isArray(body["to_peers"])) return listed(body["to_peers"]);
  if (named !== undefined && endpoint !== undefined) return named;
  return /^\/[\w-]+$/.test(path) && endpoint !== undefined ? "" : decode(path);
}

function quotedText(body: Readonly<Record<string, unknown>>): string {
  const text = textOf(body["text"]) ?? textOf(body["message"]) ?? textOf(body["prompt"]);
  return text === undefined ? "" : quoted(text);
}

/** Quotes a text, and shortens a long one. */
function quoted(text: string): string {
  const more = text.length - longestText;
  const shown = more > 0 ? `${text.slice(0, longestText)}… (${more} characters more)` : text;
  return JSON.stringify(shown);
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
    return `${status} to ${listed(fields["sent_to"]) || "nobody"}`;
  return name === undefined ? String(status) : `${status} ${name}`;
}

function codeOf(detail: unknown): string | undefined {
  if (isRecord(detail)) return textOf(detail["error"]);
  const [item] = Array.isArray(detail) ? (detail as unknown[]) : [];
  if (!isRecord(item)) return undefined;
  const { type, loc } = item;
  if (typeof type !== "string" || !Array.isArray(loc)) return undefined;
  return `${type} at ${listed(loc, ".")}`;
}

function messageStep(message: RecordedMessage): Step | undefined {
  const { direction, peer = "somebody" } = message;
  const frame: Readonly<Record<string, unknown>> = { ...message.frame };
  const type = shown(frame["type"]);
  if (noise.has(type)) return undefined;
  const text = textOf(frame["text"]) ?? textOf(frame["error"]);
  const said = text === undefined ? "" : quoted(text.replace(hintLine, ""));
  const sender = textOf(frame["from_peer"]);
  const isToPeer = direction === "to_peer";
  const words = [
    type,
    textOf(frame["correlation_id"]),
    sender && `from ${sender}`,
    isToPeer ? undefined : textOf(frame["status"]),
    said,
  ]
    .filter(Boolean)
    .join(" ");
  return isToPeer ? { from: "daemon", to: peer, words } : { from: peer, to: "daemon", words };
}

/** A value as a word. Only texts can be converted safely, because a fault or a peer may send anything. */
function shown(value: unknown): string {
  return typeof value === "string" ? value : String(JSON.stringify(value));
}

function listed(values: readonly unknown[], separator = ", "): string {
  return values.map(shown).join(separator);
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
