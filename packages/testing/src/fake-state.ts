import type { DaemonVersion, Peer, PendingAsk } from "@repowire/protocol";

import { openAsks } from "./daemon/ask-store.ts";
import type { Daemon } from "./daemon/daemon.ts";
import { wakeRunner } from "./daemon/jobs/runner.ts";
import { allPeers } from "./daemon/peers/registry.ts";
import { showPeer } from "./daemon/peers/view.ts";
import { armSchedules } from "./daemon/schedules.ts";
import type { AskRecord, DaemonState } from "./daemon/state.ts";
import { VirtualClock } from "./time/virtual.ts";
import { FakeDaemonError } from "./fake-daemon-error.ts";
import { type Snapshot, checkSnapshot, fromNodes, toNodes } from "./snapshot.ts";

/** What the fake daemon knows, in copies. */
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
   * A copy of all that the daemon knows, as plain JSON. Calls that are held and sockets are not in it,
   * nor what scripted peers remember and plan.
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
   * Puts everything back to what it was, time and ids included; only ids of events are never given out
   * a second time, because those who listen leave out what they know. A socket whose peer is known again stays; another one stays open and receives nothing. A call that
   * is held goes on, and ends when its ask is answered or its time is over. An answer that a script
   * had planned, as with `after("2s")`, is not given: an ask that waited for it stays open, and does
   * not count as one without a script.
   *
   * @throws FakeDaemonError for a snapshot of another release, and for a clock that the daemon does not
   *   own.
   */
  restore(snapshot: Snapshot): void {
    const daemon = this.#daemon;
    if (!(daemon.clock instanceof VirtualClock)) {
      throw new FakeDaemonError(
        "misuse",
        "state.restore needs the clock of the daemon's own, to put it back as well",
      );
    }
    checkSnapshot(snapshot, this.#release);
    daemon.state = fromNodes(snapshot.nodes) as DaemonState;
    daemon.ids.position = snapshot.ids;
    daemon.clock.putBackTo(snapshot.time);
    for (const peerId of [...daemon.sockets.peerIds]) {
      if (!daemon.state.peers.has(peerId)) daemon.sockets.detach(peerId);
    }
    this.#onRestore();
    armSchedules(daemon);
    wakeRunner(daemon);
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
