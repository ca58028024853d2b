import type { PeerStatus, TurnState } from "@repowire/protocol";
import { turnStates } from "@repowire/protocol/guards";

import { isRecord } from "../support.ts";
import type { Line } from "../wire/wire.ts";
import { mannerOf } from "../wire/manners.ts";
import { HandshakeRefusal, UnreadableFrame, readConnect } from "./connect-frame.ts";
import type { Daemon } from "./daemon.ts";
import { notifyFrame } from "./delivery.ts";
import { isIdentifier } from "./names.ts";
import { type Claim, RetiredId, claimIdentity } from "./peers/identity.ts";
import { markOffline, reportStatus } from "./peers/presence.ts";
import { peersNamed, updatePeer } from "./peers/registry.ts";
import { isHashable, isTruthy, pythonText, pythonType } from "./python-text.ts";
import { queuedFor, removeQueued } from "./queue.ts";
import { NoConnection, type PeerSocket, type Receipt } from "./sockets.ts";
import { deliverUndelivered } from "./replies.ts";
import type { PeerRecord } from "./state.ts";

/** Bytes of the largest frame: a larger one ends the socket. */
const largestFrame = 16 * 1024 * 1024;

/** How many queued messages are replayed to a peer that connects. */
const replayedMessages = 50;

/** The daemon's side of one socket, from the handshake to the end. */
export class SocketSession {
  readonly #daemon: Daemon;
  readonly #line: Line;
  readonly #authToken: string | undefined;
  /** Called for each frame of the peer, before it is read. */
  onReceive: ((data: string | Uint8Array) => void) | undefined;
  #connection: PeerSocket | undefined;
  #open = true;

  constructor(daemon: Daemon, line: Line, authToken: string | undefined) {
    this.#daemon = daemon;
    this.#line = line;
    this.#authToken = authToken;
  }

  /** The peer, once it has said who it is. */
  get peerId(): string | undefined {
    return this.#connection?.peer_id;
  }

  #frame(message: object): string {
    return mannerOf(this.#daemon).frame(message);
  }

  /** Handles a frame of the peer. */
  receive(data: string | Uint8Array): void {
    if (!this.#open) return;
    const { ignoresUnreadableFrames } = this.#daemon.facts;
    const bytes = Buffer.byteLength(data);
    if (bytes > largestFrame) {
      const { connection } = mannerOf(this.#daemon);
      return this.end(1009, connection.oversizeReason(bytes, largestFrame));
    }
    this.onReceive?.(data);
    try {
      const frame = parse(data);
      if (!frame && !ignoresUnreadableFrames) throw new UnreadableFrame();
      if (!this.#connection) this.#connect(frame);
      else if (frame) this.#handle(this.#connection, frame);
    } catch (error) {
      if (error instanceof UnreadableFrame) this.end(1006, "");
      else if (error instanceof HandshakeRefusal) this.#refuse(error);
      else throw error;
    }
  }

  /** Ends the socket, as the daemon. */
  end(code: number, reason: string): void {
    if (!this.#open) return;
    this.#line.close(code, reason);
    this.closed();
  }

  /** Called when the line is gone, no matter which side ended it. */
  closed(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#line.closed?.();
    if (!this.#connection || !this.#daemon.sockets.remove(this.#connection)) return;
    const { peer_id, pane_id } = this.#connection;
    this.#daemon.queries.disconnect(peer_id);
    const peer = this.#daemon.state.peers.get(peer_id);
    if (!peer || pane_id !== null || !this.#daemon.facts.dropIsOffline) return;
    // The socket of a retired peer ended with its retirement.
    if (this.#daemon.state.retired.has(peer_id)) return;
    markOffline(this.#daemon, peer, { reason: "socket_dropped", source: "websocket" });
  }

  #connect(frame: Record<string, unknown> | undefined): void {
    const { activity, facts } = this.#daemon;
    const claim = readConnect(this.#daemon, frame, this.#authToken);
    const peer = this.#claim(claim);
    const { peer_id, display_name } = peer;
    const connection: PeerSocket = {
      peer_id,
      pane_id: claim.pane_id ?? null,
      send: (message) => this.#line.send(this.#frame(message)),
      close: (code, reason) => this.end(code, reason),
      timeToAnswer: () => this.#line.timeToAnswer(promisesReceipts(peer)),
    };
    this.#connection = connection;
    const before = this.#daemon.sockets.add(connection);
    if (facts.supersedesSockets) before?.close(1000, "superseded by reconnect");
    connection.send({ type: "connected", session_id: peer_id, display_name });
    activity.background(() => deliverUndelivered(this.#daemon, peer));
    if (this.#daemon.facts.replaysQueue) activity.background(() => this.#replay(peer));
  }

  #claim(claim: Claim): PeerRecord {
    try {
      return claimIdentity(this.#daemon, claim);
    } catch (error) {
      if (!(error instanceof RetiredId)) throw error;
      this.#line.send(this.#frame({ type: "error", code: "peer_retired", error: error.message }));
      throw new HandshakeRefusal(4004, "Peer retired", "");
    }
  }

  /** Sends the queued notifications, each after the receipt of the one before. */
  async #replay(peer: PeerRecord): Promise<void> {
    for (const row of queuedFor(this.#daemon, peer.peer_id).slice(0, replayedMessages)) {
      if (row.kind !== "notify") continue;
      const frame = notifyFrame(row, peer);
      try {
        const { replaysAtOnce } = this.#daemon.facts;
        if (replaysAtOnce) this.#daemon.sockets.send(peer.peer_id, frame);
        else await this.#daemon.sockets.deliver(peer.peer_id, frame);
      } catch (error) {
        if (error instanceof NoConnection) return;
        throw error;
      }
      removeQueued(this.#daemon, peer.peer_id, row.delivery_id);
    }
  }

  #handle({ peer_id }: PeerSocket, frame: Record<string, unknown>): void {
    switch (frame["type"]) {
      case "delivery_ack":
        if (typeof frame["delivery_id"] === "string") {
          this.#daemon.sockets.receive(peer_id, frame as unknown as Receipt);
        }
        break;
      case "pong":
        this.#daemon.sockets.pong(peer_id, frame);
        break;
      case "response": {
        const text = frame["text"] ?? "";
        if (typeof text === "string")
          this.#daemon.queries.settle(frame["correlation_id"], { text });
        break;
      }
      case "error": {
        const error = pythonText(frame["error"] ?? "Unknown error");
        this.#daemon.queries.settle(frame["correlation_id"], { error });
        break;
      }
      case "status":
        this.#setStatus(peer_id, frame);
        break;
      case "set_circle":
        if (this.#daemon.facts.socketsSetCircles) this.#setCircle(peer_id, frame["circle"]);
        break;
      case "update_display_name":
        this.#rename(peer_id, frame["display_name"]);
        break;
      default:
        break;
    }
  }

  #setStatus(peerId: string, { status = "online", turn_state }: Record<string, unknown>): void {
    if (!isHashable(status)) {
      return this.#complain(`unhashable type: '${pythonType(status)}'`);
    }
    const peer = this.#daemon.state.peers.get(peerId);
    if (!peer) return;
    const known: Record<string, PeerStatus> = { busy: "busy", offline: "offline" };
    const next = known[String(status)] ?? "online";
    reportStatus(this.#daemon, peer, next);
    if (turnStates.includes(turn_state as TurnState)) peer.turn_state = turn_state as TurnState;
  }

  #setCircle(peerId: string, circle: unknown): void {
    const peer = this.#daemon.state.peers.get(peerId);
    if (!this.#isName(circle) || !peer) return;
    updatePeer(this.#daemon, peer, { circle });
  }

  #rename(peerId: string, name: unknown): void {
    const peer = this.#daemon.state.peers.get(peerId);
    if (!this.#isName(name) || !peer) return;
    const holders = peersNamed(this.#daemon, name).filter(
      (holder) => holder !== peer && holder.backend === peer.backend,
    );
    if (holders.some((holder) => holder.status !== "offline")) return;
    for (const holder of holders) this.#daemon.state.peers.delete(holder.peer_id);
    updatePeer(this.#daemon, peer, { display_name: name });
  }

  #isName(value: unknown): value is string {
    if (typeof value === "string") return isIdentifier(value);
    if (isTruthy(value))
      this.#complain(`expected string or bytes-like object, got '${pythonType(value)}'`);
    return false;
  }

  /** Tells the peer that one of its frames caused an error. */
  #complain(what: string): void {
    const error = `Error processing message: ${what}`;
    this.#line.send(this.#frame({ type: "error", error }));
  }

  #refuse({ code, reason, message }: HandshakeRefusal): void {
    if (message !== "") this.#line.send(this.#frame({ type: "error", error: message }));
    this.end(code, reason);
  }
}

/** Reads a frame. Returns `undefined` if it is not a JSON object in a text. */
function parse(data: string | Uint8Array): Record<string, unknown> | undefined {
  if (typeof data !== "string") return undefined;
  try {
    const frame: unknown = JSON.parse(data);
    return isRecord(frame) ? frame : undefined;
  } catch {
    return undefined;
  }
}

function promisesReceipts({ metadata: { capabilities } }: PeerRecord): boolean {
  return Array.isArray(capabilities) && capabilities.includes("delivery_receipts");
}
