import type { ConnectFrame, Peer } from "@repowire/protocol";
import { isDaemonHTTPError, isRepowireError } from "@repowire/protocol/errors";
import { isFinalCloseCode } from "@repowire/protocol/guards";

import { PeerConnectionError, PeerRefusedError, hasCode } from "../errors.ts";
import { visible } from "../format-inbound.ts";
import { redactor } from "../http/explain.ts";
import type { CallOptions } from "../options.ts";
import { type Scope, wallTime } from "../scope.ts";
import type { MissedReason, PeerHost } from "./host.ts";
import type { Registrar } from "./identity.ts";
import { type Frame, PeerSocket, type SocketEnd, webSocketOf } from "./socket.ts";

/** A connection that lasted this many milliseconds was good. */
const lasting = 10_000;
/** The time limit of a check, and the pause after a failed one. */
const checkTimeout = 10_000;
const checkAgain = 5_000;
/** The shortest pause between two checks. */
const leastInterval = 50;
/** If a timer is late by this many milliseconds, the machine slept. */
const slept = 30_000;
/** How many checks of a socket without pings pass between two frames that the daemon must note. */
const checksBetweenProbes = 10;

/** What a peer and its daemon showed. It outlives each connection. */
export interface Presence {
  /** The state that the user set. */
  report?: { readonly status: string; readonly turn_state: string | undefined };
  /** Whether the daemon may hold messages back. */
  isBusy: boolean;
  /** Whether the daemon was seen to note a status frame in `last_seen`. */
  notesFrames: boolean;
}

/** What a connection needs of its peer. */
export interface ConnectionHost extends PeerHost {
  readonly registrar: Registrar;
  readonly events: {
    /** A frame came; `undefined` if it is not even a frame. */
    onFrame(frame: Frame | undefined): void;
    /** The daemon may hold messages back. */
    onMissed(why: MissedReason): void;
  };
}

/** One connection of a peer: its socket, its checks and its end. */
export class Connection {
  readonly socket: PeerSocket;
  /** Resolves with the reason when the socket ended. */
  readonly ended: Promise<PeerConnectionError>;
  readonly #host: ConnectionHost;
  readonly #presence: Presence;
  readonly #interval: number;
  #since = 0;
  #checks = 0;
  /** What the last check failed with, if it says something about the connection. */
  #doubt: "unknown peer" | "no answer" | undefined;
  /** `last_seen` before the daemon was sent a frame that changes it. */
  #before: string | undefined;

  constructor(
    host: ConnectionHost,
    frame: ConnectFrame,
    presence: Presence,
    checkInterval: number,
  ) {
    this.#host = host;
    this.#presence = presence;
    this.#interval = Math.max(checkInterval, leastInterval);
    const { settings } = host.daemon;
    const url = `${settings.base.replace(/^http/, "ws")}/ws`;
    this.socket = new PeerSocket(webSocketOf(settings), url, frame, host.events.onFrame);
    this.ended = this.socket.ended.then((end) => explain(host, end, frame.auth_token));
  }

  /** Whether the connection was a good one. Opening it is no success yet. */
  get lasted(): boolean {
    return wallTime(this.#host.daemon.clock) - this.#since >= lasting;
  }

  /**
   * Checks from time to time that the daemon still knows the peer and its socket. A socket can stay open
   * although the daemon dropped the peer or the network is gone. Resolves with the reason when the connection
   * ended, or when the peer must not use it any more.
   */
  async watch(within: Scope): Promise<PeerConnectionError> {
    const { report } = this.#presence;
    this.#since = wallTime(this.#host.daemon.clock);
    if (report !== undefined) this.socket.send({ type: "status", ...report });
    const scope = within.child();
    try {
      return await Promise.race([this.ended, this.#checkRepeatedly(scope)]);
    } finally {
      scope.end();
    }
  }

  async #checkRepeatedly(scope: Scope): Promise<PeerConnectionError> {
    const options = { signal: scope.signal, timeout: checkTimeout };
    while (scope.ended === undefined) {
      try {
        await this.#pause(scope);
        await this.#check(options);
      } catch (error) {
        const end = scope.ended === undefined ? this.#endAfter(error) : undefined;
        if (end === undefined) continue;
        this.socket.drop();
        return end;
      }
    }
    return await this.ended;
  }

  async #pause(scope: Scope): Promise<void> {
    const { clock } = scope;
    const pause = Math.min(this.#doubt === undefined ? Infinity : checkAgain, this.#interval);
    const due = wallTime(clock) + pause;
    await scope.pause(pause);
    const late = wallTime(clock) - due;
    if (late >= slept) {
      throw lost(this.#host, `the machine slept for ${Math.round(late / 1_000)} s`);
    }
  }

  /** Throws a {@link PeerConnectionError} if the connection is of no use any more. */
  async #check(options: CallOptions): Promise<void> {
    const host = this.#host;
    const { daemon, peer_id, registrar } = host;
    const presence = this.#presence;
    if (!this.socket.ping()) throw lost(host, "the daemon did not answer a ping");
    const me = await registrar.look(peer_id, options);
    this.#doubt = undefined;
    if (me.ws_connected === false || me.status === "offline") {
      throw lost(host, "the daemon no longer has this socket for the peer");
    }
    if (registrar.isTaken(me)) throw superseded(host, "superseded by another registration");
    if (this.#before !== undefined) {
      if (me.last_seen !== this.#before) presence.notesFrames = true;
      else if (presence.notesFrames) throw lost(host, "a frame did not reach the daemon");
    }
    const isProbed = this.#probe(me);
    const held = presence.isBusy || (me.pending_ask_count ?? 0) > 0;
    presence.isBusy = isBusy(me);
    if (!presence.isBusy) host.events.onMissed(held ? "idle" : "checked");
    // An orchestrator counts as present only if it reports regularly.
    if (!isProbed && me.role === "orchestrator") {
      await daemon.caller.call("touchPeer", { name: peer_id }, options);
    }
  }

  /** Sends a frame that the daemon notes, if it is time for one. A socket with pings needs none. */
  #probe({ last_seen, status }: Peer): boolean {
    const isDue = this.#checks % checksBetweenProbes === 0;
    const isProbe = !this.socket.pings && last_seen != null && isDue;
    this.#checks += 1;
    this.#before = isProbe ? last_seen : undefined;
    if (isProbe) this.socket.send({ type: "status", ...(this.#presence.report ?? { status }) });
    return isProbe;
  }

  /** Why the connection ends after a failed check; `undefined` if it is checked again. */
  #endAfter(error: unknown): PeerConnectionError | undefined {
    if (error instanceof PeerConnectionError) return error;
    const before = this.#doubt;
    if (hasCode(error, "unknown_peer")) {
      if (before === "unknown peer") return removed(this.#host);
      // A daemon that restarted says the same while this socket does not know of it. The ping finds out.
      this.#doubt = "unknown peer";
      this.socket.ping();
      return undefined;
    }
    this.#host.tell(error);
    // The failure of a token function, or of a daemon that answers, says nothing about the socket.
    if (!isRepowireError(error) || (isDaemonHTTPError(error) && error.status < 502))
      return undefined;
    this.#doubt = "no answer";
    return before === undefined ? undefined : lost(this.#host, "two checks in a row failed");
  }
}

/** Whether a Go daemon holds messages back for a peer in this state. */
export function isBusy({
  status,
  turn_state,
}: {
  status?: unknown;
  turn_state?: unknown;
}): boolean {
  return status === "busy" || turn_state === "working";
}

/** Explains why a socket ended. */
function explain(host: ConnectionHost, { code, words }: SocketEnd, token?: string | null) {
  const { origin, secrets } = host.daemon.settings;
  const reason = redactor(secrets, token ?? undefined)(words) || "no reason given";
  const said = visible(reason);
  if (code === 1001 && words === "peer removed by daemon") return removed(host);
  if (code === 1001 && words === "peer retired") host.registrar.retired();
  if (code === 1000 && words.startsWith("superseded")) return superseded(host, reason, code);
  if (code !== undefined && isFinalCloseCode(code)) {
    const message = `${origin} refused the peer (${code}): ${said}. It would refuse it again.`;
    return refused(host, message, reason, code);
  }
  return lost(host, code === undefined ? said : `code ${code}${words && `, ${said}`}`);
}

function removed(host: ConnectionHost): PeerRefusedError {
  const message = `${host.display_name} was removed from the mesh. Call connectPeer again to connect as a new peer.`;
  return refused(host, message, "removed");
}

function superseded(host: ConnectionHost, reason: string, code?: number): PeerRefusedError {
  const name = host.display_name || "this peer";
  const message =
    `another program connected as ${name} (${visible(reason)}). Use another folder or circle for the ` +
    "second program.";
  return refused(host, message, reason, code);
}

function refused({ registrar }: ConnectionHost, message: string, reason: string, code?: number) {
  const options = { peer_id: registrar.registered };
  return new PeerRefusedError(`connectPeer: ${message}`, reason, code, options);
}

/** A connection that may be made again. */
export function lost({ daemon, registrar }: ConnectionHost, message: string): PeerConnectionError {
  const { origin } = daemon.settings;
  return new PeerConnectionError(`connectPeer: the connection to ${origin} ended: ${message}.`, {
    peer_id: registrar.registered,
    cause: { name: "Error", message },
  });
}
