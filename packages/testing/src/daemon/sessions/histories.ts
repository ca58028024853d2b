import type { ParamsOf, ResultOf } from "@repowire/protocol";
import type { Daemon, Route } from "../daemon.ts";
import { findPeer } from "../peers/lookup.ts";
import { refuse } from "../refusal.ts";
import type { EventRecord, PeerRecord } from "../state.ts";
import { bindingForHistory } from "./bindings.ts";

type Item = ResultOf<"timeline">["items"][number];

/** `GET /peers/{name}/timeline`. */
export const timeline: Route<"timeline"> = (daemon, params) => {
  const { whose, source, items } = historyOf(daemon, params);
  return { ...whose, ...source, items: items.slice(-within(params.limit ?? 100, 500)) };
};

/** `GET /peers/{name}/timeline/search`: the newest matches first. */
export const searchTimeline: Route<"searchTimeline"> = (daemon, params) => {
  const query = params.q.trim();
  const { trimsSearches, countsSearched } = daemon.facts;
  if (trimsSearches && query === "") refuse(422, "q is required");
  const { whose, source, items } = historyOf(daemon, params);
  const results =
    query === "" ? [] : items.toReversed().flatMap((item) => found(daemon, item, query) ?? []);
  const words = source.history_message;
  const where =
    items.length > 0
      ? `Search is limited to ${items.length} realtime timeline item(s) still present in the ` +
        "dashboard event ring."
      : "No normalized persisted timeline is available to search.";
  return {
    ...whose,
    query: trimsSearches ? query : params.q,
    ...source,
    degraded: true,
    degradation_message: countsSearched ? `${words} ${where}` : words,
    results: results.slice(0, within(params.limit ?? 20, 100)),
  };
};

/** `GET /peers/{name}/transcript`. The fake has no files of agents, so there are no turns. */
export const transcript: Route<"transcript"> = (daemon, params) => {
  const { source } = historyOf(daemon, params);
  return { turns: [], next_before: null, ...source };
};

/** What is known of a peer's history. */
function historyOf(
  daemon: Daemon,
  params: Pick<ParamsOf<"timeline">, "name" | "circle" | "session_id">,
) {
  const { name, circle, session_id } = params;
  const peer = findPeer(daemon, name, circle) ?? refuse(404, `Peer not found: ${name}`);
  const session = daemon.facts.emptyIsMissing ? session_id || undefined : session_id;
  const { peer_id, display_name } = peer;
  return {
    whose: { peer_id, peer_name: display_name, session_id: session ?? null },
    source: sourceOf(daemon, peer, session),
    items: itemsOf(daemon, peer, session),
  };
}

function sourceOf(daemon: Daemon, peer: PeerRecord, session: string | undefined) {
  const binding = bindingForHistory(daemon, peer, session);
  return {
    ...daemon.facts.missingHistory(peer, binding, session),
    history_source: binding ? "session_binding" : "peer_path",
    repowire_session_id: binding?.repowire_session_id ?? null,
    binding_status: binding ? "active" : null,
    runtime_session_id: binding ? binding.runtime_session_id : (session ?? null),
  };
}

/** The turns of a peer in order. An unfinished turn is put together from its parts. */
function itemsOf(daemon: Daemon, peer: PeerRecord, session: string | undefined): Item[] {
  const names = [peer.display_name, peer.peer_id];
  const events = daemon.state.events.filter(
    (event) =>
      ["chat_turn", "chat_turn_delta"].includes(event.type) &&
      (event["peer_id"]
        ? event["peer_id"] === peer.peer_id
        : names.includes(String(event["peer"]))) &&
      event["turn_id"] &&
      (session === undefined || sessionOf(event) === session),
  );
  const finished = events.filter((event) => event.type === "chat_turn");
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

/** The item of an unfinished turn. */
function itemOfParts(daemon: Daemon, parts: readonly EventRecord[]) {
  const [first] = parts as readonly [EventRecord];
  const ordered = daemon.facts.ordersParts
    ? parts.toSorted((left, right) => Number(left["chunk_index"]) - Number(right["chunk_index"]))
    : parts;
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

function toolCalls(
  daemon: Daemon,
  { id }: EventRecord,
  calls: unknown,
): NonNullable<Item["tool_calls"]> {
  const isShown = daemon.facts.showsFreshToolCalls || daemon.state.restored_events.has(id);
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

/** An item with the place of a text in it. */
function found(
  daemon: Daemon,
  item: Item,
  query: string,
): ResultOf<"searchTimeline">["results"][number] | undefined {
  const match = daemon.facts.matchIn(item.text, query);
  if (!match) return undefined;
  const { session_id, turn_id } = item;
  const cursor = `${session_id}:${turn_id}`;
  return { cursor, target_id: `turn-${session_id}-${turn_id}`, item, match };
}

function within(limit: number, most: number): number {
  return Math.min(Math.max(limit, 1), most);
}
