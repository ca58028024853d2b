import type { EndpointName, PeerReport, TurnState } from "@repowire/protocol";

import {
  type Rule,
  type ValueOf,
  anything,
  atLeast,
  check,
  closed,
  duration,
  flag,
  listOf,
  mapOf,
  open,
  optional,
  text,
  wholeNumber,
} from "../option-rules.ts";
import type { FakeDaemon } from "../fake-daemon.ts";
import { paneRule } from "../fake-machine.ts";
import { restartRule } from "../options.ts";
import { FakeDaemonError, misuse } from "../fake-daemon-error.ts";
import type { ReceivedAsk } from "../peers/received.ts";
import {
  type ScriptedPeer,
  type ScriptedPeerOptions,
  peerOptions,
} from "../peers/scripted-peer.ts";
import { type SeedData, seedRule } from "../seed.ts";
import type { Snapshot } from "../fake-state.ts";
import type { FaultTarget, PlannedFault, WantedFault } from "../wire/faults/fault.ts";
import type { WireAnswer, WireRequest } from "../wire/wire.ts";
import { controlPrefix, isControl } from "./loopback.ts";

const maybeText = optional(text);
const times = optional(atLeast(1, wholeNumber));

/** The body of an action that needs none. */
const nothing = closed({});
/** A body that the daemon itself checks. */
const unchecked = open({});
const delay = closed({ duration });
const message = closed({ to_peer: text, text });

/** A scripted peer with its answers. The first answer that matches an ask is used. */
const peerRule = closed({
  name: text,
  silent: optional(flag),
  on_ask: optional(
    listOf(
      closed({
        /** A text that the ask must contain. Default: any ask. */
        includes: maybeText,
        reply: maybeText,
        after: optional(duration),
        times,
      }),
    ),
  ),
  ...peerOptions,
});

/** An action with a body, and with the part of the path in place of `*`. */
type Action = (daemon: FakeDaemon, body: string, part: string) => unknown;

/** Returns an action for one kind of body. Other bodies are refused. */
function action<Body>(
  rule: Rule<Body>,
  run: (daemon: FakeDaemon, body: Body, part: string) => unknown,
): Action {
  return (daemon, body, part) => run(daemon, check("the body", rule, parsed(body)), part);
}

/** Returns an action of the scripted peer in the path. */
function peerAction<Body>(
  rule: Rule<Body>,
  run: (peer: ScriptedPeer, body: Body) => unknown,
): Action {
  return action(rule, (daemon, body, name) => {
    const peer = peerOf(daemon, name);
    const result = run(peer, body);
    // Some methods return the peer for chaining.
    return result === peer ? undefined : result;
  });
}

/** All actions. `*` stands for one part of the path. */
const actions: Readonly<Record<string, Action>> = {
  "POST /reset": action(nothing, (daemon) => daemon.reset()),
  "POST /seed": action(seedRule, (daemon, seed) => daemon.seed.all(seed as SeedData)),
  "GET /state": ({ state: { peers, openAsks, events } }) => ({
    peers,
    open_asks: openAsks,
    events,
  }),
  "GET /snapshot": (daemon) => daemon.state.snapshot(),
  "POST /restore": action(unchecked, (daemon, snapshot) =>
    daemon.state.restore(snapshot as unknown as Snapshot),
  ),
  "GET /settings": (daemon) => daemon.settings,
  "POST /settings": action(unchecked, (daemon, settings) => daemon.configure(settings)),
  "GET /faults": (daemon) => daemon.faults.map(showFault),
  "POST /faults": action(
    closed({ target: anything, fault: anything, times }),
    (daemon, { target, fault, ...often }) => {
      daemon.fault(target as FaultTarget, fault as WantedFault, often);
      return showFault(daemon.faults.at(-1)!);
    },
  ),
  "DELETE /faults/*": (daemon, _body, number) => {
    if (!daemon.parts.traffic.faults.remove(Number(number)))
      throw misuse(`there is no fault ${number}`);
  },
  "GET /clock": ({ clock }) => ({ now: clock.now().toISOString() }),
  "POST /clock/advance": action(delay, async ({ clock }, { duration }) => {
    await clock.advance(duration);
    return { now: clock.now().toISOString() };
  }),
  "POST /clock/settled": action(nothing, ({ clock }) => clock.settled()),
  // Without a duration the daemon is down until `POST /up`.
  "POST /down": action(closed({ duration: optional(duration) }), (daemon, { duration }) =>
    daemon.down(duration),
  ),
  "POST /up": action(nothing, (daemon) => daemon.up()),
  "POST /restart": action(restartRule, (daemon, options) => daemon.restart(options)),
  "POST /repair": action(nothing, (daemon) => daemon.repair()),
  "GET /machine": ({ machine: { home, panes } }) => ({ home, panes }),
  "POST /machine/panes": action(paneRule, ({ machine }, pane) => ({
    pane_id: machine.addPane(pane),
  })),
  "DELETE /machine/panes/*": ({ machine }, _body, pane) => machine.closePane(pane),
  "POST /machine/folders": action(closed({ path: text }), ({ machine }, { path }) =>
    machine.addFolder(path),
  ),
  "POST /machine/processes": action(closed({ pid: wholeNumber }), ({ machine }, { pid }) =>
    machine.addProcess(pid),
  ),
  "DELETE /machine/processes/*": ({ machine }, _body, pid) => machine.endProcess(Number(pid)),
  "POST /machine/sessions": action(closed({ session_id: text }), ({ machine }, { session_id }) =>
    machine.addSession(session_id),
  ),
  "POST /peers": action(peerRule, addPeer),
  "GET /peers": (daemon) => daemon.scriptedPeers.map(showPeer),
  "POST /peers/*/ask": peerAction(message, async (peer, { to_peer, text: said }) => ({
    correlation_id: await peer.ask(to_peer, said),
  })),
  "POST /peers/*/notify": peerAction(message, (peer, { to_peer, text: said }) =>
    peer.notify(to_peer, said),
  ),
  "POST /peers/*/broadcast": peerAction(closed({ text }), (peer, { text: said }) =>
    peer.broadcast(said),
  ),
  "POST /peers/*/reply": peerAction(
    closed({ correlation_id: text, text: maybeText }),
    (peer, { correlation_id, text: said }) => {
      const ask = askOf(peer, correlation_id);
      return said === undefined ? ask.ack() : ask.reply(said);
    },
  ),
  "POST /peers/*/answer": peerAction(
    open({ correlation_id: text }),
    (peer, { correlation_id, ...answer }) => askOf(peer, correlation_id).answer(answer),
  ),
  "POST /peers/*/next-ask": peerAction(nothing, async (peer) => showAsk(await peer.nextAsk())),
  "POST /peers/*/wait-for-notification": peerAction(
    closed({ includes: maybeText, from: maybeText }),
    (peer, { includes, from }) => peer.waitForNotification(includes, { from }),
  ),
  "POST /peers/*/status": peerAction(
    closed({ status: anything, turn_state: anything }),
    (peer, { status, turn_state }) => peer.status(status as PeerReport, turn_state as TurnState),
  ),
  "POST /peers/*/receipts": peerAction(closed({ receipts: anything }), (peer, { receipts }) =>
    peer.receipts(receipts as "none"),
  ),
  "POST /peers/*/silent": peerAction(nothing, (peer) => peer.silent()),
  "POST /peers/*/send": peerAction(unchecked, (peer, frame) => peer.send(frame)),
  "POST /peers/*/disconnect": peerAction(nothing, (peer) => peer.disconnect()),
  "POST /peers/*/connect": peerAction(nothing, (peer) => peer.connect()),
  "POST /peers/*/reconnect-after": peerAction(delay, (peer, { duration }) =>
    peer.reconnectAfter(duration),
  ),
  "POST /wait-for": action(
    closed({ endpoint: text, body: optional(mapOf(anything)) }),
    (daemon, { endpoint, body = {} }) => daemon.waitFor(endpoint as EndpointName, body),
  ),
  "GET /requests": (daemon) => daemon.requests,
  "GET /messages": (daemon) => daemon.messages,
  "POST /verify": action(nothing, (daemon) => daemon.parts.verification.atEnd()),
};

/** Answers a call of the control API. Returns `undefined` for a call of the daemon. */
export function control(daemon: FakeDaemon, request: WireRequest): Promise<WireAnswer> | undefined {
  if (!isControl(request.target)) return undefined;
  const { pathname, searchParams } = new URL(request.target, daemon.url);
  return answer(daemon, request, pathname.slice(controlPrefix.length), searchParams);
}

async function answer(
  daemon: FakeDaemon,
  { method, body }: WireRequest,
  path: string,
  query: URLSearchParams,
): Promise<WireAnswer> {
  try {
    if (method === "GET" && path === "/transcript") {
      const format = (query.get("format") ?? "text") as "text";
      const headers = { "content-type": "text/plain; charset=utf-8" };
      return { status: 200, headers, body: daemon.transcript({ format }) };
    }
    const [, first = "", part = "", ...rest] = path.split("/");
    const act =
      actions[`${method} ${path}`] ??
      actions[`${method} ${["", first, "*", ...rest].join("/")}`] ??
      actions[`${method} /${first}/${part}/*`];
    if (!act) return unknownAction(method, path);
    const content = typeof body === "string" ? body : new TextDecoder().decode(body ?? undefined);
    const given = decodeURIComponent(actions[`${method} /${first}/${part}/*`] ? rest[0]! : part);
    return json(200, (await act(daemon, content, given)) ?? { ok: true });
  } catch (error) {
    if (!(error instanceof FakeDaemonError))
      return json(400, { error: "bad_request", message: String(error) });
    const status = error.code === "misuse" ? 400 : 409;
    return json(status, { error: error.code, message: error.message });
  }
}

function json(status: number, value: unknown): WireAnswer {
  const headers = { "content-type": "application/json" };
  return { status, headers, body: JSON.stringify(value) };
}

function unknownAction(method: string, path: string): WireAnswer {
  const known = [...Object.keys(actions), "GET /transcript"];
  return json(404, {
    error: "unknown_action",
    message: `no ${method} ${path}; there are: ${known.join(", ")}`,
  });
}

function addPeer(
  daemon: FakeDaemon,
  { name, silent, on_ask = [], ...options }: ValueOf<typeof peerRule>,
) {
  const peer = daemon.peer(name, options as ScriptedPeerOptions);
  if (silent) peer.silent();
  for (const { includes = "", reply, after, times } of on_ask) {
    const script = peer.onAsk(includes);
    if (reply !== undefined) script.reply(reply);
    if (after !== undefined) script.after(after);
    if (times !== undefined) script.times(times);
  }
  return showPeer(peer);
}

function showPeer(peer: ScriptedPeer) {
  const { name, peer_id, display_name, circle, notifications, broadcasts } = peer;
  const received = { asks: peer.asks.map(showAsk), notifications, broadcasts };
  return { name, peer_id, display_name, circle, ...received };
}

function showAsk({ kind, correlation_id, from_peer, text, answered, frame }: ReceivedAsk) {
  return { kind, correlation_id, from_peer, text, answered, frame };
}

function askOf(peer: ScriptedPeer, correlationId: string): ReceivedAsk {
  const found = peer.asks.findLast(({ correlation_id }) => correlation_id === correlationId);
  if (found) return found;
  const ids = peer.asks.map(({ correlation_id }) => correlation_id).join(", ") || "none";
  throw misuse(`${peer.name} received no ask ${JSON.stringify(correlationId)}; there are: ${ids}`);
}

/** Finds a peer by the name that the test chose, by its display name, or by its id. */
function peerOf(daemon: FakeDaemon, name: string): ScriptedPeer {
  const peers = daemon.scriptedPeers;
  const [found, ...others] = peers.filter((peer) =>
    [peer.name, peer.display_name, peer.peer_id].includes(name),
  );
  if (found && others.length === 0) return found;
  const shown = JSON.stringify(name);
  if (found) {
    const ids = [found, ...others].map(({ peer_id, circle }) => `${peer_id} (${circle})`);
    throw misuse(`there are several scripted peers ${shown}; use an id: ${ids.join(", ")}`);
  }
  const names = peers.map((peer) => peer.name).join(", ") || "none";
  throw misuse(`there is no scripted peer ${shown}; there are: ${names}`);
}

function showFault({ number, target, fault, times, used }: PlannedFault) {
  return { number, target, fault, times: times === Infinity ? null : times, used };
}

function parsed(content: string): unknown {
  try {
    return content === "" ? {} : JSON.parse(content);
  } catch {
    throw misuse("the body is not JSON");
  }
}
