import { type Endpoint, type EndpointName, endpoints } from "@repowire/protocol";

import { type WantedFault, checkFault } from "./check-fault.ts";
import { type CallFault, type FaultTarget, type FrameFault, isJsonFault } from "./fault.ts";

/** A fault that is planned, and how often it happened. */
export interface PlannedFault {
  readonly target: FaultTarget;
  readonly fault: CallFault | FrameFault;
  /** How often it happens. */
  readonly times: number;
  /** How often it has happened. */
  readonly used: number;
}

type Entry = { -readonly [Key in keyof PlannedFault]: PlannedFault[Key] };

/** The faults that are to happen: of those that fit, the first one that is not used up. */
export class FaultPlan {
  readonly #entries: Entry[] = [];

  get all(): readonly PlannedFault[] {
    return this.#entries;
  }

  /** @throws FakeDaemonError when it is nothing that could happen. */
  add(wanted: WantedFault): void {
    checkFault(wanted);
    const { target, fault, times } = wanted;
    this.#entries.push({ target, fault, times, used: 0 });
  }

  /** The fault of a call, which counts as happened then. */
  forCall(endpoint: EndpointName | undefined): CallFault | undefined {
    if (this.#entries.length === 0) return undefined;
    return this.#take(({ target, fault }) =>
      target === "*" ? !isJsonFault(fault) || saysJson(endpoint) : target === endpoint,
    ) as CallFault | undefined;
  }

  /** The fault of a frame, which counts as happened then. */
  forFrame(type: string, to: string | undefined): FrameFault | undefined {
    if (this.#entries.length === 0) return undefined;
    return this.#take(
      ({ target }) =>
        typeof target === "object" &&
        target.frame === type &&
        (target.to === undefined || target.to === to),
    ) as FrameFault | undefined;
  }

  /** What is planned and has not happened as often as it should. */
  get unused(): readonly PlannedFault[] {
    return this.#entries.filter(
      ({ used, times }) => (used < times && times !== Infinity) || used === 0,
    );
  }

  clear(): void {
    this.#entries.length = 0;
  }

  #take(fits: (entry: Entry) => boolean): Entry["fault"] | undefined {
    const entry = this.#entries.find(
      (candidate) => candidate.used < candidate.times && fits(candidate),
    );
    if (entry) entry.used++;
    return entry?.fault;
  }
}

function saysJson(name: EndpointName | undefined): boolean {
  return name === undefined || (endpoints[name] as Endpoint).response !== "bytes";
}

/** A fault or its target, for people. */
export function describe(value: FaultTarget | CallFault | FrameFault): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
