import type * as z from "zod/mini";

import type { FakeDaemon } from "../fake-daemon.ts";
import { FakeDaemonError } from "../fake-daemon-error.ts";
import type { CallFault, FaultTarget, FrameFault } from "../wire/faults/fault.ts";
import { json, text } from "../wire/python/envelope.ts";
import type { WireAnswer, WireRequest } from "../wire/wire.ts";
import type { ReceivedAsk } from "../peers/received.ts";
import {
  durationSchema,
  faultSchema,
  nothingSchema,
  peerSchema,
  readBody,
  seedSchema,
} from "./control-bodies.ts";

/** Below this the control API answers, and no daemon does. */
export const controlPrefix = "/__fake_daemon";

type Action = (daemon: FakeDaemon, body: string) => unknown;
type Schema<Body> = Parameters<typeof readBody<Body>>[0];

/** Does something with what a body says; one that says something else is refused. */
function action<Body>(
  schema: Schema<Body>,
  run: (daemon: FakeDaemon, body: Body) => unknown,
): Action {
  return (daemon, body) => run(daemon, readBody(schema, body));
}

const actions: Readonly<Record<string, Action>> = {
  "POST /reset": action(nothingSchema, (daemon) => daemon.reset()),
  "POST /seed": action(seedSchema, (daemon, seed) => daemon.seed.all(seed)),
  "POST /faults": action(faultSchema, (daemon, { target, fault, ...often }) =>
    daemon.fault(target as FaultTarget, fault as CallFault | FrameFault, often),
  ),
  "GET /clock": (daemon) => ({ now: daemon.clock.now().toISOString() }),
  "POST /clock/advance": action(durationSchema, async (daemon, { duration }) => {
    await daemon.clock.advance(duration);
    return { now: daemon.clock.now().toISOString() };
  }),
  "POST /restart": action(nothingSchema, (daemon) => daemon.restart()),
  "POST /peers": action(peerSchema, addPeer),
  "GET /peers": (daemon) => daemon.scriptedPeers.map(showPeer),
  "GET /requests": (daemon) => daemon.requests,
  "GET /messages": (daemon) => daemon.messages,
  "POST /verify": action(nothingSchema, (daemon) => daemon.verifyAtEnd()),
};

/** Answers a call of the control API; `undefined` when it is one for the daemon. */
export function control(daemon: FakeDaemon, request: WireRequest): Promise<WireAnswer> | undefined {
  if (!request.target.startsWith(`${controlPrefix}/`)) return undefined;
  const path = request.target.slice(controlPrefix.length).split("?")[0]!;
  return answer(daemon, request, path);
}

async function answer(
  daemon: FakeDaemon,
  { method, body }: WireRequest,
  path: string,
): Promise<WireAnswer> {
  if (method === "GET" && path === "/transcript") return text(200, daemon.transcript());
  const act = actions[`${method} ${path}`];
  if (!act) return unknownAction(method, path);
  try {
    const content = typeof body === "string" ? body : new TextDecoder().decode(body ?? undefined);
    return json(200, (await act(daemon, content)) ?? { ok: true });
  } catch (error) {
    if (!(error instanceof FakeDaemonError))
      return json(400, { error: "bad_request", message: String(error) });
    const status = error.code === "misuse" ? 400 : 409;
    return json(status, { error: error.code, message: error.message });
  }
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
  const peer = daemon.peer(name, options);
  if (silent) peer.silent();
  for (const { includes = "", reply, after, times } of on_ask) {
    const script = peer.onAsk(includes);
    if (reply !== undefined) script.reply(reply);
    if (after !== undefined) script.after(after);
    if (times !== undefined) script.times(times);
  }
  return showPeer(peer);
}

function showPeer(peer: ReturnType<FakeDaemon["peer"]>) {
  const shown = ({ correlation_id, from_peer, text: asked, answered }: ReceivedAsk) => ({
    correlation_id,
    from_peer,
    text: asked,
    answered,
  });
  const { name, peer_id, display_name, circle } = peer;
  return { name, peer_id, display_name, circle, asks: peer.asks.map(shown) };
}
