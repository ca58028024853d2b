import type { ParamsOf, ResultOf } from "@repowire/protocol";
import type { Daemon } from "../daemon.ts";
import { findPeer } from "../peers/lookup.ts";
import { refuse } from "../refusal.ts";
import type { Binding, EventRecord, PeerRecord } from "../state.ts";
import { bindingForHistory } from "./bindings.ts";

type Item = ResultOf<"timeline">["items"][number];

const defaultItems = 100;

const defaultResults = 20;

/** The characters shown on each side of a match. */
const aroundMatch = 80;

export function timeline(daemon: Daemon, params: ParamsOf<"timeline">): ResultOf<"timeline"> {
  const peer = historyPeer(daemon, params);
  const items = historyItems(daemon, peer, params.name, params.session_id);
  return {
    peer_id: peer.peer_id,
    peer_name: peer.display_name,
    session_id: params.session_id ?? null,
    ...historySource(daemon, peer, params.session_id),
    items: items.slice(-(params.limit ?? defaultItems)),
  };
}

export function searchTimeline(
  daemon: Daemon,
  params: ParamsOf<"searchTimeline">,
): ResultOf<"searchTimeline"> {
  const peer = historyPeer(daemon, params);
  const items = historyItems(daemon, peer, params.name, params.session_id);
  const source = historySource(daemon, peer, params.session_id);
  const degradation_message =
    items.length > 0
      ? `${source.history_message} Search is limited to ${items.length} realtime timeline ` +
        "item(s) still present in the dashboard event ring."
      : `${source.history_message} No normalized persisted timeline is available to search.`;
  return {
    peer_id: peer.peer_id,
    peer_name: peer.display_name,
    query: params.q,
    session_id: params.session_id ?? null,
    ...source,
    degraded: true,
    degradation_message,
    results: found(items, params.q, params.limit ?? defaultResults),
  };
}

export function transcript(daemon: Daemon, params: ParamsOf<"transcript">): ResultOf<"transcript"> {
  const peer = historyPeer(daemon, params);
  return { turns: [], next_before: null, ...historySource(daemon, peer, params.session_id) };
}

function historyPeer(
  daemon: Daemon,
  { name, circle }: { name: string; circle?: string | undefined },
): PeerRecord {
  return findPeer(daemon, name, circle) ?? refuse(404, `Peer not found: ${name}`);
}

function historySource(daemon: Daemon, peer: PeerRecord, session: string | undefined) {
  const binding = bindingForHistory(daemon, peer, session);
  return {
    ...missingHistory(peer, binding, session),
    history_source: binding ? "session_binding" : "peer_path",
    repowire_session_id: binding?.repowire_session_id ?? null,
    binding_status: binding ? "active" : null,
    runtime_session_id: binding ? binding.runtime_session_id : (session ?? null),
  };
}

function historyItems(
  daemon: Daemon,
  peer: PeerRecord,
  name: string,
  session: string | undefined,
): Item[] {
  const names = new Set([peer.display_name, peer.peer_id, name]);
  const events = daemon.state.events.filter(
    (event) =>
      (event.type === "chat_turn" || event.type === "chat_turn_delta") &&
      (event["peer_id"] ? event["peer_id"] === peer.peer_id : names.has(String(event["peer"]))) &&
      (session === undefined || sessionOf(event) === session),
  );
  const turns = events
    .filter(isTurn)
    .map((turn) => turnItem(turn, (turn["tool_calls"] as Item["tool_calls"]) ?? []));
  const open = unfinishedTurns(events).map(deltaItem).filter(isShown);
  return [...turns, ...open].sort(inOrder);
}

function missingHistory(
  peer: PeerRecord,
  binding: Binding | undefined,
  session: string | undefined,
) {
  const { backend } = peer;
  const history = (history_status: string, history_message: string) => ({
    history_status,
    history_backend: backend,
    history_message,
  });
  if (backend !== "claude-code" && backend !== "codex") {
    const isKnown = ["gemini", "opencode", "pi"].includes(backend) && !binding;
    const words = isKnown
      ? `${backend} does not expose a supported local history source yet.`
      : `${backend} local history is not supported.`;
    return history("unsupported", words);
  }
  const isBound = binding && (binding.runtime_source_uri || binding.runtime_session_id || session);
  if (isBound)
    return history("unavailable", `No ${backend} history found for this session binding.`);
  const what = backend === "codex" ? "codex rollout" : "Claude Code transcript";
  return history("unavailable", `No ${what} history found for this peer path.`);
}

function isTurn(event: EventRecord): boolean {
  return event.type === "chat_turn" && Boolean(event["turn_id"]);
}

/** The item of a finished turn. */
export function turnItem(
  event: EventRecord,
  tool_calls: NonNullable<Item["tool_calls"]> | null,
): Item {
  return {
    id: event.id,
    kind: "turn",
    source: "realtime",
    timestamp: event.timestamp,
    ...turnOf(event),
    role: String(event["role"]),
    text: String(event["text"] ?? ""),
    tool_calls,
    ...speakerOf(event),
    event_ids: [event.id],
  };
}

/** The events of each unfinished turn, in the order in which they came. */
export function unfinishedTurns(events: readonly EventRecord[]): EventRecord[][] {
  const finished = new Set(events.filter(isTurn).map(keyOf));
  const turns = new Map<string, EventRecord[]>();
  for (const event of events) {
    const key = keyOf(event);
    if (event.type !== "chat_turn_delta" || finished.has(key)) continue;
    turns.set(key, [...(turns.get(key) ?? []), event]);
  }
  return [...turns.values()];
}

/** The item of an unfinished turn, with what its parts contain. */
export function unfinishedItem(
  parts: readonly EventRecord[],
  { text, tool_calls, event_ids }: Required<Pick<Item, "text" | "tool_calls" | "event_ids">>,
): Item {
  const [first] = parts as readonly [EventRecord];
  return {
    id: `delta:${keyOf(first)}`,
    kind: "delta_group",
    source: "realtime",
    timestamp: parts.at(-1)!.timestamp,
    ...turnOf(first),
    role: "assistant",
    text,
    tool_calls,
    ...speakerOf(first),
    event_ids,
  };
}

/** Whether an unfinished turn has something to show. */
export function isShown({ text, tool_calls }: Item): boolean {
  return text !== "" || (tool_calls ?? []).length > 0;
}

function deltaItem(parts: readonly EventRecord[]): Item {
  const ordered = parts.toSorted(
    (left, right) => Number(left["chunk_index"]) - Number(right["chunk_index"]),
  );
  return unfinishedItem(parts, {
    text: ordered
      .filter((part) => part["kind"] === "text" && part["text"])
      .map((part) => part["text"])
      .join("\n\n"),
    tool_calls: ordered
      .filter((part) => part["kind"] === "tool_use" && part["tool_call"])
      .map((part) => part["tool_call"]) as NonNullable<Item["tool_calls"]>,
    event_ids: ordered.map((part) => part.id),
  });
}

/** The session of an event. */
export function sessionOf(event: EventRecord): string {
  return String(event["session_id"] || "legacy");
}

function turnOf(event: EventRecord) {
  return { session_id: sessionOf(event), turn_id: String(event["turn_id"]) };
}

function speakerOf(event: EventRecord) {
  return { peer_id: event["peer_id"] as string | null, peer: event["peer"] as string };
}

function keyOf(event: EventRecord): string {
  return `${sessionOf(event)}:${String(event["turn_id"])}`;
}

function inOrder(left: Item, right: Item): number {
  const [leftKey, rightKey] = [left, right].map(
    (item) => `${item.timestamp}\0${item.session_id}\0${item.turn_id}\0${item.source}`,
  ) as [string, string];
  return leftKey < rightKey ? -1 : leftKey > rightKey ? 1 : 0;
}

/** The newest matches first. */
function found(
  items: readonly Item[],
  query: string,
  limit: number,
): ResultOf<"searchTimeline">["results"] {
  const wanted = query.trim().toLowerCase();
  if (wanted === "") return [];
  return items
    .toReversed()
    .map((item) => ({ item, at: item.text.toLowerCase().indexOf(wanted) }))
    .filter(({ at }) => at >= 0)
    .slice(0, limit)
    .map(({ item, at }) => {
      const after = at + wanted.length;
      const start = Math.max(0, at - aroundMatch);
      const end = Math.min(item.text.length, after + aroundMatch);
      const [before, behind] = [start > 0 ? "..." : "", end < item.text.length ? "..." : ""];
      return {
        cursor: `${item.session_id}:${item.turn_id}`,
        target_id: `turn-${item.session_id}-${item.turn_id}`,
        item,
        match: { start: at, end: after, snippet: before + item.text.slice(start, end) + behind },
      };
    });
}
