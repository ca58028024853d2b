import type { Activity } from "../time/activity.ts";
import type { Clock, Timer } from "../time/clock.ts";
import { Waits } from "../time/waits.ts";
import { Ids } from "./ids.ts";
import { PendingQueries } from "./pending-queries.ts";
import type { Facts, TimeField } from "./releases/facts.ts";
import type { DaemonSettings } from "./settings.ts";
import { Sockets } from "./sockets.ts";
import {
  type AskRecord,
  type DaemonState,
  type Launched,
  type PeerRecord,
  type Stamp,
  emptyState,
} from "./state.ts";
import { isoTime } from "./time.ts";

/** What a {@link Daemon} is made of. */
export interface DaemonOptions {
  readonly facts: Facts;
  readonly settings: DaemonSettings;
  readonly clock: Clock;
  readonly activity: Activity;
  readonly seed: number;
  /** Whether repairs run by themselves. */
  readonly automaticRepair: boolean;
}

/** What every rule works with: the state, and what a process has besides it. */
export class Daemon {
  state: DaemonState = emptyState();
  readonly facts: Facts;
  readonly settings: DaemonSettings;
  readonly automaticRepair: boolean;
  readonly clock: Clock;
  readonly activity: Activity;
  readonly ids: Ids;
  /** Never put back: whoever listens leaves out the events that it knows. */
  readonly eventIds: Ids;
  readonly waits: Waits;
  readonly sockets: Sockets;
  /** The queries that travel as a frame of their own, and who waits for them. */
  readonly queries: PendingQueries;
  /** Who waits for an ask to close, by its id: a state that is restored has its own record of it. */
  readonly askListeners = new Map<string, Set<(ask: AskRecord) => void>>();
  readonly listeners = {
    /** Hear of each event. */
    event: new Set<() => void>(),
    /** Hear of each agent that is started. */
    launch: new Set<(launched: Launched) => void>(),
    /** Hear of each peer that is offline for good, and why. */
    retirement: new Set<(peer: PeerRecord, reason: string) => void>(),
    /** Hear of each peer that registers or connects. */
    registration: new Set<(peer: PeerRecord) => void>(),
  };
  /** What the daemon does next by itself. */
  readonly timers: Record<"schedules" | "jobs" | "reconciliation", Timer | undefined> = {
    schedules: undefined,
    jobs: undefined,
    reconciliation: undefined,
  };
  /** The releases do not survive a due time that is none: no job runs by itself any more. */
  jobsJammed = false;

  constructor({ facts, settings, clock, activity, seed, automaticRepair }: DaemonOptions) {
    this.facts = facts;
    this.settings = settings;
    this.automaticRepair = automaticRepair;
    this.clock = clock;
    this.activity = activity;
    this.ids = new Ids(seed);
    this.eventIds = new Ids(~seed);
    this.waits = new Waits(clock, activity);
    this.sockets = new Sockets(this.waits, facts.noConnection);
    this.queries = new PendingQueries(this.waits);
  }

  /** This moment. No two are equal, so that what happened later is always later. */
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
  write(stamp: Stamp, field: TimeField = "record"): string {
    return isoTime(stamp, this.facts.times[field]);
  }
}
