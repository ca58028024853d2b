import type { Endpoint, EndpointName } from "@repowire/protocol";

import { decided, isRecord } from "../../support.ts";
import type { RecordedMessage, RecordedRequest } from "../entries.ts";
import type { Finding } from "../../strictness.ts";
import { contains, describePattern } from "../patterns.ts";
import { endpoints } from "../endpoints.ts";
import type { FaultOptions } from "../../options.ts";
import { checkFault } from "./check-fault.ts";
import {
  type CallFault,
  type FaultHandle,
  type FaultTarget,
  type FrameFault,
  type PlannedFault,
  type WantedFault,
  callTarget,
  isFrameTarget,
  isJsonFault,
} from "./fault.ts";

/** The record of a call or a frame, which is read only on demand. */
export interface Recorded {
  read(): RecordedRequest | RecordedMessage;
}

/** A planned fault with the calls or frames in which it happened. */
type Entry = Omit<PlannedFault, "used"> & { readonly met: Recorded[] };

/** The planned faults. Of several that match, the first that is not used up happens. */
export class FaultPlan {
  readonly #nameOf: (identifier: string) => string;
  #entries: Entry[] = [];
  #planned = 0;

  /** `nameOf` returns the display name of a peer id. */
  constructor(nameOf: (identifier: string) => string) {
    this.#nameOf = nameOf;
  }

  /** Copies of the planned faults. */
  get all(): readonly PlannedFault[] {
    return this.#entries.map(({ number, target, fault, times, met }) => ({
      number,
      times,
      used: met.length,
      target: copied(target),
      fault: copied(fault),
    }));
  }

  /** @throws FakeDaemonError for a fault that cannot happen. */
  add(target: FaultTarget, fault: WantedFault, options: FaultOptions): FaultHandle {
    checkFault(target, fault, options);
    const number = ++this.#planned;
    const { times = typeof fault === "function" ? Infinity : 1 } = options;
    // Copies, because the test may change the objects later.
    const entry: Entry = { number, target: copied(target), fault: copied(fault), times, met: [] };
    this.#entries.push(entry);
    return {
      get calls() {
        return entry.met.map((recorded) => recorded.read());
      },
      remove: () => void this.remove(number),
    };
  }

  /** Removes a fault. Returns `false` if it does not exist. */
  remove(number: number): boolean {
    const before = this.#entries.length;
    this.#entries = this.#entries.filter((entry) => entry.number !== number);
    return this.#entries.length < before;
  }

  /**
   * Returns the fault of a call, and counts it as happened.
   *
   * @throws The error of the test's function.
   */
  forCall(endpoint: EndpointName | undefined, call: Recorded): CallFault | undefined {
    for (const entry of this.#entries) {
      if (entry.met.length >= entry.times || isFrameTarget(entry.target)) continue;
      if (!this.#fitsCall(entry, endpoint, call)) continue;
      const { fault } = entry;
      const found =
        typeof fault === "function"
          ? decided(fault(call.read() as RecordedRequest))
          : (fault as CallFault);
      if (found === undefined) continue;
      if (typeof fault === "function") checkFault(entry.target, found);
      entry.met.push(call);
      return found;
    }
    return undefined;
  }

  /** Returns the fault of a frame, and counts it as happened. */
  forFrame(type: string, to: string | undefined, frame: Recorded): FrameFault | undefined {
    for (const entry of this.#entries) {
      const { target } = entry;
      if (entry.met.length >= entry.times || !isFrameTarget(target) || target.frame !== type)
        continue;
      if (target.to !== undefined && target.to !== to) continue;
      entry.met.push(frame);
      return entry.fault as FrameFault;
    }
    return undefined;
  }

  /** A finding for each fault that did not happen as often as planned. */
  get findings(): Finding[] {
    return this.#entries
      .filter(({ met, times }) => (met.length < times && times !== Infinity) || met.length === 0)
      .map(({ fault, target, met: { length: used }, times }) => {
        const often = times === Infinity ? "never happened" : `happened ${used} of ${times} times`;
        const message =
          `the fault ${describe(fault)} for ${describe(target)} ${often}: ` +
          "remove it, or make the call that it is for";
        return { code: "unused_faults", message };
      });
  }

  clear(): void {
    this.#entries = [];
  }

  #fitsCall({ target, fault }: Entry, name: EndpointName | undefined, call: Recorded): boolean {
    const wanted = callTarget(target);
    const { endpoint = "*" } = wanted;
    if (endpoint !== "*" && endpoint !== name) return false;
    if (endpoint === "*" && isJsonFault(fault) && !saysJson(name)) return false;
    const { from, to, body: part } = wanted;
    if (from === undefined && to === undefined && part === undefined) return true;
    const { body, path } = call.read() as RecordedRequest;
    const fields: Readonly<Record<string, unknown>> = isRecord(body) ? body : {};
    if (from !== undefined && !this.#names(from, [fields["from_peer"]])) return false;
    if (to !== undefined && !this.#names(to, [...recipientsOf(fields), ...path.split(/[/?]/)])) {
      return false;
    }
    return part === undefined || contains(body, part);
  }

  /** Whether one of the identifiers, ids or display names, means this peer. */
  #names(peer: string, identifiers: readonly unknown[]): boolean {
    return identifiers.some(
      (identifier) =>
        typeof identifier === "string" &&
        (identifier === peer || this.#nameOf(identifier) === this.#nameOf(peer)),
    );
  }
}

function recipientsOf(fields: Readonly<Record<string, unknown>>): readonly unknown[] {
  const { to_peer, to_peers, peer_identifier, peer_name, peer_id } = fields;
  return [
    to_peer,
    peer_identifier,
    peer_name,
    peer_id,
    ...(Array.isArray(to_peers) ? to_peers : []),
  ];
}

/** Copies plain data. Patterns in it are not copied. */
function copied<Value>(value: Value): Value {
  if (Array.isArray(value)) return value.map(copied) as Value;
  if (!isRecord(value) || Object.getPrototypeOf(value) !== Object.prototype) return value;
  const entries = Object.entries(value).map(([key, entry]) => [key, copied(entry)]);
  return Object.fromEntries(entries) as Value;
}

function describe(value: unknown): string {
  return typeof value === "string" ? value : describePattern(value);
}

function saysJson(name: EndpointName | undefined): boolean {
  return name === undefined || (endpoints[name] as Endpoint).response !== "bytes";
}
