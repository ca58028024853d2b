import type { DaemonVersion } from "@repowire/protocol";

import { type FakeDaemonError, misuse } from "./fake-daemon-error.ts";
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
export function toNodes(root: object): SnapshotNode[] {
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
export function fromNodes(nodes: readonly SnapshotNode[]): unknown {
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
export function checkSnapshot(snapshot: unknown, release: DaemonVersion): void {
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
export function noSnapshot(): FakeDaemonError {
  return misuse(
    "this is not a snapshot, or a part is missing: take one with daemon.state.snapshot()",
  );
}
