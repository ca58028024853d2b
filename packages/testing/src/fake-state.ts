import type { Peer, PendingAsk } from "@repowire/protocol";

import type { Engine } from "./daemon/engine.ts";
import type { AskRecord, EngineState } from "./daemon/state.ts";
import { VirtualClock } from "./time/virtual.ts";
import { FakeDaemonError } from "./fake-daemon-error.ts";

/** All that a fake daemon knew at some moment. */
export interface Snapshot {
  /** @internal */
  readonly state: EngineState;
  /** @internal */
  readonly ids: number;
  /** @internal */
  readonly time: number;
}

/** What the fake daemon knows, in copies. */
export class FakeState {
  readonly #engine: Engine;
  readonly #onRestore: () => void;

  /** @internal */
  constructor(engine: Engine, onRestore: () => void) {
    this.#engine = engine;
    this.#onRestore = onRestore;
  }

  /** All peers, as `GET /peers` shows them, without the repair that it brings about. */
  get peers(): readonly Peer[] {
    return structuredClone([...this.#engine.peers.all].map((peer) => this.#engine.view.show(peer)));
  }

  /** All asks that are open, the oldest first. */
  get openAsks(): readonly PendingAsk[] {
    return [...this.#engine.asks.allOpen()]
      .sort((left, right) => left.order - right.order)
      .map((ask) => this.#show(ask));
  }

  /** The events, the oldest first. */
  get events(): readonly Readonly<Record<string, unknown>>[] {
    return structuredClone(this.#engine.core.events.all);
  }

  /**
   * A copy of all that the daemon knows. Calls that are held and sockets are not in it, nor what
   * scripted peers remember and plan.
   */
  snapshot(): Snapshot {
    const { core } = this.#engine;
    return { state: structuredClone(core.state), ids: core.ids.position, time: core.clock.now() };
  }

  /**
   * Puts everything back to what it was. A socket whose peer is known again stays; another one
   * stays open and receives nothing. An answer that a script had planned, as with `after("2s")`, is
   * not given: an ask that waited for it stays open, and does not count as one without a script.
   */
  restore(snapshot: Snapshot): void {
    const { state, ids, time } = snapshot;
    const { core } = this.#engine;
    if (!(core.clock instanceof VirtualClock)) {
      throw new FakeDaemonError(
        "misuse",
        "state.restore needs the clock of the daemon's own, to put it back as well",
      );
    }
    core.state = structuredClone(state);
    core.ids.position = ids;
    core.clock.set(time);
    for (const peerId of [...core.connections.peerIds]) {
      if (!core.state.peers.has(peerId)) core.connections.detach(peerId);
    }
    this.#onRestore();
    this.#engine.schedules.arm();
    this.#engine.jobRunner.wake();
  }

  #show(ask: AskRecord): PendingAsk {
    return {
      correlation_id: ask.correlation_id,
      from_peer: ask.from_peer_name,
      to_peer: ask.to_peer_name,
      text: ask.text,
      created_at: this.#engine.core.write(ask.created_at),
      direction: "inbound",
    };
  }
}
