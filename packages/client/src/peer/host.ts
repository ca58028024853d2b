import type { Daemon } from "../daemon.ts";
import type { PeerDiagnostics } from "../observers.ts";

/** What the parts of a live peer need of it. */
export interface PeerHost {
  readonly daemon: Daemon;
  readonly peer_id: string;
  readonly display_name: string;
  /** While the peer reconnects, a promise of the end of that: the peer is online, or closed. */
  readonly reconnected: Promise<void> | undefined;
  /** Sends a frame; `false` if there is no connection. */
  send(frame: object): boolean;
  /** Calls `onError`. `message`: the inbound message that the error is about. */
  tell(error: unknown, message?: object): void;
  /** Tells the diagnostics channel. */
  publish(change: PeerDiagnostics["change"], correlation_id?: string): void;
}

/**
 * Why a daemon may hold something: the peer connected, or is no longer busy. A successful check only
 * reads what an earlier failure left.
 */
export type MissedReason = "connected" | "idle" | "checked";
