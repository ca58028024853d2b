import type { Peer, PendingAsk } from "@repowire/protocol";
import { allPeers } from "./daemon/peers/registry.ts";
import { showPeer } from "./daemon/peers/view.ts";
import { openAsks } from "./daemon/ask-store.ts";
import { armSchedules } from "./daemon/schedules.ts";
import { wakeRunner } from "./daemon/jobs/runner.ts";

import type { Daemon } from "./daemon/daemon.ts";
import type { AskRecord, DaemonState } from "./daemon/state.ts";
import { VirtualClock } from "./time/virtual.ts";
import { FakeDaemonError } from "./fake-daemon-error.ts";

/** All that a fake daemon knew at some moment. */
export interface Snapshot {
  /** @internal */
  readonly state: DaemonState;
  /** @internal */
  readonly ids: number;
  /** @internal */
  readonly time: number;
}

/** What the fake daemon knows, in copies. */
export class FakeState {
  readonly #daemon: Daemon;
  readonly #onRestore: () => void;

  /** @internal */
  constructor(daemon: Daemon, onRestore: () => void) {
    this.#daemon = daemon;
    this.#onRestore = onRestore;
  }

  /** All peers, as `GET /peers` shows them, without the repair that it brings about. */
  get peers(): readonly Peer[] {
    return structuredClone([...allPeers(this.#daemon)].map((peer) => showPeer(this.#daemon, peer)));
  }

  /** All asks that are open, the oldest first. */
  get openAsks(): readonly PendingAsk[] {
    return [...openAsks(this.#daemon)]
      .sort((left, right) => left.order - right.order)
      .map((ask) => this.#show(ask));
  }

  /** The events, the oldest first. */
  get events(): readonly Readonly<Record<string, unknown>>[] {
    return structuredClone(this.#daemon.state.events);
  }

  /**
   * A copy of all that the daemon knows. Calls that are held and sockets are not in it, nor what
   * scripted peers remember and plan.
   */
  snapshot(): Snapshot {
    return {
      state: structuredClone(this.#daemon.state),
      ids: this.#daemon.ids.position,
      time: this.#daemon.clock.now(),
    };
  }

  /**
   * Puts everything back to what it was. A socket whose peer is known again stays; another one
   * stays open and receives nothing. An answer that a script had planned, as with `after("2s")`, is
   * not given: an ask that waited for it stays open, and does not count as one without a script.
   */
  restore(snapshot: Snapshot): void {
    const { state, ids, time } = snapshot;
    if (!(this.#daemon.clock instanceof VirtualClock)) {
      throw new FakeDaemonError(
        "misuse",
        "state.restore needs the clock of the daemon's own, to put it back as well",
      );
    }
    this.#daemon.state = structuredClone(state);
    this.#daemon.ids.position = ids;
    this.#daemon.clock.set(time);
    for (const peerId of [...this.#daemon.sockets.peerIds]) {
      if (!this.#daemon.state.peers.has(peerId)) this.#daemon.sockets.detach(peerId);
    }
    this.#onRestore();
    armSchedules(this.#daemon);
    wakeRunner(this.#daemon);
  }

  #show(ask: AskRecord): PendingAsk {
    return {
      correlation_id: ask.correlation_id,
      from_peer: ask.from_peer_name,
      to_peer: ask.to_peer_name,
      text: ask.text,
      created_at: this.#daemon.write(ask.created_at),
      direction: "inbound",
    };
  }
}
