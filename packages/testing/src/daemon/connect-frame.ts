import type { Backend, CircleSource, PeerRole } from "@repowire/protocol";
import { peerRoles } from "@repowire/protocol/guards";

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

/**
 * Checks the first frame of a socket, in the daemon's order.
 *
 * @throws {@link HandshakeRefusal}, {@link UnreadableFrame}
 */
export function readConnect(daemon: Daemon, frame: unknown, authToken: string | undefined): Claim {
  const { facts, settings } = daemon;
  if (!isRecord(frame) || frame["type"] !== "connect") {
    refuse(4000, "First message must be connect");
  }
  if (facts.connectFrameIsTyped && !isWellTyped(frame)) {
    refuse(4000, "Malformed connect", "Malformed connect frame");
  }
  const token = frame["auth_token"];
  if (authToken !== undefined && !(token && textOf(token) === authToken)) {
    refuse(4001, "Authentication failed");
  }
  const given = (name: string, usual: unknown) =>
    isMissing(daemon, frame[name]) ? usual : frame[name];
  const circle = textOf(given("circle", facts.socketsNeedCircle ? "" : "default"));
  if (facts.socketsNeedCircle && circle === "") {
    const message = "Circle is required; start in a named tmux session or use a spawn hint";
    refuse(4002, "Missing circle", message);
  }
  if (!isIdentifier(circle)) refuse(4002, "Invalid circle", "Invalid circle format");
  const circle_source = given("circle_source", null) as CircleSource | null;
  if (circle_source !== null && !facts.circleSources.includes(circle_source)) {
    refuse(4002, "Invalid circle_source");
  }
  const display_name = frame["display_name"];
  if (!isTruthy(display_name) || !isIdentifier(textOf(display_name))) {
    refuse(4002, "Invalid display_name", "Invalid display_name format");
  }
  const backend = readBackend(daemon, given("backend", "claude-code") as Backend);
  const role = given("role", "agent") as PeerRole;
  if (!peerRoles.includes(role)) {
    const message = `Invalid role: must be one of ${peerRoles.join(", ")}`;
    refuse(4002, "Invalid role", facts.explainsHandshakes ? message : undefined);
  }
  const path = isTruthy(frame["path"]) ? normalizePath(textOf(frame["path"])) : "";
  if (path === "/") refuse(4003, "Invalid path", "Invalid path: root directory not allowed");
  const pane_id = optionalText(given("pane_id", null));
  const place = { circle, backend, role, path };
  if (facts.socketsRepeatIdentity && pane_id === null) checkIdentity(daemon, frame, place);
  const isRoleless = isMissing(daemon, frame["role"]);
  const model = facts.peerModel && typeof frame["model"] === "string" ? given("model", null) : null;
  return {
    peer_id: readId(frame["peer_id"]),
    circle_source,
    ...place,
    ...(facts.panesProvePlace && pane_id && placeInPane(daemon, pane_id, place, isRoleless)),
    machine: settings.machine,
    status: "online",
    pane_id,
    tmux_session: optionalText(given("tmux_session", null)),
    metadata: connectMetadata(daemon, frame),
    model: model as string | null,
    agent_pid: readPid(daemon, frame["agent_pid"]),
  };
}

function refuse(code: number, reason: string, message?: string): never {
  throw new HandshakeRefusal(code, reason, message);
}

/** Whether a field of the frame counts as left out. */
function isMissing({ facts }: Daemon, value: unknown): boolean {
  return facts.emptyIsMissing ? !isTruthy(value) : value === undefined;
}

function readBackend({ facts }: Daemon, backend: Backend): Backend {
  if (backend === "mcp-http") {
    refuse(4002, "Invalid backend", "mcp-http is not a WebSocket backend");
  }
  const known = facts.socketBackends;
  if (known.includes(backend)) return backend;
  const message = `Invalid backend: must be ${known.slice(0, -1).join(", ")}, or ${known.at(-1)}`;
  refuse(4002, "Invalid backend", facts.explainsHandshakes ? message : undefined);
}

type Place = Pick<Claim, "circle" | "backend" | "role" | "path">;

/** The circle and role of a peer in a pane. A role that the frame does not name is not checked. */
function placeInPane(daemon: Daemon, pane_id: string, place: Place, isRoleless: boolean) {
  try {
    return verifiedPane(daemon, { ...place, pane_id, role: isRoleless ? undefined : place.role });
  } catch (error) {
    refuse(4003, "Unverified pane identity", detailOf(error) as string);
  }
}

/** The frame of a peer without a pane must repeat what the daemon has stored. */
function checkIdentity(daemon: Daemon, { peer_id, display_name }: Frame, place: Place): void {
  if (peer_id == null) {
    const message = "Pane-less WebSocket registration requires an existing peer identity";
    refuse(4003, "Unverified pane-less identity", message);
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
  const message = "Pane-less WebSocket identity does not match its durable mapping";
  refuse(4003, "Pane-less identity mismatch", message);
}

const texts = words(`
  peer_id circle circle_source display_name backend role path pane_id tmux_session model auth_token
`);

/** Whether Go can decode the frame. */
function isWellTyped(frame: Frame): boolean {
  const isText = (value: unknown) => typeof value === "string";
  const isCount = (value: unknown) => value == null || Number.isInteger(value);
  const { capabilities, model_details } = frame;
  return (
    texts.every((name) => frame[name] == null || isText(frame[name])) &&
    isCount(frame["hook_version"]) &&
    isCount(frame["agent_pid"]) &&
    (model_details == null || isRecord(model_details)) &&
    (capabilities == null || (Array.isArray(capabilities) && capabilities.every(isText)))
  );
}

function connectMetadata(daemon: Daemon, frame: Frame): Record<string, unknown> {
  const { hook_version, capabilities, model_details } = frame;
  const isTold = (value: unknown) => !isMissing(daemon, value);
  return {
    ...(Number.isInteger(hook_version) && { hook_version }),
    ...(Array.isArray(capabilities) &&
      isTold(capabilities) && {
        capabilities: capabilities.filter((capability) => typeof capability === "string"),
      }),
    ...(daemon.facts.peerModel &&
      isRecord(model_details) &&
      isTold(model_details) && { model_details }),
  };
}

function readPid({ facts }: Daemon, pid: unknown): number | null {
  if (!facts.socketAgentPid || !Number.isInteger(pid)) return null;
  return facts.pidsArePositive && Number(pid) <= 0 ? null : Number(pid);
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
