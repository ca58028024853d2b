import type { DaemonFrame, EndpointName } from "@repowire/protocol";

import type { Duration } from "../../time/duration.ts";

/** What goes wrong with a call. */
export type CallFault =
  /** The connection is not made. On a port it is made, and then lost. */
  | "refuse"
  /** The connection is lost before the daemon has seen the call. */
  | "reset"
  /** No answer ever comes. */
  | "timeout"
  /** The daemon does what it should, and then the connection is lost. */
  | "drop-reply"
  /** The answer is no JSON; of the event stream, its first event. */
  | "malformed-json"
  /** The answer is JSON of another shape; of the event stream, its first event. */
  | "wrong-type"
  /** Another answer in place of the daemon's, which does nothing. */
  | {
      /** From 200 to 599. */
      readonly status: number;
      /** A text is sent as it is, as `text/plain`; anything else as JSON. Default: `{}`. */
      readonly body?: unknown;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** The answer comes later, on the daemon's clock. Of two bounds, something between them. */
  | { readonly latency: Duration | readonly [Duration, Duration] }
  /**
   * The connection is lost after that many bytes of the body. That is a cut in any case: a body
   * that is not longer is cut before its last byte.
   */
  | { readonly cutBodyAfter: number }
  /** The body comes in pieces, on the daemon's clock. */
  | { readonly slowBody: { readonly bytes: number; readonly every: Duration } };

/** What goes wrong with a frame to a peer. */
export type FrameFault = "drop-frame" | "duplicate-frame";

/** The frames that the daemon sends. */
export type FrameType = DaemonFrame["type"] & string;

/** Which calls or frames a fault is about: an endpoint, any call, or frames of a type. */
export type FaultTarget =
  | EndpointName
  | "*"
  | { readonly frame: FrameType; /** A display name. Absent: any peer. */ readonly to?: string };

/** The statuses of answers that have no body, whatever their headers say. */
export const bodilessStatuses: ReadonlySet<number> = new Set([204, 205, 304]);

/** Tells whether a fault is about JSON, of which the answer to some calls has none. */
export function isJsonFault(fault: CallFault | FrameFault): boolean {
  return fault === "malformed-json" || fault === "wrong-type";
}

/** Tells whether something may go wrong with a frame. */
export function isFrameFault(fault: CallFault | FrameFault): fault is FrameFault {
  return fault === "drop-frame" || fault === "duplicate-frame";
}
