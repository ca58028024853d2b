import type { ParamsOf, ResultOf } from "@repowire/protocol";
import type { Daemon, Route } from "../daemon.ts";
import { findPeer } from "../peers/lookup.ts";
import { refuse } from "../refusal.ts";
import type { Binding, EventRecord, PeerRecord } from "../state.ts";
import { bindingForHistory } from "./bindings.ts";

type Item = ResultOf<"timeline">["items"][number];

/** The letters, in Go the bytes, that are shown on each side of a match. */
const aroundMatch = 80;

/** `GET /peers/{name}/timeline`. */
export const timeline: Route<"timeline"> = (daemon, params) => {
  const { whose, source, items } = historyOf(daemon, params);
  return { ...whose, ...source, items: items.slice(-within(params.limit ?? 100, 500)) };
};

/** `GET /peers/{name}/timeline/search`: the newest matches first. */
export const searchTimeline: Route<"searchTimeline"> = (daemon, params) => {
  const query = params.q.trim();
  const isOfGo = daemon.facts.histories === "go";
  if (isOfGo && query === "") refuse(422, "q is required");
  const { whose, source, items } = historyOf(daemon, params);
  const results =
    query === "" ? [] : items.toReversed().map((item) => matchIn(daemon, item, query));
  const words = source.history_message;
  const where =
    items.length > 0
      ? `Search is limited to ${items.length} realtime timeline item(s) still present in the ` +
        "dashboard event ring."
      : "No normalized persisted timeline is available to search.";
  return {
    ...whose,
    query: isOfGo ? query : params.q,
    ...source,
    degraded: true,
    degradation_message: isOfGo ? words : `${words} ${where}`,
    results: results
      .filter((found) => found !== undefined)
      .slice(0, within(params.limit ?? 20, 100)),
  };
};

/** `GET /peers/{name}/transcript`. The fake has no files of agents, so there are no turns. */
export const transcript: Route<"transcript"> = (daemon, params) => {
  const { source } = historyOf(daemon, params);
  return { turns: [], next_before: null, ...source };
};

/** What is known of a peer's history. In Go an empty session counts as missing. */
function historyOf(
  daemon: Daemon,
  params: Pick<ParamsOf<"timeline">, "name" | "circle" | "session_id">,
) {
  const { name, circle, session_id } = params;
  const peer = findPeer(daemon, name, circle) ?? refuse(404, `Peer not found: ${name}`);
  const session = daemon.facts.histories === "go" ? session_id || undefined : session_id;
  const { peer_id, display_name } = peer;
  return {
    whose: { peer_id, peer_name: display_name, session_id: session ?? null },
    source: sourceOf(daemon, peer, session),
    items: itemsOf(daemon, peer, session),
  };
}

function sourceOf(daemon: Daemon, peer: PeerRecord, session: string | undefined) {
  const binding = bindingForHistory(daemon, peer, session);
  const isOfGo = daemon.facts.histories === "go";
  const runtime = binding?.runtime_session_id ?? null;
  return {
    ...(isOfGo ? missingInGo(peer) : missingInPython(peer, binding, session)),
    history_source: binding ? "session_binding" : "peer_path",
    repowire_session_id: binding?.repowire_session_id ?? null,
    binding_status: binding ? "active" : null,
    runtime_session_id: binding && !isOfGo ? runtime : (runtime ?? session ?? null),
  };
}

function missing(history_status: string, history_backend: string, history_message: string) {
  return { history_status, history_backend, history_message };
}

function missingInGo({ backend, metadata }: PeerRecord) {
  const shown = backend === "codex" && metadata["acp"] != null ? "codex-acp" : backend;
  return backend === "claude-code" || backend === "codex"
    ? missing("unavailable", shown, `No ${shown} history found for this peer path.`)
    : missing("unsupported", shown, `${shown} local history is not supported.`);
}

function missingInPython(
  { backend }: PeerRecord,
  binding: Binding | undefined,
  session: string | undefined,
) {
  if (backend !== "claude-code" && backend !== "codex") {
    const isKnown = ["gemini", "opencode", "pi"].includes(backend) && !binding;
    const words = isKnown
      ? `${backend} does not expose a supported local history source yet.`
      : `${backend} local history is not supported.`;
    return missing("unsupported", backend, words);
  }
  const isBound = binding && (binding.runtime_source_uri || binding.runtime_session_id || session);
  const what = backend === "codex" ? "codex rollout" : "Claude Code transcript";
  const words = isBound
    ? `No ${backend} history found for this session binding.`
    : `No ${what} history found for this peer path.`;
  return missing("unavailable", backend, words);
}

/** The turns of a peer in order. An unfinished turn is put together from its parts. */
function itemsOf(daemon: Daemon, peer: PeerRecord, session: string | undefined): Item[] {
  const isOfGo = daemon.facts.histories === "go";
  const names = [peer.display_name, peer.peer_id];
  const events = daemon.state.events.filter(
    (event) =>
      ["chat_turn", "chat_turn_delta"].includes(event.type) &&
      (event["peer_id"]
        ? event["peer_id"] === peer.peer_id
        : names.includes(String(event["peer"]))) &&
      (event["turn_id"] || !isOfGo) &&
      (session === undefined || sessionOf(event) === session),
  );
  const finished = events.filter((event) => event.type === "chat_turn" && event["turn_id"]);
  const turns = finished.map((turn) => ({
    id: turn.id,
    kind: "turn",
    ...common(turn, turn.timestamp),
    role: String(turn["role"]),
    text: String(turn["text"] ?? ""),
    tool_calls: toolCalls(daemon, turn, turn["tool_calls"]),
    ...speakerOf(turn),
    event_ids: [turn.id],
  }));
  const keys = new Set(finished.map(keyOf));
  const unfinished = new Map<string, EventRecord[]>();
  for (const event of events) {
    const key = keyOf(event);
    if (event.type !== "chat_turn_delta" || keys.has(key)) continue;
    unfinished.set(key, [...(unfinished.get(key) ?? []), event]);
  }
  const open = [...unfinished.values()]
    .map((parts) => itemOfParts(daemon, parts))
    .filter(({ text, tool_calls }) => text !== "" || tool_calls.length > 0);
  return [...turns, ...open].sort((left, right) => (left.timestamp < right.timestamp ? -1 : 1));
}

/** The item of an unfinished turn. Python puts the parts in order, Go leaves them as they came. */
function itemOfParts(daemon: Daemon, parts: readonly EventRecord[]) {
  const [first] = parts as readonly [EventRecord];
  const ordered =
    daemon.facts.histories === "go"
      ? parts
      : parts.toSorted((left, right) => Number(left["chunk_index"]) - Number(right["chunk_index"]));
  return {
    id: `delta:${keyOf(first)}`,
    kind: "delta_group",
    ...common(first, parts.at(-1)!.timestamp),
    role: "assistant",
    text: ordered
      .filter((part) => part["kind"] === "text" && part["text"])
      .map((part) => part["text"])
      .join("\n\n"),
    tool_calls: ordered
      .filter((part) => part["kind"] === "tool_use" && part["tool_call"])
      .flatMap((part) => toolCalls(daemon, part, [part["tool_call"]])),
    ...speakerOf(first),
    event_ids: ordered.map(({ id }) => id),
  };
}

/** Go shows tool calls only in events that it has read back from its disk. */
function toolCalls(
  daemon: Daemon,
  { id }: EventRecord,
  calls: unknown,
): NonNullable<Item["tool_calls"]> {
  const isShown = daemon.facts.histories !== "go" || daemon.state.restored_events.has(id);
  return isShown ? ((calls ?? []) as Record<string, unknown>[]) : [];
}

function common(event: EventRecord, timestamp: string) {
  const turn_id = String(event["turn_id"]);
  return { source: "realtime", timestamp, session_id: sessionOf(event), turn_id };
}

function sessionOf(event: EventRecord): string {
  return String(event["session_id"] || "legacy");
}

function speakerOf(event: EventRecord) {
  return { peer_id: event["peer_id"] as string | null, peer: event["peer"] as string };
}

function keyOf(event: EventRecord): string {
  return `${sessionOf(event)}:${String(event["turn_id"])}`;
}

/** Where a text is in an item. Go counts bytes. */
function matchIn(
  daemon: Daemon,
  item: Item,
  query: string,
): ResultOf<"searchTimeline">["results"][number] | undefined {
  const units = (text: string) => (daemon.facts.histories === "go" ? Buffer.from(text) : text);
  const start = units(item.text.toLowerCase()).indexOf(query.toLowerCase());
  if (start < 0) return undefined;
  const text = units(item.text);
  const end = start + units(query).length;
  const [from, to] = [Math.max(0, start - aroundMatch), Math.min(text.length, end + aroundMatch)];
  const [before, behind] = [from > 0 ? "..." : "", to < text.length ? "..." : ""];
  return {
    cursor: `${item.session_id}:${item.turn_id}`,
    target_id: `turn-${item.session_id}-${item.turn_id}`,
    item,
    match: { start, end, snippet: before + text.slice(from, to).toString() + behind },
  };
}

function within(limit: number, most: number): number {
  return Math.min(Math.max(limit, 1), most);
}
