import type { EndpointName, ParamsOf, ResultOf } from "@repowire/protocol";

import type { Activity } from "../time/activity.ts";
import type { Clock, Timer } from "../time/clock.ts";
import { Waits } from "../time/waits.ts";
import type { WireAnswer, WireRequest } from "../wire/wire.ts";
import { Ids } from "./ids.ts";
import { PendingQueries, Sockets } from "./sockets.ts";
import type { Facts } from "./releases/index.ts";
import type { DaemonSettings } from "./settings.ts";
import {
  type AskRecord,
  type DaemonState,
  type Launched,
  type PeerRecord,
  type Stamp,
  emptyState,
} from "./state.ts";
import { type TimeField, isoTime } from "./time.ts";

/** The options of {@link Daemon}. */
export interface DaemonOptions {
  readonly facts: Facts;
  readonly settings: DaemonSettings;
  readonly clock: Clock;
  readonly activity: Activity;
  readonly seed: number;
  /** Whether repairs run by themselves. */
  readonly automaticRepair: boolean;
}

/** What every rule works with: the state, and the parts of a process that are not state. */
export class Daemon {
  state: DaemonState = emptyState();
  readonly facts: Facts;
  readonly settings: DaemonSettings;
  readonly automaticRepair: boolean;
  readonly clock: Clock;
  readonly activity: Activity;
  readonly ids: Ids;
  /** Never restored, because listeners skip events whose ids they know. */
  readonly eventIds: Ids;
  readonly waits: Waits;
  readonly sockets: Sockets;
  /** The queries with their own frame, and their waiting callers. */
  readonly queries: PendingQueries;
  /** Waiters for the end of an ask, by its id, because a restored state has another record of the ask. */
  readonly askListeners = new Map<string, Set<(ask: AskRecord) => void>>();
  readonly listeners = {
    /** Called for each event. */
    event: new Set<() => void>(),
    /** Called for each agent that is started. */
    launch: new Set<(launched: Launched) => void>(),
    /** Called for each peer that is offline for good, with the reason. */
    retirement: new Set<(peer: PeerRecord, reason: string) => void>(),
    /** Called for each peer that registers or connects. */
    registration: new Set<(peer: PeerRecord) => void>(),
  };
  /** The daemon's own timers. */
  readonly timers: Partial<Record<"schedules" | "jobs" | "reconciliation", Timer>> = {};
  /** Set by an invalid due time. As in the releases, no job runs by itself any more. */
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

  /** The current moment. No two are equal, so that later events have later moments. */
  stamp(): Stamp {
    const { state } = this;
    const now = Math.floor(this.clock.now()) * 1000;
    state.last_stamp = Math.max(now, state.last_stamp) + 1;
    return state.last_stamp;
  }

  /** The current moment, which may equal another one. */
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

/** Answers a call of one endpoint: with its result, or with bytes. */
export type Route<Name extends EndpointName> = (
  daemon: Daemon,
  params: ParamsOf<Name>,
  request: WireRequest,
) => ResultOf<Name> | WireAnswer | Promise<ResultOf<Name> | WireAnswer>;
