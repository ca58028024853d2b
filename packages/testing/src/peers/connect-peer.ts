import type { Peer } from "@repowire/protocol";

import { normalizePath } from "../daemon/names.ts";
import { misuse } from "../fake-daemon-error.ts";
import { isRecord, show } from "../support.ts";
import { type Clock, ForeignClock } from "../time/clock.ts";
import { machineTimers } from "../time/turns.ts";
import {
  type PeerHost,
  type PeerLine,
  ScriptedPeer,
  type ScriptedPeerOptions,
  checkPeer,
} from "./scripted-peer.ts";

/** The options of a scripted peer that connects to any daemon. */
export interface ConnectScriptedPeerOptions extends ScriptedPeerOptions {
  /** The daemon's address, such as `http://127.0.0.1:8377`. */
  readonly baseUrl: string;
  /** Default: the runtime's own. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** Default: the runtime's own. */
  readonly WebSocket?: typeof globalThis.WebSocket | undefined;
}

/**
 * Connects a scripted peer to any daemon, including a real one. `peer.disconnect()` throws the first
 * error of its scripts, because there is no `verify()` to report it.
 *
 * @throws FakeDaemonError if the daemon refuses the peer, or if no daemon listens at the address.
 *
 * @example
 * ```ts
 * import { connectScriptedPeer } from "@repowire/testing";
 *
 * const bob = await connectScriptedPeer("bob", { baseUrl: "http://127.0.0.1:8377" });
 * bob.onAsk(/port/).reply("8377");
 * ```
 */
export async function connectScriptedPeer(
  name: string,
  given: ConnectScriptedPeerOptions,
): Promise<ScriptedPeer> {
  const { fetch = globalThis.fetch, WebSocket = globalThis.WebSocket, ...rest } = given ?? {};
  const { baseUrl: address, ...options } = rest;
  checkPeer(name, options);
  const baseUrl = readBaseUrl(address);
  const authorization = options.auth_token && { authorization: `Bearer ${options.auth_token}` };
  const call: Call = (path, body) =>
    fetch(`${baseUrl}${path}`, {
      headers: { "content-type": "application/json", ...authorization },
      ...(body && { method: "POST", body: JSON.stringify(body) }),
    });
  const openSocket = (handlers: PeerHandlers) =>
    openLine(new WebSocket(`${baseUrl.replace(/^http/, "ws")}/ws`), handlers);
  const clock = new ForeignClock(machineClock);
  const mustRegister = await wantsRegistration(call);
  const host: PeerHost = {
    open: (handlers) =>
      mustRegister ? openRegistered(call, openSocket, handlers) : openSocket(handlers),
    call,
    after: (milliseconds, action) => void clock.schedule(milliseconds, action),
    whenUp: (action) => action(),
    transcript: () => "",
    isBusy: () => false,
    during: (script) => script(),
    isOpen: () => undefined,
  };
  return new ScriptedPeer(name, options, host).ready();
}

type PeerHandlers = Parameters<PeerHost["open"]>[0];

/** The machine's time. The socket of a peer keeps the process alive; a waiting script need not. */
const machineClock: Clock = {
  now: () => Date.now(),
  schedule(delay, action) {
    const timer = machineTimers.set(action, delay).unref();
    return { cancel: () => machineTimers.clear(timer) };
  },
};

/** Calls the daemon with a body, or reads from it. */
type Call = (path: string, body?: object) => Promise<Response>;

function openLine(socket: WebSocket, { onFrame, onClose }: PeerHandlers): PeerLine {
  const waiting: string[] = [];
  socket.addEventListener("open", () => waiting.splice(0).forEach((text) => socket.send(text)));
  socket.addEventListener("message", ({ data }) => onFrame(String(data)));
  socket.addEventListener("close", ({ code }) => onClose(code));
  return {
    send: (text) => (socket.readyState === 1 ? socket.send(text) : waiting.push(text)),
    close: () => socket.close(),
  };
}

/** Whether the daemon accepts only sockets of registered peers: Go, whose health has no version. */
async function wantsRegistration(call: Call): Promise<boolean> {
  try {
    const health: unknown = await (await call("/health")).json();
    return isRecord(health) && health["version"] === undefined;
  } catch {
    // The socket will say that no daemon listens.
    return false;
  }
}

/** Opens a line on which the first frame registers the peer, and only then opens the socket. */
function openRegistered(
  call: Call,
  openSocket: (handlers: PeerHandlers) => PeerLine,
  handlers: PeerHandlers,
): PeerLine {
  const waiting: string[] = [];
  let line: PeerLine | undefined;
  let isClosed = false;
  const connect = async (frame: Record<string, unknown>) => {
    const registered = await register(call, frame);
    if (isClosed) return;
    if ("error" in registered) return handlers.onFrame(JSON.stringify(registered));
    line = openSocket(handlers);
    for (const text of [JSON.stringify({ ...frame, ...registered }), ...waiting]) line.send(text);
  };
  return {
    send(text) {
      if (line) return line.send(text);
      const frame = JSON.parse(text) as Record<string, unknown>;
      if (frame["type"] === "connect") connect(frame).catch(() => handlers.onClose(1006));
      else waiting.push(text);
    },
    close() {
      isClosed = true;
      line?.close();
    },
  };
}

/** Registers a peer. Returns what the daemon has stored, which the first frame must repeat. */
async function register(
  call: Call,
  {
    type: _type,
    capabilities: _capabilities,
    auth_token: _token,
    ...frame
  }: Record<string, unknown>,
): Promise<object> {
  const path = normalizePath(String(frame["path"]));
  // The daemon makes the display name from the path.
  const answer = await call("/peers", { ...frame, name: "peer", path });
  if (!answer.ok) return { type: "error", error: detailOf(await answer.text()) };
  const { peer_id } = (await answer.json()) as { peer_id: string };
  const stored = (await (await call(`/peers/${peer_id}`)).json()) as Peer;
  const { display_name, circle, role } = stored;
  return { peer_id, display_name, circle, role, path: stored.path };
}

/** The reason in a refusal. */
function detailOf(text: string): unknown {
  try {
    return (JSON.parse(text) as { detail?: unknown }).detail ?? text;
  } catch {
    return text;
  }
}

function readBaseUrl(baseUrl: unknown): string {
  const url = typeof baseUrl === "string" ? URL.parse(baseUrl) : null;
  if (url && /^https?:$/.test(url.protocol)) return url.href.replace(/\/+$/, "");
  throw misuse(
    `${show(baseUrl)} is not the address of a daemon: write one such as "http://127.0.0.1:8377"`,
  );
}
