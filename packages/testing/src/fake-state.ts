import type { DaemonVersion, Peer, PendingAsk } from "@repowire/protocol";

import { openAsks } from "./daemon/ask-store.ts";
import type { Daemon } from "./daemon/daemon.ts";
import { wakeRunner } from "./daemon/jobs/runner.ts";
import { showAsk } from "./daemon/pending.ts";
import { allPeers } from "./daemon/peers/registry.ts";
import { showPeer } from "./daemon/peers/view.ts";
import { armSchedules } from "./daemon/schedules.ts";
import { isState } from "./daemon/state.ts";
import { VirtualClock } from "./time/virtual.ts";
import { misuse } from "./fake-daemon-error.ts";
import { type Snapshot, checkSnapshot, fromNodes, noSnapshot, toNodes } from "./snapshot.ts";

/** Copies of the fake daemon's state. */
export class FakeState {
  readonly #daemon: Daemon;
  readonly #release: DaemonVersion;
  readonly #onRestore: () => void;

  /** @internal */
  constructor(daemon: Daemon, release: DaemonVersion, onRestore: () => void) {
    this.#daemon = daemon;
    this.#release = release;
    this.#onRestore = onRestore;
  }

  /** All peers, as `GET /peers` shows them. Reading them does not start a repair. */
  get peers(): readonly Peer[] {
    return structuredClone([...allPeers(this.#daemon)].map((peer) => showPeer(this.#daemon, peer)));
  }

  /** The open asks, oldest first. */
  get openAsks(): readonly PendingAsk[] {
    return structuredClone(openAsks(this.#daemon).map((ask) => showAsk(this.#daemon, ask)));
  }

  /** The events, oldest first. */
  get events(): readonly Readonly<Record<string, unknown>>[] {
    return structuredClone(this.#daemon.state.events);
  }

  /**
   * Copies the daemon's state as plain JSON. The copy contains no waiting calls and no sockets, and
   * nothing of the scripted peers.
   */
  snapshot(): Snapshot {
    const { state, clock, ids } = this.#daemon;
    return {
      format: 1,
      release: this.#release,
      time: clock.now(),
      ids: ids.position,
      nodes: toNodes(state),
    };
  }

  /**
   * Restores a snapshot, with its time and ids. Ids of events are the exception: they are never used
   * twice, because listeners skip ids that they know.
   *
   * Sockets stay open. A socket whose peer is not in the snapshot receives nothing more. A waiting
   * call goes on until its ask is answered or its time is over. Answers that scripts planned, as with
   * `after("2s")`, are cancelled: their asks stay open, and `verify()` does not report them.
   *
   * @throws FakeDaemonError for a snapshot of another release, and if the daemon's clock is neither
   *   virtual nor ticking.
   */
  restore(snapshot: Snapshot): void {
    const daemon = this.#daemon;
    if (!(daemon.clock instanceof VirtualClock)) {
      throw misuse(
        "state.restore needs a virtual or ticking clock, because it also restores the time",
      );
    }
    checkSnapshot(snapshot, this.#release);
    const state = fromNodes(snapshot.nodes);
    if (!isState(state)) throw noSnapshot();
    daemon.state = state;
    daemon.ids.position = snapshot.ids;
    daemon.clock.putBackTo(snapshot.time);
    for (const peerId of [...daemon.sockets.peerIds]) {
      if (!daemon.state.peers.has(peerId)) daemon.sockets.detach(peerId);
    }
    this.#onRestore();
    armSchedules(daemon);
    wakeRunner(daemon);
  }
}
