import { type Backend, type PeerRole, backends, peerRoles, type Open } from "@repowire/protocol";

import type { Daemon } from "./daemon.ts";
import type { Claim } from "./peers/identity.ts";
import { isIdentifier, normalizePath } from "./names.ts";
import { isHashable, isTruthy } from "./python-text.ts";
import { isRecord } from "../support.ts";

/** A handshake that the daemon refuses with a close code and a reason. */
export class HandshakeRefusal extends Error {
  readonly code: number;
  readonly reason: string;

  constructor(code: number, reason: string, message = reason) {
    super(message);
    this.code = code;
    this.reason = reason;
  }
}

/** A frame that the daemon cannot read. It drops the connection without a close frame. */
export class UnreadableFrame extends Error {}

type Frame = Readonly<Record<string, unknown>>;

/**
 * Checks the first frame of a socket, in the daemon's order.
 *
 * @throws {@link HandshakeRefusal}, {@link UnreadableFrame}
 */
export function readConnect(
  { facts, settings }: Daemon,
  frame: Frame,
  authToken: string | undefined,
): Claim {
  if (frame["type"] !== "connect")
    throw new HandshakeRefusal(4000, "First message must be connect");
  if (authToken !== undefined && !isToken(frame["auth_token"], authToken)) {
    throw new HandshakeRefusal(4001, "Authentication failed");
  }
  const circle = frame["circle"] === undefined ? "default" : textOf(frame["circle"]);
  if (!isIdentifier(circle))
    throw new HandshakeRefusal(4002, "Invalid circle", "Invalid circle format");
  const circle_source = (frame["circle_source"] ?? null) as Claim["circle_source"] | null;
  if (circle_source !== null && !["tmux", "spawn_hint", "fallback"].includes(circle_source!)) {
    throw new HandshakeRefusal(4002, "Invalid circle_source");
  }
  const name = frame["display_name"];
  if (!isTruthy(name) || !isIdentifier(textOf(name))) {
    throw new HandshakeRefusal(4002, "Invalid display_name", "Invalid display_name format");
  }
  const backend = readBackend(frame["backend"]);
  const role = frame["role"] === undefined ? "agent" : (frame["role"] as PeerRole);
  if (!peerRoles.includes(role)) {
    const message = `Invalid role: must be one of ${peerRoles.join(", ")}`;
    throw new HandshakeRefusal(4002, "Invalid role", message);
  }
  const path = isTruthy(frame["path"]) ? normalizePath(textOf(frame["path"])) : "";
  if (path === "/") {
    throw new HandshakeRefusal(4003, "Invalid path", "Invalid path: root directory not allowed");
  }
  return {
    peer_id: readId(frame["peer_id"]),
    circle,
    circle_source,
    backend,
    path,
    machine: settings.machine,
    role,
    status: "online",
    pane_id: optionalText(frame["pane_id"]),
    tmux_session: optionalText(frame["tmux_session"]),
    metadata: connectMetadata(frame, facts.peerModel),
    model: facts.peerModel && typeof frame["model"] === "string" ? frame["model"] : null,
    agent_pid: facts.socketAgentPid ? readPid(frame["agent_pid"]) : null,
  };
}

function isToken(given: unknown, wanted: string): boolean {
  return given ? textOf(given) === wanted : false;
}

function readBackend(given: unknown): Open<Backend> {
  const backend = given === undefined ? "claude-code" : (given as Backend);
  if (backend === "mcp-http") {
    throw new HandshakeRefusal(4002, "Invalid backend", "mcp-http is not a WebSocket backend");
  }
  if (backends.includes(backend)) return backend;
  const allowed = backends.filter((known) => known !== "mcp-http");
  const list = `${allowed.slice(0, -1).join(", ")}, or ${allowed.at(-1)}`;
  throw new HandshakeRefusal(4002, "Invalid backend", `Invalid backend: must be ${list}`);
}

function connectMetadata(frame: Frame, readsModel: boolean): Record<string, unknown> {
  const { hook_version, capabilities, model_details } = frame;
  return {
    ...(Number.isInteger(hook_version) && { hook_version }),
    ...(Array.isArray(capabilities) && {
      capabilities: capabilities.filter((capability) => typeof capability === "string"),
    }),
    ...(readsModel && isRecord(model_details) && { model_details }),
  };
}

function readPid(pid: unknown): number | null {
  return Number.isInteger(pid) && Number(pid) > 0 ? Number(pid) : null;
}

/** Returns a value that must be a text. */
function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  throw new UnreadableFrame();
}

/** An id that is not a text is never known. */
function readId(value: unknown): string | null {
  if (isTruthy(value) && !isHashable(value)) throw new UnreadableFrame();
  return typeof value === "string" ? value : null;
}

function optionalText(value: unknown): string | null {
  return value == null ? null : textOf(value);
}
