import type { AskParams, ParamsOf, ResultOf } from "@repowire/protocol";
import { Unreachable, resolveEnds } from "./addressing.ts";
import { sendNewAsk } from "./asks.ts";
import type { Daemon, Route } from "./daemon.ts";
import { addEvent } from "./events.ts";
import { Ambiguous, findPeer, findSender, findUnambiguous } from "./peers/lookup.ts";
import { reportOffline } from "./peers/presence.ts";
import { waitForAnswer } from "./questions.ts";
import { detailOf } from "./refusal.ts";
import type { PeerRecord } from "./state.ts";

type Query = ParamsOf<"query">;

type Result = ResultOf<"query">;

/** How long a peer that did not answer may take to answer a ping, in milliseconds. */
const pingAfterTimeout = 5000;

const shownLetters = 100;

export const query: Route<"query"> = async (daemon, params) => {
  let peer: PeerRecord | undefined;
  try {
    peer = findPeer(daemon, params.to_peer, params.circle);
  } catch (error) {
    if (!(error instanceof Ambiguous) || !daemon.facts.queryTellsAmbiguity) throw error;
    return failed(error.message);
  }
  if (peer && peer.status !== "online") {
    return { ...failed(`Peer '${params.to_peer}' is ${peer.status}`), status: peer.status };
  }
  const bypass_circle = params.bypass_circle || params.from_peer == null;
  const query = { ...params, from_peer: params.from_peer || "cli", bypass_circle };
  const isFrame = daemon.facts.queryTravelsAs === "query";
  let ends: ReturnType<typeof resolveEnds>;
  try {
    ends = isFrame ? resolveEnds(daemon, query) : endsOfAsk(daemon, query, peer);
  } catch (error) {
    if (error instanceof Unreachable) return failed(error.message);
    throw error;
  }
  const { sender, target } = ends;
  const { id } = addEvent(daemon, "query", {
    from: query.from_peer,
    to: query.to_peer,
    text: query.text,
    from_peer_id: sender?.peer_id ?? null,
    to_peer_id: target.peer_id,
    status: "pending",
  });
  const end = await (isFrame ? sendFrame(daemon, query, target) : sendAsk(daemon, query));
  if (end && "text" in end) {
    note(daemon, id, { status: "success" });
    return answered(daemon, id, query, ends, end.text);
  }
  if (end) {
    const { error, inEvent = error } = end;
    note(daemon, id, { status: "error", error: inEvent });
    return failed(error);
  }
  note(daemon, id, { status: "timeout" });
  if (daemon.facts.followsQueries) {
    daemon.activity.background(() => checkAfterTimeout(daemon, target));
  }
  return failed(`Timeout waiting for ${query.to_peer}`);
};

/** Adds the outcome of a query to its event. A daemon that restarted has another record of the event. */
function note(daemon: Daemon, id: string, outcome: { status: string; error?: string }): void {
  if (!daemon.facts.followsQueries) return;
  const event = daemon.state.events.find((known) => known.id === id);
  if (event) Object.assign(event, outcome);
}

/** A query with its sender. */
type Sent = Query & { readonly from_peer: string };

/** The answer to a query, or an error. The event may show another one. */
type End = { readonly text: string } | { readonly error: string; readonly inEvent?: string };

function endsOfAsk(daemon: Daemon, { from_peer, to_peer }: Sent, peer: PeerRecord | undefined) {
  if (!peer) throw new Unreachable("unknown_peer", `Unknown peer: ${to_peer}`);
  return { sender: findSender(daemon, from_peer, peer, findUnambiguous), target: peer };
}

/** Sends a query as its own frame. Returns `undefined` after the timeout. */
async function sendFrame(
  daemon: Daemon,
  query: Sent,
  target: PeerRecord,
): Promise<End | undefined> {
  const { ids, sockets, queries } = daemon;
  const { peer_id, display_name } = target;
  if (!sockets.has(peer_id)) return { error: `Peer ${display_name} not connected` };
  const correlation_id = ids.uuid();
  const { from_peer } = query;
  sockets.send(peer_id, { type: "query", correlation_id, from_peer, text: wrapped(query) });
  const end = await queries.wait(correlation_id, target, secondsOf(daemon, query) * 1000);
  if (!end || "text" in end) return end;
  const disconnected = /^Query failed: (.*)$/s.exec(end.error)?.[1];
  return { error: end.error, inEvent: disconnected ?? end.error };
}

/** Sends a query as an ask with a question. Returns `undefined` after the timeout. */
async function sendAsk(daemon: Daemon, query: Sent): Promise<End | undefined> {
  const { from_peer, to_peer, text, bypass_circle, circle } = query;
  const { followsQueries } = daemon.facts;
  const seconds = secondsOf(daemon, query);
  const default_answer = {
    outcome: "timed_out" as const,
    message: `Timeout waiting for ${to_peer}`,
  };
  const question: AskParams["question"] = {
    kind: "text",
    prompt: text,
    blocking: true,
    timeout_seconds: seconds,
    default_answer,
    scope: "mesh_ask",
    metadata: { compat: "query" },
  };
  const kept = { from_peer_name: from_peer, from_session: null, to_session: null };
  try {
    const params: AskParams = { from_peer, to_peer, text, bypass_circle, circle, question };
    const { correlation_id } = await sendNewAsk(daemon, params, followsQueries ? {} : kept);
    const opened = daemon.state.asks.get(correlation_id);
    // The state may have been restored while the ask was under way, and then does not know it.
    if (!opened) return undefined;
    const answer = await waitForAnswer(daemon, opened, seconds, default_answer);
    if (answer.outcome === "timed_out") return undefined;
    if (answer.outcome === "cancelled") return { error: answer.message || "Query cancelled" };
    return { text: answer.text || answer.message || answer.option_id || "" };
  } catch (error) {
    const detail = detailOf(error);
    const said = typeof detail === "string" ? detail : String(JSON.stringify(detail));
    const prefix = `Peer ${to_peer} has no live connection: `;
    const isBare = !followsQueries && said.startsWith(prefix);
    return { error: isBare ? said.slice(prefix.length) : said };
  }
}

function answered(
  daemon: Daemon,
  correlation_id: string,
  { from_peer, to_peer }: Query,
  { sender, target }: ReturnType<typeof resolveEnds>,
  text: string,
): Result {
  if (!daemon.facts.followsQueries) return { text: text || null, error: null, status: null };
  addEvent(daemon, "response", {
    from: to_peer,
    to: from_peer,
    from_peer_id: target.peer_id,
    to_peer_id: sender?.peer_id ?? null,
    text: text.length > shownLetters ? `${text.slice(0, shownLetters)}...` : text,
    correlation_id,
  });
  return { text, error: null, status: null };
}

/** A peer that does not even answer a ping is offline. */
async function checkAfterTimeout(daemon: Daemon, target: PeerRecord): Promise<void> {
  const { sockets } = daemon;
  if (!sockets.has(target.peer_id)) return;
  const pong = await sockets.ping(target.peer_id, pingAfterTimeout);
  if (pong || daemon.state.peers.get(target.peer_id) !== target) return;
  reportOffline(daemon, target);
  daemon.queries.disconnect(target.peer_id);
}

function secondsOf(daemon: Daemon, { timeout }: Query): number {
  return timeout ?? daemon.facts.queryTimeout;
}

function failed(error: string): Result {
  return { text: null, error, status: null };
}

/** The text as an agent gets it, with the words of the daemon around it. */
function wrapped({ from_peer, text }: Query): string {
  return (
    `[Repowire Query from @${from_peer}]\n${text}\n\n` +
    "IMPORTANT: Respond directly in your message. Do NOT use ask() to reply - " +
    `your response is automatically captured and returned to ${from_peer}.`
  );
}
