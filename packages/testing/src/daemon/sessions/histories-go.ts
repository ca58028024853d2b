import type { ParamsOf, ResultOf } from "@repowire/protocol";
import type { Daemon } from "../daemon.ts";
import { findPeerOrConflict } from "../peers/lookup.ts";
import { refuse } from "../refusal.ts";
import type { EventRecord, PeerRecord } from "../state.ts";
import { bindingForHistory } from "./bindings.ts";
import { isShown, sessionOf, turnItem, unfinishedItem, unfinishedTurns } from "./histories.ts";

type Item = ResultOf<"timeline">["items"][number];

/** Bytes that are shown on both sides of a match. */
const aroundMatch = 80;

/** `GET /peers/{name}/timeline`. */
export function timelineOfGo(daemon: Daemon, params: ParamsOf<"timeline">): ResultOf<"timeline"> {
  const peer = historyPeer(daemon, params);
  const items = itemsOf(daemon, peer, params.session_id);
  return inOrderOfKeys({
    ...sourceOf(daemon, peer, params.session_id),
    ...whose(peer, params),
    items: items.slice(-within(params.limit ?? 100, 500)),
  });
}

/** `GET /peers/{name}/timeline/search`. */
export function searchTimelineOfGo(
  daemon: Daemon,
  params: ParamsOf<"searchTimeline">,
): ResultOf<"searchTimeline"> {
  const query = params.q.trim();
  if (query === "") refuse(422, "q is required");
  const peer = historyPeer(daemon, params);
  const source = sourceOf(daemon, peer, params.session_id);
  const items = itemsOf(daemon, peer, params.session_id).toReversed();
  const results = items.map((item) => matchIn(item, query)).filter((found) => found !== undefined);
  return inOrderOfKeys({
    ...source,
    ...whose(peer, params),
    query,
    degraded: true,
    degradation_message: source.history_message,
    results: results.slice(0, within(params.limit ?? 20, 100)),
  });
}

/** `GET /peers/{name}/transcript`. The fake has no files of agents, so there are no turns. */
export function transcriptOfGo(
  daemon: Daemon,
  params: ParamsOf<"transcript">,
): ResultOf<"transcript"> {
  const peer = historyPeer(daemon, params);
  const source = sourceOf(daemon, peer, params.session_id);
  return inOrderOfKeys({ ...source, next_before: null, turns: [] });
}

function historyPeer(
  daemon: Daemon,
  { name, circle }: { name: string; circle?: string | undefined },
): PeerRecord {
  return findPeerOrConflict(daemon, name, circle) ?? refuse(404, `Peer not found: ${name}`);
}

function whose(peer: PeerRecord, { session_id }: { session_id?: string | undefined }) {
  return {
    peer_id: peer.peer_id,
    peer_name: peer.display_name,
    session_id: session_id || null,
  };
}

function sourceOf(daemon: Daemon, peer: PeerRecord, session: string | undefined) {
  const binding = bindingForHistory(daemon, peer, session);
  const { backend } = peer;
  const history_backend =
    backend === "codex" && peer.metadata["acp"] != null ? "codex-acp" : backend;
  const isSupported = backend === "claude-code" || backend === "codex";
  return {
    binding_status: binding ? "active" : null,
    history_backend,
    history_message: isSupported
      ? `No ${history_backend} history found for this peer path.`
      : `${history_backend} local history is not supported.`,
    history_source: binding ? "session_binding" : "peer_path",
    history_status: isSupported ? "unavailable" : "unsupported",
    repowire_session_id: binding?.repowire_session_id ?? null,
    runtime_session_id: binding?.runtime_session_id ?? (session || null),
  };
}

/** The turns of a peer. An unfinished turn is put together from its parts, in the order of arrival. */
function itemsOf(daemon: Daemon, peer: PeerRecord, session: string | undefined): Item[] {
  const isOfPeer = (event: EventRecord) =>
    event["peer_id"]
      ? event["peer_id"] === peer.peer_id
      : [peer.display_name, peer.peer_id].includes(String(event["peer"]));
  const events = daemon.state.events.filter(
    (event) =>
      ["chat_turn", "chat_turn_delta"].includes(event.type) &&
      isOfPeer(event) &&
      event["turn_id"] &&
      (!session || sessionOf(event) === session),
  );
  const turns = events
    .filter(({ type }) => type === "chat_turn")
    .map((turn) => turnItem(turn, toolCalls(daemon, turn, turn["tool_calls"])));
  const open = unfinishedTurns(events).map((parts) => itemOfParts(daemon, parts));
  return [...turns, ...open.filter(isShown)].sort((left, right) =>
    placeOf(left) < placeOf(right) ? -1 : 1,
  );
}

function itemOfParts(daemon: Daemon, parts: readonly EventRecord[]): Item {
  const isTool = (part: EventRecord) => part["kind"] === "tool_use";
  return unfinishedItem(parts, {
    text: parts
      .filter((part) => !isTool(part))
      .map((part) => part["text"])
      .filter(Boolean)
      .join("\n\n"),
    tool_calls: parts
      .filter(isTool)
      .flatMap((part) => toolCalls(daemon, part, part["tool_call"] ? [part["tool_call"]] : [])),
    event_ids: parts.map(({ id }) => id),
  });
}

/** Tool calls are shown only in events that the daemon has read back from its disk. */
function toolCalls(
  daemon: Daemon,
  event: EventRecord,
  calls: unknown,
): NonNullable<Item["tool_calls"]> {
  return isRestored(daemon, event) ? ((calls ?? []) as Record<string, unknown>[]) : [];
}

function isRestored(daemon: Daemon, { id }: EventRecord): boolean {
  return daemon.state.restored_events.has(id);
}

function placeOf({ timestamp, session_id, turn_id }: Item): string {
  return timestamp + session_id + turn_id;
}

/** The position of a text in an item, in bytes. */
function matchIn(
  item: Item,
  query: string,
): ResultOf<"searchTimeline">["results"][number] | undefined {
  const text = Buffer.from(item.text);
  const start = Buffer.from(item.text.toLowerCase()).indexOf(query.toLowerCase());
  if (start < 0) return undefined;
  const end = start + Buffer.byteLength(query);
  const [from, to] = [Math.max(0, start - aroundMatch), Math.min(text.length, end + aroundMatch)];
  const [before, behind] = [from > 0 ? "..." : "", to < text.length ? "..." : ""];
  const snippet = before + text.subarray(from, to).toString() + behind;
  return {
    cursor: `${item.session_id}:${item.turn_id}`,
    item,
    match: { end, snippet, start },
    target_id: `turn-${item.session_id}-${item.turn_id}`,
  };
}

function within(limit: number, most: number): number {
  return Math.min(Math.max(limit, 1), most);
}

/**
 * Sorts the keys of an object as Go sorts those of a map. The objects in it are structs, which keep their
 * order.
 */
function inOrderOfKeys<Value extends object>(value: Value): Value {
  const entries = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
  return Object.fromEntries(entries) as Value;
}
