import type { DaemonFrame, EndpointName } from "@repowire/protocol";

import type { Duration } from "../../time/duration.ts";
import type { RecordedMessage, RecordedRequest } from "../entries.ts";

/** A fault of a call. */
export type CallFault =
  /** The connection is refused. On a port it opens first and is then lost. */
  | "refuse"
  /** The connection is lost before the daemon sees the call. */
  | "reset"
  /** No answer ever comes. */
  | "timeout"
  /** The daemon executes the call, and then the connection is lost. */
  | "drop-reply"
  /** The answer is not valid JSON. In the event stream, the first event is not. */
  | "malformed-json"
  /** The answer is JSON of a wrong type. In the event stream, the first event is. */
  | "wrong-type"
  /** The fake returns this answer, and the daemon does not see the call. */
  | {
      /** From 200 to 599. */
      readonly status: number;
      /** A text is sent unchanged as `text/plain`, any other value as JSON. Default: `{}`. */
      readonly body?: unknown;
      readonly headers?: Readonly<Record<string, string>> | undefined;
    }
  /** The answer comes later, on the daemon's clock. For two durations the delay lies between them. */
  | { readonly latency: Duration | readonly [Duration, Duration] }
  /**
   * The connection is lost after that many bytes of the body. If the body is not longer, the
   * connection is lost before its last byte.
   */
  | { readonly cutBodyAfter: number }
  /** The body comes in pieces, on the daemon's clock. */
  | { readonly slowBody: { readonly bytes: number; readonly every: Duration } };

/** A fault of a frame to a peer. */
export type FrameFault = "drop-frame" | "duplicate-frame";

/** The frames that the daemon sends. */
export type FrameType = DaemonFrame["type"] & string;

/** Chooses the fault of a call. Return `undefined` for no fault. */
export type CallFaultOf = (call: RecordedRequest) => CallFault | undefined;

/** The calls that a fault is for. A call must match every key that is given. */
export interface CallTarget {
  /** An endpoint, or any call. Default: `"*"`. */
  readonly endpoint?: EndpointName | "*" | undefined;
  /** The sender: a peer id or display name. */
  readonly from?: string | undefined;
  /** The recipient, or the peer in the path: a peer id or display name. */
  readonly to?: string | undefined;
  /** What the body must contain. A value may be a pattern or an asymmetric matcher. */
  readonly body?: Readonly<Record<string, unknown>> | undefined;
}

/** The frames that a fault is for. */
export interface FrameTarget {
  /** The type of the frame. */
  readonly frame: FrameType;
  /** A display name. Default: any peer. */
  readonly to?: string | undefined;
}

/**
 * The calls or frames that a fault is for: an endpoint, `"*"` for any call, or a description.
 *
 * @example
 * ```ts
 * import { FakeDaemon } from "@repowire/testing";
 *
 * const daemon = new FakeDaemon();
 * daemon.fault("*", "reset", { times: 2 });
 * daemon.fault({ endpoint: "ask", to: "bob-claude-code" }, { latency: "2s" });
 * daemon.fault({ frame: "notify" }, "drop-frame");
 * ```
 */
export type FaultTarget = EndpointName | "*" | CallTarget | FrameTarget;

/**
 * What happens to a call or a frame.
 *
 * @example
 * ```ts
 * import { FakeDaemon } from "@repowire/testing";
 *
 * const daemon = new FakeDaemon();
 * daemon.fault("ask", { status: 503, body: { detail: "not now" } });
 * const flaky = daemon.fault("notify", (call) => (call.order % 2 ? "reset" : undefined));
 * console.log(flaky.calls.length);
 * flaky.remove();
 * ```
 */
export type WantedFault = CallFault | CallFaultOf | FrameFault;

/** A planned fault, and how often it happened. */
export interface PlannedFault {
  /** Its number, counted from the first fault ever planned. */
  readonly number: number;
  /** What the fault applies to. */
  readonly target: FaultTarget;
  /** The fault. */
  readonly fault: WantedFault;
  /** How often it shall happen. */
  readonly times: number;
  /** How often it has happened. */
  readonly used: number;
}

/** A planned fault. Use it to see where the fault happened, or to remove it. */
export interface FaultHandle {
  /** The calls or frames in which it happened, oldest first. */
  readonly calls: readonly (RecordedRequest | RecordedMessage)[];
  /** Removes the fault. It no longer happens, and it does not count as unused. */
  remove(): void;
}

/** The statuses of answers that never have a body. */
export const bodilessStatuses: ReadonlySet<number> = new Set([204, 205, 304]);

/** Tells whether a fault needs an answer in JSON. */
export function isJsonFault(fault: unknown): boolean {
  return fault === "malformed-json" || fault === "wrong-type";
}

/** Tells whether a fault is one of frames. */
export function isFrameFault(fault: unknown): fault is FrameFault {
  return fault === "drop-frame" || fault === "duplicate-frame";
}

/** The calls that a fault is for, if it is not one of frames. */
export function callTarget(target: FaultTarget): Partial<CallTarget> {
  return typeof target === "string" ? { endpoint: target } : (target as CallTarget);
}

export function isFrameTarget(target: FaultTarget): target is FrameTarget {
  return typeof target === "object" && "frame" in target;
}
