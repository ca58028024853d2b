import type { DaemonFrame, EndpointName, ParamsOf, ResultOf } from "@repowire/protocol";

/** A call of one endpoint that somebody made, and what came of it. */
export interface RecordedCall<Name extends EndpointName | undefined> {
  readonly kind: "request";
  /** Its place among all that was recorded. */
  readonly order: number;
  /** The daemon's time. */
  readonly at: Date;
  /** The scripted peer that made it. Absent: the test, or what it tests. */
  readonly by: string | undefined;
  readonly method: string;
  /** With the query. */
  readonly path: string;
  /** Absent: no endpoint. */
  readonly endpoint: Name;
  /** The body, where it was JSON: the parameters that are not in the path, if they were right. */
  readonly body: Name extends EndpointName ? Partial<ParamsOf<Name>> | undefined : unknown;
  /** The body as it came, read as UTF-8. What a file in it was, `downloadAttachment` gives back. */
  readonly rawBody: string;
  /** Absent: there is no answer yet, or there was none. */
  readonly status: number | undefined;
  /** The answer, where it was a 2xx in JSON. */
  readonly result: Name extends EndpointName ? ResultOf<Name> | undefined : unknown;
  /** The answer as JSON, where it was JSON, a refusal too. */
  readonly answer: unknown;
  /** The answer as it went out, read as UTF-8; absent for a stream. */
  readonly rawAnswer: string | undefined;
  /** What the fake itself says about the answer: which peer was probably meant. */
  readonly hint: string | undefined;
}

/** A call that somebody made. `endpoint` tells which, and so what its body and result are. */
export type RecordedRequest =
  | { readonly [Name in EndpointName]: RecordedCall<Name> }[EndpointName]
  | RecordedCall<undefined>;

/** A frame on a socket, whichever way it went. */
export interface RecordedFrame {
  readonly kind: "message";
  /** Its place among all that was recorded. */
  readonly order: number;
  /** The daemon's time. */
  readonly at: Date;
  /** The peer's display name; absent before it has said who it is. */
  readonly peer: string | undefined;
  /** The frame as it was sent, read as UTF-8. */
  readonly raw: string;
}

/** A frame of the daemon. */
export interface RecordedDaemonFrame extends RecordedFrame {
  readonly direction: "to_peer";
  readonly frame: DaemonFrame;
}

/** A frame of a peer, which may say anything. */
export interface RecordedPeerFrame extends RecordedFrame {
  readonly direction: "from_peer";
  /** Empty where it was no JSON. `isPeerFrame` of `@repowire/protocol` tells which it is. */
  readonly frame: Readonly<Record<string, unknown>>;
}

/** A frame on a socket. */
export type RecordedMessage = RecordedDaemonFrame | RecordedPeerFrame;
