import type { Backend, PeerRole } from "@repowire/protocol";
import { backends, peerRoles } from "@repowire/protocol/guards";

import { isRecord, words } from "../support.ts";
import type { Daemon } from "./daemon.ts";
import { isIdentifier, normalizePath } from "./names.ts";
import type { Claim } from "./peers/identity.ts";
import { isHashable, isTruthy } from "./python-text.ts";
import { detailOf } from "./refusal.ts";
import { verifiedPane } from "./spawning/ownership-go.ts";

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

/** The sources of a circle. Go knows one more, and takes an empty text for none. */
const circleSources: readonly unknown[] = [null, "tmux", "spawn_hint", "fallback"];

/** The backends that Go does not accept on a socket. */
const refusedByGo: readonly Backend[] = ["gemini", "antigravity"];

/**
 * Checks the first frame of a socket, in the daemon's order.
 *
 * @throws {@link HandshakeRefusal}, {@link UnreadableFrame}
 */
export function readConnect(daemon: Daemon, frame: unknown, authToken: string | undefined): Claim {
  const { facts, settings } = daemon;
  const isOfGo = facts.connectFrame === "go";
  if (!isRecord(frame) || frame["type"] !== "connect") {
    throw new HandshakeRefusal(4000, "First message must be connect");
  }
  if (isOfGo && !isWellTyped(frame)) {
    throw new HandshakeRefusal(4000, "Malformed connect", "Malformed connect frame");
  }
  const token = frame["auth_token"];
  if (authToken !== undefined && !(token && textOf(token) === authToken)) {
    throw new HandshakeRefusal(4001, "Authentication failed");
  }
  const isPlaceless = isOfGo ? frame["circle"] == null : frame["circle"] === undefined;
  const circle = isPlaceless ? (isOfGo ? "" : "default") : textOf(frame["circle"]);
  if (isOfGo && circle === "") {
    const words = "Circle is required; start in a named tmux session or use a spawn hint";
    throw new HandshakeRefusal(4002, "Missing circle", words);
  }
  if (!isIdentifier(circle)) {
    throw new HandshakeRefusal(4002, "Invalid circle", "Invalid circle format");
  }
  const circle_source = (frame["circle_source"] ?? null) as Claim["circle_source"] | null;
  const isSource = circleSources.includes(circle_source);
  if (!isSource && !(isOfGo && ["", "tmux_window"].includes(circle_source!))) {
    throw new HandshakeRefusal(4002, "Invalid circle_source");
  }
  const display_name = frame["display_name"];
  if (!isTruthy(display_name) || !isIdentifier(textOf(display_name))) {
    throw new HandshakeRefusal(4002, "Invalid display_name", "Invalid display_name format");
  }
  const backend = readBackend(frame["backend"], isOfGo);
  const isRoleless = isOfGo ? !frame["role"] : frame["role"] === undefined;
  const role = isRoleless ? "agent" : (frame["role"] as PeerRole);
  if (!peerRoles.includes(role)) {
    const message = `Invalid role: must be one of ${peerRoles.join(", ")}`;
    throw new HandshakeRefusal(4002, "Invalid role", isOfGo ? undefined : message);
  }
  const path = isTruthy(frame["path"]) ? normalizePath(textOf(frame["path"])) : "";
  if (path === "/") {
    throw new HandshakeRefusal(4003, "Invalid path", "Invalid path: root directory not allowed");
  }
  const optional = (value: unknown) => (isOfGo && !value ? null : optionalText(value));
  const pane_id = optional(frame["pane_id"]);
  const place = { circle, backend, role, path };
  if (isOfGo && pane_id === null) checkIdentity(daemon, frame, place);
  const isModel = facts.peerModel && typeof frame["model"] === "string";
  return {
    peer_id: readId(frame["peer_id"]),
    circle_source,
    ...place,
    ...(isOfGo && pane_id !== null && placeInPane(daemon, pane_id, place, isRoleless)),
    machine: settings.machine,
    status: "online",
    pane_id,
    tmux_session: optional(frame["tmux_session"]),
    metadata: connectMetadata(frame, facts.peerModel, isOfGo),
    model: isModel ? optional(frame["model"]) : null,
    agent_pid: facts.socketAgentPid ? readPid(frame["agent_pid"], isOfGo) : null,
  };
}

function readBackend(given: unknown, isOfGo: boolean): Backend {
  const isMissing = given === undefined || (isOfGo && !given);
  const backend = isMissing ? "claude-code" : (given as Backend);
  if (backend === "mcp-http") {
    throw new HandshakeRefusal(4002, "Invalid backend", "mcp-http is not a WebSocket backend");
  }
  const allowed = backends.filter((known) => known !== "mcp-http");
  if (allowed.includes(backend) && !(isOfGo && refusedByGo.includes(backend))) return backend;
  const list = `${allowed.slice(0, -1).join(", ")}, or ${allowed.at(-1)}`;
  const message = `Invalid backend: must be ${list}`;
  throw new HandshakeRefusal(4002, "Invalid backend", isOfGo ? undefined : message);
}

type Place = Pick<Claim, "circle" | "backend" | "role" | "path">;

/** The circle and role of a peer in a pane. A role that the frame does not name is not checked. */
function placeInPane(daemon: Daemon, pane_id: string, place: Place, isRoleless: boolean) {
  try {
    return verifiedPane(daemon, { ...place, pane_id, role: isRoleless ? undefined : place.role });
  } catch (error) {
    throw new HandshakeRefusal(4003, "Unverified pane identity", detailOf(error) as string);
  }
}

/** The frame of a peer without a pane must repeat what the daemon has stored. */
function checkIdentity(daemon: Daemon, { peer_id, display_name }: Frame, place: Place): void {
  if (peer_id == null) {
    const words = "Pane-less WebSocket registration requires an existing peer identity";
    throw new HandshakeRefusal(4003, "Unverified pane-less identity", words);
  }
  const known = daemon.state.identities.get(peer_id as string);
  const isSame =
    known !== undefined &&
    known.display_name === display_name &&
    known.circle === place.circle &&
    known.backend === place.backend &&
    known.role === place.role &&
    normalizePath(known.path ?? "") === normalizePath(place.path);
  if (isSame) return;
  const words = "Pane-less WebSocket identity does not match its durable mapping";
  throw new HandshakeRefusal(4003, "Pane-less identity mismatch", words);
}

const texts = words(`
  peer_id circle circle_source display_name backend role path pane_id tmux_session model auth_token
`);

/** Whether Go can decode the frame. */
function isWellTyped(frame: Frame): boolean {
  const isText = (value: unknown) => typeof value === "string";
  const isCount = (value: unknown) => value == null || Number.isInteger(value);
  const { capabilities } = frame;
  return (
    texts.every((name) => frame[name] == null || isText(frame[name])) &&
    isCount(frame["hook_version"]) &&
    isCount(frame["agent_pid"]) &&
    (capabilities == null || (Array.isArray(capabilities) && capabilities.every(isText)))
  );
}

function connectMetadata(
  { hook_version, capabilities, model_details }: Frame,
  readsModel: boolean,
  isOfGo: boolean,
): Record<string, unknown> {
  const hasVersion = isOfGo ? hook_version !== undefined : Number.isInteger(hook_version);
  return {
    ...(hasVersion && { hook_version }),
    ...(Array.isArray(capabilities) && {
      capabilities: capabilities.filter((capability) => typeof capability === "string"),
    }),
    ...(readsModel && !isOfGo && isRecord(model_details) && { model_details }),
  };
}

function readPid(pid: unknown, isOfGo: boolean): number | null {
  return Number.isInteger(pid) && (isOfGo || Number(pid) > 0) ? Number(pid) : null;
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
