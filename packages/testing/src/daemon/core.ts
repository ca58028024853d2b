import type { Activity } from "../time/activity.ts";
import type { Clock } from "../time/clock.ts";
import { Connections } from "./connections.ts";
import { Events } from "./events.ts";
import { Ids } from "./ids.ts";
import type { Launched } from "./launcher.ts";
import { Machine } from "./machine.ts";
import { PendingQueries } from "./pending-queries.ts";
import type { DaemonSettings } from "./settings.ts";
import { type EngineState, type PeerRecord, emptyState } from "./state.ts";
import { type Stamp, isoTime } from "./time.ts";
import { Traces } from "./traces.ts";
import type { Facts } from "./versions.ts";
import { Waits } from "../time/waits.ts";

/** What a {@link Core} is made of. */
export interface CoreOptions {
  readonly facts: Facts;
  readonly settings: DaemonSettings;
  readonly clock: Clock;
  readonly activity: Activity;
  readonly seed: number;
}

/** What the parts of the engine share: its state, and how it counts time and makes ids. */
export class Core {
  readonly facts: Facts;
  readonly settings: DaemonSettings;
  readonly clock: Clock;
  readonly activity: Activity;
  readonly ids: Ids;
  readonly waits: Waits;
  readonly connections: Connections;
  readonly events: Events;
  readonly traces: Traces;
  readonly machine: Machine;
  readonly queries: PendingQueries;
  /** Who wants to know that an agent was started. */
  readonly onLaunch = new Set<(launched: Launched) => void>();
  readonly #onRegistered = new Set<(peer: PeerRecord) => void>();
  state: EngineState = emptyState();

  constructor({ facts, settings, clock, activity, seed }: CoreOptions) {
    this.facts = facts;
    this.settings = settings;
    this.clock = clock;
    this.activity = activity;
    this.ids = new Ids(seed);
    this.waits = new Waits(clock, activity);
    this.connections = new Connections(this.waits);
    this.events = new Events(this);
    this.traces = new Traces(this);
    this.machine = new Machine(this);
    this.queries = new PendingQueries(this.waits);
  }

  /** Calls back when a peer registers or connects. */
  onRegistered(listener: (peer: PeerRecord) => void): () => void {
    this.#onRegistered.add(listener);
    return () => this.#onRegistered.delete(listener);
  }

  registered(peer: PeerRecord): void {
    for (const listener of this.#onRegistered) listener(peer);
  }

  /** This moment. Two are never equal, so that what happened later is always later. */
  stamp(): Stamp {
    const { state } = this;
    const now = Math.floor(this.clock.now()) * 1000;
    state.last_stamp = Math.max(now, state.last_stamp) + 1;
    return state.last_stamp;
  }

  /** About this moment, without making it different from another one. */
  now(): Stamp {
    return Math.max(Math.floor(this.clock.now()) * 1000, this.state.last_stamp);
  }

  /** This moment, as the daemon writes it. */
  timestamp(): string {
    return this.write(this.stamp());
  }

  /** A moment as the daemon writes it. */
  write(stamp: Stamp): string {
    return isoTime(stamp, this.facts.utcSuffix);
  }
}
