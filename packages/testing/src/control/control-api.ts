import type { Duration } from "../duration.ts";
import type { FakeDaemon } from "../fake-daemon.ts";
import { FakeDaemonError } from "../fake-daemon-error.ts";
import type { CallFault, FaultTarget, FrameFault } from "../faults/fault.ts";
import { json, text } from "../http/envelope.ts";
import { isRecord } from "../http/validation.ts";
import type { WireAnswer, WireRequest } from "../http/wire.ts";
import type { ReceivedAsk } from "../peers/received.ts";
import type { ScriptedPeerOptions } from "../peers/scripted-peer.ts";
import type { SeedData } from "../seed.ts";

/** Below this the control API answers, and no daemon does. */
export const controlPrefix = "/__fake_daemon";

type Body = Readonly<Record<string, unknown>>;
type Action = (daemon: FakeDaemon, body: Body) => unknown;

/** A fault in JSON. */
interface FaultBody {
  readonly target: FaultTarget;
  readonly fault: CallFault | FrameFault;
  readonly times?: number;
}

/** A scripted peer in JSON: what it answers to which asks, first match wins. */
interface PeerBody extends ScriptedPeerOptions {
  readonly name: string;
  readonly silent?: boolean;
  readonly on_ask?: readonly {
    /** Text of the ask. Absent: any. */
    readonly includes?: string;
    readonly reply?: string;
    readonly after?: Duration;
    readonly times?: number;
  }[];
}

const actions: Readonly<Record<string, Action>> = {
  "POST /reset": (daemon) => daemon.reset(),
  "POST /seed": (daemon, body) => daemon.seed.all(body as SeedData),
  "POST /faults": (daemon, body) => {
    const { target, fault, times } = body as unknown as FaultBody;
    daemon.fault(target, fault, times === undefined ? {} : { times });
  },
  "GET /clock": (daemon) => ({ now: daemon.clock.now().toISOString() }),
  "POST /clock/advance": async (daemon, body) => {
    await daemon.clock.advance(body["duration"] as Duration);
    return { now: daemon.clock.now().toISOString() };
  },
  "POST /restart": (daemon) => daemon.restart(),
  "POST /peers": (daemon, body) => addPeer(daemon, body as unknown as PeerBody),
  "GET /peers": (daemon) => daemon.scriptedPeers.map(showPeer),
  "GET /requests": (daemon) => daemon.requests,
  "GET /messages": (daemon) => daemon.messages,
  "POST /verify": (daemon) => daemon.verify(),
};

/** Answers a call of the control API; `undefined` when it is one for the daemon. */
export async function control(
  daemon: FakeDaemon,
  request: WireRequest,
): Promise<WireAnswer | undefined> {
  if (!request.target.startsWith(`${controlPrefix}/`)) return undefined;
  const path = request.target.slice(controlPrefix.length).split("?")[0]!;
  if (request.method === "GET" && path === "/transcript") return text(200, daemon.transcript());
  const action = actions[`${request.method} ${path}`];
  if (!action) return unknownAction(request.method, path);
  try {
    const result = await action(daemon, readBody(request));
    return json(200, result ?? { ok: true });
  } catch (error) {
    if (error instanceof FakeDaemonError)
      return json(409, { error: error.code, message: error.message });
    return json(400, { error: "bad_request", message: String(error) });
  }
}

function unknownAction(method: string, path: string): WireAnswer {
  const known = [...Object.keys(actions), "GET /transcript"];
  return json(404, {
    error: "unknown_action",
    message: `no ${method} ${path}; there are: ${known.join(", ")}`,
  });
}

function readBody({ body }: WireRequest): Body {
  const content =
    typeof body === "string" ? body : new TextDecoder().decode(body ?? new Uint8Array());
  const value: unknown = content === "" ? {} : JSON.parse(content);
  if (isRecord(value)) return value;
  throw new TypeError("the body must be a JSON object");
}

function addPeer(daemon: FakeDaemon, { name, silent, on_ask = [], ...options }: PeerBody) {
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
