import type { DaemonVersion, Peer, PendingAsk } from "@repowire/protocol";

import { openAsks } from "./daemon/ask-store.ts";
import type { Daemon } from "./daemon/daemon.ts";
import { wakeRunner } from "./daemon/jobs/runner.ts";
import { showAsk } from "./daemon/pending.ts";
import { showPeer } from "./daemon/peers/view.ts";
import { armSchedules } from "./daemon/schedules.ts";
import { type DaemonState, emptyState } from "./daemon/state.ts";
import { VirtualClock } from "./time/virtual.ts";
import { misuse, type FakeDaemonError } from "./fake-daemon-error.ts";
import { isRecord, jsonCopy } from "./support.ts";

/** The state of a fake daemon at one moment, as plain JSON that can be saved in a file. */
export interface Snapshot {
  /** The version of this format. */
  readonly format: 1;
  /** The release of the daemon. Only a fake of the same release can restore it. */
  readonly release: DaemonVersion;
  /** The daemon's time, in milliseconds since 1970. */
  readonly time: number;
  /** The position in the sequence of ids. */
  readonly ids: number;
  /** The parts of the state by their names. A map is the list of its entries. Bytes are in base64. */
  readonly state: Readonly<Record<string, unknown>>;
}

function toJson(state: DaemonState): Snapshot["state"] {
  const parts = Object.entries(state).map(([name, part]) => [
    name,
    part instanceof Map || part instanceof Set ? [...part] : part,
  ]);
  const attachments = [...state.attachments].map(([id, { content, ...file }]) => [
    id,
    { ...file, content: Buffer.from(content).toString("base64") },
  ]);
  return jsonCopy("the state", { ...Object.fromEntries(parts), attachments });
}

/** Reads what {@link toJson} wrote. Returns `undefined` if a part is missing or has another type. */
function fromJson(saved: Snapshot["state"]): DaemonState | undefined {
  const given = jsonCopy("a snapshot", saved);
  const state: Record<string, unknown> = emptyState();
  for (const [name, empty] of Object.entries(state)) {
    const part = readPart(empty, given[name]);
    if (part === undefined && empty !== undefined) return undefined;
    state[name] = part;
  }
  for (const file of (state as DaemonState).attachments.values()) {
    Object.assign(file, { content: Buffer.from(String(file.content), "base64") });
  }
  return state as DaemonState;
}

/** Returns a part of a state, or `undefined` if it has another type than that part of an empty state. */
function readPart(empty: unknown, part: unknown): unknown {
  if (empty === undefined) return part;
  if (typeof empty !== "object") return typeof part === typeof empty ? part : undefined;
  if (!Array.isArray(part)) return undefined;
  if (empty instanceof Set) return new Set(part);
  if (!(empty instanceof Map)) return part;
  return part.every(Array.isArray) ? new Map(part as [string, unknown][]) : undefined;
}

/**
 * Checks that a snapshot, perhaps from a file, can be restored.
 *
 * @throws FakeDaemonError that says why it cannot be restored.
 */
function checkSnapshot(snapshot: unknown, release: DaemonVersion): void {
  const { format, state, time, ids, release: theirs } = isRecord(snapshot) ? snapshot : {};
  const isWhole = isRecord(state) && Number.isFinite(time) && Number.isFinite(ids);
  if (format !== 1 || !isWhole) throw noSnapshot();
  if (theirs === release) return;
  throw misuse(
    `the snapshot is of a daemon "${String(theirs)}", and this one imitates "${release}": make the ` +
      `fake with emulate: "${String(theirs)}", or take a new snapshot`,
  );
}

/** The error for something that is not a snapshot, or not a whole one. */
function noSnapshot(): FakeDaemonError {
  return misuse(
    "this is not a snapshot, or a part is missing: take one with daemon.state.snapshot()",
  );
}

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
    return structuredClone(
      [...this.#daemon.state.peers.values()].map((peer) => showPeer(this.#daemon, peer)),
    );
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
      state: toJson(state),
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
    const state = fromJson(snapshot.state);
    if (!state) throw noSnapshot();
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
