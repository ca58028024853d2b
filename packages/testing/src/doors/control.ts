import type { EndpointName, PeerReport, TurnState } from "@repowire/protocol";
import type * as z from "zod/mini";

import type { FakeDaemon } from "../fake-daemon.ts";
import { FakeDaemonError, misuse } from "../fake-daemon-error.ts";
import type { FaultTarget, PlannedFault, WantedFault } from "../wire/faults/fault.ts";
import type { WireAnswer, WireRequest } from "../wire/wire.ts";
import type { SeedData } from "../seed.ts";
import type { ReceivedAsk } from "../peers/received.ts";
import type { ScriptedPeer, ScriptedPeerOptions } from "../peers/scripted-peer.ts";
import {
  broadcastSchema,
  downSchema,
  durationSchema,
  faultSchema,
  messageSchema,
  nothingSchema,
  pathSchema,
  peerSchema,
  pidSchema,
  readBody,
  sessionSchema,
  settingsSchema,
  snapshotSchema,
  waitSchema,
  answerBodySchema,
  frameSchema,
  notificationSchema,
  peerStatusSchema,
  receiptsBodySchema,
  replySchema,
} from "./control-bodies.ts";
import { paneSchema, restartSchema, seedSchema } from "../checks.ts";
import { controlPrefix, isControl } from "./loopback.ts";

/** An action with a body, and with the part of the path in place of `*`. */
type Action = (daemon: FakeDaemon, body: string, part: string) => unknown;
type Schema<Body> = Parameters<typeof readBody<Body>>[0];

/** Returns an action for bodies of one schema. Other bodies are refused. */
function action<Body>(
  schema: Schema<Body>,
  run: (daemon: FakeDaemon, body: Body, part: string) => unknown,
): Action {
  return (daemon, body, part) => run(daemon, readBody(schema, body), part);
}

/** All actions. `*` stands for one part of the path. */
const actions: Readonly<Record<string, Action>> = {
  "POST /reset": action(nothingSchema, (daemon) => daemon.reset()),
  "POST /seed": action(seedSchema, (daemon, seed) => daemon.seed.all(seed as SeedData)),
  "GET /state": ({ state: { peers, openAsks, events } }) => ({
    peers,
    open_asks: openAsks,
    events,
  }),
  "GET /snapshot": (daemon) => daemon.state.snapshot(),
  "POST /restore": action(snapshotSchema, (daemon, snapshot) => daemon.state.restore(snapshot)),
  "GET /settings": (daemon) => daemon.settings,
  "POST /settings": action(settingsSchema, (daemon, settings) => daemon.configure(settings)),
  "GET /faults": (daemon) => daemon.faults.map(showFault),
  "POST /faults": action(faultSchema, (daemon, { target, fault, ...often }) => {
    daemon.fault(target as FaultTarget, fault as WantedFault, often);
    return showFault(daemon.faults.at(-1)!);
  }),
  "DELETE /faults/*": (daemon, _body, number) => {
    if (!daemon.parts.traffic.faults.remove(Number(number)))
      throw misuse(`there is no fault ${number}`);
  },
  "GET /clock": ({ clock }) => ({ now: clock.now().toISOString() }),
  "POST /clock/advance": action(durationSchema, async ({ clock }, { duration }) => {
    await clock.advance(duration);
    return { now: clock.now().toISOString() };
  }),
  "POST /clock/settled": action(nothingSchema, ({ clock }) => clock.settled()),
  "POST /down": action(downSchema, (daemon, { duration }) => daemon.down(duration)),
  "POST /up": action(nothingSchema, (daemon) => daemon.up()),
  "POST /restart": action(restartSchema, (daemon, options) => daemon.restart(options)),
  "POST /repair": action(nothingSchema, (daemon) => daemon.repair()),
  "GET /machine": ({ machine: { home, panes } }) => ({ home, panes }),
  "POST /machine/panes": action(paneSchema, ({ machine }, pane) => ({
    pane_id: machine.addPane(pane),
  })),
  "DELETE /machine/panes/*": ({ machine }, _body, pane) => machine.closePane(pane),
  "POST /machine/folders": action(pathSchema, ({ machine }, { path }) => machine.addFolder(path)),
  "POST /machine/processes": action(pidSchema, ({ machine }, { pid }) => machine.addProcess(pid)),
  "DELETE /machine/processes/*": ({ machine }, _body, pid) => machine.endProcess(Number(pid)),
  "POST /machine/sessions": action(sessionSchema, ({ machine }, { session_id }) =>
    machine.addSession(session_id),
  ),
  "POST /peers": action(peerSchema, addPeer),
  "GET /peers": (daemon) => daemon.scriptedPeers.map(showPeer),
  "POST /peers/*/ask": action(messageSchema, async (daemon, { to_peer, text: said }, name) => ({
    correlation_id: await peerOf(daemon, name).ask(to_peer, said),
  })),
  "POST /peers/*/notify": action(messageSchema, (daemon, { to_peer, text: said }, name) =>
    peerOf(daemon, name).notify(to_peer, said),
  ),
  "POST /peers/*/broadcast": action(broadcastSchema, (daemon, { text: said }, name) =>
    peerOf(daemon, name).broadcast(said),
  ),
  "POST /peers/*/reply": action(replySchema, (daemon, { correlation_id, text: said }, name) => {
    const ask = askOf(peerOf(daemon, name), correlation_id);
    return said === undefined ? ask.ack() : ask.reply(said);
  }),
  "POST /peers/*/answer": action(answerBodySchema, (daemon, { correlation_id, ...answer }, name) =>
    askOf(peerOf(daemon, name), correlation_id).answer(answer),
  ),
  "POST /peers/*/next-ask": action(nothingSchema, async (daemon, _body, name) =>
    showAsk(await peerOf(daemon, name).nextAsk()),
  ),
  "POST /peers/*/wait-for-notification": action(
    notificationSchema,
    (daemon, { includes, from }, name) =>
      peerOf(daemon, name).waitForNotification(includes, { from }),
  ),
  "POST /peers/*/status": action(peerStatusSchema, (daemon, { status, turn_state }, name) =>
    done(peerOf(daemon, name).status(status as PeerReport, turn_state as TurnState)),
  ),
  "POST /peers/*/receipts": action(receiptsBodySchema, (daemon, { receipts }, name) =>
    done(peerOf(daemon, name).receipts(receipts as "none")),
  ),
  "POST /peers/*/silent": action(nothingSchema, (daemon, _body, name) =>
    done(peerOf(daemon, name).silent()),
  ),
  "POST /peers/*/send": action(frameSchema, (daemon, frame, name) =>
    peerOf(daemon, name).send(frame),
  ),
  "POST /peers/*/disconnect": action(nothingSchema, (daemon, _body, name) =>
    done(peerOf(daemon, name).disconnect()),
  ),
  "POST /peers/*/connect": action(nothingSchema, (daemon, _body, name) =>
    done(peerOf(daemon, name).connect()),
  ),
  "POST /peers/*/reconnect-after": action(durationSchema, (daemon, { duration }, name) =>
    done(peerOf(daemon, name).reconnectAfter(duration)),
  ),
  "POST /wait-for": action(waitSchema, (daemon, { endpoint, body = {} }) =>
    daemon.waitFor(endpoint as EndpointName, body),
  ),
  "GET /requests": (daemon) => daemon.requests,
  "GET /messages": (daemon) => daemon.messages,
  "POST /verify": action(nothingSchema, (daemon) => daemon.parts.verification.atEnd()),
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
  { name, silent, on_ask = [], ...options }: z.infer<typeof peerSchema>,
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

/** Drops the peer that a method returns for chaining. */
function done(_peer: ScriptedPeer): void {}

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
