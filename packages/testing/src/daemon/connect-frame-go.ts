import { type Backend, type PeerRole, isBackend, peerRoles } from "@repowire/protocol";

import { isRecord } from "../support.ts";
import { HandshakeRefusal } from "./connect-frame.ts";
import type { Daemon } from "./daemon.ts";
import { isIdentifier, normalizePath } from "./names.ts";
import type { Claim } from "./peers/identity.ts";
import { identityById } from "./peers/registry.ts";
import { detailOf } from "./refusal.ts";
import { verifiedPane } from "./spawning/ownership-go.ts";

type Frame = Readonly<Record<string, unknown>>;

const texts = [
  ...["peer_id", "circle", "circle_source", "display_name", "backend", "role", "path"],
  ...["pane_id", "tmux_session", "model", "auth_token"],
];

/**
 * Checks the first frame of a socket, in the order of the Go daemon.
 *
 * @throws {@link HandshakeRefusal}
 */
export function readConnectOfGo(
  daemon: Daemon,
  frame: unknown,
  authToken: string | undefined,
): Claim {
  if (!isRecord(frame) || frame["type"] !== "connect") {
    throw new HandshakeRefusal(4000, "First message must be connect");
  }
  if (!isWellTyped(frame)) {
    throw new HandshakeRefusal(4000, "Malformed connect", "Malformed connect frame");
  }
  if (authToken !== undefined && frame["auth_token"] !== authToken) {
    throw new HandshakeRefusal(4001, "Authentication failed");
  }
  const circle = textOf(frame, "circle");
  if (circle === "") {
    const words = "Circle is required; start in a named tmux session or use a spawn hint";
    throw new HandshakeRefusal(4002, "Missing circle", words);
  }
  if (!isIdentifier(circle)) {
    throw new HandshakeRefusal(4002, "Invalid circle", "Invalid circle format");
  }
  const source = textOf(frame, "circle_source");
  if (!["", "tmux", "tmux_window", "spawn_hint", "fallback"].includes(source)) {
    throw new HandshakeRefusal(4002, "Invalid circle_source");
  }
  const display_name = textOf(frame, "display_name");
  if (!isIdentifier(display_name)) {
    throw new HandshakeRefusal(4002, "Invalid display_name", "Invalid display_name format");
  }
  const backend = (textOf(frame, "backend") || "claude-code") as Backend;
  if (backend === "mcp-http") {
    throw new HandshakeRefusal(4002, "Invalid backend", "mcp-http is not a WebSocket backend");
  }
  if (!isBackend(backend) || refusedBackends.includes(backend)) {
    throw new HandshakeRefusal(4002, "Invalid backend");
  }
  const role = (textOf(frame, "role") || "agent") as PeerRole;
  if (!peerRoles.includes(role)) throw new HandshakeRefusal(4002, "Invalid role");
  const path = textOf(frame, "path") === "" ? "" : normalizePath(textOf(frame, "path"));
  if (path === "/") {
    throw new HandshakeRefusal(4003, "Invalid path", "Invalid path: root directory not allowed");
  }
  const pane_id = textOf(frame, "pane_id") || null;
  const peer_id = (frame["peer_id"] as string | null | undefined) ?? null;
  const claimed = { circle, role };
  const named = textOf(frame, "role") as PeerRole | "";
  const place =
    pane_id === null
      ? claimed
      : placeInPane(daemon, { pane_id, backend, path, circle, role: named || undefined });
  if (pane_id === null)
    checkIdentity(daemon, { peer_id, display_name, circle, backend, role, path });
  const { hook_version, capabilities } = frame;
  return {
    peer_id: peer_id || null,
    ...place,
    backend,
    path,
    machine: daemon.settings.machine,
    status: "online",
    pane_id,
    tmux_session: textOf(frame, "tmux_session") || null,
    model: textOf(frame, "model") || null,
    agent_pid: (frame["agent_pid"] as number | undefined) ?? null,
    metadata: {
      ...(hook_version !== undefined && { hook_version }),
      ...(Array.isArray(capabilities) && { capabilities }),
    },
  };
}

function placeInPane(daemon: Daemon, claim: Parameters<typeof verifiedPane>[1]) {
  try {
    return verifiedPane(daemon, claim);
  } catch (error) {
    throw new HandshakeRefusal(4003, "Unverified pane identity", detailOf(error) as string);
  }
}

const refusedBackends: readonly Backend[] = ["gemini", "antigravity"];

/** The frame of a peer without a pane must repeat what the daemon has stored. */
function checkIdentity(
  daemon: Daemon,
  claim: Pick<Claim, "peer_id" | "circle" | "backend" | "role" | "path"> & {
    readonly display_name: string;
  },
): void {
  if (claim.peer_id == null) {
    const words = "Pane-less WebSocket registration requires an existing peer identity";
    throw new HandshakeRefusal(4003, "Unverified pane-less identity", words);
  }
  const known = identityById(daemon, claim.peer_id);
  const isSame =
    known !== undefined &&
    known.display_name === claim.display_name &&
    known.circle === claim.circle &&
    known.backend === claim.backend &&
    known.role === claim.role &&
    normalizePath(known.path ?? "") === normalizePath(claim.path);
  if (isSame) return;
  const words = "Pane-less WebSocket identity does not match its durable mapping";
  throw new HandshakeRefusal(4003, "Pane-less identity mismatch", words);
}

function isWellTyped(frame: Frame): boolean {
  const isCount = (value: unknown) => value == null || Number.isInteger(value);
  const { capabilities } = frame;
  const areTexts = (value: unknown) =>
    Array.isArray(value) && value.every((item) => typeof item === "string");
  return (
    texts.every((name) => frame[name] == null || typeof frame[name] === "string") &&
    isCount(frame["hook_version"]) &&
    isCount(frame["agent_pid"]) &&
    (capabilities == null || areTexts(capabilities))
  );
}

function textOf(frame: Frame, name: string): string {
  return (frame[name] as string | null | undefined) ?? "";
}
