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
import { misuse, type FakeDaemonError } from "./fake-daemon-error.ts";
import { isRecord } from "./support.ts";

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
  /** The objects of the state. The first one is the state itself. */
  readonly nodes: readonly SnapshotNode[];
}

/** A value in a node: plain JSON, the number of another node, or `undefined`. */
export type SnapshotValue =
  | string
  | number
  | boolean
  | null
  | { readonly node: number }
  | { readonly undefined: 1 };

/** An object of a snapshot. */
export type SnapshotNode =
  | { readonly object: readonly (readonly [string, SnapshotValue])[] }
  | { readonly array: readonly SnapshotValue[] }
  | { readonly map: readonly (readonly [SnapshotValue, SnapshotValue])[] }
  | { readonly set: readonly SnapshotValue[] }
  | { readonly bytes: string };

/** Writes a graph of plain data as a list. An object that occurs twice is written once. */
function toNodes(root: object): SnapshotNode[] {
  const numbers = new Map<object, number>([[root, 0]]);
  const objects = [root];
  const valueOf = (value: unknown): SnapshotValue => {
    if (value === undefined) return { undefined: 1 };
    if (typeof value !== "object" || value === null) return value as SnapshotValue;
    let number = numbers.get(value);
    if (number === undefined) {
      number = objects.push(value) - 1;
      numbers.set(value, number);
    }
    return { node: number };
  };
  const nodes: SnapshotNode[] = [];
  for (let index = 0; index < objects.length; index++) nodes.push(toNode(objects[index]!, valueOf));
  return nodes;
}

function toNode(object: object, valueOf: (value: unknown) => SnapshotValue): SnapshotNode {
  if (Array.isArray(object)) return { array: object.map(valueOf) };
  if (object instanceof Set) return { set: [...object].map(valueOf) };
  if (object instanceof Map) {
    return { map: [...object].map(([key, value]) => [valueOf(key), valueOf(value)] as const) };
  }
  if (object instanceof Uint8Array) return { bytes: Buffer.from(object).toString("base64") };
  return { object: Object.entries(object).map(([key, value]) => [key, valueOf(value)] as const) };
}

/** Reads a graph that {@link toNodes} wrote. */
function fromNodes(nodes: readonly SnapshotNode[]): unknown {
  const objects = nodes.map((node) => {
    if ("bytes" in node) return new Uint8Array(Buffer.from(node.bytes, "base64"));
    if ("array" in node) return [];
    if ("map" in node) return new Map();
    return "set" in node ? new Set() : {};
  });
  const read = (value: SnapshotValue): unknown => {
    if (typeof value !== "object" || value === null) return value;
    return "node" in value ? objects[value.node] : undefined;
  };
  for (const [index, node] of nodes.entries()) {
    const object = objects[index]!;
    if ("array" in node) (object as unknown[]).push(...node.array.map(read));
    else if ("set" in node) for (const item of node.set) (object as Set<unknown>).add(read(item));
    else if ("map" in node) {
      for (const [key, value] of node.map) {
        (object as Map<unknown, unknown>).set(read(key), read(value));
      }
    } else if ("object" in node) {
      for (const [key, value] of node.object) {
        Object.defineProperty(object, key, {
          value: read(value),
          configurable: true,
          enumerable: true,
          writable: true,
        });
      }
    }
  }
  return objects[0];
}

/**
 * Checks that a snapshot, perhaps from a file, can be restored.
 *
 * @throws FakeDaemonError that says why it cannot be restored.
 */
function checkSnapshot(snapshot: unknown, release: DaemonVersion): void {
  const { format, nodes, time, ids, release: theirs } = isRecord(snapshot) ? snapshot : {};
  const isList = Array.isArray(nodes) && nodes.every(isRecord);
  if (format !== 1 || !isList || !Number.isFinite(time) || !Number.isFinite(ids))
    throw noSnapshot();
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
