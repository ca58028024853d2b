import type { DaemonFrame, EndpointName } from "@repowire/protocol";

import type { Duration } from "../../time/duration.ts";
import type { RecordedMessage, RecordedRequest } from "../entries.ts";

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

/** Chooses what goes wrong with a call; nothing does when it returns `undefined`. */
export type CallFaultOf = (call: RecordedRequest) => CallFault | undefined;

/** Which calls a fault is for. All that is named must fit. */
export interface CallTarget {
  /** An endpoint, or any call. Default: `"*"`. */
  readonly endpoint?: EndpointName | "*";
  /** The sender: a peer id or display name. */
  readonly from?: string;
  /** The recipient, or the peer in the path: a peer id or display name. */
  readonly to?: string;
  /** What the body must contain; patterns and asymmetric matchers may stand for values. */
  readonly body?: Readonly<Record<string, unknown>>;
}

/** Which frames a fault is for. */
export interface FrameTarget {
  readonly frame: FrameType;
  /** A display name. Default: any peer. */
  readonly to?: string;
}

/** Which calls or frames a fault is for: an endpoint, any call, or a description. */
export type FaultTarget = EndpointName | "*" | CallTarget | FrameTarget;

/** A planned fault, for a test that wants to know or to end it. */
export interface FaultHandle {
  /** The calls, or the frames, that it happened to, the oldest first. */
  readonly calls: readonly (RecordedRequest | RecordedMessage)[];
  /** Removes it: it happens no more, and does not count as unused. */
  remove(): void;
}

/** The statuses of answers that have no body, whatever their headers say. */
export const bodilessStatuses: ReadonlySet<number> = new Set([204, 205, 304]);

/** Tells whether a fault is about JSON, of which the answer to some calls has none. */
export function isJsonFault(fault: unknown): boolean {
  return fault === "malformed-json" || fault === "wrong-type";
}

/** Tells whether something may go wrong with a frame. */
export function isFrameFault(fault: unknown): fault is FrameFault {
  return fault === "drop-frame" || fault === "duplicate-frame";
}
